"""Recipes inside recipes."""

from __future__ import annotations

import pytest

from app.domain.errors import Invalid
from app.domain.pipelines import ForEach, InputField, InputPart, Pipeline, Step, StepKind
from app.domain.runs import Decision, EventType, RunStatus
from app.engine.recipe_work import inner_run_id
from tests.kitchen import OWNER, Kitchen, recipe

WORDS = InputField(key='words', label='Worte', required=True)
TONE = InputField(key='tone', label='Ton', default='ernst')


def write(id: str) -> Step:
    """A step of the writing bot."""
    return Step(id=id, bot_id='writer', instruction=f'Tu {id}.')


def run_of(pipeline_id: str, id: str = 'in', **more: object) -> Step:
    """A step that is another recipe."""
    return Step(id=id, kind=StepKind.RECIPE, settings={'pipeline_id': pipeline_id, **more.pop('settings', {})}, **more)  # type: ignore[dict-item]


def inner(*steps: Step, id: str = 'inner') -> Pipeline:
    """A recipe that stands inside another."""
    return recipe(*steps, inputs=(WORDS, TONE), id=id, name=f'Rezept {id}')


OUTER = recipe(write('a'), run_of('inner'), write('z'))
INNER = inner(write('x'), write('y'))


async def test_it_gets_what_the_step_reads_and_gives_its_result(kitchen: Kitchen) -> None:
    kitchen.service.answer('aus a', to='Tu a.')
    kitchen.service.answer('aus y', to='Tu y.')

    done = await kitchen.cook(OUTER, recipes=[INNER])

    assert [call.task for call in kitchen.service.calls] == ['Tu a.', 'Tu x.', 'Tu y.', 'Tu z.']
    assert 'aus a' in kitchen.service.calls[1].prompt and 'aus y' in kitchen.service.calls[3].prompt
    child = kitchen.store.runs.get(inner_run_id(done.id, 'in', None))
    assert child is not None and child.inputs == {'words': 'aus a', 'tone': 'ernst'} and child.parent == done.id


async def test_its_other_fields_get_fixed_values(kitchen: Kitchen) -> None:
    step = run_of('inner', settings={'into': 'tone', 'values': {'words': 'fest'}})

    done = await kitchen.cook(recipe(step), 'heiter', recipes=[INNER])

    child = kitchen.store.runs.get(inner_run_id(done.id, 'in', None))
    assert child is not None and child.inputs == {'words': 'fest', 'tone': 'heiter'}


async def test_it_is_frozen_with_the_start_and_stays_out_of_the_history(kitchen: Kitchen) -> None:
    done = await kitchen.cook(OUTER, recipes=[INNER])

    page = await kitchen.runs.recent(OWNER)

    assert [summary.id for summary in page.items] == [done.id]
    assert [frozen.id for frozen in done.recipes] == ['inner']


async def test_recipes_stand_inside_each_other_at_any_depth(kitchen: Kitchen) -> None:
    middle = inner(run_of('deepest'), id='middle')
    deepest = inner(write('deep'), id='deepest')
    kitchen.service.answer('ganz innen', to='Tu deep.')

    done = await kitchen.cook(recipe(run_of('middle')), recipes=[middle, deepest])

    assert done.result == 'ganz innen' and {frozen.id for frozen in done.recipes} == {'middle', 'deepest'}


async def test_circles_are_refused(kitchen: Kitchen) -> None:
    one, two = inner(run_of('two'), id='one'), inner(run_of('one'), id='two')

    with pytest.raises(Invalid) as refused:
        await kitchen.start(recipe(run_of('one')), recipes=[one, two])

    assert {problem.key for problem in refused.value.problems} == {'recipe_circle'}


