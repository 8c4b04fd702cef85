"""Before the start: what the bots will read besides, a file more for it, and where the result goes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from app.bootstrap import Services
from app.domain.pipelines import Pipeline
from app.domain.places import Place
from app.domain.workspaces import Workspace
from tests.pages.conftest import Window


async def chunks(text: str) -> AsyncIterator[bytes]:
    yield text.encode()


async def household(services: Services, source: Any = 'folder') -> tuple[Pipeline, Workspace]:
    """A bot, a folder it may read, and a recipe; `source` 'folder' reads the folder."""
    owner = services.accounts.builtin_owner()
    bot = await services.bots.create(owner, name='Vorleser')
    folder = await services.workspaces.create(owner, name='Belege', emoji='🧾', bot_ids=(bot.id,))
    sources: Sequence[Any] = ['start', {'workspace': folder.id}] if source == 'folder' else [source]
    step = {'bot_id': bot.id, 'instruction': 'Fass zusammen.', 'input_source': sources}
    fields = [{'key': 'frage', 'label': 'Was willst du wissen?'}]
    recipe = await services.pipelines.create(owner, {'name': 'Kassensturz', 'inputs': fields, 'steps': [step]})
    return recipe, folder


async def put(services: Services, place: Place, name: str, text: str = 'Brot 3,50 €') -> None:
    await services.documents.add(services.accounts.builtin_owner(), place, name, chunks(text))


async def test_a_folder_that_the_recipe_reads_is_shown_even_when_it_is_empty(
    services: Services, window: Window
) -> None:
    recipe, folder = await household(services)
    await window.open(f'/rezept/{recipe.id}/start')
    await window.sees('Was die Bots dazu lesen', 'Belege', 'Leer')
    assert window.one(f'reads-{folder.id}').props['href'] == f'/ordner/{folder.id}'


async def test_a_file_put_there_is_counted_and_its_state_followed(services: Services, window: Window) -> None:
    recipe, folder = await household(services)
    await window.open(f'/rezept/{recipe.id}/start')
    await put(services, Place.of_workspace(folder.id), 'Bon.txt')
    window.user.find(marker='upload').trigger('added', ['Bon.txt', ''])
    await window.sees('1 Datei', 'Bon.txt', 'Gelesen')


async def test_what_cannot_be_read_is_told_there(services: Services, window: Window) -> None:
    recipe, folder = await household(services)
    await window.open(f'/rezept/{recipe.id}/start')
    await put(services, Place.of_workspace(folder.id), 'leer.txt', '')
    window.user.find(marker='upload').trigger('added', ['leer.txt', ''])
    await window.sees('Nicht gelesen')


async def test_a_bot_that_remembers_something_says_so(services: Services, window: Window) -> None:
    recipe, folder = await household(services, 'start')
    await window.open(f'/rezept/{recipe.id}/start')
    await window.sees('Was willst du wissen?')
    await window.misses('Was die Bots dazu lesen')
    await put(services, Place.of_bot(recipe.steps[0].bot_id), 'Preise.txt')
    await window.open(f'/rezept/{recipe.id}/start')
    await window.sees('Unterlagen von Vorleser', '1 Datei')
    assert not window.all(f'reads-{folder.id}')


async def test_a_recipe_inside_reads_too(services: Services, window: Window) -> None:
    inner, folder = await household(services)
    step = {'kind': 'recipe', 'input_source': 'start', 'settings': {'pipeline_id': inner.id}}
    fields = [{'key': 'frage', 'label': 'Was willst du wissen?'}]
    owner = services.accounts.builtin_owner()
    outer = await services.pipelines.create(owner, {'name': 'Außen', 'inputs': fields, 'steps': [step]})
    await window.open(f'/rezept/{outer.id}/start')
    await window.until(lambda: bool(window.all(f'reads-{folder.id}')), 'the folder of the recipe inside')


async def test_the_result_goes_into_the_folder_it_was_asked_for(services: Services, window: Window) -> None:
    recipe, folder = await household(services)
    await window.open(f'/rezept/{recipe.id}/start?ordner={folder.id}')
    await window.sees('Das Ergebnis kommt in den Ordner Belege.')
    await window.write('input-frage', 'Was kostet Brot?')
    await window.press('start')
    owner, place = services.accounts.builtin_owner(), Place.of_workspace(folder.id)
    await window.until(lambda: bool(services.documents.list(owner, place)), 'the result lies in the folder')


async def test_a_folder_that_is_not_there_is_told_kindly(services: Services, window: Window) -> None:
    recipe, _ = await household(services)
    await window.open(f'/rezept/{recipe.id}/start?ordner=weg')
    await window.sees('Zur Startseite')
