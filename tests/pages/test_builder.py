"""The recipe editor: sentences that save themselves, ways back, problems where they belong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.bootstrap import Services
from app.domain.pipelines import Pipeline
from app.domain.places import Place
from tests.pages.conftest import Window


@pytest.fixture
async def recipe(services: Services) -> Pipeline:
    """Two bots, two steps, one field."""
    owner = services.accounts.builtin_owner()
    search = await services.bots.create(owner, name='Recherche')
    writer = await services.bots.create(owner, name='Texter')
    return await services.pipelines.create(
        owner,
        {
            'name': 'Brief',
            'inputs': [{'key': 'topic', 'label': 'Thema'}],
            'steps': [
                {'id': 'a', 'bot_id': search.id, 'instruction': 'Sammle.'},
                {'id': 'b', 'bot_id': writer.id, 'instruction': 'Schreib.'},
            ],
        },
    )


@pytest.fixture
def stored(services: Services, recipe: Pipeline) -> Callable[[], Pipeline]:
    """What is stored of it now."""
    return lambda: services.pipelines.get(services.accounts.builtin_owner(), recipe.id)


@pytest.fixture
async def editor(window: Window, recipe: Pipeline) -> Window:
    """Its open editor."""
    return await window.open(f'/rezept/{recipe.id}')


def tasks(recipe: Pipeline) -> list[str]:
    return [step.instruction for step in recipe.steps]


def sources(recipe: Pipeline) -> list[list[Any]]:
    return [[part.to_json() for part in step.input_source] for step in recipe.steps]


async def test_a_recipe_of_three_steps_in_few_presses(window: Window, services: Services) -> None:
    owner = services.accounts.builtin_owner()
    for name in ('Recherche', 'Texter'):
        await services.bots.create(owner, name=name)
    await window.open('/rezepte/neu')
    await window.write('name', 'Mein Brief')
    await window.press('go-on')
    await window.press('take-Recherche')
    for bot in ('Texter', 'Recherche'):
        await window.press('add-step')
        await window.press(f'take-{bot}')
    await window.until(lambda: len(services.pipelines.list(owner)[0].steps) == 3, 'three steps are stored')
    made = services.pipelines.list(owner)[0]
    assert sources(made) == [['start'], ['previous'], ['previous']]
    await window.press('start')
    await window.until(lambda: window.path() == f'/rezept/{made.id}/start', 'it can be started')


async def test_without_bots_the_first_one_is_made_here(window: Window, services: Services) -> None:
    owner = services.accounts.builtin_owner()
    recipe = await services.pipelines.create(owner, {'name': 'Leer'})
    await window.open(f'/rezept/{recipe.id}')
    await window.sees('Du hast noch keinen Bot. Gib deinem ersten einen Namen.')
    await window.write('new-bot-name', 'Erster')
    await window.press('new-bot')
    await window.until(lambda: len(services.pipelines.get(owner, recipe.id).steps) == 1, 'it has a step')
    assert [bot.name for bot in services.bots.list(owner)] == ['Erster']


async def test_a_task_is_saved_and_taken_back_as_one_change(editor: Window, stored: Callable[[], Pipeline]) -> None:
    for text in ('S', 'Sa', 'Sammle alles.'):
        await editor.write('step-task', text)
    await editor.until(lambda: tasks(stored())[0] == 'Sammle alles.', 'it is stored')
    await editor.press('undo')
    await editor.until(lambda: tasks(stored())[0] == 'Sammle.', 'it is as before')
    await editor.press('redo')
    await editor.until(lambda: tasks(stored())[0] == 'Sammle alles.', 'and back again')


async def test_a_step_moves_and_says_where_it_is(editor: Window, stored: Callable[[], Pipeline]) -> None:
    await editor.press('step.up')
    await editor.until(lambda: tasks(stored()) == ['Schreib.', 'Sammle.'], 'the order is stored')
    assert sources(stored()) == [['start'], ['previous']]
    assert editor.said()[-1] == 'Texter ist jetzt Schritt 1 von 2.'


async def test_a_removed_step_comes_back_even_after_another_change(
    editor: Window, stored: Callable[[], Pipeline]
) -> None:
    await editor.press('step.remove')
    await editor.until(lambda: tasks(stored()) == ['Schreib.'], 'it is gone')
    await editor.write('step-task', 'Schreib kurz.')
    await editor.press_text('Rückgängig machen')
    await editor.until(lambda: tasks(stored()) == ['Sammle.', 'Schreib kurz.'], 'it is back in its place')


async def test_bot_and_input_are_chosen_in_the_sentence(
    editor: Window, recipe: Pipeline, stored: Callable[[], Pipeline]
) -> None:
    await editor.write('step-bot', recipe.steps[0].bot_id, 1)
    await editor.until(lambda: stored().steps[1].bot_id == recipe.steps[0].bot_id, 'the bot is stored')
    await editor.write('step-input', 'input:topic:', 1)
    await editor.until(lambda: sources(stored())[1] == [{'input': 'topic'}], 'the input is stored')


async def test_several_inputs_are_ticked(editor: Window, stored: Callable[[], Pipeline]) -> None:
    await editor.write('step-input', 'several', 1)
    await editor.write('source-input:topic:', True)
    await editor.until(lambda: sources(stored())[1] == [{'input': 'topic'}, 'previous'], 'both are stored')
    await editor.write('source-previous::', False)
    await editor.until(lambda: sources(stored())[1] == [{'input': 'topic'}], 'one is left')


async def test_the_start_form_gets_a_list_to_choose_from(editor: Window, stored: Callable[[], Pipeline]) -> None:
    await editor.press('add-field')
    await editor.write('field-label', 'Ton')
    await editor.write('field-kind', 'choice')
    await editor.write('field-choices', 'freundlich\nstreng\n\nstreng')
    await editor.write('field-required', True)
    await editor.until(
        lambda: len(stored().inputs) == 2 and stored().inputs[1].choices == ('freundlich', 'streng'), 'it is stored'
    )
    assert (stored().inputs[1].label, stored().inputs[1].required) == ('Ton', True)


async def test_a_removed_field_frees_the_steps_that_read_it(editor: Window, stored: Callable[[], Pipeline]) -> None:
    await editor.write('step-input', 'input:topic:', 1)
    await editor.press('field-topic')
    await editor.press('remove-field')
    await editor.until(lambda: not stored().inputs and sources(stored())[1] == ['previous'], 'nothing hangs loose')
    await editor.press_text('Rückgängig machen')
    await editor.until(lambda: sources(stored())[1] == [{'input': 'topic'}], 'both are back')


async def test_what_cannot_be_saved_is_told_at_the_step_and_kept(
    editor: Window, new_window: Callable[[], Window], recipe: Pipeline, stored: Callable[[], Pipeline]
) -> None:
    await editor.write('step-task', 'x' * 50_001)
    await editor.sees('Noch nicht gespeichert', 'Das ist zu lang.')
    again = await new_window().open(f'/rezept/{recipe.id}')
    assert len(again.one('step-task').value) == 50_001 and tasks(stored())[0] == 'Sammle.'
    await again.sees('Das ist zu lang.')


async def test_a_missing_bot_is_told_before_the_start(editor: Window, recipe: Pipeline, services: Services) -> None:
    await services.bots.delete(services.accounts.builtin_owner(), recipe.steps[1].bot_id)
    await editor.sees('Diesen Bot gibt es nicht.')
    await editor.press('start')
    await editor.sees('Bei einem Schritt fehlt noch etwas.')
    assert editor.path() == f'/rezept/{recipe.id}'


async def test_a_recipe_without_steps_is_not_started(window: Window, services: Services) -> None:
    recipe = await services.pipelines.create(services.accounts.builtin_owner(), {'name': 'Leer'})
    await window.open(f'/rezept/{recipe.id}')
    await window.press('start')
    await window.sees('Füg zuerst einen Schritt hinzu.')


async def test_another_window_follows(
    editor: Window, new_window: Callable[[], Window], recipe: Pipeline, stored: Callable[[], Pipeline]
) -> None:
    other = await new_window().open(f'/rezept/{recipe.id}')
    await editor.press('step.remove')
    await other.until(lambda: len(other.all('step-task')) == 1, 'the step goes there too')
    await other.write('recipe-name', 'Neuer Name')
    await editor.sees('Neuer Name')
    assert (stored().name, tasks(stored())) == ('Neuer Name', ['Schreib.'])


async def test_two_versions_of_the_steps_are_shown(
    editor: Window, services: Services, recipe: Pipeline, stored: Callable[[], Pipeline]
) -> None:
    owner = services.accounts.builtin_owner()
    theirs = [{'id': 'a', 'bot_id': recipe.steps[0].bot_id, 'instruction': 'Das andere.'}]
    await editor.write('step-task', 'x' * 50_001)
    await editor.sees('Noch nicht gespeichert')
    await services.pipelines.update(owner, recipe.id, {'steps': theirs}, expect=recipe.version)
    await editor.press('both-versions')
    await editor.sees('1. Recherche: Das andere.')
    await editor.press('take-theirs')
    await editor.until(lambda: editor.one('step-task').value == 'Das andere.', 'the other version is shown')
    await editor.press('undo')
    await editor.until(lambda: len(editor.one('step-task').value) == 50_001, 'nothing was lost')


async def test_a_deleted_recipe_comes_back(editor: Window, services: Services) -> None:
    owner = services.accounts.builtin_owner()
    await editor.press('delete-recipe')
    await editor.sees('Rezept „Brief“ liegt jetzt im Papierkorb. Dort bleibt es 30 Tage.')
    await editor.press_text('Rückgängig machen')
    await editor.until(lambda: len(services.pipelines.list(owner)) == 1, 'it is back')


async def test_a_document_of_the_bot_can_be_read(
    window: Window, services: Services, recipe: Pipeline, stored: Callable[[], Pipeline]
) -> None:
    async def content() -> Any:
        yield b'3 Euro'

    owner = services.accounts.builtin_owner()
    await services.documents.add(owner, Place.of_bot(recipe.steps[0].bot_id), 'preise.txt', content())
    await window.open(f'/rezept/{recipe.id}')
    await window.write('step-input', 'document::preise.txt')
    await window.until(lambda: sources(stored())[0] == [{'document': 'preise.txt'}], 'it is stored')
