"""Pools of reading processes: one for a single test, or one for all tests of a file; ended when they are done."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from app.domain.documents import Reading
from app.readers.pool import ReaderPool

Read = Callable[[str, bytes], Awaitable[Reading]]


@pytest.fixture
async def pool() -> AsyncIterator[ReaderPool]:
    """For one test."""
    pool = ReaderPool()
    yield pool
    await pool.close()


@pytest_asyncio.fixture(scope='module', loop_scope='module')
async def long_pool() -> AsyncIterator[ReaderPool]:
    """For all tests of a file: they are many, and a process takes a moment to start."""
    pool = ReaderPool()
    yield pool
    await pool.close()


@pytest.fixture
def read(long_pool: ReaderPool, tmp_path: Path) -> Read:
    """Reads a file of that name and content."""
    numbers = itertools.count()

    async def read(name: str, content: bytes) -> Reading:
        path = tmp_path / str(next(numbers))
        path.write_bytes(content)
        return await long_pool.read(path, name)

    return read
