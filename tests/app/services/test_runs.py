"""What a person can do with runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import Invalid, NotFound, StoreFull
from app.domain.pipelines import InputField, InputKind, InputPart, Step
from app.domain.runs import RunStatus
from tests.app.services.desk import ANNA, BEN, Desk, open_desk
from tests.kitchen import TOPIC, bot, chain, recipe


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk of its own for every test."""
    async with open_desk(tmp_path) as desk:
        yield desk


async def test_a_recipe_is_started_and_its_end_awaited(desk: Desk) -> None:
    run = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'})
    done = await desk.runs.wait(ANNA, run.id, 60)

    assert (run.status, done.status) == (RunStatus.WAITING, RunStatus.DONE)
    assert desk.runs.last_of(ANNA, 'recipe') == desk.kitchen.store.runs.summary(run.id)


async def test_later_changes_do_not_reach_a_run_under_way(desk: Desk) -> None:
    desk.kitchen.service.answer('A', after=10)
    run = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'})
    await desk.kitchen.service.called(1)

    await desk.kitchen.store.pipelines.put(replace(chain('ganz', 'anders'), version=1))
    await desk.kitchen.store.bots.delete('writer')
    await desk.kitchen.clock.advance(10)
    done = await desk.runs.wait(ANNA, run.id, 60)

    assert done.status is RunStatus.DONE
    assert [step.id for step in done.steps] == ['a', 'b']
    assert done.bots[0].name == 'Schreib-Bot'


async def test_what_belongs_to_somebody_else_is_not_there(desk: Desk) -> None:
    run_id = await desk.start()

    for attempt in (
        desk.runs.start(BEN, 'recipe', {'topic': 'x'}),
        desk.runs.start_bot(BEN, 'writer', 'x'),
        desk.runs.cancel(BEN, run_id),
        desk.runs.resume(BEN, run_id),
        desk.runs.again(BEN, run_id),
        desk.runs.again_from(BEN, run_id, 'a'),
        desk.runs.wait(BEN, run_id, 1),
        desk.runs.delete(BEN, run_id),
    ):
        with pytest.raises(NotFound):
            await attempt
    for look in (desk.runs.get, desk.runs.events):
        with pytest.raises(NotFound):
            look(BEN, run_id)
    with pytest.raises(NotFound):
        desk.runs.text_so_far(BEN, run_id, 'a')
    assert (await desk.runs.recent(BEN)).items == []
    assert desk.runs.last_of(BEN, 'recipe') is None


async def test_the_same_key_gives_the_same_run_also_after_a_restart(desk: Desk) -> None:
    first = await desk.start(key='abc')
    await desk.kitchen.restart()
    desk = Desk(desk.kitchen)

    again = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'}, key='abc')
    other = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'}, key='abd')

    assert again.id == first and other.id != first
    assert again.key == 'abc'
    await desk.runs.wait(ANNA, other.id, 60)


