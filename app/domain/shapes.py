"""Tables and fields inside texts: everything between steps is text, a shape is how it can be read.

A table is written as a Markdown table, fields as a list of `- Name: value`; both read well for people, bots and
programs. Reading also takes CSV with ; , or tab, and JSON, because models answer like that.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.pipelines import Shape

_RULE = re.compile(r'\|?(\s*:?-+:?\s*\|)+(\s*:?-+:?\s*)?|\|\s*:?-+:?\s*\|?')  # the line below a table's head
_FENCE = re.compile(r'```[\w-]*\n(.*?)\n?```', re.DOTALL)
_FIELD = re.compile(r'(?:[-*+]\s+)?(?:\*\*)?(?P<name>[^:*|\n]{1,80}?)(?:\*\*)?\s*:(?:\*\*)?(?:\s+(?P<value>.*))?$')
_BREAK = re.compile(r'<br\s*/?>', re.IGNORECASE)
MAX_CELLS = 500_000


class ShapeProblem(ValueError):
    """The text is not of that shape. `key` says why: no_table, no_fields, columns_missing; `names` which ones."""

    def __init__(self, key: str, names: Sequence[str] = ()) -> None:
        super().__init__(key)
        self.key = key
        self.names = tuple(names)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of cells; every row has as many cells as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
        """A table whose short rows are filled up and whose nameless or repeated columns get names."""
        raw = [[cell.strip() for cell in row] for row in rows]
        names = [name.strip() for name in columns]
        width = max([len(names), *(len(row) for row in raw)], default=0)
        return cls(
            _named([*names, *[''] * (width - len(names))]), tuple((*row, *[''] * (width - len(row))) for row in raw)
        )

    def column(self, name: str) -> int:
        """Where the column stands, whatever its capitals; KeyError when there is none."""
        wanted = _plain(name)
        for place, column in enumerate(self.columns):
            if _plain(column) == wanted:
                return place
        raise KeyError(name)

    def records(self) -> Iterator[dict[str, str]]:
        """Every row by column name."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def write_table(table: Table) -> str:
    """The table as Markdown; `read_table` gives the same back."""
    if not table.columns:
        return ''
    lines = [_line(table.columns), '|' + ' --- |' * len(table.columns), *(_line(row) for row in table.rows)]
    return '\n'.join(lines)


def read_table(text: str) -> Table:
    """The first table in the text; ShapeProblem('no_table') when there is none."""
    table = _json_table(text) or _markdown_table(text) or _csv_table(text)
    if table is None or len(table.rows) * len(table.columns) > MAX_CELLS:
        raise ShapeProblem('no_table')
    return table


def write_fields(fields: Mapping[str, str]) -> str:
    """One `- Name: value` a field; further lines of a value are indented."""
    return '\n'.join(f'- {name}: {_indented(value)}'.rstrip() for name, value in fields.items())


def read_fields(text: str) -> dict[str, str]:
    """The fields in the text, in order; ShapeProblem('no_fields') when there are none."""
    data = _json(text)
    if isinstance(data, Mapping):
        return {str(name).strip(): _cell(value) for name, value in data.items() if str(name).strip()}
    fields: dict[str, str] = {}
    name = ''
    for line in text.splitlines():
        found = None if line.startswith('  ') and name else _FIELD.match(line.strip())
        if found:
            name = found['name'].strip()
            fields[name] = (found['value'] or '').strip()
        elif name and (line.startswith('  ') or not line.strip()):
            fields[name] = f'{fields[name]}\n{line.strip()}'
        else:
            name = ''
    if not fields:
        raise ShapeProblem('no_fields')
    return {name: value.strip('\n') for name, value in fields.items()}


def shaped(text: str, shape: Shape, columns: Sequence[str] = ()) -> str:
    """The text in its canonical form; ShapeProblem when it is not of that shape or lacks a column."""
    if shape is Shape.TABLE:
        table = read_table(text)
        _check_columns(columns, table.columns)
        if columns:
            places = [table.column(name) for name in columns]
            table = Table(tuple(columns), tuple(tuple(row[place] for place in places) for row in table.rows))
        return write_table(table)
    if shape is Shape.FIELDS:
        fields = read_fields(text)
        _check_columns(columns, fields)
        by_name = {_plain(name): value for name, value in fields.items()}
        return write_fields({name: by_name[_plain(name)] for name in columns} if columns else fields)
    return text


