"""Any recipe, stopped by kill -9 at any moment, as often as you like: no finished step is paid again."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.pipelines import Pipeline, Step
from app.domain.runs import Run, RunStatus
from tests.kitchen import Kitchen, reads, recipe

Crash = tuple[int, int]  # after how many answers of this process, and how many turns of the loop later


@st.composite
def recipes(draw: st.DrawFn) -> Pipeline:
    """One to six steps, each reading the start or some of the steps before it."""
    steps: list[Step] = []
    for number in range(draw(st.integers(1, 6))):
        before = [step.id for step in steps]
        needs = draw(st.lists(st.sampled_from(before), unique=True, max_size=3)) if before else []
        steps.append(Step(id=f's{number}', bot_id='writer', instruction=f'Tu s{number}.', input_source=reads(*needs)))
    return recipe(*steps)


crashes = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60)), min_size=1, max_size=3)


@given(pipeline=recipes(), points=crashes)
@settings(max_examples=25, deadline=None)
def test_a_finished_step_is_never_called_again(pipeline: Pipeline, points: list[Crash]) -> None:
    asyncio.run(_cook_with_crashes(pipeline, points))


@pytest.mark.slow
@pytest.mark.timeout(600)
@given(pipeline=recipes(), points=crashes)
@settings(max_examples=500, deadline=None)
def test_a_finished_step_is_never_called_again_at_length(pipeline: Pipeline, points: list[Crash]) -> None:
    asyncio.run(_cook_with_crashes(pipeline, points))


async def _cook_with_crashes(pipeline: Pipeline, points: list[Crash]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kitchen = await Kitchen.open(Path(folder) / 'first')
        kitchen.service.answers = points[0][0]
        run = await kitchen.start(pipeline)
        finished: set[str] = set()
        for number, (_, turns) in enumerate(points):
            await _until_silent(kitchen, run, turns)
            assert not _called(kitchen) & finished
            kitchen = await kitchen.killed(Path(folder) / str(number))
            kitchen.service.answers = points[number + 1][0] if number + 1 < len(points) else None
            finished = {step.id for step in kitchen.now(run).steps if step.status is RunStatus.DONE}
            await kitchen.executor.start()
        done = await kitchen.end_of(run)
        assert not _called(kitchen) & finished
        _check_that_every_text_is_there_once(kitchen, done)
        await kitchen.close()


async def _until_silent(kitchen: Kitchen, run: Run, turns: int) -> None:
    """Until the service has fallen silent or the run is over, and a little longer."""
    silent = asyncio.ensure_future(kitchen.service.called((kitchen.service.answers or 0) + 1))
    ended = asyncio.ensure_future(kitchen.end_of(run))
    await asyncio.wait({silent, ended}, return_when=asyncio.FIRST_COMPLETED)
    silent.cancel()
    ended.cancel()
    for _ in range(turns):
        await asyncio.sleep(0)


def _called(kitchen: Kitchen) -> set[str]:
    """The steps this process has paid for."""
    return {call.task.removeprefix('Tu ').removesuffix('.') for call in kitchen.service.calls}


def _check_that_every_text_is_there_once(kitchen: Kitchen, done: Run) -> None:
    journal = kitchen.journal(done)
    assert done.status is RunStatus.DONE
    for step in done.steps:
        assert journal.count(f'step.done {step.id}') == 1
        assert step.output.startswith(f'Antwort auf: Tu {step.id}.')
    for step in done.pipeline.steps:
        for part in step.input_source:
            if part.kind == 'step':
                assert done.step(part.ref).output.strip() in done.step(step.id).input
