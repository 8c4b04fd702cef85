"""Every test of the engine gets a kitchen of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kitchen import Kitchen


@pytest.fixture
async def kitchen(tmp_path: Path) -> AsyncIterator[Kitchen]:
    """Closed after the test, whatever happened in it."""
    kitchen = await Kitchen.open(tmp_path)
    yield kitchen
    await kitchen.close()
