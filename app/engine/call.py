"""One open request to a service: follows its text, and ends it when it is silent or takes too long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

from app.domain.errors import ProviderError
from app.domain.events import StepText
from app.engine.executor import Context, Resolved
from app.engine.units import Unit
from app.providers.base import MAX_ANSWER, ChatRequest, ChatResult

IDLE_CLOUD, IDLE_LOCAL = 120.0, 600.0  # seconds of silence; local servers say nothing while they load a model


class Call:
    """After `make`, either `text` is the whole answer or `error` says why there is none."""

    def __init__(self, context: Context, run_id: str, unit: Unit, resolved: Resolved, seconds: float) -> None:
        self.error: ProviderError | None = None
        self.text = ''
        self.seconds = 0.0  # how long it took
        self._context = context
        self._clock = context.clock
        self._run_id = run_id
        self._step_id = unit.text_id
        self._resolved = resolved
        self._longest = seconds
        self._idle = unit.step.idle_timeout_s or resolved.endpoint.idle_timeout_s or _idle(resolved)
        self._began = self._heard = self._clock.monotonic()
        self._ended_by_guard = False
        self._growing = context.live_text.begin(run_id, unit.text_id)

    @property
    def text_has_begun(self) -> bool:
        """True once a piece of text has come: from then on a repetition would be paid twice."""
        return bool(self._growing.text().strip())

    async def make(self, request: ChatRequest) -> ChatResult | None:
        """The service's own end of a complete answer, else None and `error`. Cancelling closes the request."""
        caller = asyncio.current_task()
        assert caller is not None
        guard = asyncio.create_task(self._guard(caller))
        try:
            return self._checked(await self._listen(request))
        except asyncio.CancelledError:
            if not self._ended_by_guard or caller.uncancel() > 0:
                raise
            self.error = ProviderError('timeout', service=self._resolved.connection.name)
        except ProviderError as error:
            self.error = error
        finally:
            guard.cancel()
            self.seconds = self._clock.monotonic() - self._began
        return None

    async def _listen(self, request: ChatRequest) -> ChatResult | None:
        endpoint = replace(self._resolved.endpoint, idle_timeout_s=self._idle)
        about = f'{self._run_id}/{self._step_id}'
        publish, monotonic = self._context.bus.publish, self._clock.monotonic
        result = None
        stream = self._resolved.provider.chat(endpoint, request)
        try:
            async for item in stream:
                if isinstance(item, str):
                    self._heard = monotonic()
                    publish(StepText(about, self._run_id, self._step_id, self._growing.add(item), item))
                    if self._growing.length > MAX_ANSWER:
                        raise ProviderError('flood', service=self._resolved.connection.name)
                else:
                    result = item
        finally:
            await close_stream(stream)
        return result

    def _checked(self, result: ChatResult | None) -> ChatResult:
        service = self._resolved.connection.name
        if result is None:
            raise ProviderError('broken', service=service)
        self.text = storable(result.text or self._growing.text())
        if result.finish == 'length':
            raise ProviderError('cut', service=service, text=self.text)
        if result.finish != 'done':
            raise ProviderError('unknown_end', service=service, detail=result.finish, text=self.text)
        if not self.text.strip():
            raise ProviderError('empty', service=service)
        return result

    async def _guard(self, caller: asyncio.Task[object]) -> None:
        """Cancels the caller when nothing was heard for too long, or the step's time is over."""
        while True:
            now = self._clock.monotonic()
            left = min(self._heard + self._idle, self._began + self._longest) - now
            if left <= 0:
                break
            await self._clock.sleep(left)
        self._ended_by_guard = True
        caller.cancel()


def storable(text: str) -> str:
    """The text without halves of characters, which no file takes."""
    return text.encode('utf-8', 'replace').decode('utf-8')


def _idle(resolved: Resolved) -> float:
    return IDLE_CLOUD if resolved.leaves_house else IDLE_LOCAL


async def close_stream(stream: AsyncIterator[str | ChatResult]) -> None:
    """Closes an async generator that was left early, and with it the request."""
    close = getattr(stream, 'aclose', None)
    if close is not None:
        await close()
