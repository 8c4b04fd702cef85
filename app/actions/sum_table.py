"""Adds up a column, or takes its average, smallest or largest value; for each group if wanted."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext

from app.actions.base import Done, Field, FieldKind, Job
from app.actions.columns import NumberColumn, number_column, the_column, with_mark
from app.actions.settings import choice_of
from app.domain.comparing import folded
from app.domain.pipelines import Shape
from app.domain.shapes import Table, write_table
from app.domain.text import Text
from app.domain.values import EXACT

_COLUMN = Field(
    key='column',
    label=Text('Spalte mit den Zahlen', 'Column with the numbers'),
    kind=FieldKind.COLUMN,
    required=True,
)
_HOW = Field(
    key='how',
    label=Text('Was willst du wissen?', 'What do you want to know?'),
    kind=FieldKind.CHOICE,
    default='sum',
    choices=(
        ('sum', Text('Summe', 'Sum')),
        ('average', Text('Durchschnitt', 'Average')),
        ('min', Text('Kleinster Wert', 'Smallest value')),
        ('max', Text('Größter Wert', 'Largest value')),
    ),
)
_GROUP = Field(
    key='group',
    label=Text('Getrennt nach', 'Separately for'),
    kind=FieldKind.COLUMN,
    help=Text(
        'Zum Beispiel eine Summe für jede Kategorie. Leer lassen geht auch.', 'For example one sum per category.'
    ),
)
_SHOW = Field(
    key='show',
    label=Text('Was soll herauskommen?', 'What should come out?'),
    kind=FieldKind.CHOICE,
    default='lines',
    choices=(
        ('lines', Text('Die Zeilen und darunter das Gesamtergebnis', 'The rows and the total below')),
        ('result', Text('Nur das Ergebnis', 'Only the result')),
    ),
    advanced=True,
)
_TOTAL = Text('Gesamt', 'Total')
Numbers = list[Decimal]


class SumTable:
    """Money is added as it stands there; an average has at least two digits behind the comma."""

    key = 'sum_table'
    title = Text('Summen bilden', 'Add up a table')
    help = Text(
        'Zählt eine Spalte zusammen, zum Beispiel alle Beträge einer Einkaufsliste.',
        'Adds up a column, for example all amounts of a shopping list.',
    )
    rank = 10
    fields: tuple[Field, ...] = (_COLUMN, _HOW, _GROUP, _SHOW)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """The table with its result below, one row a group, or only the result."""
        table = job.table()
        place = the_column(job, table, _COLUMN)
        column = number_column(table, place)
        how = choice_of(job, _HOW)
        title = dict(_HOW.choices)[how].in_language(job.language)
        label = title if how != 'sum' else _TOTAL.in_language(job.language)
        is_whole = choice_of(job, _SHOW) == 'lines'
        with localcontext(EXACT):
            if job.settings['group']:
                group = job.column(table, 'group')
                result = _by_group(table, group, column, how, title, job.language)
                place, rows = 1, result.rows
            elif is_whole:
                result, rows = table, table.rows
            else:
                result, rows, is_whole = Table((title,)), (), True
                place = 0
            if is_whole:
                total = [''] * len(result.columns)
                if len(total) > 1:
                    total[0 if place else 1] = label
                total[place] = _of(column, column.there(), how, job.language)
                rows = (*rows, tuple(total))
        return Done(text=write_table(Table.of(result.columns, rows)))


def _by_group(table: Table, group: int, column: NumberColumn, how: str, title: str, language: str) -> Table:
    names: dict[str, str] = {}
    numbers: dict[str, Numbers] = {}
    for row, value in zip(table.rows, column.values, strict=True):
        key = folded(row[group])
        names.setdefault(key, row[group])
        numbers.setdefault(key, [])
        if value is not None:
            numbers[key].append(value)
    rows = [(names[key], _of(column, values, how, language)) for key, values in numbers.items()]
    return Table.of((table.columns[group], title), rows)


def _of(column: NumberColumn, values: Numbers, how: str, language: str) -> str:
    if not values and how != 'sum':
        return ''
    places = max(column.places, 2) if how == 'average' else column.places
    return with_mark(_HOW_OF[how](values), column.mark, language, places)


def _sum(values: Numbers) -> Decimal:
    return sum(values, Decimal(0))


_HOW_OF: dict[str, Callable[[Numbers], Decimal]] = {
    'sum': _sum,
    'average': lambda values: _sum(values) / len(values),
    'min': min,
    'max': max,
}

PLUGIN = SumTable()
