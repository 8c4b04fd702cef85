"""Does something that may fail in a known way; the person is told what happened and what to do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from app.domain.errors import AppError
from components.feedback import show_error

T = TypeVar('T')


async def attempt(action: Callable[[], Awaitable[T]], retry: Callable[[], Awaitable[None]] | None = None) -> T | None:
    """What `action` gives; None after trouble, which was told with a button for another try if `retry` is given."""
    try:
        return await action()
    except AppError as error:
        show_error(error, retry)
        return None
