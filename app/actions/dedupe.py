"""Leaves out rows or lines that are there already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from app.actions.base import Done, Field, FieldKind, Job
from app.actions.columns import the_columns
from app.actions.settings import is_yes
from app.domain.comparing import folded
from app.domain.pipelines import Shape
from app.domain.shapes import Table, write_table
from app.domain.text import Text

_COLUMNS = Field(
    key='columns',
    label=Text('Was muss gleich sein?', 'What must be the same?'),
    kind=FieldKind.COLUMNS,
    help=Text('Leer: die ganze Zeile.', 'Empty: the whole row.'),
)
_SAY = Field(
    key='say',
    label=Text('Bei Listen darunterschreiben, wie viele doppelt waren', 'With lists, write below how many were double'),
    kind=FieldKind.YES_NO,
    default='no',
    help=Text('Bei Tabellen steht es immer darunter.', 'With tables it is always written below.'),
    advanced=True,
)
_ONE = Text('1 doppelte Zeile weggelassen.', '1 double row left out.')
_MANY = Text('{count} doppelte Zeilen weggelassen.', '{count} double rows left out.')
Entry = TypeVar('Entry')


class Dedupe:
    """The first of equal rows stays where it is; capitals and blanks make no difference."""

    key = 'dedupe'
    title = Text('Doppelte weglassen', 'Leave out doubles')
    help = Text(
        'Jede Zeile bleibt nur einmal, zum Beispiel bei zwei Adresslisten.',
        'Every row stays only once, for example in two address lists.',
    )
    rank = 60
    fields: tuple[Field, ...] = (_COLUMNS, _SAY)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """The table without doubles and how many there were; without a table the lines."""
        if job.settings['columns'] or job.tables():
            table = job.table()
            places = the_columns(job, table, _COLUMNS) or list(range(len(table.columns)))
            rows = _first(table.rows, [tuple(folded(row[place]) for place in places) for row in table.rows])
            text = write_table(Table(table.columns, tuple(rows)))
            return Done(text=f'{text}\n\n{_count(job, len(table.rows) - len(rows))}')
        lines = [line.strip() for line in job.text.splitlines() if line.strip()]
        kept = _first(lines, [folded(line) for line in lines])
        text = '\n'.join(kept)
        return Done(text=f'{text}\n\n{_count(job, len(lines) - len(kept))}' if is_yes(job, _SAY) else text)


def _first(entries: Iterable[Entry], keys: Iterable[object]) -> list[Entry]:
    kept: dict[object, Entry] = {}
    for entry, key in zip(entries, keys, strict=True):
        kept.setdefault(key, entry)
    return list(kept.values())


def _count(job: Job, count: int) -> str:
    return (_ONE if count == 1 else _MANY).in_language(job.language).format(count=count)


PLUGIN = Dedupe()
