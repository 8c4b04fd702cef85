"""After the end of the process, planned or not: nothing finished is called again."""

from __future__ import annotations

from pathlib import Path

from app.domain.events import RunChanged
from app.domain.pipelines import Step
from app.domain.runs import EventType, RunStatus
from tests.kitchen import Kitchen, chain, reads, recipe


async def test_a_restart_calls_only_the_step_that_was_at_work(kitchen: Kitchen) -> None:
    kitchen.service.answer('Eins.')
    kitchen.service.hang('Zw')
    run = await kitchen.start(chain('a', 'b', 'c'))
    await kitchen.service.called(2)

    await kitchen.restart()
    done = await kitchen.end_of(run)

    assert done.status is RunStatus.DONE
    assert [call.task for call in kitchen.service.calls] == ['Tu a.', 'Tu b.', 'Tu b.', 'Tu c.']
    assert done.step('b').attempts == 2
    assert 'run.resumed' in kitchen.journal(run)


async def test_stopping_the_process_ends_nothing_in_the_journal(kitchen: Kitchen) -> None:
    kitchen.service.hang('Zw')
    run = await kitchen.start(chain('a'))
    await kitchen.service.called(1)

    await kitchen.executor.drain(5)

    assert kitchen.journal(run) == ['run.created', 'run.started', 'step.begin a']
    assert kitchen.service.open == 0


async def test_nothing_new_begins_while_the_process_stops(kitchen: Kitchen) -> None:
    await kitchen.executor.drain(5)

    run = await kitchen.start(chain('a'))

    assert kitchen.executor.running() == frozenset()
    assert kitchen.now(run).status is RunStatus.WAITING


async def test_a_run_that_was_only_written_down_starts_after_the_restart(kitchen: Kitchen) -> None:
    await kitchen.executor.drain(5)
    run = await kitchen.start(chain('a'))

    await kitchen.restart()

    assert (await kitchen.end_of(run)).status is RunStatus.DONE


async def test_lanes_that_were_done_stay_done(kitchen: Kitchen) -> None:
    kitchen.service.answer('A', to='A.')
    kitchen.service.hang(to='B.')
    steps = [Step(id=id, bot_id='writer', instruction=f'{id.upper()}.', input_source=reads()) for id in ('a', 'b')]
    run = await kitchen.start(recipe(*steps))
    await kitchen.until(run, EventType.STEP_DONE, 'a')
    await kitchen.service.called(2)

    await kitchen.restart()
    await kitchen.end_of(run)

    assert sorted(call.task for call in kitchen.service.calls) == ['A.', 'B.', 'B.']


async def test_with_a_full_disk_the_paid_answer_waits_in_memory(kitchen: Kitchen) -> None:
    seen: list[RunStatus] = []
    kitchen.service.answer('x' * 60_000, after=1)
    run = await kitchen.start(chain('a', 'b'))
    kitchen.bus.subscribe(RunChanged, lambda event: seen.append(event.run.status), run.id)
    await kitchen.clock.until_sleeping(at_most=1)
    kitchen.disk.room = 30_000

    await kitchen.clock.advance(1)
    await kitchen.clock.until_sleeping(at_most=5)
    held_up = kitchen.executor.held_up(run.id)
    kitchen.disk.room = None
    await kitchen.clock.advance(5)
    done = await kitchen.end_of(run)

    assert held_up is not None and held_up.code == 'disk'
    assert RunStatus.NEEDS_YOU in seen
    assert done.status is RunStatus.DONE
    assert [call.task for call in kitchen.service.calls] == ['Tu a.', 'Tu b.']
    assert kitchen.executor.held_up(run.id) is None
    assert 'run.parked' in kitchen.journal(run)


async def test_a_disk_without_any_room_shows_the_run_as_parked_all_the_same(kitchen: Kitchen) -> None:
    kitchen.service.answer('Text', after=1)
    run = await kitchen.start(chain('a'))
    await kitchen.clock.until_sleeping(at_most=1)
    kitchen.disk.room = 0

    await kitchen.clock.advance(1)
    await kitchen.clock.until_sleeping(at_most=5)
    await kitchen.clock.advance(5)
    await kitchen.clock.until_sleeping(at_most=5)
    assert kitchen.executor.held_up(run.id) is not None
    kitchen.disk.room = None
    await kitchen.clock.advance(5)

    assert (await kitchen.end_of(run)).status is RunStatus.DONE
    assert 'run.parked' not in kitchen.journal(run)
    assert len(kitchen.service.calls) == 1


async def test_two_lanes_wait_for_space_without_losing_either_answer(kitchen: Kitchen) -> None:
    for id in ('A.', 'B.'):
        kitchen.service.answer(f'{id} fertig', after=1, to=id)
    steps = [Step(id=id, bot_id='writer', instruction=f'{id.upper()}.', input_source=reads()) for id in ('a', 'b')]
    run = await kitchen.start(recipe(*steps))
    await kitchen.clock.until_sleeping(at_most=1, count=2)
    kitchen.disk.room = 0

    await kitchen.clock.advance(1)
    await kitchen.clock.until_sleeping(at_most=5)
    kitchen.disk.room = None
    await kitchen.clock.advance(5)
    done = await kitchen.end_of(run)

    assert [step.output for step in done.steps] == ['A. fertig', 'B. fertig']
    assert len(kitchen.service.calls) == 2


async def test_parked_runs_go_on_after_a_restart(kitchen: Kitchen, tmp_path: Path) -> None:
    kitchen.service.answer('x' * 60_000, after=1)
    run = await kitchen.start(chain('a'))
    await kitchen.clock.until_sleeping(at_most=1)
    kitchen.disk.room = 30_000
    await kitchen.clock.advance(1)
    await kitchen.until(run, EventType.RUN_PARKED)
    assert kitchen.now(run).status is RunStatus.NEEDS_YOU

    after = await kitchen.killed(tmp_path / 'after')
    await after.executor.start()

    assert (await after.end_of(run)).status is RunStatus.DONE
    await after.close()
