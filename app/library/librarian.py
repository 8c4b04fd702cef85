"""The librarian: knows every document of every folder, how far reading it has come, and what stands in it."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from pathlib import Path

from app.bus import Bus
from app.clock import Clock
from app.domain.documents import Document, DocumentStatus, Reading, ReadProblem
from app.domain.errors import Unavailable
from app.domain.passages import Passage
from app.domain.places import Place
from app.library.desk import Desk, ask
from app.library.finding import best_of, passages_of
from app.library.folder import Folder
from app.library.meaning import Meaning, Numbers
from app.library.mounts import is_on_a_share
from app.library.reading import recognised
from app.library.rounds import LOCAL, SHARE, Pace, Rounds
from app.library.shelves import Shelves
from app.library.watch import Watch
from app.readers.base import Unreadable
from app.readers.pool import ReaderPool
from app.storage.files import Files


class Librarian:
    """One for all folders. `places()` names the folders of all bots and workspaces there are.

    Without `watch()` running it knows only of what it is told or asked about. `shared` says that the data lies on
    another computer, None that this is to be found out.
    """

    def __init__(
        self,
        *,
        files: Files,
        bus: Bus,
        clock: Clock,
        pool: ReaderPool,
        places: Callable[[], Iterable[Place]] | None = None,
        shared: bool | None = None,
        pace: Pace | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        self._files, self._pool = files, pool
        self._shared, self._pace = shared, pace
        self._shelves = Shelves(files, bus, clock, places)
        self._folder = self._shelves.folder
        self._desk = Desk(files, pool, tell=self._shelves.tell, look=self._look_again)
        self._rounds = Rounds(files, clock, folder=self._folder, read=self._desk.add, tell=self._shelves.tell)
        self._numbers = Numbers(meaning, clock, self._shelves.known) if meaning else None
        self._watching: asyncio.Task[None] | None = None
        self._is_closed = False

    async def watch(self) -> None:
        """Follow the folders until cancelled."""
        self._watching = asyncio.current_task()
        roots = self._files.roots
        shared = self._shared
        if shared is None:
            shared = await asyncio.to_thread(is_on_a_share, next(iter(roots.values())))
        watch = None if shared else Watch(roots, self._hint)
        numbers = asyncio.create_task(self._numbers.keep_up()) if self._numbers else None
        try:
            await self._rounds.go(lambda: self._round(watch), self._pace or (SHARE if shared else LOCAL))
        finally:
            self._watching = None
            if numbers is not None:
                numbers.cancel()
            if watch is not None:
                await watch.close()

    async def close(self) -> None:
        """Stop reading and end the reading processes; what was under way is read again after the next start."""
        self._is_closed = True
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait([self._watching])
        await self._rounds.close()
        await self._desk.close()
        await self._pool.close()
        for folder in self._shelves.known():
            folder.wake()

    def documents(self, place: Place) -> list[Document]:
        """The files as they lie in the folder now, by name, each with how far reading it has come."""
        folder = self._folder(place)
        found = self._shelves.documents(folder)
        if not folder.is_loaded:
            if folder.has_ledger():
                self._rounds.load_soon(folder)
        elif self._watching and any(one.status is DocumentStatus.READING for one in found) and not folder.is_busy:
            self._rounds.soon(place)  # whoever looks sees a change before the system tells it
        return found

    def arrived(self, place: Place, *names: str) -> None:
        """These files are there as a whole (or are gone): look at once, without waiting whether they still grow."""
        self._folder(place).announced.update(unicodedata.normalize('NFC', name) for name in names)
        self._rounds.soon(place)

    async def until_read(self, place: Place, name: str) -> Document:
        """The document once it is ready or has failed; NotFound when it is gone."""
        name = unicodedata.normalize('NFC', name)
        while True:
            folder = await self._loaded(place)
            document = await asyncio.to_thread(self._shelves.document, folder, name)
            if document.status is not DocumentStatus.READING:
                return document
            if name in folder.trouble:
                raise folder.trouble.pop(name)
            if name not in folder.queued and name not in folder.growing:
                await self._rounds.look(place)
            while name in folder.queued or name in folder.growing:
                await folder.change()

    async def reading(self, place: Place, name: str) -> Reading:
        """Its text, waiting until it is read; `Unreadable` or NotFound."""
        while True:
            document = await self.until_read(place, name)
            if document.status is DocumentStatus.FAILED:
                raise Unreadable(ReadProblem(document.note), name=document.name, pages=document.pages)
            folder = self._folder(place)
            reading = await ask(folder.index.reading, document.name)
            if reading is not None:
                return reading
            await self._rounds.look(place)  # the file of the index was lost: everything is read again

    async def until_all_read(self, places: Collection[Place]) -> None:
        """Come back when nothing in these folders is left to be read."""
        for place in places:
            while not self._is_closed:
                folder = await self._rounds.look(place)
                if not folder.is_busy:
                    break
                while folder.is_busy:
                    await folder.change()

    def characters(self, places: Collection[Place]) -> int:
        """How much text there is in all documents that are ready."""
        return sum(entry.characters for place in places for entry in self._folder(place).entries.values())

    async def passages(self, place: Place, names: Sequence[str] = ()) -> list[Passage]:
        """All passages of the folder, or of these documents, in reading order."""
        folder = self._folder(place)
        return await ask(passages_of, self._files, folder, names)

    async def search(self, places: Sequence[Place], query: str, limit: int, names: Sequence[str] = ()) -> list[Passage]:
        """The passages in these folders (and no others) that fit best, the best one first."""
        folders = [self._folder(place) for place in dict.fromkeys(places)]
        vector = await self._numbers.of(query) if self._numbers else None
        return await ask(best_of, self._files, folders, query, limit, names, vector)

    @property
    def can_recognise(self) -> bool:
        """True when text in pictures can be recognised on this computer."""
        return self._pool.can_recognise

    async def recognise(self, place: Place, name: str) -> Document:
        """Try once more, by recognising the text in the pictures; `Unreadable` when that cannot be done."""
        document = await self.until_read(place, name)
        if not self.can_recognise:
            raise Unreadable(ReadProblem.SCAN, name=document.name, pages=document.pages)
        await self._desk.recognise(self._folder(place), document.name, document.pages)
        return await self.until_read(place, name)

    async def take_text(self, place: Place, name: str, pages: Sequence[str]) -> Document:
        """Keep what an AI has read in the pictures of the pages as the document's text."""
        document = await self.until_read(place, name)
        if not any(page.strip() for page in pages):
            raise Unreadable(ReadProblem.EMPTY, name=document.name, pages=document.pages)
        await self._desk.take(self._folder(place), document, pages)
        return await self.until_read(place, name)

    async def picture(
        self, place: Place, name: str, page: int, *, width: int, marks: Sequence[tuple[int, int]] = ()
    ) -> bytes:
        """A page as PNG, for looking at it; `Unreadable` when it has no picture."""
        path = await asyncio.to_thread(self._files.path, place, name)
        return await self._pool.picture(path, name, page, width=width, marks=marks)

    async def read_once(self, path: Path, name: str) -> Reading:
        """The text of a file that lies in no folder, recognised when it is a picture; `Unreadable`."""
        try:
            return await self._pool.read(path, name)
        except Unreadable as error:
            if error.problem is not ReadProblem.SCAN or not self.can_recognise:
                raise
            return await recognised(self._pool, path, name, error.pages)

    def forget(self, place: Place) -> None:
        """The bot or workspace is gone, or has come back: nothing is known of its folder any more."""
        if (folder := self._shelves.take_out(place)) is not None:
            self._desk.drop(folder)
        self._hint({place})

    async def _loaded(self, place: Place) -> Folder:
        folder = self._folder(place)
        if not folder.is_loaded:
            await self._rounds.load(folder)
        if self._is_closed:
            raise Unavailable
        return folder

    def _round(self, watch: Watch | None) -> list[Folder]:
        """All folders, before each is looked at; those that are there no more are forgotten."""
        if watch is not None:
            watch.check()
        places = self._shelves.places()
        for folder in self._shelves.known():
            if folder.place not in places:
                self.forget(folder.place)
        return self._shelves.all()

    def _hint(self, places: Set[Place] | None) -> None:
        """Something may have changed there, None = anywhere. Without `watch()` nobody is waiting for it."""
        if self._watching:
            known = self._shelves.places()
            for place in set(known) if places is None else places & known:
                self._rounds.soon(place)

    def _look_again(self, folder: Folder) -> None:
        if not folder.is_forgotten:
            self._rounds.soon(folder.place)
