"""The runs: one journal each is the truth; what is in memory and in the history follows it, never the other way round.

runs/active/RUN.jsonl        open runs; the only journals a start-up reads
runs/done/XX/RUN.jsonl       ended runs, in 256 folders by the checksum of the id
runs/leaving/RUN.jsonl       being deleted
runs/files/RUN/              texts above 64 kB
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.clock import Clock
from app.domain.errors import Conflict, NotFound, StoreError, StoreFull
from app.domain.history import RunSummary, summarise
from app.domain.replay import after, replay
from app.domain.runs import EventType, Run, RunEvent, RunStatus
from app.storage import jsontext
from app.storage.disk import Disk
from app.storage.filing import Filing
from app.storage.frozen import frozen
from app.storage.history import PER_SEGMENT, History, Match
from app.storage.journal import Header
from app.storage.known_runs import KnownRuns
from app.storage.run_files import RunFiles
from app.storage.tasks import Tasks

Entry = tuple[EventType, str, Mapping[str, Any]]
RESERVE = 200 * 1024 * 1024  # bytes kept for runs that are under way


class Runs:
    """Reading open runs is from memory. A change is shown only after it is durable."""

    def __init__(self, files: RunFiles, history: History, disk: Disk, clock: Clock, reserve: int = RESERVE) -> None:
        self._files = files
        self._history = history
        self._disk = disk
        self._clock = clock
        self._reserve = reserve
        self._known = KnownRuns(files)
        self._creating: dict[str, asyncio.Future[tuple[Run, bool]]] = {}
        self._moving = asyncio.Lock()  # one reopening or deleting at a time
        self._tasks = Tasks()
        self._filing = Filing(self._known, files, history, self._tasks)
        self._next_number = 1

    async def open(self) -> None:
        """Read the open runs; go on with what was cut short: filing ended runs away, deleting."""
        highest = self._history.open()
        if not highest and self._files.has_done:  # somebody took the history away
            numbers = self._files.done_numbers()
            self._history.incomplete |= {number // PER_SEGMENT for number in numbers}
            highest = max(numbers, default=0)
        for known in self._files.active():
            (self._known.ended if known.run.status.is_final else self._known.open)[known.run.id] = known
            highest = max(highest, known.number)
        self._next_number = highest + 1
        self._known.leaving = self._files.leaving()
        for run_id in list(self._known.leaving):
            with contextlib.suppress(StoreError):
                await self._delete(run_id)
        await self._filing.finish()

    async def create(self, run_id: str, data: Mapping[str, Any]) -> tuple[Run, bool]:
        """A new run, durable; or the one that has this id already, and False."""
        under_way = self._creating.get(run_id)
        if under_way is not None:
            run, _ = await asyncio.shield(under_way)
            return run, False
        if run_id in self._known.leaving:
            await self.delete(run_id)
        known = self._known.find(run_id)
        if known is not None:
            return known.run, False
        if self._disk.free(self._files.folder) < self._reserve:
            raise StoreFull
        task = self._tasks.own(self._create(run_id, data))
        self._creating[run_id] = task
        task.add_done_callback(lambda _: self._creating.pop(run_id))
        return await asyncio.shield(task)

    async def append(self, run_id: str, *entries: Entry) -> Run:
        """Add events to an open run, all or none; returns the run after them when they are durable.

        NotFound for an unknown run, Conflict for one that has ended, ValueError for an event that cannot follow.
        """
        return await self._tasks.finish(self._append(run_id, entries))

    def get(self, run_id: str) -> Run | None:
        """The run as its journal tells it."""
        known = self._known.find(run_id)
        return None if known is None else known.run

    def summary(self, run_id: str) -> RunSummary | None:
        """The run's line in the history."""
        known = self._known.in_memory(run_id)
        if known is not None:
            return summarise(known.run, known.number)
        header = self._files.header(run_id)
        return None if header is None else self._history.get(header.number)

    def events(self, run_id: str, after: int = 0) -> list[RunEvent]:
        """What happened after event number `after`."""
        known = self._known.find(run_id)
        return [] if known is None else known.events[after:]

    def open_runs(self) -> list[Run]:
        """Runs that have not ended, oldest first."""
        return [known.run for known in sorted(self._known.open.values(), key=lambda known: known.number)]

    async def last(
        self, limit: int, *, before: int | None = None, match: Match | None = None
    ) -> tuple[list[RunSummary], int | None]:
        """Newest first, open runs included; and `before` for the next page, None at the end."""
        self._filing.start()
        gone = frozenset(self._known.leaving.values())
        return await self._history.last(limit, before, match, self._known.not_in_history(), gone)

    async def reopen(self, run_id: str) -> Run:
        """A failed or cancelled run becomes open again; append RUN_RESUMED next. Conflict for one that is done."""
        return await self._tasks.finish(self._reopen(run_id))

    async def delete(self, run_id: str) -> None:
        """The run is gone with its texts and its line in the history. Conflict while it is open."""
        await self._tasks.finish(self._delete(run_id))

    async def keep_file(self, run_id: str, content: bytes) -> str:
        """Keep a file that a step of the run made, durable; its SHA-256."""
        return await self._files.keep_file(run_id, content)

    def file_path(self, run_id: str, sha256: str) -> Path | None:
        """Where a kept file lies; None when it does not."""
        return self._files.file_path(run_id, sha256)

    async def settle(self) -> None:
        """Come back when everything under way is on the disk, and what has ended in the history."""
        await self._tasks.close()
        await self._filing.finish()
        await self._tasks.close()

    async def _create(self, run_id: str, data: Mapping[str, Any]) -> tuple[Run, bool]:
        event = RunEvent(seq=1, at=self._clock.now(), type=EventType.RUN_CREATED, data=_plain(data))
        run = frozen(replay([event]))
        number, self._next_number = self._next_number, self._next_number + 1
        header = Header(run_id, number, self._files.schema.version)
        self._known.open[run_id] = await self._files.create(header, run, event)
        return run, True

    async def _append(self, run_id: str, entries: tuple[Entry, ...]) -> Run:
        known = self._known.open_one(run_id)
        async with known.lock:
            if self._known.open_one(run_id) is not known:
                raise Conflict(known.run)
            events, run = [], known.run
            for type_, step_id, data in entries:
                event = RunEvent(seq=run.seq + 1, at=self._clock.now(), type=type_, step_id=step_id, data=_plain(data))
                run = after(run, event)
                events.append(event)
            if events:
                await self._files.append(known, events)
            known.run = run = frozen(run) if any('error' in event.data for event in events) else run
            known.events += events
            if run.status.is_final:
                self._known.ended[run_id] = self._known.open.pop(run_id)
        self._filing.start()
        return run

    async def _reopen(self, run_id: str) -> Run:
        async with self._moving:
            known = self._known.find(run_id)
            if known is None:
                raise NotFound('run', run_id)
            async with known.lock:
                if run_id in self._known.open:
                    return known.run
                if known.run.status not in (RunStatus.FAILED, RunStatus.CANCELLED):
                    raise Conflict(known.run)
                await self._files.to_active(known)
                self._known.forget(run_id)
                self._known.open[run_id] = known
            return known.run

    async def _delete(self, run_id: str) -> None:
        async with self._moving:
            leaving = self._known.leaving
            if run_id not in leaving:
                leaving[run_id] = await self._leave(run_id)
            await self._files.remove_texts(run_id)  # first of all: it makes room, which the rest may need
            await self._history.change([], [leaving[run_id]])
            await self._files.remove_journal(run_id)
            del leaving[run_id]

    async def _leave(self, run_id: str) -> int:
        """From here on the run is gone; what follows is tidying up, at the next start if need be."""
        known = self._known.find(run_id)
        if known is None:
            raise NotFound('run', run_id)
        async with known.lock:
            if run_id in self._known.open:
                raise Conflict(known.run)
            await self._files.to_leaving(known)
            self._known.forget(run_id)
            return known.number


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """What will be read from the journal after a restart; shares nothing with the caller."""
    plain: dict[str, Any] = jsontext.load(jsontext.dump(data))
    return frozen(plain)
