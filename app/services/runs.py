"""What a person can do with runs: start, follow, stop, go on, find again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.errors import Invalid, NotFound
from app.domain.events import RunChanged, StepText
from app.domain.history import RunSummary
from app.domain.replay import created
from app.domain.runs import EventType, Run, RunEvent, RunStatus
from app.engine.executor import Executor
from app.engine.live_text import LiveText
from app.i18n import translate
from app.services.fields import owned, text_problem
from app.services.run_inputs import checked_inputs, checked_text
from app.services.run_start import BOT_INPUT, from_step, keyed_id, new_run, recipe_of
from app.services.run_stream import RunStream
from app.storage.store import Store

DOUBLE_CLICK = 2.0  # seconds in which the same start again means the same run
BY_HAND = frozenset({'click', 'again'})  # triggers where a second start so soon is a slip of the hand
MOST_AT_ONCE = 200  # summaries in one page
LOOK_BACK = 10_000  # summaries that are searched for the last run of a recipe after a restart


@dataclass(frozen=True, slots=True)
class RunPage:
    """Some runs, newest first; `next` is what `after` takes for the following ones, None at the end."""

    items: list[RunSummary]
    next: str | None


class RunService:
    """Runs of a person. Not yours looks like not there."""

    def __init__(self, *, store: Store, executor: Executor, bus: Bus, clock: Clock, live_text: LiveText) -> None:
        self._store = store
        self._executor = executor
        self._bus = bus
        self._clock = clock
        self._live_text = live_text
        self._just_started: dict[object, tuple[float, str]] = {}
        self._last: dict[tuple[str, str], str] = {}  # (owner, recipe) -> its newest run

    async def look_back(self) -> None:
        """After a restart: find the last run of every recipe, for `last_of`."""
        missing = {(pipeline.owner, pipeline.id) for pipeline in self._store.pipelines.all()}
        before: int | None = None
        for _ in range(LOOK_BACK // MOST_AT_ONCE):
            page, before = await self._store.runs.last(MOST_AT_ONCE, before=before)
            for summary in page:
                self._last.setdefault((summary.owner, summary.pipeline_id), summary.id)
            if before is None or missing <= self._last.keys():
                return

    async def start(
        self,
        actor: Account,
        pipeline_id: str,
        inputs: Mapping[str, Any],
        *,
        key: str = '',
        trigger: str = 'click',
        language: str = '',
    ) -> Run:
        """Start a recipe. The same `key`, or the same click within 2 s, gives the same run."""
        if key and (known := self._store.runs.get(keyed_id(actor, key))):
            return self.get(actor, known.id)
        pipeline = owned(actor, self._store.pipelines.get(pipeline_id), 'pipeline', pipeline_id)
        values = checked_inputs(pipeline.inputs, inputs)
        language = language or actor.language or 'de'
        run = new_run(pipeline, self._bots(actor), values, owner=actor.id, trigger=trigger, language=language)
        return await self._begin(actor, run, key, (pipeline_id, *sorted(values.items())))

    async def start_bot(
        self, actor: Account, bot_id: str, text: str, *, key: str = '', trigger: str = 'click', language: str = ''
    ) -> Run:
        """Ask one bot; a run without a recipe."""
        if key and (known := self._store.runs.get(keyed_id(actor, key))):
            return self.get(actor, known.id)
        bot = owned(actor, self._store.bots.get(bot_id), 'bot', bot_id)
        text = checked_text(text, 'input')
        language = language or actor.language or 'de'
        pipeline = recipe_of(bot, translate(language, 'run.bot_input'))
        inputs = {BOT_INPUT: text}
        run = new_run(pipeline, {bot.id: bot}, inputs, owner=actor.id, trigger=trigger, language=language)
        return await self._begin(actor, run, key, (bot_id, text))

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
                and status in ('', summary.status.value)
                and pipeline_id in ('', summary.pipeline_id)
                and (not words or _mentions(summary, words))
            )

        items, before = await self._store.runs.last(limit, before=_place(after), match=fits)
        return RunPage(items, None if before is None else str(before))

    def last_of(self, actor: Account, pipeline_id: str) -> RunSummary | None:
        """The newest run of a recipe."""
        run_id = self._last.get((actor.id, pipeline_id))
        return self._store.runs.summary(run_id) if run_id else None

    async def cancel(self, actor: Account, run_id: str) -> Run:
        """Stop a run; harmless when it has ended."""
        if not self.get(actor, run_id).status.is_final:
            await self._executor.cancel(run_id)
        return self.get(actor, run_id)

    async def resume(self, actor: Account, run_id: str) -> Run:
        """Go on with a failed or cancelled run; a run that waits for its next attempt makes it now."""
        run = self.get(actor, run_id)
        if run.status in (RunStatus.FAILED, RunStatus.CANCELLED):
            await self._store.runs.reopen(run_id)
            run = await self._store.runs.append(run_id, (EventType.RUN_RESUMED, '', {'why': 'person'}))
            self._bus.publish(RunChanged(run_id, run))
        if not run.status.is_final:
            await self._executor.submit(run_id, run.owner)
            await self._executor.signal(run_id, 'retry', {})
        return self.get(actor, run_id)

    async def again(self, actor: Account, run_id: str) -> Run:
        """A new run with the same inputs, of the recipe as it is now."""
        run = self.get(actor, run_id)
        if not run.pipeline_id:
            return await self.start_bot(actor, run.bots[0].id, run.inputs[BOT_INPUT], trigger='again')
        pipeline = owned(actor, self._store.pipelines.get(run.pipeline_id), 'pipeline', run.pipeline_id)
        wanted = {field.key for field in pipeline.inputs}
        inputs = {key: value for key, value in run.inputs.items() if key in wanted}
        return await self.start(actor, pipeline.id, inputs, trigger='again', language=run.language)

    async def again_from(self, actor: Account, run_id: str, step_id: str, wish: str = '') -> Run:
        """A new run of the same frozen recipe from a step on, with a wish for it; earlier texts are taken over."""
        run = self.get(actor, run_id)
        if step_id not in {step.id for step in run.steps}:
            raise NotFound('step', step_id)
        if problem := text_problem(wish):
            raise Invalid.field('wish', problem)
        return await self._begin(actor, from_step(run, step_id, wish.strip()), '', (run_id, step_id, wish))

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

    async def delete(self, actor: Account, run_id: str) -> None:
        """Stop it if need be, and remove it with everything it wrote."""
        run = await self.cancel(actor, run_id)
        await self._store.runs.delete(run_id)
        if self._last.get((run.owner, run.pipeline_id)) == run_id:
            del self._last[run.owner, run.pipeline_id]

    def _bots(self, actor: Account) -> dict[str, Bot]:
        return {bot.id: bot for bot in self._store.bots.all() if bot.owner == actor.id}

    async def _begin(self, actor: Account, run: Run, key: str, what: tuple[object, ...]) -> Run:
        """Write the first line of the journal, then let it run; the second of two equal starts finds the first."""
        if key:
            run = replace(run, id=keyed_id(actor, key), key=key)
        elif run.trigger in BY_HAND:
            run = replace(run, id=self._same_click(run.id, (actor.id, run.trigger, *what)))
        stored, is_new = await self._store.runs.create(run.id, created(run))
        if is_new:
            self._last[stored.owner, stored.pipeline_id] = stored.id
            self._bus.publish(RunChanged(stored.id, stored))
            await self._executor.submit(stored.id, stored.owner)
        return stored

    def _same_click(self, new_id: str, what: tuple[object, ...]) -> str:
        """The id of the run the same click started a moment ago, else `new_id`."""
        now = self._clock.monotonic()
        for old in [click for click, (at, _) in self._just_started.items() if now - at > DOUBLE_CLICK]:
            del self._just_started[old]
        return self._just_started.setdefault(what, (now, new_id))[1]


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
