"""Folders: made with a name alone, arranged, opened for bots, seen and changed in every window."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.places import Place
from app.domain.workspaces import Workspace
from tests.pages.conftest import Window


async def content() -> AsyncIterator[bytes]:
    """A file as it arrives."""
    yield 'Rosen schneidet man im Frühling.'.encode()


@pytest.fixture
def owner(services: Services) -> Account:
    return services.accounts.builtin_owner()


@pytest.fixture
async def garden(services: Services, owner: Account) -> Workspace:
    return await services.workspaces.create(owner, name='Garten')


async def test_a_name_is_enough_for_a_folder(window: Window, services: Services, owner: Account) -> None:
    await window.open('/ordner')
    await window.sees('Noch kein Ordner.')
    await window.press('first-workspace')
    await window.write('new-workspace-name', 'Garten')
    await window.press('create-workspace')
    await window.sees('Ordner „Garten“ ist da.', 'Hier liegt noch nichts.', 'Alle Ordner')
    [one] = services.workspaces.list(owner)
    assert (one.name, one.bot_ids, window.path()) == ('Garten', (), f'/ordner/{one.id}')


async def test_without_a_name_the_field_says_so(window: Window, services: Services, owner: Account) -> None:
    await window.open('/ordner')
    await window.press('first-workspace')
    await window.press('create-workspace')
    await window.until(lambda: window.one('new-workspace-name').error != '', 'the field says what is missing')
    assert not services.workspaces.list(owner)


async def test_a_folder_in_another_one_offers_the_same_bots(
    window: Window, services: Services, owner: Account, garden: Workspace
) -> None:
    fox, owl = [await services.bots.create(owner, name=name) for name in ('Fuchs', 'Eule')]
    await services.workspaces.update(owner, garden.id, {'bot_ids': [fox.id]})
    await window.open(f'/ordner/{garden.id}')
    await window.press('new-below')
    await window.until(lambda: window.all('new-workspace-name') != [], 'the window asks')
    assert [window.one(f'reader-{bot.id}', -1).value for bot in (fox, owl)] == [True, False]
    await window.write('new-workspace-name', 'Obst')
    await window.press('create-workspace')
    await window.sees('Ordner „Obst“ ist da.')
    fruit = next(one for one in services.workspaces.list(owner) if one.name == 'Obst')
    assert (fruit.parent_id, fruit.bot_ids) == (garden.id, (fox.id,))


async def test_another_place_offers_the_bots_of_that_place(
    window: Window, services: Services, owner: Account, garden: Workspace
) -> None:
    fox = await services.bots.create(owner, name='Fuchs')
    await services.workspaces.update(owner, garden.id, {'bot_ids': [fox.id]})
    await window.open('/ordner')
    await window.press('new-workspace')
    await window.write('new-workspace-parent', garden.id)
    await window.until(lambda: window.one(f'reader-{fox.id}').value, 'the bot is ticked')
    await window.write('new-workspace-parent', '')
    await window.until(lambda: not window.one(f'reader-{fox.id}').value, 'nobody is ticked')


async def test_the_tree_follows_every_change(
    window: Window, services: Services, owner: Account, garden: Workspace
) -> None:
    bot = await services.bots.create(owner, name='Fuchs')
    await window.open('/ordner')
    await window.sees('Garten', 'Leer · Kein Bot darf lesen')
    fruit = await services.workspaces.create(owner, name='Obst', parent_id=garden.id, bot_ids=(bot.id,))
    await window.sees('Obst', 'Leer · 1 Bot darf lesen')
    await services.documents.add(owner, Place.of_workspace(fruit.id), 'Apfel.txt', content())
    await window.sees('1 Datei · 1 Bot darf lesen')
    await services.bots.delete(owner, bot.id)
    await window.sees('1 Datei · Kein Bot darf lesen')
    await services.workspaces.update(owner, garden.id, {'name': 'Park'})
    await window.sees('Park')
    await services.workspaces.delete(owner, garden.id)
    await window.misses('Park')
    await window.sees('Obst')


async def test_a_folder_stands_in_the_list_of_the_one_above(
    window: Window, services: Services, owner: Account, garden: Workspace
) -> None:
    fruit = await services.workspaces.create(owner, name='Obst', parent_id=garden.id)
    house = await services.workspaces.create(owner, name='Haus')
    await window.open('/ordner')

    def above() -> str:
        lines = [*window.one(f'folder-{fruit.id}').ancestors()]
        return next((id for id in (garden.id, house.id) if window.one(f'folder-{id}').parent_slot.parent in lines), '')

    assert above() == garden.id
    await services.workspaces.update(owner, fruit.id, {'parent_id': house.id})
    await window.until(lambda: above() == house.id, 'it has moved')
    await services.workspaces.update(owner, fruit.id, {'parent_id': ''})
    await window.until(lambda: above() == '', 'it stands at the top')


async def test_what_is_changed_saves_itself_and_is_seen_in_the_other_window(
    window: Window, new_window: Callable[[], Window], services: Services, owner: Account, garden: Workspace
) -> None:
    bot = await services.bots.create(owner, name='Fuchs')
    await window.open(f'/ordner/{garden.id}')
    other = await new_window().open(f'/ordner/{garden.id}')
    await window.write('workspace-name', 'Park')
    await window.write('workspace-description', 'Alles über Rosen.')
    await window.write(f'reader-{bot.id}', True)
    await other.sees('Park', 'Alles über Rosen.')
    await other.until(lambda: other.one(f'reader-{bot.id}').value, 'the bot is ticked there too')
    await window.sees('Gespeichert')
    saved = services.workspaces.get(owner, garden.id)
    assert (saved.name, saved.description, saved.bot_ids) == ('Park', 'Alles über Rosen.', (bot.id,))
    await other.write(f'reader-{bot.id}', False)
    await window.until(lambda: not window.one(f'reader-{bot.id}').value, 'and is let go of here')
    assert services.workspaces.get(owner, garden.id).bot_ids == ()


async def test_two_windows_that_tick_different_bots_do_not_undo_each_other(
    window: Window, new_window: Callable[[], Window], services: Services, owner: Account, garden: Workspace
) -> None:
    fox, owl = [await services.bots.create(owner, name=name) for name in ('Fuchs', 'Eule')]
    await window.open(f'/ordner/{garden.id}')
    other = await new_window().open(f'/ordner/{garden.id}')
    await window.write('workspace-name', 'Park')
    await window.write(f'reader-{fox.id}', True)
    await other.write(f'reader-{owl.id}', True)
    ticks = [(one, f'reader-{bot.id}') for one in (window, other) for bot in (fox, owl)]
    await window.until(lambda: all(one.one(mark).value for one, mark in ticks), 'both are ticked in both')
    await other.sees('Park')
    saved = services.workspaces.get(owner, garden.id)
    assert (saved.name, set(saved.bot_ids)) == ('Park', {fox.id, owl.id})


async def test_the_way_back_leads_to_the_folder_above(
    window: Window, services: Services, owner: Account, garden: Workspace
) -> None:
    fruit = await services.workspaces.create(owner, name='Obst', parent_id=garden.id)
    await window.open(f'/ordner/{fruit.id}')
    await window.press('up')
    await window.until(lambda: window.path() == f'/ordner/{garden.id}', 'we are above')
    await window.sees('Ordner darin', 'Obst')
    await window.press('up')
    await window.until(lambda: window.path() == '/ordner', 'we are at the top')


async def test_a_folder_moves_but_never_into_itself(
    window: Window, services: Services, owner: Account, garden: Workspace
) -> None:
    fruit = await services.workspaces.create(owner, name='Obst', parent_id=garden.id)
    house = await services.workspaces.create(owner, name='Haus')
    await window.open(f'/ordner/{garden.id}')
    offered = [value for value, _ in window.one('workspace-parent_id').props['choices']]
    assert offered == ['', house.id]
    await window.write('workspace-parent_id', house.id)
    await window.until(lambda: services.workspaces.get(owner, garden.id).parent_id == house.id, 'it is saved')
    await window.until(lambda: window.one('up').text == 'Haus', 'the way back leads there')
    await services.workspaces.delete(owner, house.id)
    await window.until(lambda: window.one('up').text == 'Alle Ordner', 'it stands at the top')
    assert (window.one('workspace-parent_id').value, fruit.parent_id) == (house.id, garden.id)


async def test_a_deleted_folder_comes_back_with_one_press(
    window: Window, services: Services, owner: Account, garden: Workspace
) -> None:
    await services.documents.add(owner, Place.of_workspace(garden.id), 'Rosen.txt', content())
    await window.open(f'/ordner/{garden.id}')
    await window.press('delete-workspace')
    await window.sees('Ordner „Garten“ liegt jetzt im Papierkorb.', 'Noch kein Ordner.')
    await window.press('notice-action')
    await window.sees('„Garten“ ist wieder da.', '1 Datei · Kein Bot darf lesen')


async def test_a_folder_in_the_trash_is_called_one(
    window: Window, services: Services, owner: Account, garden: Workspace
) -> None:
    await window.open('/einstellungen/papierkorb')
    await services.workspaces.delete(owner, garden.id)
    await window.sees('Garten', 'Ordner, gelöscht heute um')
    await window.press('restore')
    await window.sees('„Garten“ ist wieder da.', 'Der Papierkorb ist leer.')


async def test_a_new_result_for_the_folder_starts_with_a_recipe(
    window: Window, services: Services, owner: Account, garden: Workspace
) -> None:
    await window.open(f'/ordner/{garden.id}')
    await window.press('new-result')
    await window.sees('Du hast noch kein Rezept.')
    recipe = await services.pipelines.create(owner, {'name': 'Pflanzplan'})
    off = await services.pipelines.create(owner, {'name': 'Ausgeschaltet', 'is_on': False})
    await window.open(f'/ordner/{garden.id}')
    await window.press('new-result')
    await window.sees('Pflanzplan')
    assert window.one(f'start-{recipe.id}').props['href'] == f'/rezept/{recipe.id}/start?ordner={garden.id}'
    assert not window.all(f'start-{off.id}')


async def test_the_page_says_where_the_folder_lies(window: Window, services: Services, garden: Workspace) -> None:
    await window.open(f'/ordner/{garden.id}')
    await window.sees(str(services.config.data_dir.absolute() / garden.documents_path))


async def test_a_bot_shows_its_folders_and_gets_more(
    window: Window, services: Services, owner: Account, garden: Workspace
) -> None:
    bot = await services.bots.create(owner, name='Fuchs')
    await window.open(f'/bot/{bot.id}')
    await window.sees('Dieser Bot liest noch in keinem Ordner.')
    await window.write(f'share-{garden.id}', True)
    await window.misses('Dieser Bot liest noch in keinem Ordner.')
    assert services.workspaces.get(owner, garden.id).bot_ids == (bot.id,)
    await window.write(f'share-{garden.id}', False)
    await window.sees('Dieser Bot liest noch in keinem Ordner.')
    assert services.workspaces.get(owner, garden.id).bot_ids == ()


async def test_a_folder_that_is_not_there_is_said_to_be_gone(window: Window) -> None:
    await window.open('/ordner/gibt-es-nicht')
    await window.sees('Das gibt es hier nicht.')


async def test_coming_and_going_leaves_no_listener_behind(
    window: Window, services: Services, owner: Account, garden: Workspace
) -> None:
    await services.bots.create(owner, name='Fuchs')
    await services.workspaces.create(owner, name='Obst', parent_id=garden.id)
    await window.open('/ordner')
    await window.sees('Garten')
    before = services.bus.subscriber_count
    for _ in range(3):
        await window.press(f'folder-{garden.id}')
        await window.sees('Ordner darin')
        await window.press('new-below')
        await window.sees('Ordner anlegen')
        await window.press('up')
        await window.misses('Ordner darin')
    assert services.bus.subscriber_count == before
