"""Figures of the engine: what a run costs on top of its calls, and many runs at once.

usage: python -m tests.bench.bench_engine [--rounds N]      prints JSON and a Markdown table

Every row is a ratio taken in one run, so that it means the same on every machine: the engine with everything that
belongs to it (service, durable journal, events) against the bare calls over the same client.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import asdict, dataclass
from pathlib import Path

from app.bootstrap import COLLECT_AFTER
from app.domain.pipelines import Step
from app.domain.runs import RunStatus
from app.providers.base import ChatRequest, ChatResult
from tests.peers.fake_openai import FakeProcess
from tests.plant import PERSONALITY, Plant, plant

LATENCY = 0.2
IDEAL = 3 * LATENCY
OVERHEAD_BAR = 2.0
BARS = {100: 1.3, 200: 1.6, 500: 2.5}
TASKS = ('Lies das.', 'Schreib das.', 'Pruefe das.')
STEPS = tuple(Step(id=f's{number}', bot_id='bot', instruction=task) for number, task in enumerate(TASKS))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; reached when `ratio` <= `bar`."""

    what: str
    measured: str
    ratio: float
    bar: float


def main() -> None:
    """Measure everything and print it twice: for programs and for people."""
    parser = argparse.ArgumentParser()
    parser.add_argument('--rounds', type=int, default=100, help='repetitions of the three-step run')
    rounds = parser.parse_args().rounds
    gc.set_threshold(*COLLECT_AFTER)
    with asyncio.Runner(loop_factory=_loop_of_the_program()) as runner:
        rows = runner.run(_measure(rounds))
    print(json.dumps([asdict(row) for row in rows]))
    print('| what | measured | ratio | bar | reached |\n|---|---|---|---|---|')
    for row in rows:
        reached = 'yes' if row.ratio <= row.bar else 'NO'
        print(f'| {row.what} | {row.measured} | {row.ratio:.2f} | {row.bar} | {reached} |')


def _loop_of_the_program() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The server takes uvloop where it is there, so it counts here too."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _measure(rounds: int) -> list[Row]:
    rows = []
    with tempfile.TemporaryDirectory() as folder, FakeProcess() as service:
        async with plant(Path(folder), service.url, STEPS) as made:
            rows.append(await _one_after_the_other(made, rounds))
    for number, bar in BARS.items():
        with tempfile.TemporaryDirectory() as folder, FakeProcess(latency=LATENCY) as service:
            async with plant(Path(folder), service.url, STEPS) as made:
                rows.append(await _in_flight(made, number, bar))
    return rows


async def _one_after_the_other(made: Plant, rounds: int) -> Row:
    """Bare loop and run take turns, so that both meet the same load of the machine."""
    bare, run = [], []
    for number in range(rounds + 10):
        bare_s, run_s = await _timed(_three_calls(made, f'b{number}')), await _timed(_three_steps(made, f'r{number}'))
        if number >= 10:  # the first ones open connections and fill caches
            bare.append(bare_s)
            run.append(run_s)
    left, right = statistics.median(bare) * 1000, statistics.median(run) * 1000
    return Row('three-step run at 0 ms', f'{right:.1f} ms, bare {left:.1f} ms', right / left, OVERHEAD_BAR)


async def _in_flight(made: Plant, number: int, bar: float) -> Row:
    """Against the ideal as the bar says; the bare calls at once tell how much of it is the client and the machine."""
    await asyncio.gather(*(_three_calls(made, f'warm {index}') for index in range(number)))
    bare, bare_cpu = await _cost([_three_calls(made, f'b{index}') for index in range(number)])
    wall, cpu = await _cost([_three_steps(made, f'r{index}') for index in range(number)])
    measured = f'{wall:.2f} s, {cpu:.1f} ms CPU per run; bare calls {bare:.2f} s, {bare_cpu:.1f} ms'
    return Row(f'{number} runs in flight at {LATENCY * 1000:.0f} ms per call', measured, wall / IDEAL, bar)


async def _cost(work: list[Coroutine[object, object, None]]) -> tuple[float, float]:
    """Seconds for all at once, and milliseconds of CPU for each."""
    spent = time.process_time()
    wall = await _timed(asyncio.gather(*work))
    return wall, (time.process_time() - spent) / len(work) * 1000


async def _three_steps(made: Plant, topic: str) -> None:
    run = await made.runs.start(made.owner, 'plant', {'topic': topic}, trigger='api')
    done = await made.runs.wait(made.owner, run.id, 600)
    assert done.status is RunStatus.DONE, done.error


async def _three_calls(made: Plant, text: str) -> None:
    """The same calls without anything around them."""
    for task in TASKS:
        resolved = made.connections.resolve('')
        prompt = f'{task}\n\n<text name="Bot">\n{text}\n</text>'
        request = ChatRequest(model=resolved.model, system=PERSONALITY, prompt=prompt)
        async for item in resolved.provider.chat(resolved.endpoint, request):
            if isinstance(item, ChatResult):
                text = item.text


async def _timed(work: Awaitable[object]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


if __name__ == '__main__':
    main()
