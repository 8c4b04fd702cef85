"""What every kind of step has around it while it works, and what it gives."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.errors import AppError
from app.domain.runs import StepFile, Usage
from app.engine.executor import Context
from app.engine.logbook import Logbook
from app.engine.units import Unit


@dataclass
class Control:
    """What an executor tells a run while it is driven."""

    cancelled: bool = False  # by a person: then the end is noted; otherwise the run stays resumable
    hurry: asyncio.Event = field(default_factory=asyncio.Event)
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    def a_person_answered(self) -> None:
        """Wakes everybody who waits for an answer; whoever waits later waits for the next one."""
        self.answered.set()
        self.answered = asyncio.Event()


Drive = Callable[[str, Context, Control], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The run a step belongs to, and everything it works with."""

    context: Context
    book: Logbook
    control: Control
    drive: Drive  # runs a recipe inside this one


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a unit of work gave."""

    text: str
    usage: Usage = Usage()
    files: tuple[StepFile, ...] = ()
    finish: str = 'done'


class Rejected(AppError):
    """A person did not want this text: nothing goes on from here, and that is no failure."""

    def __init__(self) -> None:
        super().__init__('rejected')


class Worker(Protocol):
    """One kind of step."""

    async def work(self, unit: Unit) -> Outcome:
        """Do one unit; AppError when it cannot be done."""
        ...
