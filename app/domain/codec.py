"""Domain values to JSON and back: the shape of contract.md section 3, on disk and on the wire alike.

Works on frozen dataclasses. A class whose JSON is not simply its fields has `to_json()` and
`from_json(data)`. Missing keys take the field's default, unknown keys are dropped, a wrong type is an
`Invalid` that names the path.
"""

from __future__ import annotations

import dataclasses
import enum
import types
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from app.domain.errors import Invalid

T = TypeVar('T')


def to_json(value: Any) -> Any:
    """`value` as JSON-ready dicts, lists, strings and numbers; always a fresh copy."""
    if hasattr(value, 'to_json'):
        return value.to_json()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, frozenset)):
        return [to_json(item) for item in value]
    return value


def from_json(cls: type[T], data: Any, path: str = '') -> T:
    """Build a `cls` from JSON data; `Invalid` with the path of the first thing that does not fit."""
    result: T = _read(cls, data, path)
    return result


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _read(kind: Any, data: Any, path: str) -> Any:
    if kind is Any or kind is object:
        return data
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_optional(kind, data, path)
    if origin is tuple:
        if not isinstance(data, (list, tuple)):
            raise Invalid.field(path, 'list')
        item = get_args(kind)[0]
        return tuple(_read(item, entry, _join(path, str(index))) for index, entry in enumerate(data))
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(data, Mapping):
            raise Invalid.field(path, 'object')
        item = get_args(kind)[1]
        return {str(key): _read(item, entry, _join(path, str(key))) for key, entry in data.items()}
    return _read_plain(kind, data, path)


def _read_optional(kind: Any, data: Any, path: str) -> Any:
    options = [option for option in get_args(kind) if option is not type(None)]
    if data is None and len(options) < len(get_args(kind)):
        return None
    if len(options) == 1:
        return _read(options[0], data, path)
    if any(isinstance(data, option) for option in options if isinstance(option, type)):
        return data
    raise Invalid.field(path, 'type')


def _read_plain(kind: Any, data: Any, path: str) -> Any:
    if hasattr(kind, 'from_json'):
        return kind.from_json(data, path)
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, data, path)
    if issubclass(kind, enum.Enum):
        try:
            return kind(data)
        except ValueError as error:
            raise Invalid.field(path, 'choice', choices=', '.join(str(m.value) for m in kind)) from error
    if kind is datetime:
        try:
            return datetime.fromisoformat(data)
        except (TypeError, ValueError) as error:
            raise Invalid.field(path, 'time') from error
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
        raise Invalid.field(path, 'type')
    return data


def _read_dataclass(kind: Any, data: Any, path: str) -> Any:
    if not isinstance(data, Mapping):
        raise Invalid.field(path, 'object')
    hints = _hints(kind)
    values = {}
    for field in dataclasses.fields(kind):
        if field.name in data:
            values[field.name] = _read(hints[field.name], data[field.name], _join(path, field.name))
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise Invalid.field(_join(path, field.name), 'required')
    return kind(**values)


def _join(path: str, name: str) -> str:
    return f'{path}.{name}' if path else name
