"""One step: when it is tried again, when it gives up, and what it keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import ProviderError
from app.domain.pipelines import Pipeline, Step
from app.domain.runs import EventType, RunStatus
from tests.kitchen import Kitchen, bot, chain, reads, recipe


def one(**changes: object) -> Pipeline:
    """A recipe of one step with these settings."""
    return recipe(Step(id='a', bot_id='writer', instruction='Tu a.', input_source=reads(), **changes))


@pytest.mark.parametrize('code', ['busy', 'timeout', 'net', 'local_ai', 'trouble', 'broken', 'empty'])
async def test_trouble_that_passes_is_tried_again(kitchen: Kitchen, code: str) -> None:
    kitchen.service.fail(code)
    kitchen.service.answer('Geschafft.')

    run = await kitchen.start(one())
    await kitchen.clock.until_sleeping(at_most=0.5)
    await kitchen.clock.advance(0.5)
    run = await kitchen.end_of(run)

    assert (run.status, run.result, run.steps[0].attempts) == (RunStatus.DONE, 'Geschafft.', 2)
    assert run.steps[0].error is None


@pytest.mark.parametrize('code', ['key', 'credit', 'denied', 'model_gone', 'too_long', 'setting', 'garbage', 'refused'])
async def test_trouble_that_stays_is_not_tried_again(kitchen: Kitchen, code: str) -> None:
    kitchen.service.fail(code)

    run = await kitchen.cook(one())

    assert len(kitchen.service.calls) == 1
    assert run.error is not None and run.error.code == code


async def test_money_is_never_tried_again_whatever_the_service_says(kitchen: Kitchen) -> None:
    kitchen.service.fail(ProviderError('credit', retryable=True, retry_after=1))

    run = await kitchen.cook(one())

    assert len(kitchen.service.calls) == 1 and run.status is RunStatus.FAILED


async def test_waits_grow_and_after_two_retries_it_is_over(kitchen: Kitchen) -> None:
    for _ in range(3):
        kitchen.service.fail('trouble')

    run = await kitchen.start(one())
    waits = []
    for _ in range(2):
        await kitchen.clock.until_sleeping(at_most=8)
        waits.append(kitchen.clock.sleeping[0])
        await kitchen.clock.advance(waits[-1])
    run = await kitchen.end_of(run)

    assert 0.375 <= waits[0] <= 0.5 and 0.75 <= waits[1] <= 1.0
    assert run.status is RunStatus.FAILED and run.steps[0].attempts == 3
    assert kitchen.journal(run).count('step.retry a') == 2


async def test_a_step_may_want_no_retries(kitchen: Kitchen) -> None:
    kitchen.service.fail('trouble')

    run = await kitchen.cook(one(retries=0))

    assert run.status is RunStatus.FAILED and len(kitchen.service.calls) == 1


async def test_the_service_says_how_long_to_wait(kitchen: Kitchen) -> None:
    kitchen.service.fail(ProviderError('busy', retry_after=20))

    run = await kitchen.start(one())
    await kitchen.clock.until_sleeping(at_most=20)
    await kitchen.clock.advance(19)
    assert len(kitchen.service.calls) == 1
    await kitchen.clock.advance(1)
    run = await kitchen.end_of(run)

    assert run.status is RunStatus.DONE and len(kitchen.service.calls) == 2


async def test_a_long_wait_is_shown_with_its_time_and_holds_no_request(kitchen: Kitchen) -> None:
    kitchen.brain.max_parallel = 1
    kitchen.service.fail(ProviderError('busy', retry_after=3600))

    run = await kitchen.start(one())
    await kitchen.until(run, EventType.STEP_RETRY, 'a')

    step = kitchen.now(run).steps[0]
    assert step.retry_at == kitchen.clock.now() + timedelta(hours=1)
    assert step.error is not None and step.error.code == 'busy'
    assert kitchen.service.open == 0
    other = await kitchen.cook(one())
    assert other.status is RunStatus.DONE


async def test_a_person_who_does_not_want_to_wait_does_not_have_to(kitchen: Kitchen) -> None:
    kitchen.service.fail(ProviderError('busy', retry_after=3600))
    run = await kitchen.start(one())
    await kitchen.clock.until_sleeping(at_most=3600)

    await kitchen.executor.signal(run.id, 'retry', {})

    assert (await kitchen.end_of(run)).status is RunStatus.DONE


async def test_a_long_wait_survives_a_restart(kitchen: Kitchen) -> None:
    kitchen.service.fail(ProviderError('busy', retry_after=3600))
    run = await kitchen.start(one())
    await kitchen.clock.until_sleeping(at_most=3600)
    await kitchen.clock.advance(600)

    await kitchen.restart()
    await kitchen.clock.until_sleeping(at_most=3000)
    assert kitchen.now(run).steps[0].retry_at is not None
    await kitchen.clock.advance(2999)
    assert len(kitchen.service.calls) == 1
    await kitchen.clock.advance(1)

    assert (await kitchen.end_of(run)).status is RunStatus.DONE


async def test_once_text_has_come_nothing_is_paid_twice(kitchen: Kitchen) -> None:
    kitchen.service.fail('broken', 'Katzen schl')

    run = await kitchen.cook(one())

    assert len(kitchen.service.calls) == 1
    assert run.steps[0].text == 'Katzen schl'
    assert run.steps[0].error is not None and run.steps[0].error.code == 'broken'


async def test_a_cut_answer_keeps_its_text(kitchen: Kitchen) -> None:
    kitchen.service.answer('Ein langer Te', finish='length')

    run = await kitchen.cook(one())

    assert run.steps[0].text == 'Ein langer Te'
    assert run.error is not None and run.error.code == 'cut'


async def test_an_answer_that_wants_a_tool_is_named_and_kept(kitchen: Kitchen) -> None:
    kitchen.service.answer('Moment,', finish='tool')

    run = await kitchen.cook(one())

    assert run.steps[0].text == 'Moment,'
    assert run.error is not None and run.error.code == 'unknown_end'


async def test_an_empty_answer_is_asked_for_again(kitchen: Kitchen) -> None:
    kitchen.service.answer('  \n')
    kitchen.service.answer('Text')

    run = await kitchen.start(one())
    await kitchen.clock.until_sleeping(at_most=0.5)
    await kitchen.clock.advance(0.5)

    assert (await kitchen.end_of(run)).result == 'Text'


async def test_a_flood_is_stopped(kitchen: Kitchen) -> None:
    kitchen.service.answer(*['x' * 500_000] * 5)

    run = await kitchen.cook(one())

    assert run.error is not None and run.error.code == 'flood'
    assert kitchen.service.closed_early == 1


async def test_halves_of_characters_do_not_break_the_journal(kitchen: Kitchen) -> None:
    kitchen.service.answer('Gut \ud83d gemacht')

    run = await kitchen.cook(one())

    assert run.result == 'Gut ? gemacht'


@pytest.mark.parametrize(('leaves_house', 'idle'), [(True, 120), (False, 600)])
async def test_silence_ends_the_request(kitchen: Kitchen, leaves_house: bool, idle: float) -> None:
    kitchen.brain.leaves_house = leaves_house
    kitchen.service.hang()
    run = await kitchen.start(one(timeout_s=5000, retries=0))
    await kitchen.service.called(1)

    await kitchen.clock.advance(idle - 1)
    assert kitchen.service.open == 1
    await kitchen.clock.advance(1)
    run = await kitchen.end_of(run)

    assert run.error is not None and run.error.code == 'timeout'
    assert (kitchen.service.open, kitchen.service.closed_early) == (0, 1)


async def test_a_step_or_its_connection_may_allow_more_silence(kitchen: Kitchen) -> None:
    kitchen.brain.idle_timeout_s = 300
    await kitchen.cook(one())
    await kitchen.cook(one(idle_timeout_s=30))

    assert [endpoint.idle_timeout_s for endpoint in kitchen.service.endpoints] == [300, 30]


async def test_as_long_as_text_comes_it_is_not_silent(kitchen: Kitchen) -> None:
    kitchen.service.answer('a', 'b', 'c', between=100)
    run = await kitchen.start(one())
    await kitchen.service.called(1)

    await kitchen.clock.advance(200)

    assert (await kitchen.end_of(run)).result == 'abc'


async def test_the_time_of_a_step_ends_even_while_text_comes(kitchen: Kitchen) -> None:
    kitchen.service.answer(*'abcdefgh', between=100)
    run = await kitchen.start(one(timeout_s=250))
    await kitchen.service.called(1)

    await kitchen.clock.advance(250)
    run = await kitchen.end_of(run)

    assert run.error is not None and run.error.code == 'timeout'
    assert run.steps[0].text == 'abc'


async def test_retries_share_the_time_of_the_step(kitchen: Kitchen) -> None:
    kitchen.service.hang()
    kitchen.service.hang()
    run = await kitchen.start(one(timeout_s=200, idle_timeout_s=150))
    await kitchen.service.called(1)
    await kitchen.clock.advance(150)
    await kitchen.clock.until_sleeping(at_most=0.5)
    await kitchen.clock.advance(0.5)
    await kitchen.service.called(2)

    await kitchen.clock.advance(50)
    run = await kitchen.end_of(run)

    assert run.status is RunStatus.FAILED and len(kitchen.service.calls) == 2


async def test_settings_of_the_bot_reach_the_service_and_nothing_else(kitchen: Kitchen) -> None:
    await kitchen.cook(chain('a'), bots=[bot('writer', settings={'temperature': 1, 'max_tokens': 99, 'top_p': 0.5})])
    await kitchen.cook(chain('a'))

    first, second = kitchen.service.calls
    assert (first.temperature, first.max_tokens, dict(first.settings)) == (1.0, 99, {'top_p': 0.5})
    assert (second.temperature, second.max_tokens, dict(second.settings)) == (None, None, {})


async def test_a_connection_is_asked_by_no_more_than_its_limit(kitchen: Kitchen) -> None:
    kitchen.brain.max_parallel = 2
    for _ in range(5):
        kitchen.service.answer('fertig', after=1)

    runs = [await kitchen.start(one()) for _ in range(5)]
    for _ in range(3):
        await kitchen.clock.until_sleeping(at_most=1)
        await kitchen.clock.advance(1)
    ends = [await kitchen.end_of(run) for run in runs]

    assert kitchen.service.most_open == 2
    assert all(run.status is RunStatus.DONE for run in ends)
