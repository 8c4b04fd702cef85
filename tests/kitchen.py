"""A small kitchen for tests of the engine: the real store, a fake service, a clock that is moved by hand."""

from __future__ import annotations

import asyncio
import errno
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

from app.actions.base import Action
from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.events import RunChanged, StepText
from app.domain.pipelines import InputField, InputPart, Pipeline, Step
from app.domain.replay import created
from app.domain.runs import Decision, EventType, Run
from app.engine.live_text import LiveText
from app.engine.local import LocalExecutor
from app.library.librarian import Librarian
from app.readers.pool import ReaderPool
from app.services.run_start import new_run
from app.services.runs import RunService
from app.storage.disk import Disk, OpenFile
from app.storage.store import Store
from app.writers import writers
from tests.fakes import MORNING, FakeBrain, FakeClock, FakeProvider, Shout

OWNER = Account(id='owner', name='Anna', created_at=MORNING, updated_at=MORNING)
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


class SmallDisk(Disk):
    """A real disk that can be full (then it takes at most `room` bytes at once), and that can be held still."""

    def __init__(self) -> None:
        self.room: int | None = None
        self.still = threading.RLock()  # who holds it sees the disk between two changes, as after kill -9

    def create(self, path: Path) -> OpenFile:
        with self.still:
            return super().create(path)

    def write(self, file: OpenFile, data: bytes) -> None:
        if self.room is not None and len(data) > self.room:
            raise OSError(errno.ENOSPC, 'no space left')
        with self.still:
            super().write(file, data)

    def cut(self, path: Path, size: int) -> None:
        with self.still:
            super().cut(path, size)

    def rename(self, old: Path, new: Path) -> None:
        with self.still:
            super().rename(old, new)

    def link(self, old: Path, new: Path) -> None:
        with self.still:
            super().link(old, new)

    def remove(self, path: Path) -> None:
        with self.still:
            super().remove(path)

    def make_folder(self, path: Path) -> None:
        with self.still:
            super().make_folder(path)


class Kitchen:
    """Store, service and executor of one process. `restart` is what a crash and a new start look like."""

    def __init__(self, store: Store, clock: FakeClock, folder: Path, disk: SmallDisk) -> None:
        self.store = store
        self.disk = disk
        self.clock = clock
        self.folder = folder
        self.service = FakeProvider(clock)
        self.brain = FakeBrain(self.service)
        self.bus = Bus(interval=0)  # nothing is held back: tests see every change
        self.live_text = LiveText()
        self.actions: dict[str, Action] = {'shout': Shout()}
        self.librarian = Librarian(files=store.files, bus=self.bus, clock=clock, pool=ReaderPool())
        self.executor = self._executor()

    @classmethod
    async def open(cls, folder: Path) -> Kitchen:
        clock, disk = FakeClock(), SmallDisk()
        return cls(await _store(folder, clock, disk), clock, folder, disk)

    def _executor(self) -> LocalExecutor:
        clock: Clock = self.clock
        return LocalExecutor(
            store=self.store,
            brain=self.brain,
            bus=self.bus,
            clock=clock,
            live_text=self.live_text,
            actions=self.actions,
            library=self.librarian,
            writers=writers(),
        )

    @property
    def runs(self) -> RunService:
        """What a person can do with runs."""
        return RunService(
            store=self.store,
            executor=self.executor,
            bus=self.bus,
            clock=self.clock,
            live_text=self.live_text,
            actions=self.actions,
        )

    async def start(
        self, pipeline: Pipeline, topic: str = 'Katzen', bots: Sequence[Bot] = (), recipes: Sequence[Pipeline] = ()
    ) -> Run:
        """Begin a run of the recipe, the way the service does; `recipes` may stand inside it."""
        known = {made.id: made for made in bots or (bot('writer', 'Schreib-Bot'),)}
        run = new_run(
            pipeline,
            known,
            {'topic': topic},
            owner='owner',
            trigger='click',
            language='de',
            recipes={inner.id: inner for inner in recipes},
            actions=self.actions,
            workspaces={one.id: one for one in self.store.workspaces.all()},
        )
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

    async def cook(
        self, pipeline: Pipeline, topic: str = 'Katzen', bots: Sequence[Bot] = (), recipes: Sequence[Pipeline] = ()
    ) -> Run:
        """Start a run and wait for its end."""
        return await self.end_of(await self.start(pipeline, topic, bots, recipes))

    async def say(self, run: Run, step_id: str, decision: Decision, text: str | None = None, comment: str = '') -> None:
        """The owner answers a step that asks."""
        await self.runs.answer(OWNER, run.id, step_id, decision, text=text, comment=comment)

    async def go_on(self, run: Run) -> None:
        """What resuming by a person does."""
        await self.store.runs.reopen(run.id)
        await self.store.runs.append(run.id, (EventType.RUN_RESUMED, '', {'why': 'person'}))
        await self.executor.submit(run.id, run.owner)

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

    async def until_asked(self, run: Run, step_id: str = 'ask', item: int | None = None) -> str:
        """The text a person is asked about, as soon as they are."""
        news = asyncio.Event()
        stop = self.bus.subscribe(RunChanged, lambda _: news.set(), run.id)
        while not (question := self.now(run).step(step_id).question) or question.item != item:
            news.clear()
            await news.wait()
        stop()
        return question.text

    async def until_text(self, run: Run, step_id: str, text: str) -> None:
        """Come back when the step has written this much."""
        news = asyncio.Event()
        stop = self.bus.subscribe(StepText, lambda _: news.set(), f'{run.id}/{step_id}')
        while self.live_text.so_far(run.id, step_id) != text:
            news.clear()
            await news.wait()
        stop()

    async def restart(self) -> None:
        """The process ends in an orderly way and starts again: only what is on the disk is left."""
        await self.executor.drain(5)
        await self.reopen()

    async def reopen(self) -> None:
        """The new process."""
        await self.librarian.close()
        await self.store.close()
        self.store = await _store(self.folder, self.clock, self.disk)
        self.live_text = LiveText()
        self.librarian = Librarian(files=self.store.files, bus=self.bus, clock=self.clock, pool=ReaderPool())
        self.executor = self._executor()
        await self.executor.start()

    async def killed(self, folder: Path) -> Kitchen:
        """A new process on what kill -9 leaves on the disk at this moment. Its executor is not started yet."""
        with self.disk.still:
            shutil.copytree(self.folder / 'data', folder / 'data')
        self.disk.room = None
        await self.clock.advance(5)  # what was parked goes into the old folder, where nobody looks any more
        await self.close()
        return await Kitchen.open(folder)

    async def close(self) -> None:
        await self.executor.drain(5)
        await self.librarian.close()
        await self.store.close()


async def _store(folder: Path, clock: FakeClock, disk: Disk) -> Store:
    return await Store.open(folder / 'data', clock, folder / 'keys', disk=disk, reserve=0)
