"""Chooses columns of a table, puts them in order and renames them."""

from __future__ import annotations

from app.actions.base import ActionError, Done, Field, FieldKind, Job
from app.actions.columns import the_columns
from app.actions.settings import label_of
from app.domain.pipelines import Shape
from app.domain.shapes import Table, write_table
from app.domain.text import Text

_COLUMNS = Field(
    key='columns',
    label=Text('Spalten in der neuen Reihenfolge', 'Columns in their new order'),
    kind=FieldKind.COLUMNS,
    required=True,
)
_NAMES = Field(
    key='names',
    label=Text('Neue Namen, mit Kommas getrennt', 'New names, separated by commas'),
    help=Text('In derselben Reihenfolge. Leer: Die Namen bleiben.', 'In the same order. Empty: the names stay.'),
    advanced=True,
)


class PickColumns:
    """A column may be taken twice."""

    key = 'pick_columns'
    title = Text('Spalten auswählen', 'Choose columns')
    help = Text(
        'Behält nur bestimmte Spalten, zum Beispiel Name und Betrag. Mehrere Tabellen kommen untereinander.',
        'Keeps only certain columns, for example name and amount. Several tables come one below the other.',
    )
    rank = 70
    fields: tuple[Field, ...] = (_COLUMNS, _NAMES)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """The chosen columns, all rows; those of further tables that have these columns too come below."""
        table = job.table()
        places = the_columns(job, table, _COLUMNS)
        if not places:
            raise ActionError('act_setting_missing', field=label_of(job, _COLUMNS))
        names = [table.columns[place] for place in places]
        if job.settings['names']:
            new = [name.strip() for name in job.settings['names'].split(',')]
            if len(new) != len(names):
                raise ActionError('act_names_count', columns=len(names), names=len(new))
            names = [fresh or old for fresh, old in zip(new, names, strict=True)]
        rows = [[row[place] for place in places] for row in table.rows]
        wanted = [table.columns[place] for place in places]
        for other in job.tables()[1:]:
            if set(wanted) <= set(other.columns):
                rows += ([record[name] for name in wanted] for record in other.records())
        return Done(text=write_table(Table.of(names, rows)))


PLUGIN = PickColumns()
