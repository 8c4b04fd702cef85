"""Figures of the store with 100,000 past runs, against the empty store in the same run.

usage: python -m tests.bench.bench_store [PAST_RUNS]      (prints JSON, then a Markdown table; needs 1 GB for a while)

Each figure is taken in processes of its own, empty and full in turn, so that what else the machine does hits both.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import TypeVar

import psutil

from app.clock import SystemClock
from app.domain.runs import EventType
from app.storage.disk import Disk, OpenFile
from app.storage.store import Store
from tests.bench.past_runs import STEPS, run_data, write_past

T = TypeVar('T')
Figures = dict[str, float]

ROUNDS = 5
RUNS = 100  # three-step runs per round


class CountingDisk(Disk):
    """The real disk; counts what it was given."""

    written = 0

    def write(self, file: OpenFile, data: bytes) -> None:
        self.written += len(data)
        super().write(file, data)


class Watch:
    """Durations by name, in milliseconds."""

    def __init__(self) -> None:
        self.seen: dict[str, list[float]] = {}

    async def time(self, name: str, work: Awaitable[T]) -> T:
        """Wait for `work` and note how long that took."""
        begin = time.perf_counter()
        result = await work
        self.seen.setdefault(name, []).append((time.perf_counter() - begin) * 1000)
        return result


class Stalls:
    """The longest time for which the event loop did not come round, in milliseconds; only what we computed counts.

    A turn of the loop is measured in CPU time of this thread: other programs on the machine do not stall us, they are
    merely there.
    """

    def __init__(self) -> None:
        self.longest = 0.0
        self.longest_wall = 0.0

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            cpu, wall = time.thread_time(), time.perf_counter()
            await asyncio.sleep(0)
            self.longest = max(self.longest, (time.thread_time() - cpu) * 1000)
            self.longest_wall = max(self.longest_wall, (time.perf_counter() - wall) * 1000)


async def measure(folder: Path, seed: int) -> Figures:
    """All figures of one store, in this process."""
    disk, watch, figures = CountingDisk(), Watch(), Figures()
    rss_before = psutil.Process().memory_info().rss
    begin, cpu = time.perf_counter(), time.process_time()
    store = await Store.open(folder / 'data', SystemClock(), folder / 'keys', disk=disk, reserve=0)
    figures['start-up ms'] = (time.perf_counter() - begin) * 1000
    figures['start-up CPU ms'] = (time.process_time() - cpu) * 1000
    figures['last 50 cold CPU ms'] = await cpu_of_last(store)
    await work(store, watch, figures, disk, seed)
    figures['last 50 CPU ms'] = statistics.median([await cpu_of_last(store) for _ in range(21)])
    figures |= await search(store)
    figures['RSS MB'] = psutil.Process().memory_info().rss / 1e6
    figures['RSS of the store MB'] = (psutil.Process().memory_info().rss - rss_before) / 1e6
    await store.close()
    return figures | {f'{name} p50 ms': statistics.median(durations) for name, durations in watch.seen.items()}


async def work(store: Store, watch: Watch, figures: Figures, disk: CountingDisk, seed: int) -> None:
    """Three-step runs one after the other, outputs of 2 to 20 kB, each call waited for; and the stall meanwhile."""
    dice, stalls = random.Random(seed), Stalls()
    await one_run(store, Watch(), f'warm-{seed}', dice)
    await store.runs.settle()
    written, cpu = disk.written, time.process_time()
    for number in range(RUNS):
        await one_run(store, watch, f'run-{seed}-{number}', dice)
    await store.runs.settle()
    figures['CPU ms per run'] = (time.process_time() - cpu) * 1000 / RUNS
    figures['kB written per run'] = (disk.written - written) / 1000 / RUNS
    watching = asyncio.create_task(stalls.watch())
    for number in range(RUNS // 4):
        await asyncio.gather(*(one_run(store, Watch(), f'lane-{seed}-{number}-{lane}', dice) for lane in range(4)))
    watching.cancel()
    figures['loop stall while writing, CPU ms'] = stalls.longest
    figures['loop stall while writing, wall ms'] = stalls.longest_wall


async def one_run(store: Store, watch: Watch, run_id: str, dice: random.Random) -> None:
    """As the engine writes it: the exact prompt before a call, the output after it."""
    runs, text = store.runs, 'Der Garten im Herbst'
    await watch.time('start', runs.create(run_id, run_data(run_id, text)))
    await runs.append(run_id, (EventType.RUN_STARTED, '', {}))
    for step in STEPS:
        prompt = f'Du bist ein {step}-Bot. ' * 12 + text
        begun = (EventType.STEP_BEGIN, step, {'attempt': 1, 'key': f'{run_id}-{step}', 'input': prompt})
        await watch.time('step', runs.append(run_id, begun))
        text = 'Wörter über den Garten. '.ljust(dice.randint(2_000, 20_000), 'x')
        done = (EventType.STEP_DONE, step, {'output': text, 'usage': {'input_tokens': 900, 'output_tokens': 700}})
        await watch.time('step', runs.append(run_id, done))
    await watch.time('finish', runs.append(run_id, (EventType.RUN_DONE, '', {'result': text})))


async def cpu_of_last(store: Store) -> float:
    """CPU milliseconds of this thread for the first page of the history."""
    cpu = time.thread_time()
    page, _ = await store.runs.last(50)
    assert page or not store.runs.open_runs()
    return (time.thread_time() - cpu) * 1000


async def search(store: Store) -> Figures:
    """Look through the whole history for something that is not there."""
    stalls, cpu = Stalls(), time.process_time()
    watching = asyncio.create_task(stalls.watch())
    await store.runs.last(1, match=lambda summary: summary.id == 'nowhere')
    watching.cancel()
    return {
        'search without a hit CPU ms': (time.process_time() - cpu) * 1000,
        'loop stall while searching, CPU ms': stalls.longest,
    }


def compare(past: int) -> dict[str, dict[str, float]]:
    """Median over the rounds, for the empty and the full store."""
    with tempfile.TemporaryDirectory() as folder:
        full, found = Path(folder) / 'full', {'empty': [], 'full': []}
        write_past(full / 'data', past)
        os.sync()  # the past is past: its own writing must not slow down what is measured
        for round in range(ROUNDS):
            for name, place in (('empty', Path(folder) / f'empty-{round}'), ('full', full)):
                command = [sys.executable, '-m', 'tests.bench.bench_store', '--measure', str(place), str(round)]
                found[name].append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
    return {
        figure: {name: statistics.median(entry[figure] for entry in entries) for name, entries in found.items()}
        for figure in found['empty'][0]
    }


def verdicts(figures: dict[str, dict[str, float]]) -> list[tuple[str, str, str, bool]]:
    """What, measured, bar, and whether it is kept."""
    rows = [_below('start-up', figures['start-up ms']['full'], 50, 'ms')]
    for name in ('start', 'step', 'finish'):
        pair = figures[f'{name} p50 ms']
        ratio = pair['full'] / pair['empty']
        measured = f'{ratio:.2f} x ({pair["empty"]:.2f} ms empty, {pair["full"]:.2f} ms full)'
        rows.append((f'{name}, against the empty store', measured, '1.5 x', ratio <= 1.5))
    rows.append(_below('last 50, CPU', figures['last 50 CPU ms']['full'], 2, 'ms'))
    writing, searching = (figures[f'loop stall while {what}, CPU ms']['full'] for what in ('writing', 'searching'))
    rows.append(_below('longest loop stall while writing (CPU)', writing, 20, 'ms'))
    rows.append(_below('longest loop stall while searching (CPU)', searching, 20, 'ms'))
    rows.append(_below('RSS of the whole process', figures['RSS MB']['full'], 60, 'MB'))
    rows.append(_below('written per three-step run', figures['kB written per run']['full'], 150, 'kB'))
    return rows


def _below(what: str, value: float, bar: float, unit: str) -> tuple[str, str, str, bool]:
    return what, f'{value:.1f} {unit}', f'{bar:g} {unit}', value <= bar


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ['--measure']:
        print(json.dumps(asyncio.run(measure(Path(sys.argv[2]), int(sys.argv[3])))))
        return
    past = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    load = psutil.getloadavg()[0]
    figures = compare(past)
    machine = f'{platform.machine()}, {psutil.cpu_count()} cores, Python {platform.python_version()}'
    print(json.dumps({'past runs': past, 'machine': machine, 'load before': load, 'figures': figures}, indent=1))
    print(f'\n| store at {past:,} past runs | measured | bar | kept |\n|---|---|---|---|')
    for what, measured, bar, is_kept in verdicts(figures):
        print(f'| {what} | {measured} | {bar} | {"yes" if is_kept else "**no**"} |')


if __name__ == '__main__':
    main()
