"""Steps in which a person reads, edits, sends back or rejects a text; they wait as long as it takes."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from app.domain.pipelines import Step
from app.domain.runs import Answer, Decision, EventType, Question, StepRun, Usage
from app.engine.bot_work import BotWork
from app.engine.graph import author
from app.engine.material import joined
from app.engine.memory import Memory
from app.engine.units import Unit
from app.engine.work import Desk, Outcome, Rejected

LONGEST_SLEEP = 3600.0  # seconds; a computer that slept finds a passed deadline within the hour


class AskWork:
    """The journal knows the question and every answer, so a restart changes nothing."""

    def __init__(self, desk: Desk, step: Step) -> None:
        self._desk, self._book, self._step = desk, desk.book, step

    async def work(self, unit: Unit) -> Outcome:
        """The text a person agreed to; `Rejected` when they do not want it."""
        usage = Usage()
        while True:
            state = self._look()
            answer = next((given for given in reversed(state.answers) if given.item == unit.item), None)
            if state.question is not None and state.question.item == unit.item:
                await self._wait(state.question)
            elif answer is None:
                await self._ask(unit, joined(unit.blocks))
            elif answer.decision is Decision.APPROVE:
                return Outcome(text=answer.text, usage=usage)
            elif answer.decision is Decision.REJECT:
                raise Rejected
            else:
                text, more = await self._changed(unit, answer)
                usage = usage.plus(more)
                await self._ask(unit, text)

    def _look(self) -> StepRun:
        """The step as the journal has it now; a person's answer does not come through this run's own logbook."""
        run = self._desk.context.runs.get(self._book.run.id)
        assert run is not None
        self._book.run = run
        return run.step(self._step.id)

    async def _ask(self, unit: Unit, text: str) -> None:
        days = self._step.settings.get('days')
        due = self._desk.context.clock.now() + timedelta(days=days) if isinstance(days, (int, float)) and days else None
        await self._book.write(
            EventType.STEP_ASKED,
            self._step.id,
            text=text,
            due_at=due.isoformat() if due else None,
            **({} if unit.item is None else {'item': unit.item}),
        )

    async def _wait(self, question: Question) -> None:
        """Until somebody answers, or the deadline passes and something is to happen then."""
        answered, clock = self._desk.control.answered, self._desk.context.clock
        then = str(self._step.settings.get('then', 'wait'))
        if question.due_at is None or then == 'wait':
            await answered.wait()
            return
        left = (question.due_at - clock.now()).total_seconds()
        if left <= 0:
            await self._pass_deadline(question, Decision.REJECT if then == 'reject' else Decision.APPROVE)
            return
        sleeping = asyncio.ensure_future(clock.sleep(min(left, LONGEST_SLEEP)))
        waiting = asyncio.ensure_future(answered.wait())
        try:
            await asyncio.wait({sleeping, waiting}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            waiting.cancel()

    async def _pass_deadline(self, question: Question, decision: Decision) -> None:
        try:
            await self._book.write(
                EventType.STEP_ANSWERED, self._step.id, decision=decision.value, text=question.text, by=''
            )
        except ValueError:
            pass  # somebody answered in the same moment, and that counts

    async def _changed(self, unit: Unit, answer: Answer) -> tuple[str, Usage]:
        """The text with the comment worked in by the bot that wrote it."""
        pipeline = self._book.run.pipeline
        bot_id, task = author(pipeline, self._step.id)
        work = BotWork(self._desk, self._step, Memory(self._desk.context, self._book.run, self._step))
        outcome = await work.change(unit, bot_id, task, answer.text, answer.comment)
        return outcome.text, outcome.usage
