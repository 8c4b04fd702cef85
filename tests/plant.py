"""The real parts of the engine over a data folder, put together as the program does, without pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from app.actions import actions
from app.bus import Bus
from app.clock import SystemClock
from app.domain.accounts import Account, Role
from app.domain.bots import Bot
from app.domain.pipelines import InputField, Pipeline, Step
from app.engine.live_text import LiveText
from app.engine.local import LocalExecutor
from app.library.librarian import Librarian
from app.readers.pool import ReaderPool
from app.services.connections import ConnectionService
from app.services.runs import RunService
from app.storage.store import Store

PERSONALITY = 'Du bist knapp.'


class Plant:
    """Store, connections, executor and run service."""

    def __init__(self, store: Store) -> None:
        clock, live_text = SystemClock(), LiveText()
        now = clock.now()
        self.store = store
        self.bus = Bus()
        self.connections = ConnectionService(store, clock, self.bus)
        self.executor = LocalExecutor(
            store=store,
            brain=self.connections,
            bus=self.bus,
            clock=clock,
            live_text=live_text,
            actions=actions(),
            library=Librarian(files=store.files, bus=self.bus, clock=clock, pool=ReaderPool()),
        )
        self.runs = RunService(
            store=store, executor=self.executor, bus=self.bus, clock=clock, live_text=live_text, actions=actions()
        )
        self.owner = Account(id='owner', name='Anna', role=Role.OWNER, created_at=now, updated_at=now)
        self.now = now

    async def furnish(self, address: str, steps: tuple[Step, ...], inner: tuple[Step, ...]) -> None:
        """A connection, a bot and a recipe with one input 'topic', where they are not there yet; 'inner' inside it."""
        if self.store.pipelines.get('plant'):
            return
        await self.connections.create(
            self.owner, kind='openai', base_url=f'{address}/v1', default_model='fake-1', is_default=True
        )
        bot = Bot(
            id='bot', name='Bot', system_prompt=PERSONALITY, owner='owner', created_at=self.now, updated_at=self.now
        )
        await self.store.bots.put(bot)
        for id, own in (('inner', inner), ('plant', steps)):
            recipe = Pipeline(
                id=id,
                name='Werk',
                inputs=(InputField(key='topic', label='Thema'),),
                steps=own,
                owner='owner',
                created_at=self.now,
                updated_at=self.now,
            )
            await self.store.pipelines.put(recipe)


@asynccontextmanager
async def plant(
    folder: Path, address: str, steps: tuple[Step, ...], inner: tuple[Step, ...] = ()
) -> AsyncIterator[Plant]:
    """Open; closed in an orderly way at the end."""
    store = await Store.open(folder / 'data', SystemClock(), folder / 'keys')
    made = Plant(store)
    await made.furnish(address, steps, inner)
    yield made
    await made.executor.drain(5)
    await made.connections.close()
    await store.close()
