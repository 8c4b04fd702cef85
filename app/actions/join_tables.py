"""Puts two tables next to each other where a column says the same."""

from __future__ import annotations

from collections import defaultdict

from app.actions.base import ActionError, Done, Field, FieldKind, Job
from app.actions.columns import place_of, the_column
from app.actions.settings import choice_of
from app.domain.comparing import folded, measured
from app.domain.pipelines import Shape
from app.domain.shapes import MAX_CELLS, Table, write_table
from app.domain.text import Text

_COLUMN = Field(
    key='column',
    label=Text('Gemeinsame Spalte', 'Common column'),
    kind=FieldKind.COLUMN,
    help=Text('Sie steht in beiden Tabellen, zum Beispiel „Name“.', 'It is in both tables, for example "Name".'),
    required=True,
)
_OTHER = Field(
    key='other',
    label=Text('So heißt sie in der zweiten Tabelle', 'Its name in the second table'),
    help=Text('Leer: genauso.', 'Empty: the same.'),
    advanced=True,
)
_KEEP = Field(
    key='keep',
    label=Text('Zeilen ohne Gegenstück', 'Rows without a partner'),
    kind=FieldKind.CHOICE,
    default='left',
    choices=(
        ('left', Text('Aus der ersten Tabelle behalten', 'Keep those of the first table')),
        ('inner', Text('Weglassen', 'Leave out')),
    ),
)


class JoinTables:
    """Cells fit as words without capitals, as numbers or as days; empty cells fit nothing."""

    key = 'join_tables'
    title = Text('Zwei Tabellen verbinden', 'Join two tables')
    help = Text(
        'Ergänzt die erste Tabelle aus der zweiten, zum Beispiel Namen um Adressen.',
        'Adds the second table to the first, for example addresses to names.',
    )
    rank = 130
    fields: tuple[Field, ...] = (_COLUMN, _OTHER, _KEEP)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """All columns of both tables, the common one once."""
        tables = job.tables()
        if len(tables) < 2:
            raise ActionError('act_two_tables')
        left, right = tables[:2]
        here, there = the_column(job, left, _COLUMN), _other(job, right)
        partners: defaultdict[object, list[tuple[str, ...]]] = defaultdict(list)
        for row in right.rows:
            if row[there]:
                partners[_key(row[there])].append((*row[:there], *row[there + 1 :]))
        columns = (*left.columns, *right.columns[:there], *right.columns[there + 1 :])
        nothing = [('',) * (len(right.columns) - 1)] if choice_of(job, _KEEP) == 'left' else []
        rows: list[tuple[str, ...]] = []
        for row in left.rows:
            rows += ((*row, *partner) for partner in partners.get(_key(row[here]), nothing))
            if len(rows) * len(columns) > MAX_CELLS:
                raise ActionError('act_join_big')
        return Done(text=write_table(Table.of(columns, rows)))


def _other(job: Job, table: Table) -> int:
    name = job.settings['other'] or job.settings['column']
    place = place_of(table, name)
    if place is None:
        raise ActionError('act_no_column', name=name[:80], columns=', '.join(table.columns)[:200])
    return place


def _key(cell: str) -> object:
    return folded(cell) if (value := measured(cell)) is None else value


PLUGIN = JoinTables()
