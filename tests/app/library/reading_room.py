"""A reading room for tests: a librarian over real folders, a clock moved by hand, a reader whose work is counted."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from app.bus import Bus
from app.domain.documents import Document, DocumentStatus, Page, Reading, ReadProblem
from app.domain.events import DocumentsChanged
from app.domain.places import Place
from app.library.librarian import Librarian
from app.readers.base import Unreadable
from app.readers.pool import ReaderPool
from app.search.index import Index
from app.storage.disk import Disk
from app.storage.files import Files
from tests.fakes import FakeClock

KLARA = Place.of_bot('klara')
RECHNUNGEN = Place.of_workspace('rechnungen')
OLD = 1_600_000_000  # a date long ago


class PlainPool(ReaderPool):
    """Reads text without processes. `read_names` is what it read; files that begin with `!` fail as they say."""

    def __init__(self, size: int = 2) -> None:
        super().__init__(size=size)
        self.read_names: list[str] = []
        self.recognised: list[tuple[str, int]] = []
        self.has_tesseract = False
        self.pages, self.says = 3, 'Erkannt'  # of a scan
        self.gate: asyncio.Event | None = None  # nothing is read until it is open
        self.picture_gate: asyncio.Event | None = None
        self._looked = asyncio.Event()
        self.at_work = self.most_at_work = 0

    @property
    def can_recognise(self) -> bool:
        return self.has_tesseract

    def close_gate(self) -> asyncio.Event:
        """From now on nothing is read to its end until the event is set."""
        self.gate = asyncio.Event()
        return self.gate

    def close_recognising(self) -> asyncio.Event:
        """The same for the pictures of pages only."""
        self.picture_gate = asyncio.Event()
        return self.picture_gate

    async def until_read(self, count: int, pages: int = 0) -> None:
        """Come back when so many files, and so many pages of scans, were looked into."""
        while len(self.read_names) < count or len(self.recognised) < pages:
            self._looked.clear()
            await self._looked.wait()

    async def read(self, path: Path, name: str) -> Reading:
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        try:
            text = await asyncio.to_thread(path.read_text, 'utf-8')
            self.read_names.append(name)
            self._looked.set()
            if self.gate is not None:
                await self.gate.wait()
        finally:
            self.at_work -= 1
        if text.startswith('!'):
            problem = ReadProblem(text[1:].strip())
            raise Unreadable(problem, name=name, pages=self.pages if problem is ReadProblem.SCAN else None)
        return Reading(pages=(Page(number=1, text=text),), media_type='text/plain')

    async def recognise(self, path: Path, name: str, page: int) -> str:
        self.recognised.append((name, page))
        self._looked.set()
        if self.picture_gate is not None:
            await self.picture_gate.wait()
        return self.says and f'{self.says} auf Seite {page}'


class ReadingRoom:
    """The data folder of one program, with Klara's folder and a workspace; `places` may be changed."""

    def __init__(self, folder: Path, *, pool: ReaderPool | None = None, shared: bool | None = False) -> None:
        self.data = folder
        for name in ('bots', 'workspaces', 'runs', 'trash'):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.files = Files(folder, Disk(), reserve=0)
        self.bus, self.clock, self.pool = Bus(interval=0), FakeClock(), pool or PlainPool()
        self.places = [KLARA, RECHNUNGEN]
        self.librarian = Librarian(
            files=self.files,
            bus=self.bus,
            clock=self.clock,
            pool=self.pool,
            places=lambda: self.places,
            shared=shared,
        )
        self._watch: asyncio.Task[None] | None = None

    @property
    def plain(self) -> PlainPool:
        """The counting reader."""
        assert isinstance(self.pool, PlainPool)
        return self.pool

    def path(self, name: str, place: Place = KLARA) -> Path:
        """Where a person sees the file."""
        folder = self.files.folder(place)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name

    def drop(self, name: str, text: str, place: Place = KLARA, *, date: int | None = None) -> Path:
        """A person puts a file into the folder with another program."""
        path = self.path(name, place)
        path.write_text(text, 'utf-8')
        if date is not None:
            os.utime(path, (date, date))
        return path

    def bring(self, name: str, text: str, place: Place = KLARA) -> None:
        """A file arrives through our own pages."""
        self.drop(name, text, place)
        self.librarian.arrived(place, name)

    def watch(self) -> None:
        """What the program does while it runs."""
        self._watch = asyncio.create_task(self.librarian.watch())

    def document(self, name: str, place: Place = KLARA) -> Document | None:
        """As the list shows it, None when it is not in it."""
        return next((one for one in self.librarian.documents(place) if one.name == name), None)

    def status(self, name: str, place: Place = KLARA) -> DocumentStatus | None:
        """How far reading it has come."""
        document = self.document(name, place)
        return document.status if document else None

    async def until(self, holds: Callable[[], bool], place: Place = KLARA) -> None:
        """Come back when it holds after something was told about the folder."""
        told = asyncio.Event()
        end = self.bus.subscribe(DocumentsChanged, lambda _: told.set(), place.id)
        try:
            while not holds():
                told.clear()
                await told.wait()
        finally:
            end()

    async def text(self, name: str, place: Place = KLARA) -> str:
        """What was read in a file."""
        return (await self.librarian.reading(place, name)).text

    async def found(self, word: str, *places: Place) -> list[str]:
        """The documents in which a word is found."""
        passages = await self.librarian.search(places or (KLARA,), word, 50)
        return sorted({passage.document for passage in passages})

    def ledger(self, place: Place = KLARA) -> Sequence[str]:
        """The documents that are written down on the disk."""
        return sorted(Index(self.files.ledger(place)).entries())

    async def close(self) -> None:
        """The program ends."""
        await self.librarian.close()


@asynccontextmanager
async def open_room(
    folder: Path, *, pool: ReaderPool | None = None, shared: bool | None = False
) -> AsyncIterator[ReadingRoom]:
    """A librarian over the data in `folder`; the same folder again is the next start of the program."""
    room = ReadingRoom(folder, pool=pool, shared=shared)
    try:
        yield room
    finally:
        await room.close()
