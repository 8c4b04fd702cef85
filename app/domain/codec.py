"""Domain values to JSON and back: the shape of contract.md section 3, on disk and on the wire alike.

Works on frozen dataclasses. A class whose JSON is not simply its fields has `to_json()` and
`from_json(data)`. Missing keys take the field's default, unknown keys are dropped, a wrong type is an
`Invalid` that names the path.
"""

from __future__ import annotations

import dataclasses
import enum
import types
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from app.domain.errors import Invalid

T = TypeVar('T')
Reader = Callable[[Any, str], Any]  # (data, path) -> value
_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_json(value: Any) -> Any:
    """`value` as JSON-ready dicts, lists, strings and numbers; always a fresh copy."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is dict:
        return {str(key): to_json(item) for key, item in value.items()}
    if hasattr(value, 'to_json'):
        return value.to_json()
    if dataclasses.is_dataclass(kind):
        return {name: to_json(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (list, tuple, frozenset)):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    return value


def from_json(cls: type[T], data: Any, path: str = '') -> T:
    """Build a `cls` from JSON data; `Invalid` with the path of the first thing that does not fit."""
    kind: Any = cls
    result: T = _reader(kind)(data, path)
    return result


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


@cache
def _reader(kind: Any) -> Reader:
    """How values of a type are read. Every event of every run comes through here: asked once per type."""
    if kind is Any or kind is object:
        return lambda data, path: data
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional_reader(kind)
    if origin is tuple:
        return partial(_read_list, _reader(get_args(kind)[0]))
    if origin is not None and issubclass(origin, Mapping):
        return partial(_read_mapping, _reader(get_args(kind)[1]))
    return _plain_reader(kind)


def _plain_reader(kind: Any) -> Reader:
    if hasattr(kind, 'from_json'):
        hook: Reader = kind.from_json
        return hook
    if dataclasses.is_dataclass(kind):
        return partial(_read_dataclass, kind)
    if issubclass(kind, enum.Enum):
        return partial(_read_enum, kind)
    if kind is datetime:
        return _read_time
    return partial(_read_value, kind)


def _optional_reader(kind: Any) -> Reader:
    options = [option for option in get_args(kind) if option is not type(None)]
    may_be_none = len(options) < len(get_args(kind))
    only = _reader(options[0]) if len(options) == 1 else None
    classes = tuple(option for option in options if isinstance(option, type))

    def read(data: Any, path: str) -> Any:
        if data is None and may_be_none:
            return None
        if only is not None:
            return only(data, path)
        if isinstance(data, classes):
            return data
        raise Invalid.field(path, 'type')

    return read


def _read_list(item: Reader, data: Any, path: str) -> Any:
    if not isinstance(data, (list, tuple)):
        raise Invalid.field(path, 'list')
    return tuple(item(entry, _join(path, str(index))) for index, entry in enumerate(data))


def _read_mapping(item: Reader, data: Any, path: str) -> Any:
    if not isinstance(data, Mapping):
        raise Invalid.field(path, 'object')
    return {str(key): item(entry, _join(path, str(key))) for key, entry in data.items()}


def _read_enum(kind: type[enum.Enum], data: Any, path: str) -> Any:
    try:
        return kind(data)
    except ValueError as error:
        raise Invalid.field(path, 'choice', choices=', '.join(str(m.value) for m in kind)) from error


def _read_time(data: Any, path: str) -> Any:
    try:
        return datetime.fromisoformat(data)
    except (TypeError, ValueError) as error:
        raise Invalid.field(path, 'time') from error


def _read_value(kind: type, data: Any, path: str) -> Any:
    if type(data) is kind:
        return data
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
        raise Invalid.field(path, 'type')
    return data


@cache
def _plan(kind: Any) -> tuple[tuple[str, Reader, bool], ...]:
    """(name, reader, required) of every field."""
    hints = get_type_hints(kind)
    return tuple(
        (
            field.name,
            _reader(hints[field.name]),
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(kind)
    )


def _read_dataclass(kind: Any, data: Any, path: str) -> Any:
    if not isinstance(data, Mapping):
        raise Invalid.field(path, 'object')
    values = {}
    for name, read, required in _plan(kind):
        if name in data:
            values[name] = read(data[name], f'{path}.{name}' if path else name)
        elif required:
            raise Invalid.field(_join(path, name), 'required')
    return kind(**values)


def _join(path: str, name: str) -> str:
    return f'{path}.{name}' if path else name
