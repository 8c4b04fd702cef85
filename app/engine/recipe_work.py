"""Steps that are recipes themselves: a run of its own, driven inside this one."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping

from app.domain.errors import AppError
from app.domain.events import RunChanged
from app.domain.pipelines import Pipeline, Step
from app.domain.replay import created
from app.domain.runs import EventType, Run, RunStatus
from app.engine.material import joined
from app.engine.units import Unit
from app.engine.work import Desk, Outcome, Rejected

INSIDE = 'inside'  # trigger of such a run


class InnerFailure(AppError):
    """A recipe inside failed; says why it did."""


class RecipeWork:
    """The inner run has an id of its own for every unit, so after a restart the same one goes on."""

    def __init__(self, desk: Desk, step: Step) -> None:
        self._desk, self._step = desk, step

    async def work(self, unit: Unit) -> Outcome:
        """The inner run's result; what is finished in it is never done again."""
        desk, run_id = self._desk, inner_run_id(self._desk.book.run.id, self._step.id, unit.item)
        text = joined(unit.blocks)
        if unit.item is None:
            desk.book.note(EventType.STEP_BEGIN, self._step.id, input=text)
        await desk.book.flush()
        run = await self._opened(run_id, text)
        if not run.status.is_final:
            run = await self._driven(run, unit)
        if run.status is RunStatus.DONE:
            return Outcome(text=run.result, usage=run.usage)
        if run.error is None:
            raise Rejected
        raise InnerFailure(run.error.code, **dict(run.error.params))

    async def _opened(self, run_id: str, text: str) -> Run:
        runs, outer = self._desk.context.runs, self._desk.book.run
        known = runs.get(run_id)
        if known is None:
            inner = _pipeline(outer, str(self._step.settings.get('pipeline_id', '')))
            new = Run(
                id=run_id,
                owner=outer.owner,
                pipeline=inner,
                bots=outer.bots,
                inputs=inputs_of(inner, self._step.settings, text),
                trigger=INSIDE,
                language=outer.language,
                created_at=outer.created_at,
                recipes=outer.recipes,
                parent=outer.id,
            )
            known, _ = await runs.create(run_id, created(new))
        elif known.status in (RunStatus.FAILED, RunStatus.CANCELLED):
            await runs.reopen(run_id)
            known = await runs.append(run_id, (EventType.RUN_RESUMED, '', {'why': 'person'}))
        return known

    async def _driven(self, run: Run, unit: Unit) -> Run:
        """The inner run at its end. While it waits for a person, so does this step."""
        desk, latest = self._desk, asyncio.Queue[RunStatus]()
        end = desk.context.bus.subscribe(RunChanged, lambda event: latest.put_nowait(event.run.status), run.id)
        telling = asyncio.create_task(self._tell(run.id, unit, latest))
        try:
            await desk.drive(run.id, desk.context, desk.control)
        finally:
            end()
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
        after = desk.context.runs.get(run.id)
        assert after is not None
        return after

    async def _tell(self, run_id: str, unit: Unit, latest: asyncio.Queue[RunStatus]) -> None:
        book, waits = self._desk.book, False
        while True:
            needs_you = await latest.get() is RunStatus.NEEDS_YOU
            if needs_you == waits:
                continue
            waits = needs_you
            item = {} if unit.item is None else {'item': unit.item}
            if waits:
                await book.write(EventType.STEP_ASKED, self._step.id, child=run_id, **item)
            else:
                await book.write(EventType.STEP_ANSWERED, self._step.id, **item)


def inner_run_id(run_id: str, step_id: str, item: int | None) -> str:
    """The id of the run inside a step (or inside one item of it): always the same."""
    return 'run-' + hashlib.sha256(f'{run_id}\0{step_id}\0{item}'.encode()).hexdigest()[:32]


def inputs_of(inner: Pipeline, settings: Mapping[str, object], text: str) -> dict[str, str]:
    """The start form of the inner recipe: what the step reads, the fixed values, the defaults."""
    values = settings.get('values')
    fixed = values if isinstance(values, Mapping) else {}
    into = str(settings.get('into') or (inner.inputs[0].key if inner.inputs else ''))
    return {
        field.key: text if field.key == into else str(fixed.get(field.key) or field.default) for field in inner.inputs
    }


def _pipeline(run: Run, pipeline_id: str) -> Pipeline:
    for pipeline in run.recipes:
        if pipeline.id == pipeline_id:
            return pipeline
    raise AppError('recipe_gone')
