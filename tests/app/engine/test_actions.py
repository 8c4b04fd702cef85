"""Steps that calculate."""

from __future__ import annotations

import pytest

from app.domain.pipelines import InputPart, Step, StepKind
from app.domain.runs import EventType, RunStatus
from tests.kitchen import OWNER, Kitchen, reads, recipe


def shout(id: str = 'a', source: tuple[InputPart, ...] = (InputPart('previous'),), **settings: str) -> Step:
    """A step that shouts what it reads."""
    return Step(id=id, kind=StepKind.ACTION, input_source=source, settings={'action': 'shout', **settings})


async def test_an_action_works_without_any_service(kitchen: Kitchen) -> None:
    done = await kitchen.cook(recipe(shout()), 'Katzen')

    assert (done.status, done.result, kitchen.service.calls) == (RunStatus.DONE, 'KATZEN!', [])


async def test_its_settings_count_and_it_reads_several_steps(kitchen: Kitchen) -> None:
    steps = (shout('a'), shout('b', (InputPart('start'),), end='?'), shout('c', reads('a', 'b'), end='.'))

    done = await kitchen.cook(recipe(*steps), 'Hund')

    assert done.result == 'HUND!\n\nHUND?.'


async def test_a_file_it_makes_can_be_fetched_by_its_owner(kitchen: Kitchen) -> None:
    done = await kitchen.cook(recipe(shout(file='ruf.txt')), 'Katzen')

    (file,) = done.step('a').files
    name, path = kitchen.runs.file(OWNER, done.id, file.sha256)
    assert (name, path.read_text(), file.size) == ('ruf.txt', 'KATZEN!', 7)
    await kitchen.runs.delete(OWNER, done.id)
    assert not path.exists()


async def test_what_it_cannot_do_fails_the_step_with_the_reason(kitchen: Kitchen) -> None:
    done = await kitchen.cook(recipe(shout('a'), shout('b')), 'ganz leise')

    assert done.status is RunStatus.FAILED and done.step('a').error is not None
    assert done.step('a').error.code == 'act_no_table'
    assert done.step('b').status is RunStatus.WAITING


async def test_the_practice_notice_is_no_material(kitchen: Kitchen) -> None:
    from app.domain.notice import with_notice

    done = await kitchen.cook(recipe(shout()), with_notice('Katzen', 'de'))

    assert done.result == 'KATZEN!'


async def test_a_killed_action_gives_the_same_afterwards(
    kitchen: Kitchen, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bots_step = Step(id='b', bot_id='writer', instruction='Los.')
    kitchen.service.hang()
    run = await kitchen.start(recipe(shout(file='x.txt'), bots_step))
    await kitchen.until(run, EventType.STEP_BEGIN, 'b')
    later = await kitchen.killed(tmp_path_factory.mktemp('later'))
    await later.executor.start()

    done = await later.end_of(run)

    assert done.step('a').output == 'KATZEN!' and later.actions['shout'].worked == []  # type: ignore[attr-defined]
    assert later.journal(done).count('step.done a') == 1
    await later.close()
