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
_FIELD = re.compile(
    r'(?:(?:[-*+•]|\d{1,3}[.)]|\#{1,6})\s++)?(?:\*\*)?(?P<name>(?:\\.|[^:*|\\\n]){1,80}?)(?:\*\*)?'
    r'[ \t]{0,20}:(?:\*\*)?(?:\s++(?P<value>.*))?$'
)
_NAME_SIGN = re.compile(r'[\\:*|]')  # these would end a field's name
_NAME_ESCAPE = re.compile(r'\\([\\:*|])')
_LONGEST_NAME = 80
_CELL_SIGN = re.compile(r'[\\|]|<br\s*/?>', re.IGNORECASE)  # these would not come back as they are
_CELL_ESCAPE = re.compile(r'\\([\\|]|<br\s*/?>)|<br\s*/?>', re.IGNORECASE)
_PIPE = re.compile(r'\\[\\|]|\|')
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
        """A table whose short rows are filled up and whose nameless or repeated columns get names.

        ShapeProblem('no_table') when it would have more than `MAX_CELLS`.
        """
        raw = [[_same_line_ends(cell) for cell in row] for row in rows]
        names = list(columns)
        width = max([len(names), *(len(row) for row in raw)], default=0)
        if width * len(raw) > MAX_CELLS:  # before short rows are filled up: one long row would blow up all others
            raise ShapeProblem('no_table')
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
    if table is None or not table.columns:
        raise ShapeProblem('no_table')
    return table


def has_table(text: str) -> bool:
    """True when a table written as Markdown stands in the text."""
    return any(line.strip().startswith('|') and _RULE.fullmatch(line.strip()) for line in text.splitlines())


def write_fields(fields: Mapping[str, str]) -> str:
    """One `- Name: value` a field; further lines of a value are indented. `read_fields` gives the same back."""
    names = _named([' '.join(name.split())[:_LONGEST_NAME] for name in fields])
    lines = (
        f'- {_NAME_SIGN.sub(_escaped, name)}: {_indented(value)}'
        for name, value in zip(names, fields.values(), strict=True)
    )
    return '\n'.join(line.rstrip() for line in lines)


def read_fields(text: str) -> dict[str, str]:
    """The fields in the text, in order; ShapeProblem('no_fields') when there are none."""
    if (record := _json_record(text)) is not None:
        return record
    fields: dict[str, list[str]] = {}
    name = ''
    for line in text.splitlines():
        found = None if line.startswith('  ') and name else _FIELD.match(line.strip())
        if found and found['name'].strip():
            name = _NAME_ESCAPE.sub(r'\1', found['name']).strip()
            fields[name] = [(found['value'] or '').strip()]
        elif name and (line.startswith('  ') or not line.strip()):
            fields[name].append(line[2:].rstrip())
        else:
            name = ''
    if not fields:
        raise ShapeProblem('no_fields')
    return {name: '\n'.join(lines).strip() for name, lines in fields.items()}


def shaped(text: str, shape: Shape, columns: Sequence[str] = ()) -> str:
    """The text in its canonical form; ShapeProblem when it is not of that shape or lacks a column."""
    if shape is Shape.TABLE:
        table = Table(tuple(columns)) if columns and _json_rows(text) == [] else read_table(text)
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
    return '|' + '|'.join(f' {_one_line(cell)} ' for cell in cells) + '|'


def _one_line(cell: str) -> str:
    return '<br>'.join(_CELL_SIGN.sub(_escaped, cell).splitlines())


def _escaped(found: re.Match[str]) -> str:
    return f'\\{found[0]}'


def _same_line_ends(text: str) -> str:
    return '\n'.join(text.strip().splitlines())


def _indented(value: str) -> str:
    return '\n  '.join(line.rstrip() for line in value.strip().splitlines())


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
    cells = _split_at_pipes(line) if '\\' in line else line.split('|')
    if not cells[-1].strip():
        cells.pop()
    return [_CELL_ESCAPE.sub(_unescaped, cell) if '\\' in cell or '<' in cell else cell for cell in cells]


def _split_at_pipes(line: str) -> list[str]:
    cells, start = [], 0
    for sign in _PIPE.finditer(line):
        if sign[0] == '|':
            cells.append(line[start : sign.start()])
            start = sign.end()
    return [*cells, line[start:]]


def _unescaped(found: re.Match[str]) -> str:
    return found[1] or '\n'


def _csv_table(text: str) -> Table | None:
    fenced = _FENCE.search(text)
    body = (fenced[1] if fenced else text).removeprefix('\ufeff').strip('\r\n')
    for paragraph in (body, *body.split('\n\n')):
        head = paragraph.partition('\n')[0]
        for mark in (';', '\t', ','):
            rows = _csv_rows(paragraph, mark) if mark in head else []
            if len(rows) > 1 and (mark != ',' or fenced or _is_no_prose(rows)):
                return Table.of(rows[0], rows[1:])
    return None


def _csv_rows(text: str, mark: str) -> list[list[str]]:
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=''), delimiter=mark) if row]
    except csv.Error:
        return []
    widths = {len(row) for row in rows[:20]}
    return rows if len(widths) == 1 and widths != {1} else []


def _is_no_prose(rows: Sequence[Sequence[str]]) -> bool:
    """Sentences have commas too: columns have short names, and all rows have as many cells."""
    head = rows[0]
    if any(not name.strip() or len(name) > 40 or len(name.split()) > 4 for name in head):
        return False
    has_blanks = any(name.startswith(' ') for name in head)
    return len(rows) > (2 if has_blanks else 1) and all(len(row) == len(head) for row in rows)


def _json_table(text: str) -> Table | None:
    data = _json_rows(text)
    if not data:
        return None
    columns = list(dict.fromkeys(name for entry in data for name in entry))
    if len(columns) * len(data) > MAX_CELLS:
        return None
    try:
        return Table.of(columns, [[_cell(entry.get(name, '')) for name in columns] for entry in data])
    except RecursionError:
        return None


def _json_rows(text: str) -> list[Mapping[str, Any]] | None:
    data = _json(text)
    if isinstance(data, Mapping):
        data = next((value for value in data.values() if isinstance(value, list)), None)
    return data if isinstance(data, list) and all(isinstance(entry, Mapping) for entry in data) else None


def _json_record(text: str) -> dict[str, str] | None:
    data = _json(text)
    if not isinstance(data, Mapping):
        return None
    try:
        return {name.strip(): _cell(value) for name, value in data.items() if name.strip()} or None
    except RecursionError:
        return None


def _json(text: str) -> Any:
    fenced = _FENCE.search(text)
    body = (fenced[1] if fenced else text).strip()
    if body[:1] not in ('{', '['):
        return None
    try:
        return json.loads(body, parse_float=_with_comma, parse_int=str)
    except (ValueError, RecursionError):
        return None


def _with_comma(number: str) -> str:
    return number.replace('.', ',') if 'e' not in number.lower() else number  # 1.234 would be read as a thousand


def _cell(value: Any) -> str:
    if value is None:
        return ''
    if isinstance(value, bool):
        return 'ja' if value else 'nein'
    if isinstance(value, list):
        return ', '.join(_cell(entry) for entry in value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _same_line_ends(text.encode('utf-8', 'replace').decode())  # half of an emoji cannot be stored