def schema_of(shape: Shape, columns: Sequence[str]) -> dict[str, Any] | None:
    """The JSON schema of an answer of that shape; None where a service can be left alone."""
    if shape is Shape.TEXT or not columns:
        return None
    row = {
        'type': 'object',
        'properties': {name: {'type': 'string'} for name in columns},
        'required': list(columns),
        'additionalProperties': False,
    }
    if shape is Shape.FIELDS:
        return row
    return {
        'type': 'object',
        'properties': {'rows': {'type': 'array', 'items': row}},
        'required': ['rows'],
        'additionalProperties': False,
    }


def _check_columns(wanted: Sequence[str], there: Iterable[str]) -> None:
    known = {_plain(name) for name in there}
    if missing := [name for name in wanted if _plain(name) not in known]:
        raise ShapeProblem('columns_missing', missing)


def _plain(name: str) -> str:
    return ' '.join(name.split()).casefold()


def _named(names: Sequence[str]) -> tuple[str, ...]:
    taken: dict[str, int] = {}
    result = []
    for place, name in enumerate(names, 1):
        base = fresh = ' '.join(name.split()) or str(place)
        while _plain(fresh) in taken:
            taken[_plain(base)] = taken.get(_plain(base), 1) + 1
            fresh = f'{base} {taken[_plain(base)]}'
        taken.setdefault(_plain(fresh), 1)
        result.append(fresh)
    return tuple(result)


def _line(cells: Iterable[str]) -> str:
    return '|' + '|'.join(f' {_escaped(cell)} ' for cell in cells) + '|'


def _escaped(cell: str) -> str:
    return '<br>'.join(cell.replace('\\', '\\\\').replace('|', '\\|').splitlines())


def _indented(value: str) -> str:
    return '\n'.join(line if not place else f'  {line}' for place, line in enumerate(value.strip().splitlines()))


def _markdown_table(text: str) -> Table | None:
    lines = text.splitlines()
    for place, line in enumerate(lines[1:], 1):
        if '|' in line and '|' in lines[place - 1] and _RULE.fullmatch(line.strip()):
            rows = []
            for row in lines[place + 1 :]:
                if '|' not in row:
                    break
                rows.append(_cells(row))
            return Table.of(_cells(lines[place - 1]), rows)
    return None


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix('|')
    cells, cell, place = [], '', 0
    while place < len(line):
        if line[place] == '\\' and line[place + 1 : place + 2] in ('|', '\\'):
            cell += line[place + 1]
            place += 1
        elif line[place] == '|':
            cells.append(cell)
            cell = ''
        else:
            cell += line[place]
        place += 1
    if cell.strip():
        cells.append(cell)
    return [_BREAK.sub('\n', cell).strip() for cell in cells]


def _csv_table(text: str) -> Table | None:
    fenced = _FENCE.search(text)
    body = (fenced[1] if fenced else text).strip('\n')
    for paragraph in (body, *body.split('\n\n')):
        lines = paragraph.splitlines()
        for mark in (';', '\t', ','):
            if len(lines) > 1 and lines[0].count(mark) and all(mark in line for line in lines[:2]):
                rows = list(csv.reader(io.StringIO(paragraph, newline=''), delimiter=mark))
                rows = [row for row in rows if row]
                if len({len(row) for row in rows[:20]}) == 1:
                    return Table.of(rows[0], rows[1:])
    return None


def _json_table(text: str) -> Table | None:
    data = _json(text)
    if isinstance(data, Mapping):
        data = next((value for value in data.values() if isinstance(value, list)), None)
    if not isinstance(data, list) or not all(isinstance(entry, Mapping) for entry in data):
        return None
    columns = list(dict.fromkeys(str(name) for entry in data for name in entry))
    return Table.of(columns, ([_cell(entry.get(name, '')) for name in columns] for entry in data))


def _json(text: str) -> Any:
    fenced = _FENCE.search(text)
    body = (fenced[1] if fenced else text).strip()
    if body[:1] not in ('{', '['):
        return None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _cell(value: Any) -> str:
    if value is None:
        return ''
    if isinstance(value, bool):
        return 'ja' if value else 'nein'
    if isinstance(value, list):
        return ', '.join(_cell(entry) for entry in value)
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
