"""Slots of a connection, shared out between people."""

from __future__ import annotations

import asyncio

from app.engine.limits import Limits


class Queue:
    """Work that notes its turn and holds its slot until the test lets it go."""

    def __init__(self, most: int | None) -> None:
        self.limits = Limits()
        self.most = most
        self.turns: list[str] = []
        self.done: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def comes(self, name: str) -> None:
        """Somebody asks for a slot; the first letter is the person."""
        self.done[name] = asyncio.Event()
        self.tasks[name] = asyncio.create_task(self._work(name))
        await settle()

    async def leaves(self, name: str) -> None:
        """The work is done."""
        self.done[name].set()
        await settle()

    async def _work(self, name: str) -> None:
        async with self.limits.slot('ai', self.most, name[0]):
            self.turns.append(name)
            await self.done[name].wait()


async def settle() -> None:
    """Let every task go on as far as it can."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_without_a_limit_nobody_waits() -> None:
    queue = Queue(None)
    for number in range(100):
        await queue.comes(f'a{number}')

    assert len(queue.turns) == 100


async def test_one_persons_long_list_does_not_block_another() -> None:
    queue = Queue(1)
    for name in ('a1', 'a2', 'a3', 'a4', 'b1', 'b2'):
        await queue.comes(name)

    for name in ('a1', 'a2', 'b1', 'a3', 'b2'):
        await queue.leaves(name)

    assert queue.turns == ['a1', 'a2', 'b1', 'a3', 'b2', 'a4']


async def test_who_gives_up_waiting_leaves_the_queue() -> None:
    queue = Queue(1)
    for name in ('a1', 'b1', 'c1'):
        await queue.comes(name)

    queue.tasks['b1'].cancel()
    await settle()
    await queue.leaves('a1')

    assert queue.turns == ['a1', 'c1']


async def test_a_slot_given_to_somebody_who_just_left_is_handed_on() -> None:
    queue = Queue(1)
    async with queue.limits.slot('ai', 1, 'a'):
        await queue.comes('b1')
        await queue.comes('c1')
    queue.tasks['b1'].cancel()  # in this moment b1 was given its slot and does not know it yet

    await settle()

    assert queue.turns == ['c1']
    await queue.leaves('c1')
    assert queue.limits.is_free('ai', 1)


async def test_a_raised_limit_lets_more_in() -> None:
    queue = Queue(1)
    for name in ('a1', 'a2', 'a3'):
        await queue.comes(name)

    queue.most = 3
    await queue.comes('a4')

    assert queue.turns == ['a1', 'a2', 'a3']
