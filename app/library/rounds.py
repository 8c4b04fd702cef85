"""Going round the folders: what is due is looked at, one folder after the other, and what is whole is read."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any

from app.clock import Clock
from app.domain.errors import NotFound
from app.domain.places import Place
from app.library.folder import Folder, Growing
from app.library.listing import Listing, listing
from app.library.scan import Changes, compare, digest, fingerprint
from app.library.threads import to_the_end
from app.search.entry import Entry
from app.storage.files import Files

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two looks at every folder, and for which a file must not have changed before it is read."""

    every: float
    still: float


LOCAL = Pace(every=30.0, still=3.0)  # changes are told by the system; the rounds find what it forgot to tell
SHARE = Pace(every=10.0, still=5.0)  # nobody tells what another computer does


class Rounds:
    """`read` is called for each file that is there as a whole, `tell` for each folder in which something changed."""

    def __init__(
        self,
        files: Files,
        clock: Clock,
        *,
        folder: Callable[[Place], Folder],
        read: Callable[[Folder, str], None],
        tell: Callable[[Folder], None],
    ) -> None:
        self._files, self._clock = files, clock
        self._folder, self._read, self._tell = folder, read, tell
        self._due: dict[Place, None] = {}
        self._later: set[Place] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._sweeping = False
        self._is_closed = False
        self.still: float | None = None  # set while somebody goes round; else files are read as they are

    async def go(self, folders: Callable[[], Iterable[Folder]], pace: Pace) -> None:
        """Look at all of them again and again, until cancelled."""
        self.still = pace.still
        try:
            while True:
                for folder in folders():
                    folder.trouble.clear()  # the disk may have room again
                    self.soon(folder.place)
                await self._clock.sleep(pace.every)
        finally:
            self.still = None

    def soon(self, place: Place) -> None:
        """Look at it as soon as possible; asking twice makes it one look."""
        self._due[place] = None
        if not self._sweeping and not self._is_closed:
            self._sweeping = True
            self._own(self._sweep())

    async def load(self, folder: Folder) -> None:
        """Fetch from the disk what is known of it, if that was not done yet."""
        async with folder.lock:
            if folder.is_loaded:
                return
            entries = await to_the_end(folder.renewed)
            folder.loaded(entries or {})
        self._tell(folder)

    def load_soon(self, folder: Folder) -> None:
        """The same in its own time."""
        if not self._is_closed:
            self._own(self.load(folder))

    async def look(self, place: Place) -> Folder:
        """Compare the folder with what is known of it, and have read what is new; to its end, even if nobody waits."""
        folder = self._folder(place)
        if not self._is_closed:
            await asyncio.shield(self._own(self._look_at(folder)))
        return folder

    async def close(self) -> None:
        """End what is under way."""
        self._is_closed = True
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=1.0)

    async def _sweep(self) -> None:
        try:
            while self._due:
                place = next(iter(self._due))
                del self._due[place]
                with contextlib.suppress(NotFound):  # no folder can be called so
                    await self.look(place)
        finally:
            self._sweeping = False

    async def _look_later(self, place: Place, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._later.discard(place)
        self.soon(place)

    def _own(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _look_at(self, folder: Folder) -> None:
        async with folder.lock:
            announced = set(folder.announced)
            try:
                sight = await to_the_end(self._look, folder)
            except (OSError, sqlite3.Error) as error:
                log.warning('a folder of documents cannot be looked at: %s', error)
                return
            if not folder.is_forgotten:
                folder.loaded(sight.entries)
                folder.listing = sight.listing
                folder.announced -= announced - sight.there
                self._take(folder, sight.changes)

    def _look(self, folder: Folder) -> _Sight:
        """Blocks. What is gone or has another name is put right at once."""
        renewed = folder.renewed()
        entries = dict(folder.entries) if renewed is None else renewed
        seen = listing(self._files, folder.place, self._clock.now())
        there = {name: fingerprint(one) for name, one in seen.facts.items() if folder.is_document(name, entries)}
        changes = compare(there, entries, lambda name: self._digest(folder.place, name), folder.to_try_again(entries))
        for old, entry in changes.renamed:
            folder.index.rename(old, entry)
            del entries[old]
            entries[entry.name] = entry
        if changes.gone:
            folder.index.remove(changes.gone)
            for name in changes.gone:
                del entries[name]
        return _Sight(seen, set(there), entries, changes)

    def _digest(self, place: Place, name: str) -> str:
        try:
            return digest(self._files.path(place, name))
        except (OSError, NotFound):
            return ''

    def _take(self, folder: Folder, changes: Changes) -> None:
        now, before, growing = self._clock.monotonic(), folder.growing, {}
        is_news = bool(changes.renamed or changes.gone)
        for name, mark in changes.unread.items():
            if name in folder.queued or name in folder.trouble:
                continue
            is_news = is_news or name not in before
            seen = before.get(name)
            if seen is None or seen.fingerprint != mark:
                seen = Growing(mark, now)
            if self._is_whole(folder, seen, name, now):
                self._read(folder, name)
            else:
                growing[name] = seen
        folder.growing = growing
        self._come_back(folder.place, [seen.since for seen in growing.values()], now)
        if is_news or before.keys() - changes.unread.keys():
            self._tell(folder)
        else:
            folder.wake()

    def _is_whole(self, folder: Folder, seen: Growing, name: str, now: float) -> bool:
        entry = folder.entries.get(name)
        is_as_it_was = entry is not None and entry.fingerprint == seen.fingerprint
        return self.still is None or is_as_it_was or name in folder.announced or now - seen.since >= self.still

    def _come_back(self, place: Place, since: list[float], now: float) -> None:
        """When the first of them may have become whole."""
        if since and self.still is not None and place not in self._later and not self._is_closed:
            self._later.add(place)
            self._own(self._look_later(place, max(min(since) + self.still - now, 0.0)))


@dataclass(frozen=True, slots=True)
class _Sight:
    """A folder at one moment."""

    listing: Listing
    there: set[str]
    entries: dict[str, Entry]
    changes: Changes