async def test_two_starts_with_one_key_at_the_same_time_make_one_run(desk: Desk) -> None:
    runs = await asyncio.gather(
        *(desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'}, key='k', trigger='api') for _ in range(5))
    )
    await desk.runs.wait(ANNA, runs[0].id, 60)

    assert len({run.id for run in runs}) == 1
    assert len(desk.kitchen.service.calls) == 2


async def test_a_key_belongs_to_one_person(desk: Desk) -> None:
    await desk.kitchen.store.bots.put(replace(bot('bens'), owner='ben'))
    mine = await desk.runs.start_bot(ANNA, 'writer', 'Hallo', key='k')
    bens = await desk.runs.start_bot(BEN, 'bens', 'Hallo', key='k')

    assert mine.id != bens.id


async def test_a_double_click_starts_once_and_a_later_click_anew(desk: Desk) -> None:
    first = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'})
    await desk.kitchen.clock.advance(1.9)
    second = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'})
    other = await desk.runs.start(ANNA, 'recipe', {'topic': 'Hunde'})
    await desk.kitchen.clock.advance(0.2)
    third = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'})

    assert first.id == second.id
    assert len({first.id, other.id, third.id}) == 3


async def test_a_program_may_start_the_same_twice_at_once(desk: Desk) -> None:
    runs = [await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'}, trigger='api') for _ in range(2)]

    assert runs[0].id != runs[1].id


async def test_a_click_that_met_a_full_disk_can_be_repeated_at_once(desk: Desk) -> None:
    desk.kitchen.disk.room = 0
    with pytest.raises(StoreFull):
        await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'})
    desk.kitchen.disk.room = None

    run = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'})

    assert (await desk.runs.wait(ANNA, run.id, 60)).status is RunStatus.DONE


async def test_a_recipe_without_steps_cannot_start(desk: Desk) -> None:
    await desk.kitchen.store.pipelines.put(recipe(id='empty'))

    with pytest.raises(Invalid) as trouble:
        await desk.runs.start(ANNA, 'empty', {'topic': 'x'})

    assert trouble.value.problems[0].key == 'no_steps'


async def test_a_recipe_whose_bot_was_deleted_says_which_step(desk: Desk) -> None:
    await desk.kitchen.store.bots.delete('writer')

    with pytest.raises(Invalid) as trouble:
        await desk.runs.start(ANNA, 'recipe', {'topic': 'x'})

    problem = trouble.value.problems[0]
    assert (problem.path, problem.key, problem.params['step']) == ('steps.0.bot_id', 'bot_missing', 'a')


async def test_somebody_elses_bot_counts_as_missing(desk: Desk) -> None:
    await desk.kitchen.store.bots.put(replace(bot('bens'), owner='ben'))
    await desk.kitchen.store.pipelines.put(recipe(Step(id='a', bot_id='bens'), id='mixed'))

    with pytest.raises(Invalid):
        await desk.runs.start(ANNA, 'mixed', {'topic': 'x'})


async def test_one_bot_can_be_asked_alone(desk: Desk) -> None:
    run = await desk.runs.start_bot(ANNA, 'writer', 'Wie geht es dir?')
    done = await desk.runs.wait(ANNA, run.id, 60)

    assert (done.pipeline_id, done.pipeline_name, done.status) == ('', 'Schreib-Bot', RunStatus.DONE)
    assert desk.kitchen.service.calls[0].prompt == 'Wie geht es dir?'


async def test_a_bot_can_be_asked_as_it_might_be_and_stays_as_it_is(desk: Desk) -> None:
    stored = desk.kitchen.store.bots.get('writer')
    assert stored is not None
    run = await desk.runs.start_bot(ANNA, 'writer', 'Hallo', variant=replace(stored, system_prompt='Sei knapp.'))
    usual = await desk.runs.start_bot(ANNA, 'writer', 'Hallo')
    assert (run.bots[0].id, run.bots[0].system_prompt) == ('writer', 'Sei knapp.')
    assert usual.id != run.id and usual.bots[0] == stored == desk.kitchen.store.bots.get('writer')


async def test_somebody_elses_bot_cannot_be_asked_as_a_variant(desk: Desk) -> None:
    stored = desk.kitchen.store.bots.get('writer')
    with pytest.raises(NotFound):
        await desk.runs.start_bot(BEN, 'writer', 'Hallo', variant=stored)


async def test_asking_a_bot_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid) as trouble:
        await desk.runs.start_bot(ANNA, 'writer', '  ')

    assert (trouble.value.problems[0].path, trouble.value.problems[0].key) == ('input', 'required')


async def test_going_on_after_a_failure_keeps_what_is_done(desk: Desk) -> None:
    desk.kitchen.service.answer('A')
    desk.kitchen.service.fail('key')
    run_id = await desk.start()
    assert desk.runs.get(ANNA, run_id).status is RunStatus.FAILED

    await desk.runs.resume(ANNA, run_id)
    done = await desk.runs.wait(ANNA, run_id, 60)

    assert done.status is RunStatus.DONE
    assert [call.task for call in desk.kitchen.service.calls] == ['Tu a.', 'Tu b.', 'Tu b.']


async def test_going_on_again_and_again_is_harmless(desk: Desk) -> None:
    run_id = await desk.start()

    assert (await desk.runs.resume(ANNA, run_id)).status is RunStatus.DONE
    assert len(desk.kitchen.service.calls) == 2


async def test_stopping_keeps_the_text_so_far(desk: Desk) -> None:
    desk.kitchen.service.hang('Katzen schl')
    run = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'})
    await desk.kitchen.until_text(run, 'a', 'Katzen schl')
    assert desk.runs.text_so_far(ANNA, run.id, 'a') == 'Katzen schl'

    stopped = await desk.runs.cancel(ANNA, run.id)

    assert stopped.status is RunStatus.CANCELLED
    assert desk.runs.text_so_far(ANNA, run.id, 'a') == 'Katzen schl'


async def test_again_takes_the_inputs_and_the_recipe_as_it_is_now(desk: Desk) -> None:
    run_id = await desk.start('Hunde')
    await desk.kitchen.store.pipelines.put(replace(chain('neu'), version=1))

    again = await desk.runs.again(ANNA, run_id)

    assert again.id != run_id
    assert (dict(again.inputs), [step.id for step in again.steps]) == ({'topic': 'Hunde'}, ['neu'])


async def test_again_for_a_bot_that_was_asked_alone(desk: Desk) -> None:
    run = await desk.runs.start_bot(ANNA, 'writer', 'Hallo')

    again = await desk.runs.again(ANNA, run.id)

    assert again.id != run.id and dict(again.inputs) == {'text': 'Hallo'}


async def test_anew_from_a_step_reuses_what_came_before_and_adds_the_wish(desk: Desk) -> None:
    run_id = await desk.start()
    first = desk.runs.get(ANNA, run_id)
    desk.kitchen.service.calls.clear()

    anew = await desk.runs.again_from(ANNA, run_id, 'b', wish='Bitte kürzer.')
    done = await desk.runs.wait(ANNA, anew.id, 60)

    assert [call.task for call in desk.kitchen.service.calls] == ['Tu b.\n\nBitte kürzer.']
    assert done.step('a').output == first.step('a').output
    assert done.step('a').reused_from == run_id
    assert done.status is RunStatus.DONE


async def test_anew_from_a_step_takes_over_what_does_not_depend_on_it(desk: Desk) -> None:
    steps = [
        Step(id='left', bot_id='writer', instruction='Links.', input_source=(InputPart('start'),)),
        Step(id='right', bot_id='writer', instruction='Rechts.', input_source=(InputPart('start'),)),
        Step(id='end', bot_id='writer', instruction='Ende.', input_source=(InputPart('step', ref='left'),)),
    ]
    await desk.kitchen.store.pipelines.put(recipe(*steps, id='lanes'))
    run = await desk.runs.start(ANNA, 'lanes', {'topic': 'x'})
    await desk.runs.wait(ANNA, run.id, 60)
    desk.kitchen.service.calls.clear()

    anew = await desk.runs.again_from(ANNA, run.id, 'left')
    await desk.runs.wait(ANNA, anew.id, 60)

    assert [call.task for call in desk.kitchen.service.calls] == ['Links.', 'Ende.']


async def test_anew_from_a_step_that_is_not_there(desk: Desk) -> None:
    run_id = await desk.start()

    with pytest.raises(NotFound):
        await desk.runs.again_from(ANNA, run_id, 'z')


async def test_waiting_ends_with_the_time_although_the_run_goes_on(desk: Desk) -> None:
    desk.kitchen.service.hang()
    run = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'})
    await desk.kitchen.service.called(1)
    waiting = asyncio.create_task(desk.runs.wait(ANNA, run.id, 5))
    await desk.kitchen.clock.until_sleeping(at_most=5)

    await desk.kitchen.clock.advance(5)

    assert (await waiting).status is RunStatus.RUNNING


async def test_deleting_a_run_stops_it_and_takes_everything_away(desk: Desk) -> None:
    desk.kitchen.service.hang()
    run = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'})
    await desk.kitchen.service.called(1)

    await desk.runs.delete(ANNA, run.id)

    with pytest.raises(NotFound):
        desk.runs.get(ANNA, run.id)
    assert desk.kitchen.service.open == 0
    assert desk.runs.last_of(ANNA, 'recipe') is None


async def test_a_run_that_cannot_write_needs_you(desk: Desk) -> None:
    desk.kitchen.service.answer('Text', after=1)
    run = await desk.runs.start(ANNA, 'recipe', {'topic': 'Katzen'})
    await desk.kitchen.clock.until_sleeping(at_most=1)
    desk.kitchen.disk.room = 0
    await desk.kitchen.clock.advance(1)
    await desk.kitchen.clock.until_sleeping(at_most=5)

    shown = desk.runs.get(ANNA, run.id)
    desk.kitchen.disk.room = None
    await desk.kitchen.clock.advance(5)

    assert shown.status is RunStatus.NEEDS_YOU
    assert shown.error is not None and shown.error.code == 'disk'
    assert (await desk.runs.wait(ANNA, run.id, 60)).status is RunStatus.DONE


async def test_prompts_are_in_the_language_of_the_person(desk: Desk) -> None:
    run = await desk.runs.start(replace(ANNA, language='en'), 'recipe', {'topic': 'Cats'})

    assert run.language == 'en'
    await desk.runs.wait(ANNA, run.id, 60)
    assert desk.kitchen.service.calls[0].language == 'en'


async def test_inputs_are_checked_against_the_form(desk: Desk) -> None:
    fields = [
        TOPIC,
        InputField(key='tone', label='Ton', kind=InputKind.CHOICE, choices=('ernst', 'heiter'), default='ernst'),
        InputField(key='length', label='Länge', kind=InputKind.NUMBER),
    ]
    await desk.kitchen.store.pipelines.put(recipe(Step(id='a', bot_id='writer'), inputs=fields, id='form'))

    with pytest.raises(Invalid) as trouble:
        await desk.runs.start(ANNA, 'form', {'tone': 'wild', 'length': 'viel', 'colour': 'rot'})
    run = await desk.runs.start(ANNA, 'form', {'topic': 'Katzen', 'length': 200})

    assert {(problem.path, problem.key) for problem in trouble.value.problems} == {
        ('inputs.topic', 'required'),
        ('inputs.tone', 'choice'),
        ('inputs.length', 'number'),
        ('inputs.colour', 'unknown_field'),
    }
    assert dict(run.inputs) == {'topic': 'Katzen', 'tone': 'ernst', 'length': '200'}
