"""kill -9 of a real process at any moment: what it acknowledged is there, and the folder is free again at once."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.storage.store import Store
from tests.app.storage.busy import lost
from tests.fakes import FakeClock
from tests.sources import ROOT


def kill_after(folder: Path, tag: str, lines: int) -> list[tuple[Any, ...]]:
    """Let a process write until it has said so many facts, then kill it; returns all it said."""
    command = [sys.executable, '-m', 'tests.app.storage.writing_process', str(folder), tag]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        told = [line for _, line in zip(range(lines + 1), process.stdout, strict=False)]
        process.kill()
        told += process.stdout.readlines()
    return [tuple(json.loads(line)) for line in told if line.endswith(b'\n')][1:]


async def check(folder: Path, kills: int, most_lines: int) -> int:
    """The same folder, killed again and again; returns how many facts were kept."""
    dice, facts = random.Random(kills), []
    for number in range(kills):
        facts += kill_after(folder, str(number), dice.randint(1, most_lines))
        store = await Store.open(folder / 'data', FakeClock(), folder / 'keys', reserve=0)
        missing = lost(store, facts)
        await store.close()
        assert missing == [], f'after kill {number}'
        assert not [name for name in store.repaired]
    return len(facts)


async def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    assert await check(tmp_path, kills=3, most_lines=60) > 3


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_nothing_acknowledged_is_lost_in_two_hundred_kills(tmp_path: Path) -> None:
    facts = 0
    for folder in range(10):  # the check reads everything that was ever written, so begin anew now and then
        facts += await check(tmp_path / str(folder), kills=20, most_lines=200)
    assert facts > 2000
