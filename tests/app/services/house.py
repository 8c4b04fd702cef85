"""A household for tests: two people and the services over a real store in a folder of the test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from app.bus import Bus
from app.domain.accounts import Account
from app.library.librarian import Librarian
from app.readers.pool import ReaderPool
from app.services.bots import BotService
from app.services.documents import DocumentService
from app.services.pipelines import PipelineService
from app.services.trash import TrashService
from app.services.workspaces import WorkspaceService
from app.storage.disk import Disk
from app.storage.store import Store
from tests.fakes import MORNING, FakeClock

ANNA = Account(id='anna', name='Anna', created_at=MORNING, updated_at=MORNING)
BEN = Account(id='ben', name='Ben', created_at=MORNING, updated_at=MORNING)


class House:
    """The services under test."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.store, self.clock, self.bus = store, clock, Bus()
        self.librarian = Librarian(files=store.files, bus=self.bus, clock=clock, pool=ReaderPool())
        self.bots = BotService(store, clock, self.bus, self.librarian)
        self.documents = DocumentService(store, clock, self.bus, self.librarian)
        self.workspaces = WorkspaceService(store, clock, self.bus, self.librarian)
        self.pipelines = PipelineService(store, clock, self.bus)
        self.trash = TrashService(store, clock, self.bus, self.librarian)


@asynccontextmanager
async def open_house(folder: Path, disk: Disk | None = None) -> AsyncIterator[House]:
    """The services over the data in `folder`."""
    clock = FakeClock()
    store = await Store.open(folder / 'data', clock, folder / 'key', disk=disk)
    house = House(store, clock)
    yield house
    await house.librarian.close()
    await store.close()


async def pieces(*data: bytes) -> AsyncIterator[bytes]:
    """A file as it arrives."""
    for piece in data:
        yield piece
