"""A process that runs recipes until somebody kills it; forks a fresh one for every line on its input.

usage: python -m tests.app.engine.kill_me FOLDER ADDRESS      then 'go N' per line: have N runs under way, tell the pid

Everything is imported once, so that a new process costs a fork and not a second.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from app.domain.pipelines import ForEach, InputPart, Step, StepKind
from tests.plant import Plant, plant

PREVIOUS = (InputPart('previous'),)
STEPS = (
    Step(id='a', bot_id='bot', instruction='STEP_a', input_source=(InputPart('start'),)),
    Step(id='b', bot_id='bot', instruction='STEP_b', input_source=PREVIOUS),
    Step(id='c', bot_id='bot', instruction='STEP_c', input_source=(InputPart('step', ref='a'),)),
    Step(
        id='d',
        bot_id='bot',
        instruction='STEP_d',
        input_source=(InputPart('step', ref='b'), InputPart('step', ref='c')),
    ),
    Step(
        id='inside', kind=StepKind.RECIPE, input_source=(InputPart('step', ref='a'),), settings={'pipeline_id': 'inner'}
    ),
    Step(
        id='lines',
        bot_id='bot',
        input_source=(InputPart('text', 'STEP_l0\nSTEP_l1\nSTEP_l2'), InputPart('start')),
        for_each=ForEach(at_once=2),
    ),
    Step(
        id='list',
        kind=StepKind.ACTION,
        input_source=(InputPart('step', ref='lines'),),
        settings={'action': 'dedupe'},
    ),
    Step(
        id='z',
        bot_id='bot',
        instruction='STEP_z',
        input_source=tuple(InputPart('step', ref=id) for id in ('d', 'inside', 'list')),
    ),
)
INNER = (
    Step(id='x', bot_id='bot', instruction='STEP_x', input_source=(InputPart('start'),)),
    Step(id='y', bot_id='bot', instruction='STEP_y', input_source=PREVIOUS),
)


def main() -> None:
    """Fork for every line; the child never comes back here."""
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            asyncio.run(_work(Path(sys.argv[1]), sys.argv[2], int(line)))
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        print(f'ended {os.waitstatus_to_exitcode(status)}', flush=True)


async def _work(folder: Path, address: str, wanted: int) -> None:
    """Go on with what is open and keep `wanted` runs under way for ever; with 0, end when all have ended."""
    async with plant(folder, address, STEPS, INNER) as made:
        await made.executor.start()
        print(f'pid {os.getpid()}', flush=True)
        await _fill_up(made, wanted)
        while runs := [run for run in made.store.runs.open_runs() if not run.parent]:
            await made.runs.wait(made.owner, runs[0].id, 60)
            await _fill_up(made, wanted)


async def _fill_up(made: Plant, wanted: int) -> None:
    page = await made.runs.recent(made.owner, limit=1)
    number = page.items[0].number if page.items else 0
    while sum(not run.parent for run in made.store.runs.open_runs()) < wanted:
        number += 1
        await made.runs.start(made.owner, 'plant', {'topic': f'MARK-{number}'}, trigger='api')


if __name__ == '__main__':
    main()
