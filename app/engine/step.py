"""One step of a run: its condition, its repetition, its work, and the outcome in the journal."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence

from app.domain.codec import to_json
from app.domain.edges import edges
from app.domain.errors import AppError, ProviderError, StoreError
from app.domain.pipelines import Step, StepKind, Subject
from app.domain.runs import EventType, RunStatus, Usage
from app.engine.action_work import ActionWork
from app.engine.ask_work import AskWork
from app.engine.bot_work import BotWork
from app.engine.call import storable
from app.engine.condition import compared, left_out
from app.engine.material import Block, names_documents
from app.engine.memory import Memory
from app.engine.recipe_work import RecipeWork
from app.engine.step_error import step_error
from app.engine.units import Unit, joined_results, units_of
from app.engine.work import Desk, Outcome, Rejected, Worker

WORKERS: Mapping[StepKind, type[ActionWork | AskWork | RecipeWork]] = {
    StepKind.ACTION: ActionWork,
    StepKind.ASK: AskWork,
    StepKind.RECIPE: RecipeWork,
}
log = logging.getLogger(__name__)


class StepWork:
    """Does one step. Afterwards `output` is its text, or None when it failed; the journal says why."""

    def __init__(self, desk: Desk, step: Step) -> None:
        self.output: str | None = None
        self.was_rejected = False
        self._desk, self._book, self._step = desk, desk.book, step
        self._memory = Memory(desk.context, desk.book.run, step)
        self._bot_work = BotWork(desk, step, self._memory)  # one for the whole step: it counts the calls

    @property
    def at_once(self) -> int:
        """How many items may be under way; of a person's questions only one can be open in a step."""
        return 1 if self._step.for_each is None or self._step.kind is StepKind.ASK else self._step.for_each.at_once

    async def do(self, outputs: Mapping[str, str]) -> None:
        """Until the step is done or has failed; the last entry is noted, not yet written."""
        try:
            if names_documents(self._step):
                await self._book.flush()  # reading takes a moment: no finished step waits for it
            blocks = await self._memory.gather(outputs)
            if not blocks and self._reads_only_steps():
                self._skip('', 'empty')
            elif self._step.for_each is None:
                await self._once(Unit(step=self._step, blocks=blocks))
            else:
                await self._repeat(blocks)
        except StoreError:
            raise  # nothing can be noted: the run stays open and goes on after a restart
        except Rejected:
            self.was_rejected = True
            self._book.note(EventType.STEP_CANCELLED, self._step.id)
        except AppError as error:
            self._fail(error)
        except Exception:  # noqa: BLE001  # a broken plugin fails its own step, never the lanes beside it
            log.exception('step %s of run %s broke', self._step.id, self._book.run.id)
            self._fail(AppError('unknown'))

    async def _once(self, unit: Unit) -> None:
        is_wanted, usage = await self._is_wanted(unit)
        if not is_wanted:
            assert self._step.only_if is not None
            self._skip(left_out(self._step.only_if, unit), 'condition')
            return
        outcome = await self._worker().work(unit)
        self.output = outcome.text
        self._book.note(EventType.STEP_DONE, self._step.id, **_result(outcome), finish=outcome.finish)

    async def _repeat(self, blocks: tuple[Block, ...]) -> None:
        """Once for every item, some at the same time; what an earlier process finished is not done again."""
        units = await units_of(self._book.run, self._step, blocks, self._memory)
        state = self._book.run.step(self._step.id)
        if not state.items:
            names = [unit.name for unit in units]
            await self._book.write(EventType.STEP_ITEMS, self._step.id, names=names, total=len(names))
        done = {
            number: item.output
            for number, item in enumerate(state.items)
            if item.status in (RunStatus.DONE, RunStatus.SKIPPED)
        }
        await _Repetition(self, units, done).go()
        outputs = [done[number] for number in range(len(units))]
        self.output = joined_results(self._step, units, outputs, self._book.run.language)
        self._book.note(EventType.STEP_DONE, self._step.id, output=self.output)

    async def one_item(self, unit: Unit) -> str:
        """One item from its condition to its entry in the journal; what the next steps read of it."""
        is_wanted, _ = await self._is_wanted(unit)
        if not is_wanted:
            assert self._step.only_if is not None
            output = left_out(self._step.only_if, unit)
            self._book.note(EventType.STEP_ITEM_SKIPPED, self._step.id, item=unit.item, output=output)
            return output
        outcome = await self._worker().work(unit)
        self._book.note(EventType.STEP_ITEM_DONE, self._step.id, item=unit.item, **_result(outcome))
        return outcome.text

    async def _is_wanted(self, unit: Unit) -> tuple[bool, Usage]:
        only_if = self._step.only_if
        if only_if is None:
            return True, Usage()
        if only_if.subject is not Subject.QUESTION:
            return compared(only_if, unit, self._book.run), Usage()
        state = self._book.run.step(self._step.id)
        known = state.checked if unit.item is None else state.items[unit.item].checked if state.items else None
        if known is not None:
            return known, Usage()
        yes, usage = await self._bot_work.decide(unit, only_if)
        item = {} if unit.item is None else {'item': unit.item}
        self._book.note(EventType.STEP_CHECKED, self._step.id, yes=yes, usage=to_json(usage), **item)
        return yes, usage

    def _worker(self) -> Worker:
        if self._step.kind is StepKind.BOT:
            return self._bot_work
        return WORKERS[self._step.kind](self._desk, self._step)

    def _reads_only_steps(self) -> bool:
        """True when all it reads are other steps; if none of them gave anything, there is nothing to do."""
        needs = edges(self._book.run.pipeline)[self._step.id]
        return bool(needs) and all(part.kind in ('previous', 'step') for part in self._step.input_source)

    def _skip(self, output: str, why: str) -> None:
        self.output = output
        self._book.note(EventType.STEP_SKIPPED, self._step.id, output=output, why=why)

    def _fail(self, error: AppError) -> None:
        arrived = error.text if isinstance(error, ProviderError) and error.text else ''
        text = storable(arrived or self._desk.context.live_text.so_far(self._book.run.id, self._step.id))
        self._book.note(EventType.STEP_FAILED, self._step.id, error=to_json(step_error(error)), text=text)


class _Repetition:
    """Works through the items of a step; after a failure no new item begins, what is under way is finished."""

    def __init__(self, step_work: StepWork, units: Sequence[Unit], done: dict[int, str]) -> None:
        self._step_work, self._done = step_work, done
        self._left = iter([unit for number, unit in enumerate(units) if number not in done])
        self._error: AppError | None = None

    async def go(self) -> None:
        """Until all are done; raises what failed first."""
        async with asyncio.TaskGroup() as group:
            for _ in range(max(1, self._step_work.at_once)):
                group.create_task(self._lane())
        if self._error is not None:
            raise self._error

    async def _lane(self) -> None:
        for unit in self._left:
            if self._error is not None:
                return
            assert unit.item is not None
            try:
                self._done[unit.item] = await self._step_work.one_item(unit)
            except StoreError:
                raise
            except AppError as error:
                self._error = self._error or error


def _result(outcome: Outcome) -> dict[str, object]:
    return {
        'output': outcome.text,
        'usage': to_json(outcome.usage),
        **({'files': to_json(outcome.files)} if outcome.files else {}),
    }
