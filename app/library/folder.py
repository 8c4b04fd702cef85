"""What is known of one folder of documents: what was read, what waits to be read, what still grows."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain.documents import Document, DocumentStatus, ReadProblem, media_type_of_ending
from app.domain.errors import AppError
from app.domain.places import Place
from app.library.listing import Listing
from app.library.scan import fingerprint, is_unfinished
from app.search.entry import Entry, Fingerprint
from app.search.index import Index

PASSING = {problem.value for problem in (ReadProblem.SLOW, ReadProblem.MEMORY, ReadProblem.CRASHED)}


@dataclass(frozen=True, slots=True)
class Growing:
    """A file as it was seen first, and when: it is read once it has not changed for a while."""

    fingerprint: Fingerprint
    since: float


class Folder:
    """Changed on the event loop only; `lock` is held by whoever writes into its ledger or compares with it."""

    def __init__(self, place: Place, ledger: Path) -> None:
        self.place = place
        self.index = Index(ledger)
        self.entries: dict[str, Entry] = {}
        self.is_loaded = False
        self.is_forgotten = False
        self.lock = asyncio.Lock()
        self.queued: set[str] = set()  # they wait for a reading process, or are being read
        self.growing: dict[str, Growing] = {}
        self.announced: set[str] = set()  # they are there as a whole
        self.again: set[str] = set()  # they failed for a reason that may have passed
        self.trouble: dict[str, AppError] = {}  # read, but the disk did not take it
        self.listing: Listing | None = None  # the last one
        self.told_at = float('-inf')
        self._ledger = ledger
        self._state: tuple[int, int, int] | None = None
        self._changed = asyncio.Event()

    @property
    def is_busy(self) -> bool:
        """True while something is left to be read."""
        return bool(self.queued or self.growing)

    async def change(self) -> None:
        """Come back when anything has changed."""
        await self._changed.wait()

    def wake(self) -> None:
        """Something has changed."""
        self._changed.set()
        self._changed = asyncio.Event()

    def is_document(self, name: str, entries: Collection[str] | None = None) -> bool:
        """False for what other programs still write; unless it was brought here under that name."""
        known = self.entries if entries is None else entries
        return not is_unfinished(name) or name in known or name in self.announced

    def document(self, name: str, facts: os.stat_result) -> Document:
        """One file as it lies there now, with how far reading it has come."""
        entry = self.entries.get(name)
        is_read = entry is not None and entry.fingerprint == fingerprint(facts) and name not in self.queued
        known = entry.media_type if entry else ''
        return Document(
            name=name,
            size=facts.st_size,
            media_type=known or media_type_of_ending(os.path.splitext(name)[1]),
            modified_at=datetime.fromtimestamp(facts.st_mtime, UTC),
            status=entry.status if entry and is_read else DocumentStatus.READING,
            pages=entry.pages if entry and is_read else None,
            note=entry.note if entry and is_read else '',
            words=entry.words if entry and is_read and entry.status is DocumentStatus.READY else None,
        )

    def has_ledger(self) -> bool:
        """True when something was ever read here."""
        return self._ledger.is_file()

    def renewed(self) -> dict[str, Entry] | None:
        """What the ledger holds, if its file has changed since the last call. Blocks.

        A broken file is thrown away by whoever meets it, so that a folder may find everything unread again.
        """
        try:
            facts = self._ledger.stat()
        except FileNotFoundError:
            state = None
        else:
            state = (facts.st_ino, facts.st_mtime_ns, facts.st_size)
        if state == self._state and self.is_loaded:
            return None
        entries = self.index.entries()
        self._state = state
        return entries

    def loaded(self, entries: dict[str, Entry]) -> None:
        """This is what the ledger holds."""
        self.again = self.to_try_again(entries)
        self.entries, self.is_loaded = entries, True

    def to_try_again(self, entries: Mapping[str, Entry]) -> set[str]:
        """Once per start of the program: what a crowded or slow computer could not read then, it may read now."""
        if self.is_loaded:
            return {name for name in self.again if name in entries}
        return {name for name, entry in entries.items() if _may_have_passed(entry)}


def _may_have_passed(entry: Entry) -> bool:
    return entry.status is DocumentStatus.FAILED and (entry.note in PASSING or not entry.sha256)
