"""Blocking work beside the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec('P')
T = TypeVar('T')


async def to_the_end(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """In a thread; a cancelled caller waits for the call that is under way, so that no lock is left too early."""
    call = asyncio.ensure_future(asyncio.to_thread(work, *arguments, **named))
    try:
        return await asyncio.shield(call)
    except asyncio.CancelledError:
        await asyncio.wait([call])
        raise
