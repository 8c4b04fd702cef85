"""The runs: one journal each is the truth; what is in memory and in the history follows it, never the other way round.

runs/active/RUN.jsonl        open runs; the only journals a start-up reads
runs/done/XX/RUN.jsonl       ended runs, in 256 folders by the checksum of the id
runs/leaving/RUN.jsonl       being deleted
runs/files/RUN/              texts above 64 kB
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

from app.clock import Clock
from app.domain.errors import Conflict, NotFound, StoreError, StoreFull
from app.domain.history import RunSummary, summarise
from app.domain.runs import EventType, Run, RunEvent, RunStatus, replay
from app.storage import jsontext
from app.storage.history import History, Match
from app.storage.journal import Header
from app.storage.run_files import KnownRun, RunFiles
from app.storage.writer import Writer

T = TypeVar('T')
log = logging.getLogger(__name__)

Entry = tuple[EventType, str, Mapping[str, Any]]
RESERVE = 200 * 1024 * 1024  # bytes kept for runs that are under way
KEPT_IN_MEMORY = 16  # ended runs


class Runs:
    """Reading open runs is from memory. A change is shown only after it is durable."""

    def __init__(self, files: RunFiles, history: History, writer: Writer, clock: Clock, reserve: int = RESERVE) -> None:
        self._files = files
        self._history = history
        self._writer = writer
        self._clock = clock
        self._reserve = reserve
        self._open: dict[str, KnownRun] = {}
        self._ended: dict[str, KnownRun] = {}  # ended, but not yet in the history
        self._recent: OrderedDict[str, KnownRun] = OrderedDict()
        self._creating: dict[str, asyncio.Future[tuple[Run, bool]]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._filing: asyncio.Task[None] | None = None
        self._next_number = 1

    async def open(self) -> None:
        """Read the open runs; file away what ended just before the last stop."""
        highest = self._history.open()
        for known in self._files.active():
            (self._ended if known.run.status.is_final else self._open)[known.run.id] = known
            highest = max(highest, known.number)
        self._next_number = highest + 1
        self._file_away()
        if self._filing is not None:
            await self._filing  # the loop that opens the store need not be the one that uses it

    async def create(self, run_id: str, data: Mapping[str, Any]) -> tuple[Run, bool]:
        """A new run, durable; or the one that has this id already, and False."""
        under_way = self._creating.get(run_id)
        if under_way is not None:
            run, _ = await asyncio.shield(under_way)
            return run, False
        run_there = self.get(run_id)
        if run_there is not None:
            return run_there, False
        if self._writer.disk.free(self._files.folder) < self._reserve:
            raise StoreFull
        task = self._own(self._create(run_id, data))
        self._creating[run_id] = task
        task.add_done_callback(lambda _: self._creating.pop(run_id))
        return await asyncio.shield(task)

    async def append(self, run_id: str, *entries: Entry) -> Run:
        """Add events to an open run, all or none; returns the run after them when they are durable.

        NotFound for an unknown run, Conflict for one that has ended, ValueError for an event that cannot follow.
        """
        return await asyncio.shield(self._own(self._append(run_id, entries)))

    def get(self, run_id: str) -> Run | None:
        """The run as its journal tells it."""
        known = self._known(run_id)
        return None if known is None else known.run

    def summary(self, run_id: str) -> RunSummary | None:
        """The run's line in the history."""
        known = self._in_memory(run_id)
        if known is not None:
            return summarise(known.run, known.number)
        header = self._files.header(run_id)
        return None if header is None else self._history.get(header.number)

    def events(self, run_id: str, after: int = 0) -> list[RunEvent]:
        """What happened after event number `after`."""
        known = self._known(run_id)
        return [] if known is None else known.events[after:]

    def open_runs(self) -> list[Run]:
        """Runs that have not ended, oldest first."""
        return [known.run for known in sorted(self._open.values(), key=lambda known: known.number)]

    async def last(
        self, limit: int, *, before: int | None = None, match: Match | None = None
    ) -> tuple[list[RunSummary], int | None]:
        """Newest first, open runs included; and `before` for the next page, None at the end."""
        in_memory = {
            known.number: summarise(known.run, known.number) for known in (*self._open.values(), *self._ended.values())
        }
        return await self._history.last(limit, before, match, in_memory)

    async def reopen(self, run_id: str) -> Run:
        """A failed or cancelled run becomes open again; append RUN_RESUMED next. Conflict for one that is done."""
        return await asyncio.shield(self._own(self._reopen(run_id)))

    async def delete(self, run_id: str) -> None:
        """The run is gone with its texts and its line in the history. Conflict while it is open."""
        await asyncio.shield(self._own(self._delete(run_id)))

    async def close(self) -> None:
        """Come back when everything under way is on the disk."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _create(self, run_id: str, data: Mapping[str, Any]) -> tuple[Run, bool]:
        event = RunEvent(seq=1, at=self._clock.now(), type=EventType.RUN_CREATED, data=_plain(data))
        run = replay([event])
        number, self._next_number = self._next_number, self._next_number + 1
        self._open[run_id] = await self._files.create(Header(run_id, number, self._files.schema.version), run, event)
        return run, True

    async def _append(self, run_id: str, entries: tuple[Entry, ...]) -> Run:
        known = self._open.get(run_id)
        if known is None:
            raise self._not_open(run_id)
        async with known.lock:
            if self._open.get(run_id) is not known:
                raise self._not_open(run_id)
            events, run = [], known.run
            for type_, step_id, data in entries:
                event = RunEvent(seq=run.seq + 1, at=self._clock.now(), type=type_, step_id=step_id, data=_plain(data))
                run = run.after(event)
                events.append(event)
            if events:
                await self._files.append(known, events)
            known.run = run
            known.events += events
            if run.status.is_final:
                self._ended[run_id] = self._open.pop(run_id)
        self._file_away()
        return run

    async def _reopen(self, run_id: str) -> Run:
        known = self._known(run_id)
        if known is None:
            raise NotFound('run', run_id)
        async with known.lock:
            if run_id in self._open:
                return self._open[run_id].run
            if known.run.status not in (RunStatus.FAILED, RunStatus.CANCELLED):
                raise Conflict(known.run)
            await self._files.to_active(known)
            self._ended.pop(run_id, None)
            self._recent.pop(run_id, None)
            self._open[run_id] = known
        return known.run

    async def _delete(self, run_id: str) -> None:
        known = self._known(run_id)
        if known is None:
            raise NotFound('run', run_id)
        async with known.lock:
            if run_id in self._open:
                raise Conflict(known.run)
            await self._files.to_leaving(known)
            self._ended.pop(run_id, None)
            self._recent.pop(run_id, None)
            await self._history.change([], [known.number])
            await self._files.remove(run_id)

    def _known(self, run_id: str) -> KnownRun | None:
        known = self._in_memory(run_id)
        if known is None:
            known = self._files.read_done(run_id)
            if known is not None:
                self._remember(known)
        return known

    def _in_memory(self, run_id: str) -> KnownRun | None:
        known = self._open.get(run_id) or self._ended.get(run_id) or self._recent.get(run_id)
        if known is not None and run_id in self._recent:
            self._recent.move_to_end(run_id)
        return known

    def _remember(self, known: KnownRun) -> None:
        self._recent[known.run.id] = known
        while len(self._recent) > KEPT_IN_MEMORY:
            self._recent.popitem(last=False)

    def _not_open(self, run_id: str) -> Exception:
        run = self.get(run_id)
        return NotFound('run', run_id) if run is None else Conflict(run)

    def _file_away(self) -> None:
        """See to it that ended runs get into the history; a full disk only delays it."""
        if self._ended and self._filing is None:
            self._filing = self._own(self._file_all_away())

    async def _file_all_away(self) -> None:
        try:
            while self._ended:
                batch = list(self._ended.values())
                await self._history.change([summarise(known.run, known.number) for known in batch])
                for known in batch:
                    await self._put_down(known)
        except StoreError as error:
            log.warning('ended runs stay in the active folder for now: %s', error)
        finally:
            self._filing = None

    async def _put_down(self, known: KnownRun) -> None:
        async with known.lock:
            if self._ended.get(known.run.id) is not known:  # reopened or deleted meanwhile
                return
            await self._files.to_done(known)
            del self._ended[known.run.id]
            self._remember(known)

    def _own(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Do something to its end, also when whoever asked for it is cancelled."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """What will be read from the journal after a restart; shares nothing with the caller."""
    plain: dict[str, Any] = jsontext.load(jsontext.dump(data))
    return plain
