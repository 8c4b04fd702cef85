"""kill -9 of a real process with a real client and a real store: no finished step is called again."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.clock import SystemClock
from app.domain.runs import Run, RunStatus
from app.storage.store import Store
from tests.peers.fake_openai import FakeProcess

UNDER_WAY = 4  # runs at any time


@pytest.fixture
def service() -> Iterator[FakeProcess]:
    """A service that needs some time for every answer, so that most kills meet an open request."""
    with FakeProcess(latency=0.02, pause=0.005) as process:
        yield process


async def test_twenty_kills(service: FakeProcess, tmp_path: Path) -> None:
    await _kill_and_check(service, tmp_path, kills=20)


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_two_hundred_kills(service: FakeProcess, tmp_path: Path) -> None:
    await _kill_and_check(service, tmp_path, kills=200)


async def _kill_and_check(service: FakeProcess, folder: Path, kills: int) -> None:
    chance = random.Random(1)
    paid: dict[str, int] = {}  # calls of every finished step, as counted when it was seen finished
    with Victim(folder, service.url) as victim:
        for _ in range(kills):
            victim.lives_for(chance.randint(1, 30), service)
            counts = service.counts()
            for name in _finished(await _runs(folder)):
                assert counts[name] == paid.setdefault(name, counts[name]), f'{name} was finished and called again'
        assert victim.lives_until_done() == 0
    runs = await _runs(folder)
    counts = service.counts()
    assert len(paid) >= kills / 2, 'too little was finished to prove anything'
    assert {name: counts[name] for name in paid} == paid
    assert [run.status for run in runs] == [RunStatus.DONE] * len(runs)
    assert all(run.result == f'Antwort {_mark(run)}' for run in runs)
    assert any(run.parent for run in runs)


class Victim:
    """The process tests/app/engine/kill_me.py."""

    def __init__(self, folder: Path, address: str) -> None:
        command = [sys.executable, '-m', 'tests.app.engine.kill_me', str(folder), address]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Victim:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def lives_for(self, calls: int, service: FakeProcess) -> None:
        """A new life, ended by kill -9 once it has made so many calls; the busier the machine, the longer it lives."""
        before = sum(service.counts().values())
        pid = self._begin(UNDER_WAY)
        service.counts(before + calls)
        os.kill(pid, signal.SIGKILL)
        assert self._says('ended') == -signal.SIGKILL

    def lives_until_done(self) -> int:
        """The last life: everything open comes to its end; the exit code."""
        self._begin(0)
        return self._says('ended')

    def _begin(self, runs: int) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(f'{runs}\n')
        self._process.stdin.flush()
        return self._says('pid')

    def _says(self, word: str) -> int:
        assert self._process.stdout is not None
        first, _, number = self._process.stdout.readline().partition(' ')
        assert first == word
        return int(number)


async def _runs(folder: Path) -> list[Run]:
    """Every run there is, as the next start would see it."""
    store = await Store.open(folder / 'data', SystemClock(), folder / 'keys')
    summaries, before = await store.runs.last(200)
    while before is not None:
        more, before = await store.runs.last(200, before=before)
        summaries += more
    runs = [run for summary in summaries if (run := store.runs.get(summary.id))]
    assert len(runs) == len(summaries) and store.repaired == []
    await store.close()
    return runs


def _finished(runs: list[Run]) -> list[str]:
    """Every call that must not be made again: of bot steps, also inside other recipes, and of lines of a list."""
    steps = [(run, step) for run in runs for step in run.steps]
    names = [f'{_mark(run)}/STEP_{step.id}' for run, step in steps if step.status is RunStatus.DONE and step.sent_to]
    lines = [
        f'{_mark(run)}/STEP_l{number}'
        for run, step in steps
        for number, item in enumerate(step.items)
        if item.status is RunStatus.DONE
    ]
    return [name for name in names if not name.endswith('STEP_lines')] + lines


def _mark(run: Run) -> str:
    found = re.search(r'MARK-\d+', run.inputs['topic'])
    assert found
    return found[0]
