"""Cooks for more or fewer people: every amount of a recipe times the same factor."""

from __future__ import annotations

import re
from fractions import Fraction

from app.actions.base import ActionError, Done, Field, FieldKind, Job
from app.actions.columns import column_or
from app.actions.quantities import Quantity, quantities, write_quantity
from app.actions.settings import label_of, number_of
from app.domain.pipelines import Shape
from app.domain.shapes import Table, write_table
from app.domain.text import Text

_HAVE = Field(
    key='have',
    label=Text('Das Rezept ist für so viele', 'The recipe is for so many'),
    kind=FieldKind.NUMBER,
    help=Text('Eine Zahl, oder ein Feld wie {Portionen}.', 'A number, or a field like {Portions}.'),
    default='4',
    required=True,
)
_WANT = Field(
    key='want',
    label=Text('Gekocht wird für so viele', 'You cook for so many'),
    kind=FieldKind.NUMBER,
    help=Text('Eine Zahl, oder ein Feld wie {Personen}.', 'A number, or a field like {People}.'),
    required=True,
)
_COLUMN = Field(
    key='column',
    label=Text('Spalte mit den Mengen', 'Column with the amounts'),
    kind=FieldKind.COLUMN,
    help=Text('Nur bei einer Tabelle. Leer: Menge.', 'Only for a table. Empty: Amount.'),
)
_USUAL = ('Menge', 'Mengen', 'Amount', 'Quantity')
_LINE_START = re.compile(r'\s*(?:(?:[-*+•–]|\[[ x]?\])\s+)*(?:(?:ca\.?|etwa|circa|about)\s+)?', re.IGNORECASE)
_OF_EACH = re.compile(r'(?:\b(?:je|à|a|per|each|Type|Typ|Größe|Nr\.?)|[x×*])\s*$', re.IGNORECASE)
_NO_AMOUNT = re.compile(r'\s?(?:%|[.)]\s|:|Uhr\b|Grad\b|Jahr|Schritt|Step)', re.IGNORECASE)
_LINE_END = re.compile(r'\s*$')
_MEASURED = frozenset('length area time energy speed heat'.split())


class ScaleAmounts:
    """In a text: amounts with a kitchen unit, and bare numbers where a line begins or is nothing else."""

    key = 'scale_amounts'
    title = Text('Rezept für mehr Personen umrechnen', 'Scale a recipe')
    help = Text(
        'Rechnet alle Mengen um, zum Beispiel von 4 auf 6 Personen.',
        'Scales all amounts, for example from 4 to 6 people.',
    )
    rank = 110
    fields: tuple[Field, ...] = (_HAVE, _WANT, _COLUMN)
    gives = Shape.TEXT

    def run(self, job: Job) -> Done:
        """The same text or table with other amounts; ovens, tins and minutes stay as they are."""
        have, want = number_of(job, _HAVE, 0, 100_000), number_of(job, _WANT, 0, 100_000)
        if not have:
            raise ActionError('act_number_range', field=label_of(job, _HAVE), low='1', high='100000')
        factor = Fraction(want) / Fraction(have)
        table = next(iter(job.tables()), None)
        if table is None:
            lines = [scaled(line, factor, job.language) for line in job.text.split('\n')]
            if not any(count for _, count in lines):
                raise ActionError('act_no_portions')
            return Done(text='\n'.join(line for line, _ in lines))
        place = column_or(job, table, _COLUMN, _USUAL)
        if place is None:
            raise ActionError('act_setting_missing', field=label_of(job, _COLUMN))
        rows = [(*row[:place], scaled(row[place], factor, job.language)[0], *row[place + 1 :]) for row in table.rows]
        return Done(text=write_table(Table(table.columns, tuple(rows))))


def scaled(line: str, factor: Fraction, language: str) -> tuple[str, int]:
    """The line with its amounts times the factor, and how many those are."""
    pieces, position, count = [], 0, 0
    start = _LINE_START.match(line)
    begin = start.end() if start else 0
    for amount in quantities(line):
        if not _is_amount(line, amount, begin) or (count and _is_inside_brackets(line, amount.start)):
            continue
        new = amount.times(factor)
        word = f' {amount.unit.like(amount.word, new.high)}' if amount.unit else ''
        pieces += [line[position : amount.start], write_quantity(new, language, with_unit=False), word]
        position, count = amount.end, count + 1
    return ''.join((*pieces, line[position:])), count


def _is_amount(line: str, amount: Quantity, begin: int) -> bool:
    if _OF_EACH.search(line, max(0, amount.start - 10), amount.start):
        return False
    if amount.unit:
        return amount.unit.kind not in _MEASURED
    if _NO_AMOUNT.match(line, amount.end):
        return False
    is_all = line[max(0, amount.start - 3) : amount.start].rstrip().endswith(':') and _LINE_END.match(line, amount.end)
    return amount.start == begin or bool(is_all)


def _is_inside_brackets(line: str, place: int) -> bool:
    """'1 Dose (400 g)' says how big a tin is; that does not change."""
    start = max(0, place - 60)
    return line.rfind('(', start, place) > line.rfind(')', start, place)


PLUGIN = ScaleAmounts()
