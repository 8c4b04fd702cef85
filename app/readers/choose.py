"""Which reader a file goes to: what its first bytes say counts more than what its name says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import app.readers
from app.domain.documents import ReadProblem
from app.plugins import load_plugins
from app.readers.base import Reader, Unreadable

HEAD = 4096


def choose(path: Path, name: str) -> Reader:
    """The reader for a file; `Unreadable` when it is empty, or nothing we read."""
    head = head_of(path)
    if not head:
        raise Unreadable(ReadProblem.EMPTY)
    for told in ('', name.lower()):
        for reader in _readers():
            if reader.accepts(head, told):
                return reader
    raise Unreadable(ReadProblem.TYPE)


def head_of(path: Path) -> bytes:
    """The first bytes; of a ZIP the names of its entries follow, because all Office files begin alike."""
    with path.open('rb') as file:
        head = file.read(HEAD)
    return head


@cache
def _readers() -> tuple[Reader, ...]:
    """All of them; plain text last, it takes whatever looks like text."""
    found = load_plugins(app.readers)
    return tuple(sorted(found.values(), key=lambda reader: (reader.key == 'text', reader.key)))
