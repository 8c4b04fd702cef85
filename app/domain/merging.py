"""Two people changed the same thing: what goes together by itself, and what somebody must choose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def merged(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Both changes to `base` in one, and the fields both changed differently (there, mine is kept)."""
    result, clashes = dict(theirs), []
    for field, value in mine.items():
        was, other = base.get(field), theirs.get(field)
        if value == was or value == other:
            continue
        result[field] = value
        if other != was:
            clashes.append(field)
    return result, clashes


def changes(base: Mapping[str, Any], mine: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `mine` that are not as they were."""
    return {field: value for field, value in mine.items() if value != base.get(field)}
