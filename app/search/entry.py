"""What is known of a file that was read, or could not be."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.documents import DocumentStatus


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the disk says of a file; another one means that it has to be read again."""

    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One document as it was read last. `note` as in `Document`; `characters` of its whole text."""

    name: str
    fingerprint: Fingerprint
    sha256: str
    status: DocumentStatus
    media_type: str
    pages: int | None = None
    words: int = 0
    characters: int = 0
    note: str = ''
