"""What the store hands out is shared with its memory; therefore nobody can change it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn, TypeVar

T = TypeVar('T')


def frozen(value: T) -> T:
    """The same value with all dictionaries and lists inside made unchangeable; `dict(...)` makes a free copy."""
    result: T = _frozen(value)
    return result


def _refuse(self: object, *args: object, **kwargs: object) -> NoReturn:
    raise TypeError('this belongs to the store; make a copy with dict() or list()')


class _FrozenDict(dict[str, Any]):
    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __copy__(self) -> dict[str, Any]:
        return dict(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return {key: _thawed(entry) for key, entry in self.items()}


class _FrozenList(list[Any]):
    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = extend = insert = pop = remove = clear = sort = reverse = _refuse

    def __copy__(self) -> list[Any]:
        return list(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> list[Any]:
        return [_thawed(entry) for entry in self]


def _thawed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _thawed(entry) for key, entry in value.items()}
    return [_thawed(entry) for entry in value] if isinstance(value, list) else value


_UNCHANGEABLE = frozenset({str, int, float, bool, type(None), datetime, _FrozenDict, _FrozenList})


def _frozen(value: Any) -> Any:
    if type(value) in _UNCHANGEABLE:
        return value
    if isinstance(value, Mapping):
        return _FrozenDict({key: _frozen(entry) for key, entry in value.items()})
    if isinstance(value, list):
        return _FrozenList(_frozen(entry) for entry in value)
    if isinstance(value, tuple):
        entries = tuple(_frozen(entry) for entry in value)
        return value if all(map(_same, entries, value)) else entries
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _frozen_fields(value)
    return value


def _frozen_fields(value: Any) -> Any:
    changed = {}
    for field in dataclasses.fields(value):
        entry = getattr(value, field.name)
        if (ice := _frozen(entry)) is not entry:
            changed[field.name] = ice
    return dataclasses.replace(value, **changed) if changed else value


def _same(left: object, right: object) -> bool:
    return left is right
