"""Work that goes on to its end, also when whoever asked for it is cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar('T')


class Tasks:
    """Keeps hold of tasks until they are over."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def own(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def finish(self, work: Coroutine[Any, Any, T]) -> T:
        """Start it and wait for it; cancelling the caller ends only the waiting."""
        return await asyncio.shield(self.own(work))

    async def close(self) -> None:
        """Come back when all are over."""
        while self._tasks:
            await asyncio.wait(self._tasks)
