"""Two people who hand recipes on to each other, over the real services."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from app.actions import actions
from app.bootstrap import Services, build_services
from app.bus import Bus
from app.config import Config
from app.domain.accounts import Account
from app.domain.pipelines import Pipeline
from app.domain.sharing import Origin
from app.library.librarian import Librarian
from app.readers.pool import ReaderPool
from app.services.bots import BotService
from app.services.connections import ConnectionService
from app.services.pipelines import PipelineService
from app.services.sharing import SharingService
from app.services.sharing_draft import Workshop
from app.services.templates import TemplateService
from app.services.workspaces import WorkspaceService
from app.sharing.table import to_table
from app.sharing.toml_writer import write
from app.storage.store import Store
from tests.app.sharing.samples import EVERYTHING
from tests.fakes import MORNING, FakeClock
from tests.kitchen import SmallDisk

ANNA = Account(id='anna', name='Anna', created_at=MORNING, updated_at=MORNING)
BEN = Account(id='ben', name='Ben', created_at=MORNING, updated_at=MORNING)


class Exchange:
    """The services, and short ways to the things the tests are about."""

    def __init__(self, services: Services) -> None:
        self.services, self.sharing = services, services.sharing

    async def recipe(self, actor: Account = ANNA, **more: Any) -> Pipeline:
        """A recipe with a bot of its own: read, calculate, write."""
        bot = await self.services.bots.create(
            actor, name='Texter', emoji='✍️', system_prompt='Sei kurz.', settings={'temperature': 0.4}
        )
        data = {
            'name': 'Einladung',
            'emoji': '💌',
            'description': 'Lädt ein.',
            'inputs': [{'key': 'anlass', 'label': 'Was feierst du?', 'required': True}],
            'steps': [
                {'id': 'eins', 'bot_id': bot.id, 'instruction': 'Schreib eine Einladung.', 'input_source': 'start'},
                {'id': 'zwei', 'bot_id': bot.id, 'instruction': 'Kürze sie.'},
            ],
        }
        return await self.services.pipelines.create(actor, data | more)

    def count(self) -> tuple[int, int, int]:
        """How many recipes, bots and origins are stored."""
        store = self.services.store
        return len(store.pipelines.all()), len(store.bots.all()), len(store.collection('recipe-origins', Origin).all())


@asynccontextmanager
async def open_exchange(folder: Path) -> AsyncIterator[Exchange]:
    """The services over the data in `folder`."""
    config = Config(data_dir=folder / 'data', key_dir=folder / 'key', open_browser=False, folders=(folder,))
    services = await build_services(config, FakeClock())
    yield Exchange(services)
    await services.stop()


@asynccontextmanager
async def open_small(folder: Path) -> AsyncIterator[tuple[SharingService, SmallDisk]]:
    """The sharing service over a disk that can be full."""
    clock, bus, disk = FakeClock(), Bus(), SmallDisk()
    store = await Store.open(folder / 'data', clock, folder / 'key', disk=disk, reserve=0)
    librarian = Librarian(files=store.files, bus=bus, clock=clock, pool=ReaderPool())
    bots, pipelines = BotService(store, clock, bus, librarian), PipelineService(store, clock, bus, actions())
    workspaces = WorkspaceService(store, clock, bus, librarian)
    templates, connections = (
        TemplateService(store, bots=bots, pipelines=pipelines, workspaces=workspaces),
        ConnectionService(store, clock, bus),
    )
    yield (
        SharingService(
            Workshop(store, clock, bus, bots, pipelines, workspaces), templates=templates, connections=connections
        ),
        disk,
    )
    await store.close()


def as_file(**changes: Any) -> bytes:
    """The sample with everything in it as a file, with parts of it changed: {'recipes.0.name': 'X'}."""
    table = to_table(EVERYTHING)
    for path, value in changes.items():
        *way, last = path.split('.')
        holder: Any = table
        for step in way:
            holder = holder[int(step) if step.isdigit() else step]
        holder[last] = value
    return write(table).encode()
