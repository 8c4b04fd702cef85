"""What runs recipes, as the rest of the product sees it, and what the engine needs around it.

`drive()` and all step code are shared by every executor; only this interface knows where they run.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.actions.base import Action
from app.bus import Bus
from app.clock import Clock
from app.domain.connections import Connection
from app.domain.documents import Document, Reading
from app.domain.passages import Passage
from app.domain.places import Place
from app.domain.runs import EventType, Run, RunEvent, StepError
from app.domain.workspaces import Workspace
from app.engine.limits import Limits
from app.engine.live_text import LiveText
from app.providers.base import Endpoint, Provider
from app.writers.base import Writer

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
    context: int | None = None  # tokens the model reads, None when nobody said


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
    """The part of the store's `Files` the engine uses: writing documents."""

    def list(self, place: Place) -> list[Document]:
        """What lies in the folder."""
        ...

    async def put(self, place: Place, name: str, chunks: AsyncIterator[bytes], limit: int) -> Document:
        """Write a document durably."""
        ...


class Library(Protocol):
    """The part of the librarian the engine uses: what stands in documents. Which folders, the engine decides."""

    def documents(self, place: Place) -> list[Document]:
        """What lies in the folder, with how far reading it has come."""
        ...

    def arrived(self, place: Place, *names: str) -> None:
        """These files are there as a whole: they may be read."""
        ...

    async def reading(self, place: Place, name: str) -> Reading:
        """The text of a document, waiting until it is read; an AppError when there is none."""
        ...

    async def until_all_read(self, places: Collection[Place]) -> None:
        """Come back when nothing in these folders is left to be read."""
        ...

    def characters(self, places: Collection[Place]) -> int:
        """How much text there is in all documents that are ready."""
        ...

    async def passages(self, place: Place, names: Sequence[str] = ()) -> list[Passage]:
        """All passages of the folder, or of these documents, in reading order."""
        ...

    async def search(self, places: Sequence[Place], query: str, limit: int, names: Sequence[str] = ()) -> list[Passage]:
        """The passages in these folders that fit best, the best one first."""
        ...


class Workspaces(Protocol):
    """The part of the store the engine asks which workspaces there are."""

    def get(self, id: str) -> Workspace | None:
        """One, or None."""
        ...

    def all(self) -> list[Workspace]:
        """All."""
        ...


class Storage(Protocol):
    """The part of the store the engine uses."""

    @property
    def runs(self) -> Journals:
        """The journals of runs."""
        ...

    @property
    def files(self) -> Folder:
        """The documents of bots and workspaces."""
        ...

    @property
    def workspaces(self) -> Workspaces:
        """The workspaces of everybody."""
        ...


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything a run meets while it is driven."""

    runs: Journals
    files: Folder
    library: Library
    workspaces: Workspaces
    brain: Brain
    bus: Bus
    clock: Clock
    live_text: LiveText
    actions: Mapping[str, Action] = field(default_factory=dict)
    writers: Mapping[str, Writer] = field(default_factory=dict)  # by the ending of the file's name
    limits: Limits = field(default_factory=Limits)
    held_up: dict[str, StepError] = field(default_factory=dict)  # runs that cannot write just now, and why
