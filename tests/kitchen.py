"""A small kitchen for tests of the engine: the real store, a fake service, a clock that is moved by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from app.bus import Bus
from app.clock import Clock
from app.domain.bots import Bot
from app.domain.events import RunChanged
from app.domain.pipelines import InputField, InputPart, Pipeline, Step
from app.domain.runs import EventType, Run, created
from app.engine.live_text import LiveText
from app.engine.local import LocalExecutor
from app.services.run_start import new_run
from app.storage.store import Store
from tests.fakes import MORNING, FakeBrain, FakeClock, FakeProvider

TOPIC = InputField(key='topic', label='Thema', required=True)


def bot(id: str, name: str = '', **more: object) -> Bot:
    """A bot of the built-in owner."""
    return Bot(id=id, name=name or id.title(), owner='owner', created_at=MORNING, updated_at=MORNING, **more)


def recipe(*steps: Step, inputs: Sequence[InputField] = (TOPIC,), id: str = 'recipe', name: str = 'Rezept') -> Pipeline:
    """A recipe of the built-in owner."""
    return Pipeline(
        id=id, name=name, inputs=tuple(inputs), steps=steps, owner='owner', created_at=MORNING, updated_at=MORNING
    )


def chain(*tasks: str) -> Pipeline:
    """Steps one after the other, each named by its task and done by bot 'writer'."""
    steps = [Step(id=task, bot_id='writer', name=task, instruction=f'Tu {task}.') for task in tasks]
    return recipe(*steps)


def reads(*step_ids: str) -> tuple[InputPart, ...]:
    """The input of a step that needs these steps; the run's own inputs when none are named."""
    return tuple(InputPart('step', ref=id) for id in step_ids) or (InputPart('start'),)


class Kitchen:
    """Store, service and executor of one process. `restart` is what a crash and a new start look like."""

    def __init__(self, store: Store, clock: FakeClock, folder: Path) -> None:
        self.store = store
        self.clock = clock
        self.folder = folder
        self.service = FakeProvider(clock)
        self.brain = FakeBrain(self.service)
        self.bus = Bus()
        self.live_text = LiveText()
        self.executor = self._executor()

    @classmethod
    async def open(cls, folder: Path, clock: FakeClock | None = None) -> Kitchen:
        clock = clock or FakeClock()
        return cls(await Store.open(folder / 'data', clock, folder / 'keys', reserve=0), clock, folder)

    def _executor(self) -> LocalExecutor:
        clock: Clock = self.clock
        return LocalExecutor(store=self.store, brain=self.brain, bus=self.bus, clock=clock, live_text=self.live_text)

    async def start(self, pipeline: Pipeline, topic: str = 'Katzen', bots: Sequence[Bot] = ()) -> Run:
        """Begin a run of the recipe, the way the service does."""
        known = {made.id: made for made in bots or (bot('writer', 'Schreib-Bot'),)}
        run = new_run(pipeline, known, {'topic': topic}, owner='owner', trigger='click', language='de')
        run, _ = await self.store.runs.create(run.id, created(run))
        await self.executor.submit(run.id, run.owner)
        return run

    async def end_of(self, run: Run) -> Run:
        """The run once it has ended."""
        ended = asyncio.Event()
        stop = self.bus.subscribe(RunChanged, lambda event: ended.set() if event.run.status.is_final else None, run.id)
        if not self.now(run).status.is_final:
            await ended.wait()
        stop()
        return self.now(run)

    async def cook(self, pipeline: Pipeline, topic: str = 'Katzen', bots: Sequence[Bot] = ()) -> Run:
        """Start a run and wait for its end."""
        return await self.end_of(await self.start(pipeline, topic, bots))

    def now(self, run: Run) -> Run:
        """The run as the journal tells it now."""
        known = self.store.runs.get(run.id)
        assert known is not None
        return known

    def journal(self, run: Run) -> list[str]:
        """The journal as words: 'step.done a'."""
        return [f'{event.type.value} {event.step_id}'.strip() for event in self.store.runs.events(run.id)]

    async def until(self, run: Run, type: EventType, step_id: str = '') -> None:
        """Come back when the journal has such a line."""
        word = f'{type.value} {step_id}'.strip()
        news = asyncio.Event()
        stop = self.bus.subscribe(RunChanged, lambda _: news.set(), run.id)
        while word not in self.journal(run):
            news.clear()
            await news.wait()
        stop()

    async def restart(self) -> None:
        """The process ends and starts again: only what is on the disk is left."""
        await self.executor.drain(5)
        await self.store.close()
        self.store = await Store.open(self.folder / 'data', self.clock, self.folder / 'keys', reserve=0)
        self.live_text = LiveText()
        self.executor = self._executor()
        await self.executor.start()

    async def close(self) -> None:
        await self.executor.drain(5)
        await self.store.close()
