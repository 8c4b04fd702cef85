"""Counts rows or lines, for each value of a column if wanted."""

from __future__ import annotations

from collections import Counter

from app.actions.base import Done, Field, FieldKind, Job
from app.actions.columns import one_row
from app.domain.comparing import folded
from app.domain.pipelines import Shape
from app.domain.shapes import Table, write_table
from app.domain.text import Text

_COLUMN = Field(
    key='column',
    label=Text('Getrennt nach', 'Separately for'),
    kind=FieldKind.COLUMN,
    help=Text(
        'Zum Beispiel: wie viele Zeilen gibt es je Thema? Leer: alle zusammen.', 'For example: how many per topic?'
    ),
)
_NUMBER, _TOTAL = Text('Anzahl', 'Number'), Text('Gesamt', 'Total')


class CountRows:
    """The most frequent value comes first."""

    key = 'count_rows'
    title = Text('Zeilen zählen', 'Count rows')
    help = Text(
        'Zählt die Zeilen einer Tabelle oder Liste, zum Beispiel wie viele Gäste zugesagt haben.',
        'Counts the rows of a table or list, for example how many guests said yes.',
    )
    rank = 50
    fields: tuple[Field, ...] = (_COLUMN,)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """One number, or one row for each value and the total."""
        number = _NUMBER.in_language(job.language)
        if not job.settings['column']:
            return Done(text=write_table(one_row({number: str(_all(job))})))
        table = job.table()
        place = job.column(table, 'column')
        names: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for row in table.rows:
            key = folded(row[place])
            names.setdefault(key, row[place])
            counts[key] += 1
        rows = [(names[key], str(count)) for key, count in counts.most_common()]
        total = (_TOTAL.in_language(job.language), str(len(table.rows)))
        return Done(text=write_table(Table.of((table.columns[place], number), [*rows, total])))


def _all(job: Job) -> int:
    tables = job.tables()
    if tables:
        return sum(len(table.rows) for table in tables)
    return sum(bool(line.strip()) for line in job.text.splitlines())


PLUGIN = CountRows()
