"""What runs recipes, as the rest of the product sees it, and what the engine needs around it.

`drive()` and all step code are shared by every executor; only this interface knows where they run.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from app.actions.base import Action
from app.bus import Bus
from app.clock import Clock
from app.domain.connections import Connection
from app.domain.documents import Document
from app.domain.runs import EventType, Run, RunEvent, StepError
from app.engine.limits import Limits
from app.engine.live_text import LiveText
from app.providers.base import Endpoint, Provider

Entry = tuple[EventType, str, Mapping[str, Any]]  # (type, step id or '', data): a journal line to be


class Executor(Protocol):
    """Runs recipes from their journals."""

    async def submit(self, run_id: str, person: str) -> None:
        """See to it that the run goes on; harmless when it already does."""
        ...

    async def cancel(self, run_id: str) -> None:
        """Stop the run for good; what is finished and the text so far are kept."""
        ...

    async def signal(self, run_id: str, name: str, payload: Mapping[str, Any]) -> None:
        """Tell a waiting run something.

        `retry`: do not wait any longer for the next attempt. `answered`: a person's answer is in the journal.
        """
        ...

    def running(self) -> frozenset[str]:
        """The runs at work here."""
        ...

    def held_up(self, run_id: str) -> StepError | None:
        """What keeps the run from writing its journal (the disk is full), None when nothing does."""
        ...

    async def drain(self, seconds: float) -> None:
        """Stop everything within `seconds`; running steps stay resumable in the journal."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolved:
    """Which service answers for a bot's model."""

    provider: Provider
    endpoint: Endpoint
    connection: Connection
    model: str
    leaves_house: bool


class Brain(Protocol):
    """What the engine needs to know of connections."""

    def resolve(self, model: str) -> Resolved:
        """The service for a bot's `model`; ProviderError('no_ai') when there is none."""
        ...


class Journals(Protocol):
    """The part of the store's `Runs` the engine writes and reads."""

    def get(self, run_id: str) -> Run | None:
        """The run as its journal tells it."""
        ...

    async def create(self, run_id: str, data: Mapping[str, Any]) -> tuple[Run, bool]:
        """A new run (of a recipe inside another), or the one that has this id already, and False."""
        ...

    async def reopen(self, run_id: str) -> Run:
        """A failed or cancelled run becomes open again."""
        ...

    async def keep_file(self, run_id: str, content: bytes) -> str:
        """Keep a file a step made, durable; its SHA-256."""
        ...

    async def append(self, run_id: str, *entries: Entry) -> Run:
        """Write the entries durably, all or none; the run after them."""
        ...

    def events(self, run_id: str, after: int = 0) -> list[RunEvent]:
        """The journal after line `after`."""
        ...

    def open_runs(self) -> list[Run]:
        """Runs that have not ended."""
        ...


class Folder(Protocol):
    """The part of the store's `Files` the engine uses: the documents of bots."""

    def list(self, bot_id: str) -> list[Document]:
        """What lies in the bot's folder."""
        ...

    def path(self, bot_id: str, name: str) -> Path:
        """Where the document lies; NotFound."""
        ...

    async def put(self, bot_id: str, name: str, chunks: AsyncIterator[bytes], limit: int) -> Document:
        """Write a document durably."""
        ...


class Storage(Protocol):
    """The part of the store the engine uses."""

    @property
    def runs(self) -> Journals:
        """The journals of runs."""
        ...

    @property
    def files(self) -> Folder:
        """The documents of bots."""
        ...


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything a run meets while it is driven."""

    runs: Journals
    files: Folder
    brain: Brain
    bus: Bus
    clock: Clock
    live_text: LiveText
    actions: Mapping[str, Action] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    held_up: dict[str, StepError] = field(default_factory=dict)  # runs that cannot write just now, and why
