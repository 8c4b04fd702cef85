"""Small values to store, and a data folder that can be opened again and again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.bots import Bot
from app.domain.pipelines import Pipeline, Step
from app.domain.replay import created
from app.domain.runs import EventType, Run, StepRun
from app.storage.disk import Disk
from app.storage.migrations import Schema
from app.storage.store import Store
from tests.fakes import MORNING, FakeClock

STEPS = ('a', 'b', 'c')
Entry = tuple[EventType, str, Mapping[str, Any]]
Facts = dict[str, Any]


def bot(id: str = 'klara', name: str = 'Klara', **more: Any) -> Bot:
    """A bot."""
    return Bot(id=id, name=name, created_at=MORNING, updated_at=MORNING, **more)


def run_data(run_id: str, topic: str = 'Garten', steps: tuple[str, ...] = STEPS) -> Facts:
    """What `Runs.create` takes: a recipe of steps that one bot does."""
    writer = bot('writer', 'Schreiber')
    recipe = Pipeline(
        id='recipe',
        name='Blog',
        steps=tuple(Step(id=step, bot_id=writer.id) for step in steps),
        created_at=MORNING,
        updated_at=MORNING,
    )
    run = Run(
        id=run_id,
        owner='owner',
        pipeline=recipe,
        bots=(writer,),
        inputs={'topic': topic},
        steps=tuple(StepRun(id=step, bot_id=writer.id, bot_name=writer.name, emoji=writer.emoji) for step in steps),
        created_at=MORNING,
    )
    return dict(created(run))


def started() -> Entry:
    """The run begins."""
    return EventType.RUN_STARTED, '', {}


def begun(step: str, prompt: str = 'Schreib.') -> Entry:
    """A step begins."""
    return EventType.STEP_BEGIN, step, {'attempt': 1, 'input': prompt}


def done(step: str, output: str = 'Text.') -> Entry:
    """A step is done."""
    return EventType.STEP_DONE, step, {'output': output}


def ended(result: str = 'Text.') -> Entry:
    """The run is done."""
    return EventType.RUN_DONE, '', {'result': result}


def failed(code: str = 'net') -> Entry:
    """The run has failed."""
    return EventType.RUN_FAILED, '', {'error': {'code': code}}


@dataclass
class Home:
    """A data folder. `open` again closes the store that was open before."""

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    store: Store | None = None

    @property
    def data(self) -> Path:
        """The data folder itself."""
        return self.folder / 'data'

    async def open(self, disk: Disk | None = None, reserve: int = 0, schema: Schema | None = None) -> Store:
        """A fresh start on what is on the disk."""
        await self.close()
        self.store = await Store.open(
            self.data, self.clock, self.folder / 'keys', disk=disk, reserve=reserve, schema=schema
        )
        return self.store

    async def close(self) -> None:
        """An orderly end."""
        if self.store is not None:
            await self.store.close()
            self.store = None

    def put_file(self, name: str, content: bytes) -> Path:
        """Write into the data folder from outside."""
        path = self.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def files(self, pattern: str = '**/*') -> dict[str, bytes]:
        """What lies in the data folder."""
        return {
            path.relative_to(self.data).as_posix(): path.read_bytes()
            for path in sorted(self.data.glob(pattern))
            if path.is_file()
        }


async def whole_run(store: Store, run_id: str, text: str = 'Text.', steps: tuple[str, ...] = STEPS) -> Run:
    """A run from its creation to its end."""
    await store.runs.create(run_id, run_data(run_id, steps=steps))
    await store.runs.append(run_id, started())
    for step in steps:
        await store.runs.append(run_id, begun(step))
        await store.runs.append(run_id, done(step, f'{text} {step}'))
    return await store.runs.append(run_id, ended(text))
