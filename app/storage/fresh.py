"""Copies out: whoever gets a value from the store may do with its dictionaries what he likes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar('T')


def fresh(item: T) -> T:
    """The same value, sharing no dictionary or list with `item`; what cannot be changed anyway is not copied."""
    result: T = _fresh(item)
    return result


def _fresh(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _fresh(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_fresh(entry) for entry in value]
    if isinstance(value, tuple):
        copies = tuple(_fresh(entry) for entry in value)
        return value if all(copy is entry for copy, entry in zip(copies, value, strict=True)) else copies
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for field in dataclasses.fields(value):
            entry = getattr(value, field.name)
            copy = _fresh(entry)
            if copy is not entry:
                changed[field.name] = copy
        return dataclasses.replace(value, **changed) if changed else value
    return value
