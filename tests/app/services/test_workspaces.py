"""Folders that several bots may read: made, arranged, shared, deleted and brought back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.codec import to_json
from app.domain.errors import Conflict, Invalid, NotFound
from app.domain.events import WorkspacesChanged
from app.domain.places import Place
from app.domain.trash import TrashItem
from app.domain.workspaces import Workspace
from app.services.workspaces import MAX_BOTS
from tests.app.services.house import ANNA, BEN, House, open_house, pieces
from tests.fakes import MORNING


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as house:
        yield house


@pytest.fixture
async def garden(house: House) -> Workspace:
    return await house.workspaces.create(ANNA, name='Garten')


def problems(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    """Path and key of everything that was not taken."""
    return [(problem.path, problem.key) for problem in refused.value.problems]


async def test_a_name_is_enough_and_the_folder_is_there_at_once(house: House, tmp_path: Path) -> None:
    one = await house.workspaces.create(ANNA, name='  Garten ')
    assert (one.name, one.emoji, one.parent_id, one.bot_ids, one.version) == ('Garten', '🗂️', '', (), 1)
    assert (tmp_path / 'data' / one.documents_path).is_dir()
    assert house.documents.folder(ANNA, Place.of_workspace(one.id)) == tmp_path / 'data' / one.documents_path


async def test_folders_are_listed_by_name(house: House) -> None:
    for name in ('Zaun', 'apfel', 'Birne'):
        await house.workspaces.create(ANNA, name=name)
    assert [one.name for one in house.workspaces.list(ANNA)] == ['apfel', 'Birne', 'Zaun']


async def test_a_change_keeps_what_it_does_not_name_and_is_told(house: House, garden: Workspace) -> None:
    bot = await house.bots.create(ANNA, name='Gärtner')
    told: list[str] = []
    house.bus.subscribe(WorkspacesChanged, lambda event: told.append(event.about))
    await house.workspaces.update(ANNA, garden.id, {'bot_ids': [bot.id, bot.id]})
    changed = await house.workspaces.update(ANNA, garden.id, {'description': 'Alles über Rosen.', 'emoji': '🌹'})
    assert (changed.name, changed.bot_ids, changed.version) == ('Garten', (bot.id,), 3)
    assert house.workspaces.of_bot(ANNA, bot.id) == [changed]
    assert told[0] == garden.id


async def test_an_old_version_is_refused_with_what_is_stored(house: House, garden: Workspace) -> None:
    stored = await house.workspaces.update(ANNA, garden.id, {'name': 'Park'}, expect=garden.version)
    with pytest.raises(Conflict) as refused:
        await house.workspaces.update(ANNA, garden.id, {'name': 'Wald'}, expect=garden.version)
    assert refused.value.current == stored
    assert (await house.workspaces.update(ANNA, garden.id, {'name': 'Wald'})).version == 3


async def test_everything_that_cannot_be_taken_is_said_at_once(house: House, garden: Workspace) -> None:
    theirs = await house.bots.create(BEN, name='Bens Bot')
    hidden = await house.workspaces.create(BEN, name='Bens Ordner')
    wrong = {
        'name': ' ',
        'emoji': 'ab',
        'description': 'x' * 2_001,
        'parent_id': hidden.id,
        'bot_ids': [theirs.id],
        'owner': 'ben',
    }
    with pytest.raises(Invalid) as refused:
        await house.workspaces.update(ANNA, garden.id, wrong)
    assert [path for path, _ in problems(refused)] == [
        'name',
        'emoji',
        'description',
        'parent_id',
        'bot_ids.0',
        'owner',
    ]
    assert house.workspaces.get(ANNA, garden.id) == garden


@pytest.mark.parametrize('bot_ids', ['texter', None, 7, [1], [None], {'a': 1}, ['x'] * (MAX_BOTS + 1)])
async def test_bots_that_are_no_list_of_bots_are_refused(house: House, garden: Workspace, bot_ids: object) -> None:
    with pytest.raises(Invalid):
        await house.workspaces.update(ANNA, garden.id, {'bot_ids': bot_ids})


async def test_a_folder_never_comes_to_lie_in_itself(house: House, garden: Workspace) -> None:
    fruit = await house.workspaces.create(ANNA, name='Obst', parent_id=garden.id)
    with pytest.raises(Invalid) as refused:
        await house.workspaces.update(ANNA, garden.id, {'parent_id': fruit.id})
    assert problems(refused) == [('parent_id', 'workspace_circle')]
    with pytest.raises(Invalid):
        await house.workspaces.update(ANNA, garden.id, {'parent_id': garden.id})


async def test_a_bot_in_the_trash_stays_named_and_reads_again_when_it_is_back(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Gärtner')
    one = await house.workspaces.create(ANNA, name='Garten', bot_ids=(bot.id,))
    await house.bots.delete(ANNA, bot.id)
    changed = await house.workspaces.update(ANNA, one.id, {'name': 'Park', 'bot_ids': [bot.id]})
    await house.trash.restore(ANNA, 'bot', bot.id)
    assert house.workspaces.of_bot(ANNA, bot.id) == [changed]


async def test_one_bot_is_allowed_to_read_and_no_longer(house: House, garden: Workspace) -> None:
    fox, owl = [await house.bots.create(ANNA, name=name) for name in ('Fuchs', 'Eule')]
    both = [house.workspaces.let_read(ANNA, garden.id, bot.id, True) for bot in (fox, owl)]
    await asyncio.gather(*both)  # at the same moment, from two windows
    assert set(house.workspaces.get(ANNA, garden.id).bot_ids) == {fox.id, owl.id}
    assert (await house.workspaces.let_read(ANNA, garden.id, fox.id, False)).bot_ids == (owl.id,)
    with pytest.raises(Invalid):
        await house.workspaces.let_read(ANNA, garden.id, 'niemand', True)
    with pytest.raises(NotFound):
        await house.workspaces.let_read(BEN, garden.id, owl.id, False)


async def test_files_are_counted_as_they_are_listed(house: House, garden: Workspace) -> None:
    place = Place.of_workspace(garden.id)
    folder = house.documents.folder(ANNA, place)
    for name in ('Müller.txt', 'Mu\u0308ller.txt', '.versteckt', 'a.txt'):
        (folder / name).write_text('x')
    (folder / 'Unterordner').mkdir()
    assert house.documents.count(ANNA, place) == len(house.documents.list(ANNA, place)) == 2
    with pytest.raises(NotFound):
        house.documents.count(BEN, place)


async def test_somebody_elses_folder_does_not_exist(house: House, garden: Workspace) -> None:
    place = Place.of_workspace(garden.id)
    await house.documents.add(ANNA, place, 'a.txt', pieces(b'x'))
    assert house.workspaces.list(BEN) == []
    with pytest.raises(NotFound):
        house.workspaces.get(BEN, garden.id)
    with pytest.raises(NotFound):
        await house.workspaces.update(BEN, garden.id, {'name': 'Meiner'})
    with pytest.raises(NotFound):
        await house.workspaces.delete(BEN, garden.id)
    with pytest.raises(NotFound):
        house.documents.list(BEN, place)
    with pytest.raises(NotFound):
        await house.documents.passages(BEN, place, 'x')


async def test_a_bot_and_a_folder_are_different_places_even_with_one_id(house: House, garden: Workspace) -> None:
    with pytest.raises(NotFound):
        house.documents.list(ANNA, Place.of_bot(garden.id))


async def test_a_deleted_folder_comes_back_with_its_files_and_its_bots(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Gärtner')
    one = await house.workspaces.create(ANNA, name='Garten', bot_ids=(bot.id,))
    place = Place.of_workspace(one.id)
    await house.documents.add(ANNA, place, 'Rosen.txt', pieces(b'Im Herbst'))
    item = await house.workspaces.delete(ANNA, one.id)
    assert (item.kind, item.name, house.workspaces.list(ANNA)) == ('workspace', 'Garten', [])
    with pytest.raises(NotFound):
        house.documents.list(ANNA, place)
    restored = await house.trash.restore(ANNA, 'workspace', one.id)
    assert isinstance(restored, Workspace) and restored.bot_ids == (bot.id,) and restored.version > one.version
    assert house.documents.open(ANNA, place, 'Rosen.txt')[0].read_bytes() == b'Im Herbst'
    assert house.trash.list(ANNA) == []


async def test_folders_below_a_deleted_one_stay_and_find_it_again(house: House, garden: Workspace) -> None:
    fruit = await house.workspaces.create(ANNA, name='Obst', parent_id=garden.id)
    await house.workspaces.delete(ANNA, garden.id)
    assert house.workspaces.list(ANNA) == [fruit]
    renamed = await house.workspaces.update(ANNA, fruit.id, {'name': 'Äpfel', 'parent_id': garden.id})
    await house.trash.restore(ANNA, 'workspace', garden.id)
    assert house.workspaces.get(ANNA, renamed.id).parent_id == garden.id


async def test_a_folder_that_would_come_back_into_itself_stands_at_the_top(house: House, garden: Workspace) -> None:
    shed = await house.workspaces.create(ANNA, name='Schuppen')
    await house.workspaces.update(ANNA, garden.id, {'parent_id': shed.id})
    fruit = await house.workspaces.create(ANNA, name='Obst', parent_id=garden.id)
    await house.workspaces.delete(ANNA, garden.id)
    await house.workspaces.update(ANNA, shed.id, {'parent_id': fruit.id})
    restored = await house.trash.restore(ANNA, 'workspace', garden.id)
    assert isinstance(restored, Workspace) and restored.parent_id == ''


async def test_a_file_waits_for_its_folder(house: House, garden: Workspace) -> None:
    place = Place.of_workspace(garden.id)
    await house.documents.add(ANNA, place, 'a.txt', pieces(b'x'))
    file = await house.documents.delete(ANNA, place, 'a.txt')
    await house.workspaces.delete(ANNA, garden.id)
    with pytest.raises(Conflict) as refused:
        await house.trash.restore(ANNA, 'document', file.id)
    assert refused.value.key == 'workspace_in_trash'
    await house.trash.restore(ANNA, 'workspace', garden.id)
    await house.trash.restore(ANNA, 'document', file.id)
    assert [document.name for document in house.documents.list(ANNA, place)] == ['a.txt']


def deleted_halfway(one: Workspace) -> TrashItem:
    """What stands in the trash when the power fails right after the first step of a deletion."""
    return TrashItem(
        id=one.id, kind='workspace', name=one.name, deleted_at=MORNING, owner=one.owner, content=to_json(one)
    )


async def test_emptying_the_trash_never_takes_files_of_a_folder_that_is_still_there(
    house: House, garden: Workspace
) -> None:
    place = Place.of_workspace(garden.id)
    await house.documents.add(ANNA, place, 'a.txt', pieces(b'x'))
    await house.store.trash.put(deleted_halfway(garden))
    await house.store.files.to_trash(place, garden.id)
    await house.trash.purge(ANNA, 'workspace', garden.id)
    assert house.documents.open(ANNA, place, 'a.txt')[0].read_bytes() == b'x'
    assert house.trash.list(ANNA) == []


async def test_a_deletion_cut_short_can_be_done_again_or_taken_back(house: House, garden: Workspace) -> None:
    place = Place.of_workspace(garden.id)
    await house.documents.add(ANNA, place, 'a.txt', pieces(b'x'))
    await house.store.trash.put(deleted_halfway(garden))
    await house.workspaces.delete(ANNA, garden.id)
    await house.trash.restore(ANNA, 'workspace', garden.id)
    await house.store.trash.put(deleted_halfway(garden))
    await house.store.files.to_trash(place, garden.id)
    assert await house.trash.restore(ANNA, 'workspace', garden.id) == house.workspaces.get(ANNA, garden.id)
    assert [document.name for document in house.documents.list(ANNA, place)] == ['a.txt']


async def test_a_folder_deleted_for_good_leaves_nothing_behind(house: House, garden: Workspace, tmp_path: Path) -> None:
    await house.documents.add(ANNA, Place.of_workspace(garden.id), 'a.txt', pieces(b'x'))
    await house.workspaces.delete(ANNA, garden.id)
    await house.trash.purge(ANNA, 'workspace', garden.id)
    assert not (tmp_path / 'data/workspaces' / garden.id).exists()
    assert not (tmp_path / 'data/trash' / garden.id).exists()
