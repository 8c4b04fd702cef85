"""Stopping a run by hand."""

from __future__ import annotations

from app.domain.errors import ProviderError
from app.domain.pipelines import Step
from app.domain.runs import EventType, RunStatus
from tests.kitchen import Kitchen, chain, reads, recipe


async def test_stopping_closes_the_open_request_and_keeps_what_is_there(kitchen: Kitchen) -> None:
    kitchen.service.answer('Erster Text.')
    kitchen.service.hang('Zweiter Te')
    run = await kitchen.start(chain('a', 'b', 'c'))
    await kitchen.service.called(2)
    await kitchen.until_text(run, 'b', 'Zweiter Te')

    await kitchen.executor.cancel(run.id)

    stopped = kitchen.now(run)
    assert stopped.status is RunStatus.CANCELLED
    assert [step.status for step in stopped.steps] == [RunStatus.DONE, RunStatus.CANCELLED, RunStatus.WAITING]
    assert (stopped.step('a').output, stopped.step('b').text) == ('Erster Text.', 'Zweiter Te')
    assert (kitchen.service.open, kitchen.service.closed_early) == (0, 1)


async def test_stopping_reaches_every_lane(kitchen: Kitchen) -> None:
    for _ in range(3):
        kitchen.service.hang()
    steps = [Step(id=id, bot_id='writer', instruction=id, input_source=reads()) for id in ('a', 'b', 'c')]
    run = await kitchen.start(recipe(*steps))
    await kitchen.service.called(3)

    await kitchen.executor.cancel(run.id)

    assert all(step.status is RunStatus.CANCELLED for step in kitchen.now(run).steps)
    assert kitchen.service.open == 0


async def test_stopping_a_run_that_waits_for_its_next_attempt(kitchen: Kitchen) -> None:
    kitchen.service.fail(ProviderError('busy', retry_after=3600))
    run = await kitchen.start(chain('a'))
    await kitchen.until(run, EventType.STEP_RETRY, 'a')

    await kitchen.executor.cancel(run.id)

    assert kitchen.now(run).status is RunStatus.CANCELLED
    assert kitchen.clock.sleeping == []


async def test_stopping_a_run_that_waits_for_a_slot(kitchen: Kitchen) -> None:
    kitchen.brain.max_parallel = 1
    kitchen.service.answer('fertig', after=10)
    first = await kitchen.start(chain('a'))
    await kitchen.service.called(1)
    second = await kitchen.start(chain('a'))

    await kitchen.executor.cancel(second.id)
    await kitchen.clock.advance(10)

    assert kitchen.now(second).status is RunStatus.CANCELLED
    assert (await kitchen.end_of(first)).status is RunStatus.DONE
    assert len(kitchen.service.calls) == 1


async def test_stopping_at_once_after_the_start(kitchen: Kitchen) -> None:
    run = await kitchen.start(chain('a'))

    await kitchen.executor.cancel(run.id)

    assert kitchen.now(run).status is RunStatus.CANCELLED
    assert kitchen.executor.running() == frozenset()


async def test_stopping_twice_is_stopping_once(kitchen: Kitchen) -> None:
    kitchen.service.hang()
    run = await kitchen.start(chain('a'))
    await kitchen.service.called(1)

    await kitchen.executor.cancel(run.id)
    await kitchen.executor.cancel(run.id)

    assert kitchen.journal(run).count('run.cancelled') == 1


async def test_a_run_that_is_done_stays_done(kitchen: Kitchen) -> None:
    run = await kitchen.cook(chain('a'))

    await kitchen.executor.cancel(run.id)

    assert kitchen.now(run).status is RunStatus.DONE


async def test_a_stopped_run_goes_on_where_it_was_stopped(kitchen: Kitchen) -> None:
    kitchen.service.answer('Erster Text.')
    kitchen.service.hang('Zwei')
    run = await kitchen.start(chain('a', 'b'))
    await kitchen.service.called(2)
    await kitchen.executor.cancel(run.id)
    kitchen.service.answer('Zweiter Text.')

    await kitchen.go_on(run)
    done = await kitchen.end_of(run)

    assert done.result == 'Zweiter Text.'
    assert [call.task for call in kitchen.service.calls] == ['Tu a.', 'Tu b.', 'Tu b.']
