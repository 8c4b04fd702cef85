"""Folders in the builder: what a step reads there, who may, and where its text is put."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.pipelines import InputPart, OutputPart, Pipeline, Step
from app.domain.places import Place
from app.domain.workspaces import Workspace
from tests.pages.conftest import Window
from tests.pages.test_start_reads import chunks


@pytest.fixture
def owner(services: Services) -> Account:
    return services.accounts.builtin_owner()


@pytest.fixture
async def recipe(services: Services, owner: Account) -> Pipeline:
    bot = await services.bots.create(owner, name='Vorleser')
    steps = [{'id': 'a', 'bot_id': bot.id, 'instruction': 'Fass zusammen.'}]
    fields = [{'key': 'frage', 'label': 'Frage'}]
    return await services.pipelines.create(owner, {'name': 'Kassensturz: März', 'inputs': fields, 'steps': steps})


@pytest.fixture
async def open_folder(services: Services, owner: Account, recipe: Pipeline) -> Workspace:
    """A folder the bot may read, with one file."""
    folder = await services.workspaces.create(owner, name='Belege', bot_ids=(recipe.steps[0].bot_id,))
    await services.documents.add(owner, Place.of_workspace(folder.id), 'Bon.txt', chunks('Brot 3,50 €'))
    return folder


@pytest.fixture
async def closed_folder(services: Services, owner: Account) -> Workspace:
    return await services.workspaces.create(owner, name='Briefe')


@pytest.fixture
def step(services: Services, owner: Account, recipe: Pipeline) -> Callable[[], Step]:
    """The step as it is stored now."""
    return lambda: services.pipelines.get(owner, recipe.id).steps[0]


async def choose(window: Window, recipe: Pipeline, value: str) -> None:
    await window.open(f'/rezept/{recipe.id}')
    await window.write('step-input', value)


async def test_a_step_reads_a_folder_that_names_its_bot(
    window: Window, recipe: Pipeline, open_folder: Workspace, step: Callable[[], Step]
) -> None:
    await choose(window, recipe, f'workspace:{open_folder.id}:')
    await window.until(lambda: step().input_source == (InputPart('workspace', ref=open_folder.id),), 'it is stored')
    assert 'den Unterlagen im Ordner „Belege“' in offered(window)
    assert 'der Datei „Bon.txt“ im Ordner „Belege“' in offered(window)


async def test_the_question_and_the_folder_together(
    window: Window, recipe: Pipeline, open_folder: Workspace, step: Callable[[], Step]
) -> None:
    await choose(window, recipe, 'several')
    await window.write(f'source-workspace:{open_folder.id}:', True)
    wanted = (InputPart('start'), InputPart('workspace', ref=open_folder.id))
    await window.until(lambda: step().input_source == wanted, 'both are stored')


async def test_a_folder_that_does_not_name_the_bot_is_one_press_away(
    window: Window,
    services: Services,
    owner: Account,
    recipe: Pipeline,
    closed_folder: Workspace,
    step: Callable[[], Step],
) -> None:
    await window.open(f'/rezept/{recipe.id}')
    assert 'den Unterlagen im Ordner „Briefe“' not in offered(window)
    await window.write('step-input', 'several')
    await window.sees('Vorleser darf den Ordner „Briefe“ noch nicht lesen.')
    await window.press(f'let-read-{closed_folder.id}')
    await window.until(lambda: 'den Unterlagen im Ordner „Briefe“' in offered(window), 'it can be chosen now')
    assert step().bot_id in services.workspaces.get(owner, closed_folder.id).bot_ids
    await window.misses('noch nicht lesen.')


async def test_a_bot_that_may_not_read_any_more_is_let_in_at_the_step(
    window: Window,
    services: Services,
    owner: Account,
    recipe: Pipeline,
    open_folder: Workspace,
    step: Callable[[], Step],
) -> None:
    await choose(window, recipe, f'workspace:{open_folder.id}:')
    await window.until(lambda: step().input_source[0].kind == 'workspace', 'it is stored')
    await services.workspaces.update(owner, open_folder.id, {'bot_ids': []})
    await window.open(f'/rezept/{recipe.id}')
    await window.sees('Vorleser darf den Ordner „Belege“ noch nicht lesen.')
    await window.press(f'let-read-{open_folder.id}')
    await window.misses('noch nicht lesen.')


async def test_the_text_is_put_into_a_folder_under_a_name_with_the_day(
    window: Window, recipe: Pipeline, closed_folder: Workspace, step: Callable[[], Step]
) -> None:
    await window.open(f'/rezept/{recipe.id}')
    await window.press('finer')
    await window.write('step-output', closed_folder.id)
    target = {'workspace': closed_folder.id, 'document': 'Kassensturz März {date}.docx'}
    await window.until(lambda: delivered(step()) == [OutputPart('workspace', target)], 'the folder is stored')
    await window.sees('wird als Datei abgelegt')
    await window.write('step-output-name', 'Bericht {date}')
    await window.write('step-output-kind', 'pdf')
    target = {'workspace': closed_folder.id, 'document': 'Bericht {date}.pdf'}
    await window.until(lambda: delivered(step()) == [OutputPart('workspace', target)], 'name and kind are stored')
    await window.write('step-output', 'bot')
    wanted = [OutputPart('document', {'document': 'Bericht {date}.pdf'})]
    await window.until(lambda: delivered(step()) == wanted, "the bot's own documents are stored")
    await window.write('step-output', '')
    await window.until(lambda: step().output_target == (OutputPart('next'),), 'nothing is left of it')


async def test_a_name_no_file_can_have_is_told_at_its_field(
    window: Window, recipe: Pipeline, closed_folder: Workspace
) -> None:
    await window.open(f'/rezept/{recipe.id}')
    await window.press('finer')
    await window.write('step-output', closed_folder.id)
    await window.write('step-output-name', 'Bericht/März')
    await window.until(lambda: bool(window.one('step-output-name').error), 'the field says what is wrong')


def delivered(step: Step) -> list[OutputPart]:
    """Where its text goes besides the next step."""
    return [part for part in step.output_target if part.kind != 'next']


def offered(window: Window) -> list[str]:
    """What the step can be told to read."""
    return [text for _, text in window.one('step-input').props['choices']]
