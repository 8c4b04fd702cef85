"""What a person can see of their runs: one, the latest, the history, what waits for them, files of steps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.errors import Invalid, NotFound
from app.domain.events import RunChanged, StepText
from app.domain.history import RunSummary
from app.domain.runs import Run, RunEvent, RunStatus
from app.engine.executor import Executor
from app.engine.live_text import LiveText
from app.engine.recipe_work import INSIDE
from app.services.fields import owned
from app.services.run_stream import RunStream
from app.storage.store import Store

MOST_AT_ONCE = 200  # summaries in one page
LOOK_BACK = 10_000  # summaries that are searched for the last run of a recipe after a restart
TRIED = 'try'  # trigger of a run of one step
NOT_IN_HISTORY = frozenset({INSIDE})  # triggers of runs that are part of another one


@dataclass(frozen=True, slots=True)
class RunPage:
    """Some runs, newest first; `next` is what `after` takes for the following ones, None at the end."""

    items: list[RunSummary]
    next: str | None


class RunReading:
    """Runs of a person. Not yours looks like not there."""

    def __init__(self, *, store: Store, executor: Executor, bus: Bus, clock: Clock, live_text: LiveText) -> None:
        self._store = store
        self._executor = executor
        self._bus = bus
        self._clock = clock
        self._live_text = live_text
        self._last: dict[tuple[str, str], str] = {}  # (owner, recipe) -> its newest run
        self._tried: dict[tuple[str, str], str] = {}  # the same for runs in which one step was tried

    async def look_back(self) -> None:
        """After a restart: find the last run of every recipe, for `last_of`."""
        missing = {(pipeline.owner, pipeline.id) for pipeline in self._store.pipelines.all()}
        before: int | None = None
        for _ in range(LOOK_BACK // MOST_AT_ONCE):
            page, before = await self._store.runs.last(MOST_AT_ONCE, before=before)
            for summary in page:
                self._note_last(summary.trigger, summary.owner, summary.pipeline_id, summary.id, is_older=True)
            if before is None or missing <= self._last.keys():
                return

    def _note_last(self, trigger: str, owner: str, pipeline_id: str, run_id: str, *, is_older: bool = False) -> None:
        """Remember the newest run of a recipe, and beside it the newest in which only a step was tried."""
        if trigger in NOT_IN_HISTORY:
            return
        runs = self._tried if trigger == TRIED else self._last
        if not is_older or (owner, pipeline_id) not in runs:
            runs[owner, pipeline_id] = run_id

    def get(self, actor: Account, run_id: str) -> Run:
        """One run; `NotFound` when it is somebody else's."""
        run = owned(actor, self._store.runs.get(run_id), 'run', run_id)
        error = self._executor.held_up(run_id)
        return replace(run, status=RunStatus.NEEDS_YOU, error=error) if error else run

    def text_so_far(self, actor: Account, run_id: str, step_id: str) -> str:
        """What the step has written until now, whether it is at work, done or stopped."""
        run = self.get(actor, run_id)
        step = next((step for step in run.steps if step.id == step_id), None)
        if step is None:
            raise NotFound('step', step_id)
        return step.output or step.text or self._live_text.so_far(run_id, step_id)

    async def recent(
        self,
        actor: Account,
        *,
        limit: int = 50,
        after: str = '',
        status: str = '',
        pipeline_id: str = '',
        text: str = '',
    ) -> RunPage:
        """The person's runs, newest first, as far as they fit the filters."""
        if not 1 <= limit <= MOST_AT_ONCE:
            raise Invalid.field('limit', 'range', low=1, high=MOST_AT_ONCE)
        if status and status not in {known.value for known in RunStatus}:
            raise Invalid.field('status', 'choice', choices=', '.join(known.value for known in RunStatus))
        words = text.casefold().split()

        def fits(summary: RunSummary) -> bool:
            return (
                summary.owner == actor.id
                and summary.trigger not in NOT_IN_HISTORY
                and status in ('', summary.status.value)
                and pipeline_id in ('', summary.pipeline_id)
                and (not words or _mentions(summary, words))
            )

        items, before = await self._store.runs.last(limit, before=_place(after), match=fits)
        return RunPage(items, None if before is None else str(before))

    def last_of(self, actor: Account, pipeline_id: str) -> RunSummary | None:
        """The newest run of a recipe; one in which only a step was tried does not count."""
        run_id = self._last.get((actor.id, pipeline_id))
        return self._store.runs.summary(run_id) if run_id else None

    def _earlier(self, actor: Account, pipeline_id: str) -> list[Run]:
        """The newest whole run of the recipe and the newest try, the newer one first; then where they took from."""
        ids = [runs.get((actor.id, pipeline_id), '') for runs in (self._last, self._tried)]
        runs = [run for id in ids if id and (run := self._store.runs.get(id)) is not None]
        runs.sort(key=lambda run: run.created_at, reverse=True)
        taken_from = dict.fromkeys(step.reused_from for run in runs for step in run.steps if step.reused_from)
        return runs + [run for id in taken_from if id not in ids and (run := self._store.runs.get(id)) is not None]

    def waiting_for(self, actor: Account) -> list[Run]:
        """The runs in which a person is asked something, also inside others; the oldest question first."""
        found = [run for run in self._store.runs.open_runs() if run.owner == actor.id and run.questions]
        return sorted(found, key=lambda run: min(step.question.asked_at for step in run.questions if step.question))

    def file(self, actor: Account, run_id: str, sha256: str) -> tuple[str, Path]:
        """Name and place of a file that a step made; `NotFound` when there is none."""
        run = self.get(actor, run_id)
        for step in run.steps:
            for file in step.files:
                if file.sha256 == sha256:
                    for holder in (run.id, step.reused_from):
                        if path := self._store.runs.file_path(holder, sha256):
                            return file.name, path
        raise NotFound('result', sha256[:20])

    async def wait(self, actor: Account, run_id: str, seconds: float) -> Run:
        """The run once it has ended, or as it stands after `seconds`."""
        ended = asyncio.Event()
        stop = self._bus.subscribe(RunChanged, lambda event: ended.set() if event.run.status.is_final else None, run_id)
        waiting = [asyncio.ensure_future(ended.wait()), asyncio.ensure_future(self._clock.sleep(max(0.0, seconds)))]
        try:
            if not self.get(actor, run_id).status.is_final:
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop()
            for task in waiting:
                task.cancel()
        return self.get(actor, run_id)

    def events(self, actor: Account, run_id: str, after: int = 0) -> AsyncIterator[RunEvent | StepText]:
        """The journal after line `after`, then what happens, until the run has ended."""
        run = self.get(actor, run_id)
        return RunStream(self._store.runs, self._bus, self._live_text, run, after).follow()

    def _outermost(self, run: Run) -> Run:
        """The run that is driven: this one, or the one it is a part of."""
        while run.parent and (around := self._store.runs.get(run.parent)) is not None:
            run = around
        return run


def _mentions(summary: RunSummary, words: list[str]) -> bool:
    """True when every word stands somewhere in what the history line shows."""
    line = f'{summary.pipeline_name}\n{summary.title}\n{summary.excerpt}'.casefold()
    return all(word in line for word in words)


def _place(cursor: str) -> int | None:
    if not cursor:
        return None
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 16):
        raise Invalid.field('after', 'cursor')
    return int(cursor)
