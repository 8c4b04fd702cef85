"""Puts rows or lines in order: numbers by size, days by time, words as in a German dictionary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from app.actions.base import Done, Field, FieldKind, Job
from app.actions.collation import sort_key
from app.actions.columns import the_column
from app.actions.settings import choice_of
from app.domain.comparing import measured
from app.domain.pipelines import Shape
from app.domain.shapes import Table, write_table
from app.domain.text import Text

_COLUMN = Field(
    key='column',
    label=Text('Sortieren nach', 'Sort by'),
    kind=FieldKind.COLUMN,
    help=Text('Bei einer Liste ohne Tabelle bleibt das leer.', 'Leave it empty for a list without a table.'),
)
_ORDER = Field(
    key='order',
    label=Text('Was kommt zuerst?', 'What comes first?'),
    kind=FieldKind.CHOICE,
    default='up',
    choices=(
        ('up', Text('Kleines, Frühes und A', 'Small, early and A')),
        ('down', Text('Großes, Spätes und Z', 'Large, late and Z')),
    ),
)
_THEN = Field(
    key='then',
    label=Text('Bei Gleichem weiter nach', 'If equal, then by'),
    kind=FieldKind.COLUMN,
    advanced=True,
)


class SortTable:
    """A column is sorted by size when all of its cells are numbers or days; empty cells come last."""

    key = 'sort_table'
    title = Text('Sortieren', 'Sort')
    help = Text(
        'Ordnet die Zeilen, zum Beispiel Termine nach dem Datum.',
        'Puts the rows in order, for example dates by day.',
    )
    rank = 20
    fields: tuple[Field, ...] = (_COLUMN, _ORDER, _THEN)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """The same rows in order."""
        is_down = choice_of(job, _ORDER) == 'down'
        if not job.settings['column'] and not job.tables():
            lines = [line.strip() for line in job.text.splitlines() if line.strip()]
            return Done(text='\n'.join(lines[place] for place in order_of(lines, is_down)))
        table = job.table()
        rows = table.rows
        if job.settings['then']:
            rows = _sorted(rows, job.column(table, 'then'), is_down=False)
        rows = _sorted(rows, the_column(job, table, _COLUMN), is_down)
        return Done(text=write_table(Table(table.columns, rows)))


def order_of(cells: Sequence[str], is_down: bool) -> list[int]:
    """The places of the cells in order; equal ones stay as they are, empty ones come last."""
    there = [place for place, cell in enumerate(cells) if cell.strip()]
    key = _key_of([cells[place] for place in there])
    there.sort(key=lambda place: key(cells[place]), reverse=is_down)
    return there + [place for place, cell in enumerate(cells) if not cell.strip()]


def _sorted(rows: tuple[tuple[str, ...], ...], place: int, is_down: bool) -> tuple[tuple[str, ...], ...]:
    return tuple(rows[number] for number in order_of([row[place] for row in rows], is_down))


def _key_of(cells: Sequence[str]) -> Callable[[str], Any]:
    for kind in (Decimal, date):
        if all(isinstance(measured(cell), kind) for cell in cells):
            return measured
    return sort_key


PLUGIN = SortTable()
