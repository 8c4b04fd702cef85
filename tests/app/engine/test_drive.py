"""A run from its start to its end."""

from __future__ import annotations

import pytest

from app.domain.events import StepText
from app.domain.pipelines import Step
from app.domain.runs import EventType, RunStatus
from tests.kitchen import Kitchen, bot, chain, reads, recipe


async def test_each_bot_reads_what_the_one_before_wrote(kitchen: Kitchen) -> None:
    kitchen.service.answer('Katzen ', 'schlafen viel.')
    kitchen.service.answer('Ein Artikel.')
    kitchen.service.answer('Ein Titel.')

    run = await kitchen.cook(chain('suchen', 'schreiben', 'pruefen'))

    assert run.status is RunStatus.DONE
    assert run.result == 'Ein Titel.'
    assert [step.output for step in run.steps] == ['Katzen schlafen viel.', 'Ein Artikel.', 'Ein Titel.']
    assert 'Katzen schlafen viel.' in kitchen.service.calls[1].prompt
    assert 'Ein Artikel.' in kitchen.service.calls[2].prompt


async def test_a_finished_step_is_on_disk_before_the_next_one_starts(kitchen: Kitchen) -> None:
    run = await kitchen.cook(chain('a', 'b'))

    assert kitchen.journal(run) == [
        'run.created',
        'run.started',
        'step.begin a',
        'step.done a',
        'step.begin b',
        'step.done b',
        'run.done',
    ]


async def test_three_lanes_of_ten_seconds_end_after_ten_seconds(kitchen: Kitchen) -> None:
    lanes = [Step(id=id, bot_id='writer', instruction=id, input_source=reads()) for id in ('a', 'b', 'c')]
    for step in lanes:
        kitchen.service.answer(f'Text {step.id}', after=10, to=step.id)
    began = kitchen.clock.now()

    run = await kitchen.start(recipe(*lanes, Step(id='all', bot_id='writer', input_source=reads('a', 'b', 'c'))))
    await kitchen.clock.until_sleeping(at_most=10, count=3)
    await kitchen.clock.advance(10)
    run = await kitchen.end_of(run)

    assert run.status is RunStatus.DONE
    assert run.finished_at is not None
    assert (run.finished_at - began).total_seconds() == 10
    assert all(f'Text {id}' in kitchen.service.calls[-1].prompt for id in 'abc')


async def test_steps_nobody_reads_make_the_result_with_headings(kitchen: Kitchen) -> None:
    kitchen.service.answer('Dafür.', to='Lob')
    kitchen.service.answer('Dagegen.', to='Tadel')
    steps = [
        Step(id=id, bot_id='writer', name=id.title(), instruction=id.title(), input_source=reads())
        for id in ('lob', 'tadel')
    ]

    run = await kitchen.cook(recipe(*steps))

    assert run.result == '## Lob\n\nDafür.\n\n## Tadel\n\nDagegen.'


async def test_a_step_starts_as_soon_as_what_it_reads_is_there(kitchen: Kitchen) -> None:
    kitchen.service.answer('schnell', to='A.')
    kitchen.service.answer('langsam', after=60, to='B.')
    steps = [
        Step(id='a', bot_id='writer', instruction='A.', input_source=reads()),
        Step(id='b', bot_id='writer', instruction='B.', input_source=reads()),
        Step(id='c', bot_id='writer', instruction='C.', input_source=reads('a')),
    ]

    run = await kitchen.start(recipe(*steps))
    await kitchen.until(run, EventType.STEP_DONE, 'c')

    assert kitchen.now(run).step('b').status is RunStatus.RUNNING


