"""Keeps the rows of a table that fit a comparison."""

from __future__ import annotations

from app.actions.base import ActionError, Done, Field, FieldKind, Job
from app.actions.columns import the_column
from app.actions.settings import choice_of, label_of, text_of
from app.domain.comparing import holds, measured, order
from app.domain.pipelines import Op, Shape
from app.domain.shapes import Table, write_table
from app.domain.text import Text

_COLUMN = Field(key='column', label=Text('Spalte', 'Column'), kind=FieldKind.COLUMN, required=True)
_OP = Field(
    key='op',
    label=Text('Vergleich', 'Comparison'),
    kind=FieldKind.CHOICE,
    default=Op.IS.value,
    choices=(
        (Op.IS.value, Text('ist', 'is')),
        (Op.IS_NOT.value, Text('ist nicht', 'is not')),
        (Op.CONTAINS.value, Text('enthält', 'contains')),
        (Op.CONTAINS_NOT.value, Text('enthält nicht', 'does not contain')),
        (Op.MORE.value, Text('ist mehr oder später als', 'is more or later than')),
        (Op.LESS.value, Text('ist weniger oder früher als', 'is less or earlier than')),
        (Op.EMPTY.value, Text('ist leer', 'is empty')),
        (Op.NOT_EMPTY.value, Text('ist nicht leer', 'is not empty')),
    ),
)
_VALUE = Field(
    key='value',
    label=Text('Womit vergleichen?', 'Compare with what?'),
    help=Text('Ein Wort, eine Zahl oder ein Datum.', 'A word, a number or a day.'),
)


class FilterTable:
    """Compares exactly as the conditions of a recipe do."""

    key = 'filter_table'
    title = Text('Zeilen auswählen', 'Choose rows')
    help = Text(
        'Behält nur die passenden Zeilen, zum Beispiel alle über 100 €.',
        'Keeps only the rows that fit, for example all above 100 €.',
    )
    rank = 30
    fields: tuple[Field, ...] = (_COLUMN, _OP, _VALUE)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """The table with the rows that fit, in their order."""
        table = job.table()
        place, op, value = the_column(job, table, _COLUMN), Op(choice_of(job, _OP)), text_of(job, _VALUE)
        if op not in (Op.EMPTY, Op.NOT_EMPTY) and not value:
            raise ActionError('act_setting_missing', field=label_of(job, _VALUE))
        if op in (Op.MORE, Op.LESS):
            _check_order(table, place, value)
        rows = tuple(row for row in table.rows if holds(op, row[place], value))
        return Done(text=write_table(Table(table.columns, rows)))


def _check_order(table: Table, place: int, value: str) -> None:
    """A cell that is neither more nor less is never left out in silence; empty ones are."""
    if measured(value) is None:
        raise ActionError('act_no_measure', value=value[:60])
    for row, cells in enumerate(table.rows, 1):
        if cells[place] and order(cells[place], value) is None:
            column = table.columns[place][:80]
            raise ActionError('act_not_comparable', row=row, column=column, cell=cells[place][:60], value=value[:60])


PLUGIN = FilterTable()
