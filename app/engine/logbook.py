"""The journal of one run while it is driven: writes it, tells the bus, and holds out when the disk is full."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any

from app.domain.codec import to_json
from app.domain.errors import StoreFull
from app.domain.events import RunChanged, StepChanged
from app.domain.runs import EventType, Run, RunStatus, StepError
from app.engine.executor import Context, Entry

ASK_FOR_SPACE = 5.0  # seconds between two tries while the disk is full
log = logging.getLogger(__name__)


class Logbook:
    """Entries are durable when `write` returns; cancelling whoever waits for it does not stop the writing."""

    def __init__(self, context: Context, run: Run) -> None:
        self.run = run
        self._context = context
        self._noted: list[Entry] = []
        self._writing: set[asyncio.Task[None]] = set()
        self._parked_in_journal = False

    def note(self, type: EventType, step_id: str = '', **data: Any) -> None:
        """Keep an entry for the next `write`, so that both cost one sync of the disk. Write or flush soon."""
        self._noted.append((type, step_id, data))

    async def write(self, type: EventType, step_id: str = '', **data: Any) -> None:
        """Write everything noted and this entry."""
        self.note(type, step_id, **data)
        await self.flush()

    async def flush(self) -> None:
        """Write what is noted."""
        if self._noted:
            entries, self._noted = self._noted, []
            writing = asyncio.create_task(self._commit(entries))
            self._writing.add(writing)
            writing.add_done_callback(self._writing.discard)
            await asyncio.shield(writing)

    async def settle(self) -> None:
        """Wait until everything that was begun to be written is written."""
        while self._writing:
            await asyncio.wait(self._writing)

    async def _commit(self, entries: list[Entry]) -> None:
        """Append; with a full disk keep the entries (they may be paid for) and try until there is space."""
        while True:
            try:
                going_on: list[Entry] = [(EventType.RUN_STARTED, '', {})] if self._parked_in_journal else []
                self.run = await self._context.runs.append(self.run.id, *going_on, *entries)
                break
            except StoreFull as error:
                await self._park(StepError(code=error.key))
                await self._context.clock.sleep(ASK_FOR_SPACE)
        self._parked_in_journal = False
        self._context.held_up.pop(self.run.id, None)
        self._tell(entries)

    async def _park(self, error: StepError) -> None:
        if self.run.id in self._context.held_up:
            return
        self._context.held_up[self.run.id] = error
        log.warning('run %s is parked: the disk is full', self.run.id)
        try:  # one short line may still fit where a long answer does not
            self.run = await self._context.runs.append(
                self.run.id, (EventType.RUN_PARKED, '', {'error': to_json(error)})
            )
            self._parked_in_journal = True
        except StoreFull:
            pass  # then it is only shown, from `held_up`
        self._context.bus.publish(RunChanged(self.run.id, replace(self.run, status=RunStatus.NEEDS_YOU, error=error)))

    def _tell(self, entries: list[Entry]) -> None:
        for _, step_id, _ in entries:
            if step_id:
                self._context.bus.publish(StepChanged(f'{self.run.id}/{step_id}', self.run.id, self.run.step(step_id)))
        self._context.bus.publish(RunChanged(self.run.id, self.run))
