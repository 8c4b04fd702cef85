"""Two people changed the same thing: what goes together by itself, and what somebody must choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

CLASH = object()  # no way to have both


def merged(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Both changes to `base` in one, and the fields both changed differently (there, mine is kept).

    A list of named entries (steps, fields of a form) is put together entry by entry.
    """
    result, clashes = dict(theirs), []
    for field, value in mine.items():
        together = _both(base.get(field), value, theirs.get(field))
        if together is CLASH:
            clashes.append(field)
        result[field] = value if together is CLASH else together
    return result, clashes


def changes(base: Mapping[str, Any], mine: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `mine` that are not as they were."""
    return {field: value for field, value in mine.items() if value != base.get(field)}


def _both(was: Any, mine: Any, theirs: Any) -> Any:
    """Both changes to one value, or CLASH."""
    if mine in (was, theirs):
        return theirs
    if theirs == was:
        return mine
    entries = [_named(value) for value in (was, mine, theirs)]
    if all(named is not None for named in entries):
        return _both_lists(*(named for named in entries if named is not None))
    return CLASH


def _named(value: Any) -> dict[str, Mapping[str, Any]] | None:
    """The entries of a list by their `id` or `key`, in its order; None when it is no such list."""
    if not isinstance(value, Sequence) or not all(isinstance(entry, Mapping) for entry in value):
        return None
    named = {str(entry.get('id') or entry.get('key') or ''): entry for entry in value}
    return named if len(named) == len(value) and '' not in named else None


def _both_lists(
    was: Mapping[str, Mapping[str, Any]],
    mine: Mapping[str, Mapping[str, Any]],
    theirs: Mapping[str, Mapping[str, Any]],
) -> Any:
    """One may put entries in, take them away or move them, while the other changes what stands in the rest."""
    order = _both(list(was), list(mine), list(theirs))
    if order is CLASH:
        return CLASH
    if any(side.get(gone, old) != old for gone, old in was.items() if gone not in order for side in (mine, theirs)):
        return CLASH  # one took away what the other worked at
    found = []
    for name in order:
        sides = [side[name] for side in (mine, theirs) if name in side]
        entry, clashes = merged(was.get(name, {}), sides[0], sides[-1])
        if clashes:
            return CLASH
        found.append(entry)
    return found
