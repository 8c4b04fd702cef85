"""Columns of a table: found by name, read as numbers, extended by new ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.actions.base import ActionError, Field, Job
from app.actions.settings import label_of
from app.domain.shapes import Table
from app.domain.values import read_number, write_number

_MARK = re.compile(r'€|EUR|Euro|\$|USD|CHF|£|%', re.IGNORECASE)
_SIGN_OF = {'eur': '€', 'euro': '€', 'usd': '$', 'chf': 'CHF'}
_SEPARATOR = re.compile('[,;\n]')


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column read as numbers: None for an empty cell, and what all of them have in common."""

    values: tuple[Decimal | None, ...]
    places: int = 0  # digits behind the comma, of the cell that has most
    mark: str = ''  # €, %, ... of the cells that have one

    def there(self) -> list[Decimal]:
        """The numbers without the empty cells."""
        return [value for value in self.values if value is not None]


def the_column(job: Job, table: Table, field: Field) -> int:
    """Where the column stands that the person set; ActionError when it is not set or not there."""
    if not job.settings[field.key]:
        raise ActionError('act_setting_missing', field=label_of(job, field))
    return job.column(table, field.key)


def column_or(job: Job, table: Table, field: Field, usual: Iterable[str]) -> int | None:
    """The column that is set, else the first of the usual names that is there, else None."""
    if job.settings[field.key]:
        return job.column(table, field.key)
    return next((place for name in usual if (place := place_of(table, name)) is not None), None)


def the_columns(job: Job, table: Table, field: Field) -> list[int]:
    """Where the columns stand whose names are listed with commas; a name may have commas itself."""
    parts = [part.strip() for part in _SEPARATOR.split(job.settings[field.key])]
    places, start = [], 0
    while start < len(parts):
        for end in range(min(len(parts), start + 5), start, -1):
            place = place_of(table, ', '.join(parts[start:end]))
            if place is not None:
                places.append(place)
                start = end
                break
        else:
            if parts[start]:
                raise ActionError('act_no_column', name=parts[start][:80], columns=', '.join(table.columns)[:200])
            start += 1
    return places


def place_of(table: Table, name: str) -> int | None:
    """Where the column of that name stands; None when there is none."""
    try:
        return table.column(name)
    except KeyError:
        return None


def number_column(table: Table, place: int) -> NumberColumn:
    """The column as numbers; ActionError names the first cell that is none, and two kinds of money."""
    values: list[Decimal | None] = []
    places, marks = 0, dict.fromkeys([''])
    for row, cells in enumerate(table.rows, 1):
        cell = cells[place]
        number = read_number(cell)
        if cell and number is None:
            raise ActionError('act_no_number', row=row, column=table.columns[place][:80], cell=cell[:60])
        values.append(number)
        if number is not None:
            places = max(places, -int(number.as_tuple().exponent))
            marks[mark_of(cell)] = None
    kinds = [mark for mark in marks if mark]
    if len(kinds) > 1:
        raise ActionError('act_mixed_marks', column=table.columns[place][:80], first=kinds[0], second=kinds[1])
    return NumberColumn(tuple(values), places, kinds[0] if kinds else '')


def mark_of(text: str) -> str:
    """€, $, %, ... of a number that has one."""
    found = _MARK.search(text)
    return _SIGN_OF.get(found[0].lower(), found[0]) if found else ''


def with_mark(number: Decimal, mark: str, language: str, places: int | None = None) -> str:
    """12,50 €"""
    return f'{write_number(number, places, language)} {mark}'.rstrip()


def extended(table: Table, names: Sequence[str], cells: Sequence[Sequence[str]]) -> Table:
    """The table with further columns; `cells` has the new ones row by row."""
    rows = (row + tuple(new) for row, new in zip(table.rows, cells, strict=True))
    return Table.of((*table.columns, *names), rows)


def one_row(fields: dict[str, str]) -> Table:
    """A table with a single row."""
    return Table.of(fields, [fields.values()])
