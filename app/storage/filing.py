"""Gets ended runs into the history and out of `active`, and makes damaged parts of the history anew."""

from __future__ import annotations

import asyncio
import logging

from app.domain.errors import StoreError
from app.domain.history import RunSummary, summarise
from app.domain.runs import Run
from app.storage.history import PER_SEGMENT, History
from app.storage.known_runs import KnownRuns
from app.storage.run_files import KnownRun, RunFiles
from app.storage.tasks import Tasks

log = logging.getLogger(__name__)


BATCH = 8  # ended runs that may wait in `active`: a part of the history is written once for all of them


class Filing:
    """Works behind the acknowledged writes; a full disk or a crash only delays it."""

    def __init__(self, known: KnownRuns, files: RunFiles, history: History, tasks: Tasks) -> None:
        self._known = known
        self._files = files
        self._history = history
        self._tasks = tasks
        self._filing: asyncio.Task[None] | None = None
        self._mending: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Do what is worth doing by now."""
        if len(self._known.ended) >= BATCH:
            self._start_filing()
        if self._history.incomplete and self._mending is None:
            self._mending = self._tasks.own(self._mend())

    async def finish(self) -> None:
        """File away everything that has ended; as far as the disk takes it."""
        if self._known.ended:
            await self._start_filing()

    def _start_filing(self) -> asyncio.Task[None]:
        if self._filing is None:
            self._filing = self._tasks.own(self._file_away())
        return self._filing

    async def _file_away(self) -> None:
        try:
            while self._known.ended:
                batch = [(known, known.run) for known in self._known.ended.values()]
                await self._history.change([summarise(run, known.number) for known, run in batch])
                for known, run in batch:
                    await self._put_down(known, run)
        except StoreError as error:
            log.warning('ended runs stay in the active folder for now: %s', error)
        finally:
            self._filing = None

    async def _put_down(self, known: KnownRun, run: Run) -> None:
        """The journal leaves `active` only when exactly this end of the run is in the history."""
        async with known.lock:
            if self._known.ended.get(run.id) is known and known.run is run:
                await self._files.to_done(known)
                self._known.remember(known)

    async def _mend(self) -> None:
        """Make the summaries of damaged segments anew from the journals of their runs."""
        try:
            indices = set(self._history.incomplete)
            numbers = await asyncio.to_thread(self._files.done_numbers)
            for index in indices:
                run_ids = [run_id for number, run_id in numbers.items() if number // PER_SEGMENT == index]
                summaries = [found for run_id in run_ids if (found := await self._summarised(run_id)) is not None]
                there = [summary for summary in summaries if self._files.header(summary.id) is not None]
                await self._history.change(there)
                self._history.incomplete.discard(index)
        except StoreError as error:
            log.warning('the history stays incomplete for now: %s', error)
        finally:
            self._mending = None

    async def _summarised(self, run_id: str) -> RunSummary | None:
        await asyncio.sleep(0)  # a long repair must not hold up the pages
        known = self._files.read_done(run_id)
        return None if known is None else summarise(known.run, known.number)
