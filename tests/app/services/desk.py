"""A desk for tests: the run service over a kitchen with one bot and one recipe of two steps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from app.domain.accounts import Account
from app.services.runs import RunService
from tests.fakes import MORNING
from tests.kitchen import Kitchen, bot, chain

ANNA = Account(id='owner', name='Anna', created_at=MORNING, updated_at=MORNING)
BEN = Account(id='ben', name='Ben', created_at=MORNING, updated_at=MORNING)


class Desk:
    """The run service over a kitchen with one bot and one recipe of two steps."""

    def __init__(self, kitchen: Kitchen) -> None:
        self.kitchen = kitchen
        self.runs = RunService(
            store=kitchen.store,
            executor=kitchen.executor,
            bus=kitchen.bus,
            clock=kitchen.clock,
            live_text=kitchen.live_text,
        )

    async def start(self, topic: str = 'Katzen', **more: str) -> str:
        """Start the recipe and wait for its end; the run's id."""
        run = await self.runs.start(ANNA, 'recipe', {'topic': topic}, trigger='api', **more)
        return (await self.runs.wait(ANNA, run.id, 60)).id


@asynccontextmanager
async def open_desk(folder: Path) -> AsyncIterator[Desk]:
    """A desk with its own data folder."""
    kitchen = await Kitchen.open(folder)
    await kitchen.store.bots.put(bot('writer', 'Schreib-Bot'))
    await kitchen.store.pipelines.put(chain('a', 'b'))
    yield Desk(kitchen)
    await kitchen.close()
