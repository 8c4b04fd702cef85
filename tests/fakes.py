"""Stand-ins for the seams of the product: a clock that is moved by hand, an AI service with a queue of answers.

They are real implementations of `Clock`, `Provider` and `Brain`; nothing is patched.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from app.actions.base import ActionError, Done, Job, MadeFile
from app.actions.base import Field as ActionField
from app.domain.connections import Connection, ConnectionKind
from app.domain.errors import ProviderError
from app.domain.pipelines import Shape
from app.domain.text import Text
from app.engine.executor import Resolved
from app.providers.base import ChatRequest, ChatResult, Endpoint, Field, ModelInfo

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class FakeClock:
    """Time stands still until a test moves it; who sleeps wakes up exactly when its moment has come."""

    def __init__(self, now: datetime = MORNING) -> None:
        self._start = now
        self._passed = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self._changed = asyncio.Event()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        sleeper = (self._passed + seconds, asyncio.get_running_loop().create_future())
        self._sleepers.append(sleeper)
        self._changed.set()
        try:
            await sleeper[1]
        finally:
            if sleeper in self._sleepers:
                self._sleepers.remove(sleeper)

    @property
    def sleeping(self) -> list[float]:
        """How many seconds everybody who sleeps has left, shortest first."""
        return sorted(moment - self._passed for moment, _ in self._sleepers)

    async def until_sleeping(self, at_most: float, count: int = 1) -> None:
        """Come back when `count` tasks sleep that have at most so many seconds left."""
        while sum(left <= at_most for left in self.sleeping) < count:
            self._changed.clear()
            await self._changed.wait()

    async def advance(self, seconds: float) -> None:
        """Move time forward, waking everybody in order."""
        target = self._passed + seconds
        while due := [moment for moment, _ in self._sleepers if moment <= target]:
            self._passed = min(due)
            for moment, turn in self._sleepers[:]:
                if moment <= self._passed and not turn.done():
                    turn.set_result(None)
            await _let_others_work()
        self._passed = target


@dataclass
class _Answer:
    pieces: tuple[str, ...] = ()
    after: float = 0.0
    between: float = 0.0
    error: Exception | None = None
    finish: str = 'done'
    hangs: bool = False
    to: str = ''  # only for prompts that contain this
    tokens: tuple[int | None, int | None] = (None, None)


@dataclass
class FakeProvider:
    """An AI service. Answers come from the queue; with an empty queue `reply(request)` answers at once."""

    clock: FakeClock
    reply: Callable[[ChatRequest], str] = lambda request: f'Antwort auf: {request.prompt}'
    key: str = 'fake'
    title: Text = Text('Probe', 'Rehearsal')
    help: Text = Text('', '')
    fields: tuple[Field, ...] = ()
    default_url: str = ''
    answers: int | None = None  # after so many calls it falls silent for ever
    calls: list[ChatRequest] = field(default_factory=list)
    endpoints: list[Endpoint] = field(default_factory=list)
    open: int = 0  # requests under way
    most_open: int = 0
    closed_early: int = 0  # requests that were cancelled
    _queue: deque[_Answer] = field(default_factory=deque)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def answer(
        self,
        *pieces: str,
        after: float = 0.0,
        between: float = 0.0,
        finish: str = 'done',
        to: str = '',
        tokens: tuple[int | None, int | None] = (None, None),
    ) -> None:
        """Queue an answer: `after` seconds of thinking, then the pieces, `between` seconds apart."""
        self._queue.append(_Answer(pieces, after, between, finish=finish, to=to, tokens=tokens))

    def fail(self, error: Exception | str, *pieces: str, after: float = 0.0, to: str = '') -> None:
        """Queue a failure, after some pieces of text if given."""
        problem = ProviderError(error) if isinstance(error, str) else error
        self._queue.append(_Answer(pieces, after, error=problem, to=to))

    def hang(self, *pieces: str, to: str = '') -> None:
        """Queue an answer that never ends."""
        self._queue.append(_Answer(pieces, hangs=True, to=to))

    async def called(self, times: int) -> None:
        """Come back when the service was called so often."""
        while len(self.calls) < times:
            self._changed.clear()
            await self._changed.wait()

    async def chat(self, endpoint: Endpoint, request: ChatRequest) -> AsyncIterator[str | ChatResult]:
        self.calls.append(request)
        self.endpoints.append(endpoint)
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        self._changed.set()
        finished = False
        try:
            async for item in self._speak(self._next(request)):
                yield item
            finished = True
        except Exception:
            finished = True
            raise
        finally:
            self.open -= 1
            self.closed_early += not finished

    async def models(self, endpoint: Endpoint) -> list[ModelInfo]:
        return [ModelInfo(id='fake-1')]

    def _next(self, request: ChatRequest) -> _Answer:
        for answer in self._queue:
            if answer.to in request.prompt:
                self._queue.remove(answer)
                return answer
        silent = self.answers is not None and len(self.calls) > self.answers
        return _Answer(hangs=True) if silent else _Answer((self.reply(request),))

    async def _speak(self, answer: _Answer) -> AsyncIterator[str | ChatResult]:
        if answer.after:
            await self.clock.sleep(answer.after)
        for number, piece in enumerate(answer.pieces):
            if number and answer.between:
                await self.clock.sleep(answer.between)
            yield piece
        if answer.hangs:
            await asyncio.get_running_loop().create_future()
        if answer.error:
            raise answer.error
        text = ''.join(answer.pieces)
        yield ChatResult(text=text, finish=answer.finish, input_tokens=answer.tokens[0], output_tokens=answer.tokens[1])


@dataclass
class FakeBrain:
    """One connection that answers for every model; `leaves_house` and limits are set on it."""

    provider: FakeProvider
    max_parallel: int | None = None
    leaves_house: bool = True
    idle_timeout_s: float | None = None
    missing: bool = False  # no AI is connected
    asked: list[str] = field(default_factory=list)

    def resolve(self, model: str) -> Resolved:
        self.asked.append(model)
        if self.missing:
            raise ProviderError('no_ai')
        connection = Connection(
            id='fake',
            kind=ConnectionKind.OPENAI,
            name='Probe-KI',
            default_model='fake-1',
            max_parallel=self.max_parallel,
            created_at=MORNING,
            updated_at=MORNING,
        )
        endpoint = Endpoint(id='fake', kind='openai', name='Probe-KI')
        return Resolved(
            provider=self.provider,
            endpoint=replace(endpoint, idle_timeout_s=self.idle_timeout_s),
            connection=connection,
            model=model or 'fake-1',
            leaves_house=self.leaves_house,
        )


@dataclass
class Shout:
    """An action: what it reads, in capitals, with a file of the same. Counts how often it worked."""

    key: str = 'shout'
    title: Text = Text('Rufen', 'Shout')
    help: Text = Text('', '')
    rank: int = 1
    fields: tuple[ActionField, ...] = (
        ActionField(key='end', label=Text('Ende', 'End'), default='!'),
        ActionField(key='file', label=Text('Datei', 'File')),
    )
    gives: Shape = Shape.TEXT
    worked: list[str] = field(default_factory=list)

    def run(self, job: Job) -> Done:
        if 'leise' in job.text:
            raise ActionError('act_no_table')
        self.worked.append(job.text)
        text = job.text.upper() + job.settings['end']
        name = job.settings['file']
        return Done(text=text, files=(MadeFile(name, text.encode()),) if name else ())


async def _let_others_work() -> None:
    """Give every task that can go on without waiting for something outside the chance to do so."""
    for _ in range(50):
        await asyncio.sleep(0)
