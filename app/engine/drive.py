"""One run, from its journal to its end. Shared by every executor."""

from __future__ import annotations

import asyncio

from app.domain.codec import to_json
from app.domain.edges import edges
from app.domain.errors import AppError
from app.domain.passages import without_marks
from app.domain.runs import EventType, Run, RunStatus, StepError
from app.engine import graph
from app.engine.deliver import deliver, was_delivered
from app.engine.executor import Context
from app.engine.logbook import Logbook
from app.engine.step import StepWork
from app.engine.step_error import step_error
from app.engine.work import Control, Desk


async def drive(run_id: str, context: Context, control: Control) -> None:
    """Do every step that is not done, each durable before the next one starts, and end the run.

    Cancelling the task stops the open requests. Only if `control.cancelled` is set, the run then ends as cancelled.
    """
    run = context.runs.get(run_id)
    if run is None or run.status.is_final:
        return
    book = Logbook(context, run)
    try:
        await _Lanes(context, book, control).go()
    except asyncio.CancelledError:
        await book.settle()
        if control.cancelled:
            await cancel(context, book)
        else:
            await book.flush()
        raise
    finally:
        for step in run.steps:
            context.live_text.end(run_id, step.id)


async def cancel(context: Context, book: Logbook) -> None:
    """End the run as cancelled; what is finished stays, what was being written is kept as text."""
    if book.run.status.is_final:
        return
    for step in book.run.steps:
        if step.status in (RunStatus.RUNNING, RunStatus.NEEDS_YOU):
            text = context.live_text.so_far(book.run.id, step.id)
            book.note(EventType.STEP_CANCELLED, step.id, text=text)
    await book.write(EventType.RUN_CANCELLED)


class _Lanes:
    """The steps of a run as lanes: whatever is ready runs, side by side."""

    def __init__(self, context: Context, book: Logbook, control: Control) -> None:
        self._context = context
        self._book = book
        self._desk = Desk(context=context, book=book, control=control, drive=drive)
        self._needs = edges(book.run.pipeline)
        self._outputs = {
            step.id: step.output for step in book.run.steps if step.status in (RunStatus.DONE, RunStatus.SKIPPED)
        }
        self._begun = {step.id for step in book.run.steps if step.status.is_final}
        self._open = 0
        self._undelivered: AppError | None = None
        self._was_rejected = False

    async def go(self) -> None:
        """Until no step can begin any more; then the run is done or has failed."""
        self._note_start()
        await self._deliver_what_a_crash_left()
        async with asyncio.TaskGroup() as group:
            self._start(group, self._ready())
        await self._end()

    def _note_start(self) -> None:
        run = self._book.run
        if run.started_at is None:
            self._book.note(EventType.RUN_STARTED)
        elif self._context.runs.events(run.id, after=run.seq - 1)[-1].type is not EventType.RUN_RESUMED:
            self._book.note(EventType.RUN_RESUMED, why='restart')

    async def _deliver_what_a_crash_left(self) -> None:
        for step in self._book.run.pipeline.steps:
            done = self._book.run.step(step.id)
            if done.status is RunStatus.DONE and not was_delivered(step, self._book.run, self._context):
                await self._deliver(step.id)

    def _ready(self) -> list[str]:
        return [
            step_id
            for step_id, needs in self._needs.items()
            if step_id not in self._begun and all(need in self._outputs for need in needs)
        ]

    def _start(self, group: asyncio.TaskGroup, step_ids: list[str]) -> None:
        for step_id in step_ids:
            self._begun.add(step_id)
            self._open += 1
            group.create_task(self._lane(group, step_id))

    async def _lane(self, group: asyncio.TaskGroup, step_id: str) -> None:
        """One step, then on with the first that became ready; the others get lanes of their own."""
        while step_id:
            await self._one(step_id)
            ready = self._ready()
            self._start(group, ready[1:])
            self._begun.update(ready[:1])
            step_id = ready[0] if ready else ''
        self._open -= 1
        if self._open:
            await self._book.flush()

    async def _one(self, step_id: str) -> None:
        step = self._book.run.pipeline.step(step_id)
        work = StepWork(self._desk, step)
        await work.do(self._outputs)
        self._was_rejected = self._was_rejected or work.was_rejected
        if work.output is None:
            return
        if work.output and any(target.kind != 'next' for target in step.output_target):
            await self._book.flush()
            await self._deliver(step_id)
        self._outputs[step_id] = work.output

    async def _deliver(self, step_id: str) -> None:
        """A text that cannot be delivered is not lost: the run fails at its end, going on delivers it again."""
        try:
            await deliver(self._book.run.pipeline.step(step_id), self._book.run, self._context)
        except AppError as error:
            self._undelivered = self._undelivered or error

    async def _end(self) -> None:
        run = self._book.run
        missing = [step for step in run.pipeline.steps if step.id not in self._outputs]
        if not missing and self._undelivered is None:
            await self._book.write(EventType.RUN_DONE, result=_result(run, self._outputs))
            return
        await self._book.flush()  # then the failed steps are known
        if self._was_rejected and not any(step.error for step in self._book.run.steps):
            await self._book.write(EventType.RUN_CANCELLED, why='rejected')
            return
        await self._book.write(EventType.RUN_FAILED, error=to_json(self._first_error()))

    def _first_error(self) -> StepError:
        failed = [step.error for step in self._book.run.steps if step.error]
        if failed:
            return failed[0]
        return step_error(self._undelivered or AppError('unknown'))


def _result(run: Run, outputs: dict[str, str]) -> str:
    """The texts nobody in the recipe reads; with headings when there are several."""
    ends = graph.last_steps(run.pipeline)
    last = [step for step in ends if outputs[step.id].strip()] or ends[:1]
    if len(last) == 1:
        return outputs[last[0].id]
    names = {step.id: step.name or step.bot_name for step in run.steps}
    # The marks of several steps would name different passages by the same number.
    return '\n\n'.join(f'## {names[step.id]}\n\n{without_marks(outputs[step.id]).strip()}' for step in last)
