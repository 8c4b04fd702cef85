"""What a person can do with runs: start, answer, stop, go on, try again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.actions.base import Action
from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.errors import Conflict, Invalid, NotFound
from app.domain.events import RunChanged, StepChanged
from app.domain.pipelines import Pipeline
from app.domain.replay import created
from app.domain.runs import Decision, EventType, Run, RunStatus
from app.engine.executor import Executor
from app.engine.live_text import LiveText
from app.i18n import translate
from app.services.clicks import Clicks
from app.services.fields import owned, text_problem
from app.services.pins import PinService
from app.services.run_answer import checked_answer
from app.services.run_inputs import checked_inputs, checked_text
from app.services.run_reading import TRIED, RunPage, RunReading
from app.services.run_start import (
    BOT_INPUT,
    from_step,
    inner_runs,
    into_workspace,
    keyed_id,
    new_run,
    only_step,
    recipe_of,
)
from app.storage.store import Store

__all__ = ['RunPage', 'RunService']
BY_HAND = frozenset({'click', 'again', 'try'})  # triggers where a second start so soon is a slip of the hand


class RunService(RunReading):
    """Runs of a person. Not yours looks like not there."""

    def __init__(
        self,
        *,
        store: Store,
        executor: Executor,
        bus: Bus,
        clock: Clock,
        live_text: LiveText,
        actions: Mapping[str, Action] | None = None,
        pins: PinService | None = None,
    ) -> None:
        super().__init__(store=store, executor=executor, bus=bus, clock=clock, live_text=live_text)
        self._actions = actions or {}
        self._pins = pins
        self._clicks = Clicks(clock)

    async def start(
        self,
        actor: Account,
        pipeline_id: str,
        inputs: Mapping[str, Any],
        *,
        key: str = '',
        trigger: str = 'click',
        language: str = '',
        into: str = '',
    ) -> Run:
        """Start a recipe. The same `key`, or the same click within 2 s, gives the same run.

        `into` is a workspace of the person into which the result goes too.
        """
        if key and (known := self._store.runs.get(keyed_id(actor, key))):
            return self.get(actor, known.id)
        pipeline = owned(actor, self._store.pipelines.get(pipeline_id), 'pipeline', pipeline_id)
        values = checked_inputs(pipeline.inputs, inputs)
        language = language or actor.language or 'de'
        run = self._new(actor, pipeline, values, trigger, language)
        if into:
            run = into_workspace(run, owned(actor, self._store.workspaces.get(into), 'workspace', into).id)
        return await self._begin(actor, run, key, (pipeline_id, into, *sorted(values.items())))

    async def try_step(
        self,
        actor: Account,
        pipeline_id: str,
        step_id: str,
        inputs: Mapping[str, Any] | None = None,
        *,
        language: str = '',
    ) -> Run:
        """The recipe up to and including this step, alone. Kept results of the steps before it are taken over:
        those that are pinned, else those of the last run in which the same step read the same things.

        Without `inputs` the values of the last run are taken; `Invalid` when fields are missing then.
        """
        pipeline = owned(actor, self._store.pipelines.get(pipeline_id), 'pipeline', pipeline_id)
        if step_id not in {step.id for step in pipeline.steps}:
            raise NotFound('step', step_id)
        earlier = self._earlier(actor, pipeline_id)
        given = inputs
        if given is None:
            wanted = {field.key for field in pipeline.inputs}
            given = {key: value for key, value in earlier[0].inputs.items() if key in wanted} if earlier else {}
        values = checked_inputs(pipeline.inputs, given)
        run = self._new(actor, pipeline, values, TRIED, language or actor.language or 'de')
        pinned = self._pins.pinned(actor, pipeline_id) if self._pins else {}
        run = only_step(run, step_id, pinned, earlier)
        return await self._begin(actor, run, '', (pipeline_id, step_id, *sorted(values.items())))

    async def start_bot(
        self,
        actor: Account,
        bot_id: str,
        text: str,
        *,
        key: str = '',
        trigger: str = 'click',
        language: str = '',
        variant: Bot | None = None,
    ) -> Run:
        """Ask one bot; a run without a recipe. `variant` is the same bot as it might be: frozen here, saved nowhere."""
        if key and (known := self._store.runs.get(keyed_id(actor, key))):
            return self.get(actor, known.id)
        bot = owned(actor, self._store.bots.get(bot_id), 'bot', bot_id)
        bot = replace(variant or bot, id=bot.id, owner=bot.owner)
        text = checked_text(text, 'input')
        language = language or actor.language or 'de'
        pipeline = recipe_of(bot, translate(language, 'run.bot_input'))
        inputs = {BOT_INPUT: text}
        run = new_run(pipeline, {bot.id: bot}, inputs, owner=actor.id, trigger=trigger, language=language)
        return await self._begin(actor, run, key, (bot_id, text, variant and repr(variant)))

    async def answer(
        self,
        actor: Account,
        run_id: str,
        step_id: str,
        decision: Decision,
        *,
        text: str | None = None,
        comment: str = '',
    ) -> Run:
        """What the person says to the text a step asks about; `text` None = as it was shown.

        `Conflict` when the step asks nothing (any more), with the run as it is.
        """
        data = checked_answer(self.get(actor, run_id), step_id, decision, text, comment, actor.id)
        try:
            run = await self._store.runs.append(run_id, (EventType.STEP_ANSWERED, step_id, data))
        except ValueError as error:  # somebody else, or the deadline, was faster
            raise Conflict(self.get(actor, run_id), 'answered') from error
        self._bus.publish(StepChanged(f'{run_id}/{step_id}', run_id, run.step(step_id)))
        self._bus.publish(RunChanged(run_id, run))
        outermost = self._outermost(run)
        await self._executor.submit(outermost.id, outermost.owner)
        await self._executor.signal(outermost.id, 'answered', {'step_id': step_id})
        return self.get(actor, run_id)

    async def cancel(self, actor: Account, run_id: str) -> Run:
        """Stop a run; harmless when it has ended. A recipe inside another stops with the whole."""
        run = self.get(actor, run_id)
        if not run.status.is_final:
            await self._executor.cancel(self._outermost(run).id)
        return self.get(actor, run_id)

    async def resume(self, actor: Account, run_id: str) -> Run:
        """Go on with a failed or cancelled run; a run that waits for its next attempt makes it now."""
        run = self._outermost(self.get(actor, run_id))
        if run.id != run_id:
            await self.resume(actor, run.id)
            return self.get(actor, run_id)
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

    async def delete(self, actor: Account, run_id: str) -> None:
        """Stop it if need be, and remove it with everything it wrote."""
        run = await self.cancel(actor, run_id)
        for inner in inner_runs(run):
            if self._store.runs.get(inner) is not None:
                await self.delete(actor, inner)
        await self._store.runs.delete(run_id)
        for runs in (self._last, self._tried):
            if runs.get((run.owner, run.pipeline_id)) == run_id:
                del runs[run.owner, run.pipeline_id]

    def _new(self, actor: Account, pipeline: Pipeline, values: Mapping[str, str], trigger: str, language: str) -> Run:
        return new_run(
            pipeline,
            {bot.id: bot for bot in self._store.bots.all() if bot.owner == actor.id},
            values,
            owner=actor.id,
            trigger=trigger,
            language=language,
            recipes={one.id: one for one in self._store.pipelines.all() if one.owner == actor.id},
            actions=self._actions,
            workspaces={one.id: one for one in self._store.workspaces.all() if one.owner == actor.id},
        )

    async def _begin(self, actor: Account, run: Run, key: str, what: tuple[object, ...]) -> Run:
        """Write the first line of the journal, then let it run; the second of two equal starts finds the first."""
        if key:
            run = replace(run, id=keyed_id(actor, key), key=key)
        elif run.trigger in BY_HAND:
            run = replace(run, id=self._clicks.same(run.id, (actor.id, run.trigger, *what)))
        stored, is_new = await self._store.runs.create(run.id, created(run))
        if is_new:
            self._note_last(stored.trigger, stored.owner, stored.pipeline_id, stored.id)
            self._bus.publish(RunChanged(stored.id, stored))
            await self._executor.submit(stored.id, stored.owner)
        return stored
