"""Which reader a file goes to: what its first bytes say counts more than what its name says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import app.readers
from app.domain.documents import ReadProblem
from app.plugins import load_plugins
from app.readers.archive import entries_of
from app.readers.base import Reader, Unreadable

HEAD = 4096
_NAMES = 100_000  # bytes of names of an archive's entries
_ZIP, _OLD_OFFICE = b'PK\x03\x04', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
_ENCRYPTED = 'EncryptedPackage'.encode('utf-16-le')  # how new Office files with a password look inside
_NO_TEXT = (b'{\\rtf', b'%!PS')  # looks like text, and nobody wants to read it like that


def choose(path: Path, name: str) -> Reader:
    """The reader for a file; `Unreadable` when it is empty, locked, or nothing we read."""
    head = head_of(path)
    if not head:
        raise Unreadable(ReadProblem.EMPTY)
    if head.startswith(_OLD_OFFICE):
        raise Unreadable(ReadProblem.LOCKED if _ENCRYPTED in path.read_bytes() else ReadProblem.TYPE)
    for told in ('', name.lower()):
        for reader in _readers():
            if reader.accepts(head, told) and not head.startswith(_NO_TEXT):
                return reader
    raise Unreadable(_what_is_wrong(head, name))


def head_of(path: Path) -> bytes:
    """The first bytes; of a ZIP the names of its entries follow, because all Office files begin alike."""
    with path.open('rb') as file:
        head = file.read(HEAD)
    if head.startswith(_ZIP):
        head += b'\n' + '\n'.join(entries_of(path)).encode('utf-8', 'replace')[:_NAMES]
    return head


def _what_is_wrong(head: bytes, name: str) -> ReadProblem:
    """A file called .docx that is none at all is damaged; anything else we just do not read."""
    ending = name.lower().rpartition('.')[2]
    is_ours = any(ending in reader.endings for reader in _readers() if reader.key != 'text')
    is_other = head.startswith((_ZIP, *_NO_TEXT))
    return ReadProblem.DAMAGED if is_ours and not is_other else ReadProblem.TYPE


@cache
def _readers() -> tuple[Reader, ...]:
    """All of them; plain text last, it takes whatever looks like text."""
    found = load_plugins(app.readers)
    return tuple(sorted(found.values(), key=lambda reader: (reader.key == 'text', reader.key)))