async def test_the_other_lane_finishes_when_one_fails_and_going_on_repeats_only_what_failed(kitchen: Kitchen) -> None:
    kitchen.service.fail('key', to='A.')
    kitchen.service.answer('B', after=10, to='B.')
    steps = [
        Step(id='a', bot_id='writer', instruction='A.', input_source=reads()),
        Step(id='b', bot_id='writer', instruction='B.', input_source=reads()),
        Step(id='b2', bot_id='writer', instruction='B2.', input_source=reads('b')),
        Step(id='end', bot_id='writer', instruction='Ende.', input_source=reads('a', 'b2')),
    ]

    run = await kitchen.start(recipe(*steps))
    await kitchen.until(run, EventType.STEP_FAILED, 'a')
    await kitchen.clock.advance(10)
    failed = await kitchen.end_of(run)

    assert failed.status is RunStatus.FAILED
    assert failed.error is not None and failed.error.code == 'key'
    assert failed.step('b2').status is RunStatus.DONE
    assert failed.step('end').status is RunStatus.WAITING

    kitchen.service.calls.clear()
    await kitchen.go_on(run)
    done = await kitchen.end_of(run)

    assert done.status is RunStatus.DONE
    assert [call.task for call in kitchen.service.calls] == ['A.', 'Ende.']


async def test_the_journal_holds_the_exact_prompt_and_who_read_it(kitchen: Kitchen) -> None:
    writer = bot('writer', system_prompt='Du bist knapp.', model='fake/big')

    run = await kitchen.cook(chain('schreiben'), topic='Hunde', bots=[writer])

    step, call = run.steps[0], kitchen.service.calls[0]
    assert step.input == f'{call.system}\n\n{call.prompt}'
    assert 'Du bist knapp.' in step.input and 'Tu schreiben.' in step.input and 'Hunde' in step.input
    assert step.sent_to is not None
    assert (step.sent_to.connection_name, step.sent_to.model, step.sent_to.leaves_house) == (
        'Probe-KI',
        'fake/big',
        True,
    )


async def test_usage_of_the_service_is_kept(kitchen: Kitchen) -> None:
    kitchen.service.answer('Text', tokens=(120, 8))

    run = await kitchen.cook(chain('schreiben'))

    assert (run.usage.input_tokens, run.usage.output_tokens) == (120, 8)


async def test_a_broken_plugin_fails_its_own_step_only(kitchen: Kitchen, caplog: pytest.LogCaptureFixture) -> None:
    kitchen.service.fail(RuntimeError('a bug'), to='A.')
    steps = [Step(id=id, bot_id='writer', instruction=f'{id.upper()}.', input_source=reads()) for id in ('a', 'b')]

    run = await kitchen.cook(recipe(*steps))

    assert run.status is RunStatus.FAILED
    assert run.step('a').error is not None and run.step('a').error.code == 'unknown'
    assert run.step('b').status is RunStatus.DONE
    assert 'a bug' in caplog.text


async def test_without_an_ai_the_step_says_so(kitchen: Kitchen) -> None:
    kitchen.brain.missing = True

    run = await kitchen.cook(chain('schreiben'))

    assert run.error is not None and run.error.code == 'no_ai'


async def test_submitting_a_run_twice_runs_it_once(kitchen: Kitchen) -> None:
    run = await kitchen.start(chain('schreiben'))
    await kitchen.executor.submit(run.id, 'owner')
    await kitchen.end_of(run)
    await kitchen.executor.submit(run.id, 'owner')
    await kitchen.executor.drain(5)

    assert len(kitchen.service.calls) == 1


async def test_viewers_get_the_text_in_pieces_with_their_places(kitchen: Kitchen) -> None:
    kitchen.service.answer('Katzen ', 'schlafen ', 'viel.', between=1)
    heard: list[StepText] = []
    run = await kitchen.start(chain('a'))
    kitchen.bus.subscribe(StepText, heard.append, f'{run.id}/a')

    for length in (7, 16):
        await kitchen.clock.until_sleeping(at_most=1)
        assert len(kitchen.live_text.so_far(run.id, 'a')) == length
        await kitchen.clock.advance(1)
    await kitchen.end_of(run)

    assert heard[0] == StepText(f'{run.id}/a', run.id, 'a', 0, 'Katzen ')
    await kitchen.executor.drain(5)
    assert kitchen.live_text.so_far(run.id, 'a') == ''
