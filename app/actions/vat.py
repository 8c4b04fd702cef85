"""Net, value added tax and gross: for one amount, or for every row of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

from app.actions.base import ActionError, Done, Field, FieldKind, Job
from app.actions.columns import NumberColumn, mark_of, number_column, one_row, place_of, with_mark
from app.actions.settings import choice_of, is_yes
from app.domain.pipelines import Shape
from app.domain.shapes import Table, write_table
from app.domain.text import Text
from app.domain.values import EXACT, read_number, rounded

_GIVEN = Field(
    key='given',
    label=Text('Die Beträge sind', 'The amounts are'),
    kind=FieldKind.CHOICE,
    default='gross',
    choices=(
        ('gross', Text('brutto, also mit Steuer', 'gross, so with tax')),
        ('net', Text('netto, also ohne Steuer', 'net, so without tax')),
    ),
)
_RATE = Field(
    key='rate',
    label=Text('Steuersatz', 'Tax rate'),
    kind=FieldKind.CHOICE,
    default='19',
    choices=(('19', Text('19 %', '19 %')), ('7', Text('7 %', '7 %')), ('0', Text('0 %', '0 %'))),
)
_COLUMN = Field(
    key='column',
    label=Text('Spalte mit den Beträgen', 'Column with the amounts'),
    kind=FieldKind.COLUMN,
    help=Text('Leer: Im Text davor steht genau ein Betrag.', 'Empty: the text before has exactly one amount.'),
)
_RATE_COLUMN = Field(
    key='rate_column',
    label=Text('Spalte mit dem Steuersatz', 'Column with the tax rate'),
    kind=FieldKind.COLUMN,
    help=Text(
        'Wenn die Zeilen verschiedene Sätze haben: 19, 7 oder 0.', 'If the rows have different rates: 19, 7 or 0.'
    ),
    advanced=True,
)
_TOTAL_ROW = Field(
    key='total',
    label=Text('Gesamtzeile darunter', 'Total below'),
    kind=FieldKind.YES_NO,
    default='yes',
    advanced=True,
)
_NAMES = (Text('Netto', 'Net'), Text('Steuer', 'Tax'), Text('Brutto', 'Gross'))
_TOTAL = Text('Gesamt', 'Total')
_NUMBER = r'[-−]?\d(?:[\d.,]{0,30}\d)?(?:,[-–])?'
_MONEY = re.compile(rf'(?<![\w.,])(?:€\s?{_NUMBER}|{_NUMBER}\s?(?:€|EUR\b|Euro\b))')


@dataclass(frozen=True, slots=True)
class Parts:
    """One amount taken apart, each part in whole cents; net + tax = gross."""

    net: Decimal
    tax: Decimal
    gross: Decimal


def parts_of(amount: Decimal, rate: Decimal, given: str) -> Parts:
    """The amount rounded to cents and taken apart; `given` is net or gross."""
    with localcontext(EXACT):
        amount = rounded(amount)
        if given == 'net':
            tax = rounded(amount * rate / 100)
            return Parts(amount, tax, amount + tax)
        net = rounded(amount * 100 / (100 + rate))
        return Parts(net, amount - net, amount)


class Vat:
    """Every row is rounded for itself; the totals are the sums of the rounded rows, as on an invoice."""

    key = 'vat'
    title = Text('Mehrwertsteuer rechnen', 'Work out the VAT')
    help = Text(
        'Rechnet Netto, Steuer und Brutto aus. Zum Beispiel: 119 € sind 100 € netto.',
        'Works out net, tax and gross. For example: 119 € are 100 € net.',
    )
    rank = 40
    fields: tuple[Field, ...] = (_GIVEN, _RATE, _COLUMN, _RATE_COLUMN, _TOTAL_ROW)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """The table with net, tax and gross; a table of one row for a single amount."""
        given, rate = choice_of(job, _GIVEN), Decimal(choice_of(job, _RATE))
        names = [name.in_language(job.language) for name in _NAMES]
        if not job.settings['column']:
            amount, mark = _the_amount(job)
            cells = _written(parts_of(amount, rate, given), mark, job.language)
            return Done(text=write_table(one_row(dict(zip(names, cells, strict=True)))))
        table = job.table()
        column = number_column(table, job.column(table, 'column'))
        rates = _rates(job, table, rate)
        parts = [
            None if value is None else parts_of(value, rate, given)
            for value, rate in zip(column.values, rates, strict=True)
        ]
        return Done(text=write_table(_with_parts(job, table, column, parts, names)))


def _with_parts(job: Job, table: Table, column: NumberColumn, parts: list[Parts | None], names: list[str]) -> Table:
    """Columns that are there already under our names are written anew, the others follow at the end."""
    columns = [*table.columns, *(name for name in names if place_of(table, name) is None)]
    whole = Table.of(columns, table.rows)
    places = [whole.column(name) for name in names]
    rows = [list(row) for row in whole.rows]
    for row, part in zip(rows, parts, strict=True):
        for place, cell in zip(places, _written(part, column.mark, job.language), strict=True):
            row[place] = cell
    if is_yes(job, _TOTAL_ROW):
        rows.append(_total(job, whole, column, [part for part in parts if part], places))
    return Table.of(columns, rows)


def _total(job: Job, table: Table, column: NumberColumn, parts: list[Parts], places: list[int]) -> list[str]:
    with localcontext(EXACT):
        zero = Decimal(0)
        total = Parts(
            sum((part.net for part in parts), zero),
            sum((part.tax for part in parts), zero),
            sum((part.gross for part in parts), zero),
        )
    row = [''] * len(table.columns)
    taken = {*places, table.column(job.settings['column'])}
    free = next((place for place in range(len(row)) if place not in taken), None)
    if free is not None:
        row[free] = _TOTAL.in_language(job.language)
    for place, cell in zip(places, _written(total, column.mark, job.language), strict=True):
        row[place] = cell
    return row


def _written(parts: Parts | None, mark: str, language: str) -> tuple[str, ...]:
    if parts is None:
        return '', '', ''
    return tuple(with_mark(value, mark, language, 2) for value in (parts.net, parts.tax, parts.gross))


def _rates(job: Job, table: Table, rate: Decimal) -> list[Decimal]:
    """The rate of every row; an empty cell means the rate that is set."""
    if not job.settings['rate_column']:
        return [rate] * len(table.rows)
    place = job.column(table, 'rate_column')
    found = number_column(table, place).values
    allowed = {Decimal(key) for key, _ in _RATE.choices}
    for row, value in enumerate(found, 1):
        if value is not None and value not in allowed:
            raise ActionError('act_no_rate', row=row, cell=table.rows[row - 1][place][:60])
    return [rate if value is None else value for value in found]


def _the_amount(job: Job) -> tuple[Decimal, str]:
    """The only amount in the text: the text itself, or what stands there with a euro sign."""
    number = read_number(job.text)
    if number is not None:
        return number, mark_of(job.text)
    found = {read_number(text): text for text in _MONEY.findall(job.text)}
    found.pop(None, None)
    if not found:
        raise ActionError('act_no_amount')
    if len(found) > 1:
        raise ActionError('act_many_amounts', amounts=' · '.join(found.values())[:200])
    (amount,) = found
    assert amount is not None
    return amount, '€'


PLUGIN = Vat()
