"""Writes TOML that Python's own reader gives back exactly: `tomllib.loads(write(data)) == data`.

Knows texts, whole numbers, floats, true and false, lists and tables; everything a `.rezept` file is made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_BARE = re.compile(r'[A-Za-z0-9_-]+')
_IN_A_LINE = re.compile('[\x00-\x1f\x7f]')
_IN_LINES = re.compile('[\x00-\x08\x0b-\x1f\x7f]')  # tab and line feed may stand; a bare CR would be read as LF
_SHORT = {'\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r'}


def write(data: Mapping[str, Any], *, in_order: bool = False) -> str:
    """`data` as TOML; with `in_order` the keys are sorted, so that equal data gives equal text.

    ValueError for what TOML cannot hold: half an emoji (a lone surrogate), None, other types.
    """
    return '\n'.join(_lines(data, (), in_order)).strip('\n') + '\n'


def _lines(table: Mapping[str, Any], path: tuple[str, ...], in_order: bool) -> Iterator[str]:
    """Single values first: what follows a header belongs to it."""
    keys = sorted(table) if in_order else list(table)
    for key in keys:
        if not _is_table(table[key]) and not _is_tables(table[key]):
            yield f'{_key(key)} = {_value(table[key], in_order)}'
    for key in keys:
        inner = (*path, key)
        header = '.'.join(_key(part) for part in inner)
        if _is_table(table[key]):
            yield f'\n[{header}]'
            yield from _lines(table[key], inner, in_order)
        elif _is_tables(table[key]):
            for entry in table[key]:
                yield f'\n[[{header}]]'
                yield from _lines(entry, inner, in_order)


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def _value(value: Any, in_order: bool) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, (int, float)):
        return repr(value)  # also inf and nan, and 1e+16: all are TOML
    if isinstance(value, (list, tuple)):
        return f'[{", ".join(_value(entry, in_order) for entry in value)}]'
    if isinstance(value, Mapping):
        keys = sorted(value) if in_order else list(value)
        entries = ', '.join(f'{_key(key)} = {_value(value[key], in_order)}' for key in keys)
        return f'{{{entries}}}'
    raise ValueError(f'nothing for TOML: {type(value).__name__}')


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _one_line(key)


def _text(text: str) -> str:
    return _many_lines(text) if '\n' in text else _one_line(text)


def _one_line(text: str) -> str:
    return f'"{_escaped(text, _IN_A_LINE)}"'


def _many_lines(text: str) -> str:
    """The line feed right behind the opening quotes is not part of the text."""
    body = _escaped(text, _IN_LINES)
    return f'"""\n{body}"""'


def _escaped(text: str, control: re.Pattern[str]) -> str:
    if any('\ud800' <= letter <= '\udfff' for letter in text):
        raise ValueError('half an emoji is no text')
    plain = text.replace('\\', '\\\\').replace('"', '\\"')
    return control.sub(lambda found: _SHORT.get(found[0]) or f'\\u{ord(found[0]):04X}', plain)
