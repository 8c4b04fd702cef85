"""All kinds of steps mixed: lanes at the same time, and kill -9 at any moment inside any of them."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.pipelines import ForEach, OnlyIf, Op, Otherwise, Pipeline, Shape, Step, StepKind, Subject
from app.domain.runs import Decision, Run, RunStatus
from app.engine.recipe_work import inner_run_id
from tests.kitchen import Kitchen, reads, recipe

INNER = recipe(Step(id='x', bot_id='writer', instruction='Tu x.'), Step(id='ask', kind=StepKind.ASK), id='inner')


def some(number: int, kind: str, needs: tuple[str, ...]) -> Step:
    """A step of one of the kinds."""
    id, source = f's{number}', reads(*needs)
    bot = {'bot_id': 'writer', 'instruction': f'Tu {id}.'}
    match kind:
        case 'bot':
            return Step(id=id, input_source=source, **bot)
        case 'fields':
            return Step(id=id, input_source=source, shape=Shape.FIELDS, **bot)
        case 'action':
            return Step(id=id, kind=StepKind.ACTION, input_source=source, settings={'action': 'shout', 'file': 'a.txt'})
        case 'ask':
            return Step(id=id, kind=StepKind.ASK, input_source=source)
        case 'recipe':
            return Step(id=id, kind=StepKind.RECIPE, input_source=source, settings={'pipeline_id': 'inner'})
        case 'lines':
            return Step(id=id, input_source=source, for_each=ForEach(at_once=2), **bot)
        case 'question':
            asked = OnlyIf(subject=Subject.QUESTION, name=f'Frage {id}?', op=Op.YES)
            return Step(id=id, input_source=source, only_if=asked, **bot)
        case _:
            never = OnlyIf(value='kommt nie vor', otherwise=Otherwise.NOTHING)
            return Step(id=id, input_source=source, only_if=never, **bot)


KINDS = ('bot', 'fields', 'action', 'ask', 'recipe', 'lines', 'question', 'never')


@st.composite
def mixed(draw: st.DrawFn) -> Pipeline:
    """One to five steps of any kind, each reading the start or some of the steps before it."""
    steps: list[Step] = []
    for number in range(draw(st.integers(1, 5))):
        before = [step.id for step in steps]
        needs = draw(st.lists(st.sampled_from(before), unique=True, max_size=2)) if before else []
        steps.append(some(number, draw(st.sampled_from(KINDS)), tuple(needs)))
    return recipe(*steps)


crashes = st.lists(st.integers(0, 120), min_size=1, max_size=4)  # turns of the loop each process lives


@given(pipeline=mixed(), lives=crashes)
@settings(max_examples=25, deadline=None)
def test_kill_9_inside_any_kind_repeats_nothing_that_is_finished(pipeline: Pipeline, lives: list[int]) -> None:
    asyncio.run(_cook_with_crashes(pipeline, lives))


@pytest.mark.slow
@pytest.mark.timeout(900)
@given(pipeline=mixed(), lives=crashes)
@settings(max_examples=800, deadline=None)
def test_kill_9_inside_any_kind_at_length(pipeline: Pipeline, lives: list[int]) -> None:
    asyncio.run(_cook_with_crashes(pipeline, lives))


@pytest.mark.parametrize('kind', KINDS)
async def test_every_kind_alone_survives_a_kill_at_every_moment(kind: str) -> None:
    for turns in range(0, 60, 12):
        await _cook_with_crashes(recipe(some(0, kind, ()), some(1, 'bot', ('s0',))), [turns, turns // 2])


async def test_three_lanes_of_ten_seconds_end_after_the_time_of_one(kitchen: Kitchen) -> None:
    for name in ('s0', 's1', 's2'):
        kitchen.service.answer(f'aus {name}', after=10.0, to=f'Tu {name}.')
    join = some(3, 'bot', ('s0', 's1', 's2'))
    run = await kitchen.start(recipe(*(some(number, 'bot', ()) for number in range(3)), join))
    await kitchen.clock.until_sleeping(10.0, 3)

    await kitchen.clock.advance(10.0)

    done = await kitchen.end_of(run)
    assert done.status is RunStatus.DONE and done.duration_s == 10.0
    assert all(f'aus s{number}' in kitchen.service.calls[-1].prompt for number in range(3))


async def _cook_with_crashes(pipeline: Pipeline, lives: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kitchen = await Kitchen.open(Path(folder) / 'first')
        _teach(kitchen)
        run = await kitchen.start(pipeline, 'eins\n- Wert: zwei', recipes=[INNER])
        finished: set[tuple[str, str, str]] = set()
        for number, turns in enumerate(lives):
            await _live(kitchen, run, turns)
            _check_nothing_finished_was_paid(kitchen, finished)
            kitchen = await kitchen.killed(Path(folder) / str(number))
            _teach(kitchen)
            finished = _finished_calls(kitchen, run)
            await kitchen.executor.start()
        done = await _until_the_end(kitchen, run)
        _check_nothing_finished_was_paid(kitchen, finished)
        assert done.status is RunStatus.DONE, done.error
        for step in done.steps:
            ends = [
                line for line in kitchen.journal(done) if line in (f'step.done {step.id}', f'step.skipped {step.id}')
            ]
            assert len(ends) == 1
        await kitchen.close()


def _teach(kitchen: Kitchen) -> None:
    kitchen.service.reply = lambda request: 'Ja' if 'Frage' in request.task else f'- Wert: aus {request.task}'


async def _live(kitchen: Kitchen, run: Run, turns: int) -> None:
    """So many turns of the loop; a person answers every question at once."""
    for _ in range(turns):
        await asyncio.sleep(0)
        await _answer_one(kitchen)


async def _until_the_end(kitchen: Kitchen, run: Run) -> Run:
    while not kitchen.now(run).status.is_final:
        await asyncio.sleep(0)
        await _answer_one(kitchen)
    return kitchen.now(run)


async def _answer_one(kitchen: Kitchen) -> None:
    for waiting in kitchen.store.runs.open_runs():
        for step in waiting.questions:
            await kitchen.say(waiting, step.id, Decision.APPROVE)
            return


def _finished_calls(kitchen: Kitchen, run: Run) -> set[tuple[str, str, str]]:
    """What must not be called again, as (run, task, item): finished steps and items, answered questions."""
    finished: set[tuple[str, str, str]] = set()
    for one in [kitchen.now(run), *_children(kitchen, run)]:
        for step in one.steps:
            if step.status in (RunStatus.DONE, RunStatus.SKIPPED):
                finished.add((one.id, f'Tu {step.id}.', ''))
            if step.checked is not None:
                finished.add((one.id, f'Frage {step.id}?', ''))
            done = [number for number, item in enumerate(step.items) if item.status is RunStatus.DONE]
            finished |= {(one.id, f'Tu {step.id}.', str(number)) for number in done}
    return finished


def _children(kitchen: Kitchen, run: Run) -> list[Run]:
    ids = [inner_run_id(run.id, step.id, None) for step in run.pipeline.steps if step.kind is StepKind.RECIPE]
    return [child for id in ids if (child := kitchen.store.runs.get(id)) is not None]


def _check_nothing_finished_was_paid(kitchen: Kitchen, finished: set[tuple[str, str, str]]) -> None:
    """The session of a call is RUN-STEP or RUN-STEP-ITEM."""
    for call in kitchen.service.calls:
        run_id, _, rest = call.session.rpartition('-s') if '-s' in call.session else call.session.rpartition('-x')
        item = rest.partition('-')[2]
        key = (run_id, call.task.splitlines()[0], item)
        assert key not in finished and (*key[:2], '') not in finished, key


async def test_a_call_for_something_finished_would_be_noticed(kitchen: Kitchen) -> None:
    run = await kitchen.cook(recipe(some(0, 'bot', ()), some(1, 'lines', ('s0',))))
    finished = _finished_calls(kitchen, run)

    with pytest.raises(AssertionError, match='Tu s0'):
        _check_nothing_finished_was_paid(kitchen, finished)
    assert (run.id, 'Tu s1.', '0') in finished
