"""Texts that go into the folder of a bot."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.events import DocumentsChanged
from app.domain.pipelines import OutputPart, Pipeline, Step
from app.domain.runs import RunStatus
from tests.kitchen import Kitchen, reads, recipe


def saved_as(*names: str, recipe_name: str = 'Rezept') -> Pipeline:
    """A recipe of one step whose text is saved under these names."""
    targets = tuple(OutputPart('document', {'document': name}) for name in names)
    return recipe(
        Step(id='a', bot_id='writer', instruction='Los.', input_source=reads(), output_target=targets), name=recipe_name
    )


def folder(kitchen: Kitchen) -> Path:
    """Where the documents of bot 'writer' lie."""
    return kitchen.folder / 'data' / 'bots' / 'writer' / 'documents'


async def test_the_text_lies_in_the_folder_of_the_bot(kitchen: Kitchen) -> None:
    told: list[str] = []
    kitchen.bus.subscribe(DocumentsChanged, lambda event: told.append(event.about))
    kitchen.service.answer('Schöne Grüße')

    run = await kitchen.cook(saved_as('Brief.md', 'Kopie.txt'))

    assert run.status is RunStatus.DONE
    assert (folder(kitchen) / 'Brief.md').read_text('utf-8') == 'Schöne Grüße'
    assert (folder(kitchen) / 'Kopie.txt').read_text('utf-8') == 'Schöne Grüße'
    assert 'writer' in told


@pytest.mark.parametrize(
    ('template', 'recipe_name', 'name'),
    [
        ('{recipe}', 'Brief ans Amt', 'Brief ans Amt.md'),
        ('{recipe}.txt', 'Brief/Amt: "neu"', 'Brief-Amt- -neu-.txt'),
        ('{recipe}', 'x' * 300, 'x' * 80 + '.md'),
        ('{recipe}', '...', 'recipe.md'),
    ],
)
async def test_the_name_may_hold_placeholders(kitchen: Kitchen, template: str, recipe_name: str, name: str) -> None:
    await kitchen.cook(saved_as(template, recipe_name=recipe_name))

    assert [path.name for path in folder(kitchen).iterdir()] == [name]


async def test_date_and_time_are_those_of_the_steps_end(kitchen: Kitchen) -> None:
    run = await kitchen.cook(saved_as('{date} {time} {run}.md'))

    ended = run.steps[0].finished_at
    assert ended is not None
    assert [path.name for path in folder(kitchen).iterdir()] == [f'{ended.astimezone():%Y-%m-%d %H-%M} {run.id}.md']


async def test_a_document_lost_to_a_crash_is_written_after_the_restart_without_paying_again(
    kitchen: Kitchen, tmp_path: Path
) -> None:
    steps = saved_as('Brief.md').steps
    kitchen.service.hang(to='Danach.')
    run = await kitchen.start(recipe(*steps, Step(id='b', bot_id='writer', instruction='Danach.')))
    await kitchen.service.called(2)
    (folder(kitchen) / 'Brief.md').unlink()

    after = await kitchen.killed(tmp_path / 'after')
    await after.executor.start()
    done = await after.end_of(run)

    assert done.status is RunStatus.DONE
    assert (folder(after) / 'Brief.md').read_text('utf-8') == done.step('a').output
    assert [call.task for call in after.service.calls] == ['Danach.']
    await after.close()


async def test_a_text_that_cannot_be_saved_is_kept_and_going_on_saves_it(kitchen: Kitchen) -> None:
    folder(kitchen).parent.mkdir(parents=True)
    folder(kitchen).write_text('a file where the folder should be')

    run = await kitchen.cook(saved_as('Brief.md'))
    assert run.status is RunStatus.FAILED
    assert run.step('a').status is RunStatus.DONE

    folder(kitchen).unlink()
    await kitchen.go_on(run)
    done = await kitchen.end_of(run)

    assert done.status is RunStatus.DONE
    assert (folder(kitchen) / 'Brief.md').exists()
    assert len(kitchen.service.calls) == 1
