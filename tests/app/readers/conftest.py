"""A pool of reading processes for the tests of one file, ended with the test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.readers.pool import ReaderPool


@pytest.fixture
async def pool() -> AsyncIterator[ReaderPool]:
    pool = ReaderPool()
    yield pool
    await pool.close()
