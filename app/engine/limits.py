"""How much may happen at once: calls per connection, shared out fairly between people."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


class Limits:
    """Slots per connection. Who waits is served person by person, so that sixty runs of one do not block another's."""

    def __init__(self) -> None:
        self._gates: dict[str, _Gate] = {}

    def is_free(self, connection_id: str, most: int | None) -> bool:
        """True when a slot would be given at once."""
        gate = self._gates.get(connection_id)
        return most is None or gate is None or (gate.used < most and not gate.waiting)

    @asynccontextmanager
    async def slot(self, connection_id: str, most: int | None, person: str) -> AsyncIterator[None]:
        """Hold one of `most` slots of the connection; None = no limit. The limit may change from call to call."""
        gate = self._gates.setdefault(connection_id, _Gate())
        gate.most = most
        gate.let_in()  # the limit may have been raised
        if not self.is_free(connection_id, most):
            await gate.wait(person)
        else:
            gate.used += 1
        try:
            yield
        finally:
            gate.used -= 1
            gate.let_in()
            if not gate.used and not gate.waiting:
                self._gates.pop(connection_id, None)


@dataclass
class _Gate:
    most: int | None = None
    used: int = 0
    waiting: OrderedDict[str, deque[asyncio.Future[None]]] = field(default_factory=OrderedDict)  # next person first

    async def wait(self, person: str) -> None:
        """Queue up; a slot is counted as ours when this returns."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.setdefault(person, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.used -= 1  # the slot was given in the same moment; hand it on
                self.let_in()
            else:
                self._leave(person, turn)
            raise

    def let_in(self) -> None:
        """Give free slots to whoever is next: one per person, then the next person."""
        while self.waiting and (self.most is None or self.used < self.most):
            person, turns = self.waiting.popitem(last=False)
            turn = turns.popleft()
            if turns:
                self.waiting[person] = turns  # back to the end of the line
            if not turn.done():
                self.used += 1
                turn.set_result(None)

    def _leave(self, person: str, turn: asyncio.Future[None]) -> None:
        turns = self.waiting.get(person)
        if turns and turn in turns:
            turns.remove(turn)
            if not turns:
                del self.waiting[person]
