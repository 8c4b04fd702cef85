"""A run from its start to its end."""

from __future__ import annotations

from app.domain.pipelines import Step
from app.domain.runs import RunStatus
from tests.kitchen import Kitchen, chain, reads, recipe


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
