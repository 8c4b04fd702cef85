"""The executor of one process: every run is a task of the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from app.actions.base import Action
from app.bus import Bus
from app.clock import Clock
from app.domain.runs import StepError
from app.engine.drive import cancel, drive
from app.engine.executor import Brain, Context, Library, Storage
from app.engine.live_text import LiveText
from app.engine.logbook import Logbook
from app.engine.work import Control
from app.writers.base import Writer

CANCEL_PATIENCE = 5.0  # seconds until `cancel` returns although the disk does not take the end of the run
log = logging.getLogger(__name__)


class LocalExecutor:
    """Tasks in this process. There is no cap on runs in flight; connections have their limits."""

    def __init__(
        self,
        *,
        store: Storage,
        brain: Brain,
        library: Library,
        bus: Bus,
        clock: Clock,
        live_text: LiveText,
        actions: Mapping[str, Action] | None = None,
        writers: Mapping[str, Writer] | None = None,
    ) -> None:
        self._context = Context(
            runs=store.runs,
            files=store.files,
            library=library,
            workspaces=store.workspaces,
            brain=brain,
            bus=bus,
            clock=clock,
            live_text=live_text,
            actions=actions or {},
            writers=writers or {},
        )
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._controls: dict[str, Control] = {}
        self._again: set[str] = set()  # submitted while the task was at its very end
        self._draining = False

    async def start(self) -> None:
        """Go on with every run that was open when the process ended."""
        await self.resume_open_runs()

    async def resume_open_runs(self) -> None:
        """Finished steps are not called again; a begun step is called once more."""
        runs = {run.id: run for run in self._context.runs.open_runs()}
        for run in runs.values():
            if not run.parent:
                await self.submit(run.id, run.owner)
            elif run.parent not in runs:  # the run around it has ended
                await cancel(self._context, Logbook(self._context, run))

    async def submit(self, run_id: str, person: str) -> None:
        """See to it that the run goes on; harmless when it already does."""
        self._begin(run_id, person)

    async def cancel(self, run_id: str) -> None:
        """Stop the run for good; returns when that is in the journal."""
        task = self._tasks.get(run_id)
        if task is not None:
            control = self._controls[run_id]
            if not control.cancelled:
                control.cancelled = True
                task.cancel()
            await asyncio.wait({task}, timeout=CANCEL_PATIENCE)
        run = self._context.runs.get(run_id)
        if run is not None and (task is None or task.done()):  # it did not run, or had not even begun
            await cancel(self._context, Logbook(self._context, run))

    async def signal(self, run_id: str, name: str, payload: Mapping[str, Any]) -> None:
        """`retry`: do not wait any longer for the next attempt. `answered`: a person's answer is in the journal."""
        control = self._controls.get(run_id)
        if control is None:
            return
        if name == 'retry':
            control.hurry.set()
            control.hurry.clear()  # wakes who waits now; a later wait is a new one
        elif name == 'answered':
            control.a_person_answered()

    def running(self) -> frozenset[str]:
        """The runs at work here."""
        return frozenset(self._tasks)

    def held_up(self, run_id: str) -> StepError | None:
        """Why the run cannot write its journal just now."""
        return self._context.held_up.get(run_id)

    async def drain(self, seconds: float) -> None:
        """Stop everything; nothing is noted as ended, so it all goes on after the next start."""
        self._draining = True
        tasks = list(self._tasks.values())
        for run_id, task in self._tasks.items():
            if not self._controls[run_id].cancelled:
                task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)

    def _begin(self, run_id: str, person: str) -> None:
        if self._draining:
            return  # the journal knows it; it goes on after the restart
        if run_id in self._tasks:
            self._again.add(run_id)
            return
        control = self._controls[run_id] = Control()
        task = self._tasks[run_id] = asyncio.create_task(drive(run_id, self._context, control), name=f'run {run_id}')
        task.add_done_callback(partial(self._ended, run_id, person))

    def _ended(self, run_id: str, person: str, task: asyncio.Task[None]) -> None:
        del self._tasks[run_id], self._controls[run_id]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error('run %s broke off; it goes on after a restart', run_id, exc_info=error)
        run = self._context.runs.get(run_id)
        if run_id in self._again and not self._draining and run is not None and not run.status.is_final:
            self._begin(run_id, person)
        self._again.discard(run_id)
