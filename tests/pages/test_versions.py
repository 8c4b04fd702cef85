"""Earlier versions on the page: what was changed, what is different now, and bringing one back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.pipelines import Pipeline
from tests.pages.conftest import Window


class Shelf:
    """A bot and a recipe of the person."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.actor = services.accounts.builtin_owner()

    async def fill(self) -> None:
        """Make them."""
        self.bot = await self.services.bots.create(self.actor, name='Texter', system_prompt='Sei nett zu allen.')
        steps = [{'id': 'a', 'bot_id': self.bot.id, 'instruction': 'Schreib einen kurzen Brief an Oma.'}]
        data = {'name': 'Brief', 'steps': steps, 'inputs': [{'key': 'topic', 'label': 'Thema'}]}
        self.recipe = await self.services.pipelines.create(self.actor, data)

    async def save(self, **changes: Any) -> Pipeline:
        """Change the recipe."""
        now = self.now()
        return await self.services.pipelines.update(self.actor, now.id, changes, now.version)

    async def task(self, task: str) -> Pipeline:
        """Give its step another task."""
        return await self.save(steps=[{'id': 'a', 'bot_id': self.bot.id, 'instruction': task}])

    def now(self) -> Pipeline:
        """The recipe as it is stored."""
        return self.services.pipelines.get(self.actor, self.recipe.id)

    def bot_now(self) -> Bot:
        """The bot as it is stored."""
        return self.services.bots.get(self.actor, self.bot.id)


@pytest.fixture
async def shelf(services: Services) -> Shelf:
    shelf = Shelf(services)
    await shelf.fill()
    return shelf


async def test_the_list_says_what_was_changed_and_by_whom(shelf: Shelf, window: Window) -> None:
    await shelf.task('Schreib einen langen Brief an Oma.')
    await window.open(f'/rezept/{shelf.recipe.id}')
    await window.press('versions')
    await window.sees('Frühere Fassungen von „Brief“', 'Neu angelegt', ', von dir', 'So ist es jetzt')
    assert window.path() == f'/rezept/{shelf.recipe.id}/fassungen'


async def test_a_save_in_another_window_appears_by_itself(shelf: Shelf, window: Window) -> None:
    await window.open(f'/rezept/{shelf.recipe.id}/fassungen')
    await shelf.save(name='Brief ans Amt', description='Kurz')
    await window.sees('2 Mal gespeichert')


async def test_states_of_one_line_can_be_looked_at_one_by_one(shelf: Shelf, window: Window) -> None:
    for name in ('Eins', 'Zwei', 'Drei'):
        await shelf.save(name=name)
    await window.open(f'/rezept/{shelf.recipe.id}/fassungen')
    await window.press('between')
    await window.sees('Name: Eins → Zwei', 'Name: Brief → Eins')
    await window.press('look-2')
    await window.sees('Fassung 2', 'Name: Eins → Drei')


async def test_a_version_shows_what_is_different_now_word_by_word(shelf: Shelf, window: Window) -> None:
    await shelf.task('Schreib einen langen Brief an Oma.')
    await window.open(f'/rezept/{shelf.recipe.id}/fassung/1')
    await window.sees('Fassung 1', 'Das wurde seitdem geändert', 'Schritt 1: Aufgabe geändert')
    await window.sees('weg: ', 'kurzen', 'neu: ', 'langen')


async def test_what_a_version_did_can_be_read(shelf: Shelf, window: Window) -> None:
    await shelf.task('Etwas ganz anderes')
    await window.open(f'/rezept/{shelf.recipe.id}/fassung/1')
    await window.press('contents')
    await window.sees('Die Aufgabe: „Schreib einen kurzen Brief an Oma.“')


async def test_a_version_comes_back_and_can_be_taken_back(shelf: Shelf, window: Window) -> None:
    await shelf.task('Neu')
    await window.open(f'/rezept/{shelf.recipe.id}/fassung/1')
    await window.press('restore-version')
    await window.sees('Fassung 1 steht jetzt wieder da.')
    assert window.path() == f'/rezept/{shelf.recipe.id}'
    assert shelf.now().steps == shelf.recipe.steps
    await window.press('notice-action')
    await window.sees('Es ist wieder wie vorher.')
    assert shelf.now().steps[0].instruction == 'Neu'


async def test_undoing_never_overwrites_what_somebody_did_since(shelf: Shelf, window: Window) -> None:
    await shelf.task('Neu')
    await window.open(f'/rezept/{shelf.recipe.id}/fassung/1')
    await window.press('restore-version')
    await window.sees('Fassung 1 steht jetzt wieder da.')
    await shelf.save(name='Seitdem')
    await window.press('notice-action')
    await window.sees('Inzwischen hat jemand etwas geändert.')
    assert shelf.now().name == 'Seitdem'


