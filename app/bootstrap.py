"""Puts the parts together. The only place that chooses implementations."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Mapping
from dataclasses import dataclass

from app.actions import actions
from app.bus import Bus
from app.clock import Clock, SystemClock
from app.config import Config
from app.domain.places import Place
from app.engine.live_text import LiveText
from app.engine.local import LocalExecutor
from app.library.librarian import Librarian
from app.logs import set_up_logs
from app.providers.base import Provider
from app.readers.pool import ReaderPool
from app.services.accounts import AccountService, check_host_allowed
from app.services.bots import BotService
from app.services.connections import ConnectionService
from app.services.describe import DescribeService
from app.services.documents import DocumentService
from app.services.drafts import DraftService
from app.services.health import HealthService
from app.services.meaning import MeaningService
from app.services.personalities import PersonalityService
from app.services.picture_reading import PictureReadingService
from app.services.pins import PinService
from app.services.pipelines import PipelineService
from app.services.runs import RunService
from app.services.sender import SenderService
from app.services.sharing import SharingService
from app.services.sharing_draft import Workshop
from app.services.sharing_updates import UpdateService
from app.services.shelves import ShelfService
from app.services.templates import TemplateService
from app.services.trash import TrashService
from app.services.versions import VersionService
from app.services.workspaces import WorkspaceService
from app.storage.store import Store
from app.writers import writers

COLLECT_AFTER = (20_000, 20, 50)  # Python's 700, 10, 10 spends a fifth of the time on hundreds of runs in flight
PURGE_EVERY = 6 * 3600.0  # seconds between two looks for trash that is older than 30 days


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything a page, the REST API or a trigger may call."""

    config: Config
    clock: Clock
    bus: Bus
    store: Store
    executor: LocalExecutor
    accounts: AccountService
    bots: BotService
    personalities: PersonalityService
    documents: DocumentService
    workspaces: WorkspaceService
    picture_reading: PictureReadingService
    meaning: MeaningService
    librarian: Librarian
    pipelines: PipelineService
    pins: PinService
    runs: RunService
    templates: TemplateService
    sender: SenderService
    sharing: SharingService
    shelves: ShelfService
    updates: UpdateService
    connections: ConnectionService
    trash: TrashService
    versions: VersionService
    drafts: DraftService
    describe: DescribeService
    health: HealthService

    async def start(self) -> None:
        """Go on with what was running when the process ended."""
        await self.runs.look_back()
        await self.executor.start()

    async def stop(self) -> None:
        """Leave running steps resumable, write everything, let go of the data folder."""
        await self.executor.drain(2.0)
        await self.librarian.close()
        await self.describe.close()
        await self.connections.close()
        await self.store.close()

    async def keep_tidy(self) -> None:
        """Empty the old end of the trash and of the sign-ins now and then; runs until cancelled."""
        while True:
            await self.trash.purge_expired()
            await self.accounts.purge_expired()
            await self.clock.sleep(PURGE_EVERY)


def build(config: Config, clock: Clock | None = None) -> Services:
    """Open the store and make all services; `ConfigError` when the data folder or the host cannot be used."""
    gc.set_threshold(*COLLECT_AFTER)
    services = asyncio.run(build_services(config, clock or SystemClock()))
    set_up_logs(config, services.store.secrets.known_values)
    check_host_allowed(config, services.accounts)
    return services


def places_in(store: Store) -> list[Place]:
    """The folders of all bots and workspaces there are."""
    bots, workspaces = store.bots.all(), store.workspaces.all()
    return [*(Place.of_bot(one.id) for one in bots), *(Place.of_workspace(one.id) for one in workspaces)]


def _librarian(store: Store, bus: Bus, clock: Clock, meaning: MeaningService) -> Librarian:
    return Librarian(
        files=store.files,
        bus=bus,
        clock=clock,
        pool=ReaderPool(),
        places=lambda: places_in(store),
        meaning=meaning,
    )


def _executor(
    store: Store, bus: Bus, clock: Clock, live_text: LiveText, brain: ConnectionService, librarian: Librarian
) -> LocalExecutor:
    return LocalExecutor(
        store=store,
        brain=brain,
        bus=bus,
        clock=clock,
        live_text=live_text,
        actions=actions(),
        library=librarian,
        writers=writers(),
    )


async def build_services(config: Config, clock: Clock, providers: Mapping[str, Provider] | None = None) -> Services:
    """The same inside a running loop; `providers` other than the plugins of `app.providers` for tests."""
    store = await Store.open(config.data_dir, clock, config.key_dir)
    bus = Bus()
    connections = ConnectionService(store, clock, bus, own_port=config.port, providers=providers)
    meaning = MeaningService(store, connections)
    librarian = _librarian(store, bus, clock, meaning)
    live_text = LiveText()
    executor = _executor(store, bus, clock, live_text, connections, librarian)
    bots = BotService(store, clock, bus, librarian)
    pipelines = PipelineService(store, clock, bus, actions())
    pins = PinService(store, clock, bus)
    workspaces = WorkspaceService(store, clock, bus, librarian)
    templates = TemplateService(store, bots=bots, pipelines=pipelines, workspaces=workspaces)
    drafts = DraftService(store, clock)
    workshop = Workshop(store, clock, bus, bots, pipelines, workspaces)
    sharing = SharingService(workshop, templates=templates, connections=connections)
    describe = DescribeService(
        brain=connections, bots=bots, pipelines=pipelines, templates=templates, drafts=drafts, bus=bus, clock=clock
    )
    documents = DocumentService(store, clock, bus, librarian)
    return Services(
        config=config,
        clock=clock,
        bus=bus,
        store=store,
        executor=executor,
        accounts=AccountService(store, clock),
        bots=bots,
        personalities=PersonalityService(store, bots=bots),
        documents=documents,
        picture_reading=PictureReadingService(store, connections, librarian, documents),
        workspaces=workspaces,
        librarian=librarian,
        meaning=meaning,
        pipelines=pipelines,
        pins=pins,
        runs=RunService(
            store=store, executor=executor, bus=bus, clock=clock, live_text=live_text, actions=actions(), pins=pins
        ),
        templates=templates,
        sender=SenderService(store),
        sharing=sharing,
        shelves=ShelfService(
            store, clock, bus, sharing, folders=config.folders, never=(config.data_dir, config.key_dir)
        ),
        updates=UpdateService(sharing),
        connections=connections,
        trash=TrashService(store, clock, bus, librarian),
        versions=VersionService(store, bots=bots, pipelines=pipelines),
        drafts=drafts,
        describe=describe,
        health=HealthService(store, executor, clock),
    )
