"""One step of a run: ask the bot's service, try again where that helps, note the outcome in the journal."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from app.domain.codec import to_json
from app.domain.errors import AppError, ProviderError, StoreError
from app.domain.pipelines import Step
from app.domain.runs import EventType, SentTo, StepError, Usage
from app.engine import prompt, retry
from app.engine.call import Call, storable
from app.engine.executor import Context, Resolved
from app.engine.logbook import Logbook
from app.engine.prompt import Prompt
from app.providers.base import ChatRequest, ChatResult

log = logging.getLogger(__name__)


class StepWork:
    """Does one step. Afterwards `output` is its text, or None when it failed; the journal says why."""

    def __init__(self, context: Context, book: Logbook, step: Step, hurry: asyncio.Event) -> None:
        self.output: str | None = None
        self._context = context
        self._book = book
        self._step = step
        self._hurry = hurry  # set when a person does not want to wait for the next attempt
        self._live = context.live_text

    async def do(self, outputs: Mapping[str, str]) -> None:
        """Until the step is done or has failed; the last entry is noted, not yet written."""
        try:
            if prompt.needs_files(self._step):
                await self._book.flush()  # reading takes a moment: no finished step waits for it
            words = await prompt.build(self._book.run, self._step, outputs, self._context.files)
            await self._try_and_retry(words)
        except StoreError:
            raise  # nothing can be noted: the run stays open and goes on after a restart
        except AppError as error:
            self._fail(error)
        except Exception:  # noqa: BLE001  # a broken plugin fails its own step, never the lanes beside it
            log.exception('step %s of run %s broke', self._step.id, self._book.run.id)
            self._fail(AppError('unknown'))

    async def _try_and_retry(self, words: Prompt) -> None:
        state = self._book.run.step(self._step.id)
        if state.retry_at:
            await self._wait_until(state.retry_at)
        seconds_left = self._step.timeout_s
        for attempt in range(self._step.retries + 1):
            call = await self._attempt(words, state.attempts + attempt + 1, seconds_left)
            if call.error is None:
                return
            seconds_left -= call.seconds
            retries_left = self._step.retries - attempt
            if not retry.may_retry(call.error, retries_left, call.text_has_begun) or seconds_left <= 0:
                raise call.error
            retry_at = self._context.clock.now() + timedelta(seconds=retry.wait_before(attempt, call.error))
            error = to_json(step_error(call.error))
            await self._book.write(EventType.STEP_RETRY, self._step.id, error=error, retry_at=retry_at.isoformat())
            await self._wait_until(retry_at)

    async def _attempt(self, words: Prompt, number: int, seconds: float) -> Call:
        """One call. Connection and key are looked up anew each time: a person may have mended them meanwhile."""
        run, step = self._book.run, self._step
        resolved = self._context.brain.resolve(run.bot(step.bot_id).model)
        connection = resolved.connection
        if not self._context.limits.is_free(connection.id, connection.max_parallel):
            await self._book.flush()  # the queue may be long: no finished step waits for it
        async with self._context.limits.slot(connection.id, connection.max_parallel, run.owner):
            await self._book.write(
                EventType.STEP_BEGIN,
                step.id,
                attempt=number,
                key=f'{run.id}/{step.id}/{number}',
                input=words.as_sent,
                sent_to=to_json(_sent_to(resolved)),
            )
            call = Call(self._context, run.id, step, resolved, seconds)
            result = await call.make(
                _request(run.id, run.language, step, run.bot(step.bot_id).settings, words, resolved)
            )
        if result is not None:
            self._succeed(call.text, result)
        return call

    def _succeed(self, text: str, result: ChatResult) -> None:
        usage = Usage(input_tokens=result.input_tokens, output_tokens=result.output_tokens)
        self.output = text
        self._book.note(EventType.STEP_DONE, self._step.id, output=text, usage=to_json(usage), finish=result.finish)

    def _fail(self, error: AppError) -> None:
        arrived = error.text if isinstance(error, ProviderError) and error.text else ''
        text = storable(arrived or self._live.so_far(self._book.run.id, self._step.id))
        self._book.note(EventType.STEP_FAILED, self._step.id, error=to_json(step_error(error)), text=text)

    async def _wait_until(self, moment: datetime) -> None:
        """Without a slot and without an open request; a person may cut it short, a restart does not shorten it."""
        seconds = (moment - self._context.clock.now()).total_seconds()
        if seconds <= 0:
            return
        await self._book.flush()
        sleeping = asyncio.ensure_future(self._context.clock.sleep(seconds))
        hurried = asyncio.ensure_future(self._hurry.wait())
        try:
            await asyncio.wait({sleeping, hurried}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            hurried.cancel()


def step_error(error: AppError) -> StepError:
    """The error as the journal keeps it."""
    params = {name: value for name, value in error.params.items() if isinstance(value, (str, int, float))}
    detail = error.detail if isinstance(error, ProviderError) else ''
    return StepError(code=error.key, detail=storable(detail), params=params)


def _sent_to(resolved: Resolved) -> SentTo:
    return SentTo(
        connection_id=resolved.connection.id,
        connection_name=resolved.connection.name,
        kind=resolved.connection.kind.value,
        model=resolved.model,
        leaves_house=resolved.leaves_house,
    )


def _request(
    run_id: str, language: str, step: Step, settings: Mapping[str, object], words: Prompt, resolved: Resolved
) -> ChatRequest:
    temperature, max_tokens = settings.get('temperature'), settings.get('max_tokens')
    return ChatRequest(
        model=resolved.model,
        system=words.system,
        prompt=words.text,
        temperature=float(temperature) if isinstance(temperature, (int, float)) else None,
        max_tokens=max_tokens if isinstance(max_tokens, int) else None,
        settings={name: value for name, value in settings.items() if name not in ('temperature', 'max_tokens')},
        session=f'{run_id}-{step.id}',
        practice=step.practice,
        task=words.task,
        material=words.material,
        language=language,
    )