async def test_a_version_page_follows_other_windows(shelf: Shelf, window: Window) -> None:
    await shelf.task('Neu')
    await window.open(f'/rezept/{shelf.recipe.id}/fassung/1')
    await window.sees('Aufgabe geändert')
    await shelf.save(name='Anders')
    await window.sees('Name: Brief → Anders')
    await shelf.services.versions.restore(shelf.actor, 'pipeline', shelf.recipe.id, 1)
    await window.sees('Diese Fassung ist so, wie es jetzt ist.')
    assert not window.all('restore-version')


async def test_a_version_whose_bot_is_gone_says_so(shelf: Shelf, window: Window) -> None:
    await shelf.save(steps=[])
    await shelf.services.bots.delete(shelf.actor, shelf.bot.id)
    await window.open(f'/rezept/{shelf.recipe.id}/fassung/1')
    await window.press('restore-version')
    await window.sees('So kann diese Fassung noch nicht zurückkommen.', 'Diesen Bot gibt es nicht.')
    assert shelf.now().steps == ()


async def test_a_bots_versions_are_there_too(shelf: Shelf, window: Window) -> None:
    await shelf.services.bots.update(shelf.actor, shelf.bot.id, {'system_prompt': 'Sei streng zu allen.'})
    await window.open(f'/bot/{shelf.bot.id}')
    await window.press('versions')
    await window.sees('Frühere Fassungen von „Texter“')
    await window.open(f'/bot/{shelf.bot.id}/fassung/1')
    await window.sees('Wesen geändert', 'nett', 'streng')
    await window.press('restore-version')
    await window.sees('Fassung 1 steht jetzt wieder da.')
    assert window.path() == f'/bot/{shelf.bot.id}'
    assert shelf.bot_now().system_prompt == 'Sei nett zu allen.'


@pytest.mark.parametrize(
    'address', ['/rezept/{recipe}/fassung/9', '/rezept/{recipe}/fassung/x', '/bot/{bot}/fassung/9']
)
async def test_a_version_that_is_not_there_is_said_on_the_page(shelf: Shelf, window: Window, address: str) -> None:
    await window.open(address.format(recipe=shelf.recipe.id, bot=shelf.bot.id))
    await window.sees('Das gibt es hier nicht')


async def test_a_deleted_recipe_leaves_its_open_pages_alone(
    shelf: Shelf, window: Window, new_window: Callable[[], Window]
) -> None:
    await shelf.task('Neu')
    await window.open(f'/rezept/{shelf.recipe.id}/fassungen')
    await shelf.services.pipelines.delete(shelf.actor, shelf.recipe.id)
    await window.sees('Hier gibt es noch keine Fassungen.')


async def test_a_run_says_which_version_it_was_made_with(shelf: Shelf, window: Window) -> None:
    await shelf.save(name='Brief 2')
    run = await shelf.services.runs.start(shelf.actor, shelf.recipe.id, {'topic': 'Ostern'})
    await shelf.save(name='Brief 3')
    await shelf.services.runs.wait(shelf.actor, run.id, 30)
    await window.open(f'/lauf/{run.id}')
    await window.sees('Gemacht mit Fassung 2 des Rezepts')
    [link] = [child for child in window.one('used-version').descendants() if 'href' in child.props]
    assert link.props['href'] == f'/rezept/{shelf.recipe.id}/fassung/2'


async def test_a_run_of_a_deleted_recipe_names_its_version_without_a_link(shelf: Shelf, window: Window) -> None:
    run = await shelf.services.runs.start(shelf.actor, shelf.recipe.id, {'topic': 'Ostern'})
    await shelf.services.runs.wait(shelf.actor, run.id, 30)
    await shelf.services.pipelines.delete(shelf.actor, shelf.recipe.id)
    await window.open(f'/lauf/{run.id}')
    await window.sees('Gemacht mit Fassung 1 des Rezepts')
    assert not [child for child in window.one('used-version').descendants() if 'href' in child.props]


async def test_the_recipe_explains_itself_and_follows_changes(shelf: Shelf, window: Window) -> None:
    await window.open(f'/rezept/{shelf.recipe.id}')
    await window.press('explain')
    await window.sees('Die Aufgabe: „Schreib einen kurzen Brief an Oma.“', 'Deine Texte bleiben im Haus.')
    await shelf.task('Schreib einen langen Brief.')
    await window.sees('Die Aufgabe: „Schreib einen langen Brief.“')


async def test_the_start_form_explains_the_recipe(shelf: Shelf, window: Window) -> None:
    await window.open(f'/rezept/{shelf.recipe.id}/start')
    await window.press('explain')
    await window.sees('Wenn du magst, gibst du hinein:', '„Thema“.', 'Das Ergebnis ist der Text aus Schritt 1.')
