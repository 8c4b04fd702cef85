"""Steps a bot does: ask its service, try again where that helps, hold the answer to its promised shape."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from app.domain.bots import Bot
from app.domain.codec import to_json
from app.domain.errors import AppError, ProviderError
from app.domain.notice import CHANGE
from app.domain.pipelines import OnlyIf, Op, Shape, Step, StepKind
from app.domain.runs import EventType, SentTo, Usage
from app.domain.shapes import ShapeProblem, schema_of, shaped
from app.engine import prompt, retry
from app.engine.call import Call
from app.engine.condition import yes_or_no
from app.engine.executor import Resolved
from app.engine.material import Block, numbered
from app.engine.memory import Memory
from app.engine.prompt import Prompt
from app.engine.step_error import step_error
from app.engine.units import Unit
from app.engine.work import Desk, Outcome
from app.providers.base import ChatRequest, ChatResult

Read = Callable[[str], str]  # the text as it goes on; ShapeProblem when it is not what was asked for


class Misshapen(AppError):
    """The answer was not of the promised shape, and one more try did not help."""


class BotWork:
    """Calls of one step. The prompt is durable before the paid call."""

    def __init__(self, desk: Desk, step: Step, memory: Memory) -> None:
        self._desk, self._book, self._context = desk, desk.book, desk.context
        self._step, self._memory = step, memory
        self._calls = desk.book.run.step(step.id).attempts  # of all units together, earlier processes included

    async def work(self, unit: Unit) -> Outcome:
        """The bot's answer to its task, with what its documents say to it."""
        blocks = [*unit.blocks, *await self._recalled(unit)]
        try:
            return await self._written(unit, blocks)
        except ProviderError as error:
            if error.code != 'too_long' or not any(block.passage for block in blocks):
                raise
        return await self._written(unit, await self._memory.fewer(blocks))

    async def _written(self, unit: Unit, blocks: Sequence[Block]) -> Outcome:
        bot, step = self._bot(self._step.bot_id), self._step
        blocks = numbered(blocks) if self._memory.marks else blocks
        words = prompt.build(bot, step, blocks, self._book.run.language)
        return await self._answer(unit, bot, words, _reader(step), schema_of(step.shape, step.columns))

    async def _recalled(self, unit: Unit) -> list[Block]:
        if not self._memory.has_any:
            return []
        await self._book.flush()  # reading takes a moment: no finished step waits for it
        return await self._memory.recalled(unit.blocks)

    async def decide(self, unit: Unit, only_if: OnlyIf) -> tuple[bool, Usage]:
        """The bot's yes or no to the question of a condition."""
        bot = self._bot(self._step.bot_id)
        blocks = [*unit.blocks, *await self._recalled(unit)]
        words = prompt.question(bot, only_if.name, blocks, self._book.run.language)
        answer = await self._answer(unit, bot, words, yes_or_no)
        return (answer.text == 'yes') == (only_if.op is not Op.NO), answer.usage

    async def change(self, unit: Unit, bot_id: str, task: str, draft: str, comment: str) -> Outcome:
        """The draft with a person's comment worked in."""
        bot = self._bot(bot_id)
        words = prompt.with_comment(bot, task, comment, draft, self._book.run.language)
        return await self._answer(unit, bot, words, str)

    def _bot(self, bot_id: str) -> Bot:
        return self._book.run.bot(bot_id)

    async def _answer(
        self, unit: Unit, bot: Bot, words: Prompt, read: Read, schema: Mapping[str, Any] | None = None
    ) -> Outcome:
        """The answer as `read` takes it; one repair attempt when it does not."""
        first = await self._try_and_retry(unit, bot, words, schema)
        try:
            return Outcome(text=read(first.text), usage=first.usage, finish=first.finish)
        except ShapeProblem as problem:
            again = prompt.repair(words, first.text, problem.key, problem.names, self._book.run.language)
        second = await self._try_and_retry(unit, bot, again, schema)
        usage = first.usage.plus(second.usage)
        try:
            return Outcome(text=read(second.text), usage=usage, finish=second.finish)
        except ShapeProblem as problem:
            key = {'unclear': 'shape_unclear', 'columns_missing': 'shape_columns'}.get(problem.key, 'shape')
            raise Misshapen(key, bot=bot.name, names=', '.join(problem.names)) from problem

    async def _try_and_retry(self, unit: Unit, bot: Bot, words: Prompt, schema: Mapping[str, Any] | None) -> Outcome:
        state = self._book.run.step(self._step.id)
        if state.retry_at and unit.item is None:
            await self._wait_until(state.retry_at)
        seconds_left = self._step.timeout_s
        for attempt in range(self._step.retries + 1):
            call, result = await self._attempt(unit, bot, words, schema, seconds_left)
            if call.error is None and result is not None:
                usage = Usage(input_tokens=result.input_tokens, output_tokens=result.output_tokens)
                return Outcome(text=call.text, usage=usage, finish=result.finish)
            assert call.error is not None
            seconds_left -= call.seconds
            retries_left = self._step.retries - attempt
            if not retry.may_retry(call.error, retries_left, call.text_has_begun) or seconds_left <= 0:
                raise call.error
            retry_at = self._context.clock.now() + timedelta(seconds=retry.wait_before(attempt, call.error))
            error = to_json(step_error(call.error))
            await self._book.write(EventType.STEP_RETRY, self._step.id, error=error, retry_at=retry_at.isoformat())
            await self._wait_until(retry_at)
        raise AssertionError('the last attempt returns or raises')

    async def _attempt(
        self, unit: Unit, bot: Bot, words: Prompt, schema: Mapping[str, Any] | None, seconds: float
    ) -> tuple[Call, ChatResult | None]:
        """One call. Connection and key are looked up anew each time: a person may have mended them meanwhile."""
        run, context = self._book.run, self._context
        resolved = context.brain.resolve(bot.model)
        connection = resolved.connection
        if not context.limits.is_free(connection.id, connection.max_parallel):
            await self._book.flush()  # the queue may be long: no finished step waits for it
        async with context.limits.slot(connection.id, connection.max_parallel, run.owner):
            self._calls += 1
            await self._book.write(
                EventType.STEP_BEGIN,
                self._step.id,
                attempt=self._calls,
                key=f'{run.id}/{self._step.id}/{self._calls}',
                input=words.as_sent,
                sent_to=to_json(_sent_to(resolved)),
                **({'passages': to_json(words.passages)} if words.passages else {}),
                **({} if unit.item is None else {'item': unit.item}),
            )
            call = Call(context, run.id, unit, resolved, seconds)
            result = await call.make(self._request(unit, bot, words, schema, resolved))
        if unit.item is not None:
            context.live_text.end(run.id, unit.text_id)
        return call, result

    async def _wait_until(self, moment: datetime) -> None:
        """Without a slot and without an open request; a person may cut it short, a restart does not shorten it."""
        seconds = (moment - self._context.clock.now()).total_seconds()
        if seconds <= 0:
            return
        await self._book.flush()
        sleeping = asyncio.ensure_future(self._context.clock.sleep(seconds))
        hurried = asyncio.ensure_future(self._desk.control.hurry.wait())
        try:
            await asyncio.wait({sleeping, hurried}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            hurried.cancel()

    def _request(
        self, unit: Unit, bot: Bot, words: Prompt, schema: Mapping[str, Any] | None, resolved: Resolved
    ) -> ChatRequest:
        temperature, max_tokens = bot.settings.get('temperature'), bot.settings.get('max_tokens')
        run, step = self._book.run, self._step
        return ChatRequest(
            model=resolved.model,
            system=words.system,
            prompt=words.text,
            temperature=float(temperature) if isinstance(temperature, (int, float)) else None,
            max_tokens=max_tokens if isinstance(max_tokens, int) else None,
            settings={name: value for name, value in bot.settings.items() if name not in ('temperature', 'max_tokens')},
            session=f'{run.id}-{step.id}' + ('' if unit.item is None else f'-{unit.item}'),
            practice=CHANGE if step.kind is StepKind.ASK else step.practice,
            task=words.task,
            material=words.material,
            documents=words.documents,
            language=run.language,
            schema=schema,
            shape=step.shape.value,
            columns=step.columns,
        )


def _reader(step: Step) -> Read:
    return str if step.shape is Shape.TEXT else lambda text: shaped(text, step.shape, step.columns)


def _sent_to(resolved: Resolved) -> SentTo:
    return SentTo(
        connection_id=resolved.connection.id,
        connection_name=resolved.connection.name,
        kind=resolved.connection.kind.value,
        model=resolved.model,
        leaves_house=resolved.leaves_house,
    )