async def test_a_failure_inside_is_the_step_s_and_going_on_repeats_nothing(kitchen: Kitchen) -> None:
    kitchen.service.fail('refused', to='Tu y.')
    failed = await kitchen.cook(OUTER, recipes=[INNER])
    assert failed.step('in').error is not None and failed.step('in').error.code == 'refused'

    await kitchen.runs.resume(OWNER, failed.id)
    done = await kitchen.end_of(failed)

    assert done.status is RunStatus.DONE
    assert [call.task for call in kitchen.service.calls] == ['Tu a.', 'Tu x.', 'Tu y.', 'Tu y.', 'Tu z.']


@pytest.mark.parametrize('answered', [0, 1, 2, 3])
async def test_a_killed_one_goes_on_without_repeating_what_is_finished(
    kitchen: Kitchen,
    tmp_path_factory: pytest.TempPathFactory,
    answered: int,
) -> None:
    kitchen.service.answers = answered
    run = await kitchen.start(OUTER, recipes=[INNER])
    await kitchen.service.called(answered + 1)
    later = await kitchen.killed(tmp_path_factory.mktemp('later'))
    await later.executor.start()

    done = await later.end_of(run)

    tasks = ['Tu a.', 'Tu x.', 'Tu y.', 'Tu z.']
    assert done.status is RunStatus.DONE and [call.task for call in later.service.calls] == tasks[answered:]
    await later.close()


async def test_a_question_inside_makes_the_whole_wait(kitchen: Kitchen) -> None:
    asking = inner(write('x'), Step(id='ask', kind=StepKind.ASK))
    run = await kitchen.start(recipe(run_of('inner'), write('z')), recipes=[asking])
    child_id = inner_run_id(run.id, 'in', None)
    await kitchen.until(run, EventType.STEP_ASKED, 'in')

    question = kitchen.now(run).step('in').question
    assert kitchen.now(run).status is RunStatus.NEEDS_YOU and question is not None and question.child == child_id
    assert [waiting.id for waiting in kitchen.runs.waiting_for(OWNER)] == [child_id]
    child = kitchen.store.runs.get(child_id)
    assert child is not None
    await kitchen.say(child, 'ask', Decision.APPROVE, 'Ja, so.')

    done = await kitchen.end_of(run)
    assert done.status is RunStatus.DONE and done.step('in').output == 'Ja, so.'


async def test_a_question_inside_survives_a_restart(kitchen: Kitchen) -> None:
    asking = inner(Step(id='ask', kind=StepKind.ASK))
    run = await kitchen.start(recipe(run_of('inner')), recipes=[asking])
    await kitchen.until(run, EventType.STEP_ASKED, 'in')
    await kitchen.restart()
    (child,) = kitchen.runs.waiting_for(OWNER)

    await kitchen.say(child, 'ask', Decision.APPROVE, 'Gut.')

    assert (await kitchen.end_of(run)).result == 'Gut.'


async def test_stopping_the_inner_run_stops_the_whole(kitchen: Kitchen) -> None:
    kitchen.service.hang()
    run = await kitchen.start(recipe(run_of('inner')), recipes=[INNER])
    await kitchen.service.called(1)
    child_id = inner_run_id(run.id, 'in', None)

    await kitchen.runs.cancel(OWNER, child_id)

    child = kitchen.store.runs.get(child_id)
    assert kitchen.now(run).status is RunStatus.CANCELLED and child is not None
    assert child.status is RunStatus.CANCELLED and kitchen.service.closed_early == 1


async def test_it_can_be_repeated_for_every_line(kitchen: Kitchen) -> None:
    kitchen.service.reply = lambda request: 'zu ' + request.material.removeprefix('Worte: ').splitlines()[0]
    step = run_of('inner', for_each=ForEach(at_once=2), input_source=(InputPart('start'),))

    done = await kitchen.cook(recipe(step), 'eins\nzwei\ndrei', recipes=[inner(write('x'))])

    assert done.result == 'zu eins\n\nzu zwei\n\nzu drei'
    await kitchen.runs.delete(OWNER, done.id)
    assert kitchen.store.runs.get(inner_run_id(done.id, 'in', 0)) is None
