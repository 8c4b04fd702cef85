"""A data folder per test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.storage.store import Store
from tests.app.storage.samples import Home


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Home]:
    """An empty data folder; the store in it is closed at the end."""
    home = Home(tmp_path)
    yield home
    await home.close()


@pytest.fixture
async def store(home: Home) -> Store:
    """An open, empty store."""
    return await home.open()
