"""The trash: 30 days, complete restores, nobody else's things, and half-finished deletions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.codec import to_json
from app.domain.connections import Connection, ConnectionKind
from app.domain.errors import NotFound
from app.domain.places import Place
from app.domain.trash import TrashItem
from tests.app.services.house import ANNA, BEN, House, open_house, pieces
from tests.fakes import MORNING

DAY = timedelta(days=1).total_seconds()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as house:
        yield house


async def test_a_recipe_comes_back_as_it_was(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Texter')
    recipe = await house.pipelines.create(ANNA, {'name': 'Brief', 'steps': [{'bot_id': bot.id}]})
    await house.pipelines.delete(ANNA, recipe.id)
    assert house.pipelines.list(ANNA) == []
    restored = await house.trash.restore(ANNA, 'pipeline', recipe.id)
    assert (restored.id, restored.name, restored.steps) == (recipe.id, recipe.name, recipe.steps)


async def test_a_recipe_finds_its_bot_again_after_both_were_deleted(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Texter')
    recipe = await house.pipelines.create(ANNA, {'name': 'Brief', 'steps': [{'bot_id': bot.id}]})
    await house.bots.delete(ANNA, bot.id)
    await house.pipelines.delete(ANNA, recipe.id)
    await house.trash.restore(ANNA, 'pipeline', recipe.id)
    await house.trash.restore(ANNA, 'bot', bot.id)
    assert house.bots.get(ANNA, house.pipelines.get(ANNA, recipe.id).steps[0].bot_id).name == 'Texter'


async def test_the_newest_deletion_is_listed_first(house: House) -> None:
    for name in ('Eins', 'Zwei'):
        bot = await house.bots.create(ANNA, name=name)
        await house.clock.advance(1)
        await house.bots.delete(ANNA, bot.id)
    assert [item.name for item in house.trash.list(ANNA)] == ['Zwei', 'Eins']
    assert house.trash.list(BEN) == []


async def test_things_leave_the_trash_after_30_days_with_their_files(house: House, tmp_path: Path) -> None:
    old = await house.bots.create(ANNA, name='Alt')
    await house.documents.add(ANNA, Place.of_bot(old.id), 'a.txt', pieces(b'x'))
    await house.bots.delete(ANNA, old.id)
    await house.clock.advance(20 * DAY)
    young = await house.bots.create(ANNA, name='Jung')
    await house.bots.delete(ANNA, young.id)
    assert await house.trash.purge_expired() == 0
    await house.clock.advance(10 * DAY)
    assert await house.trash.purge_expired() == 1
    assert [item.id for item in house.trash.list(ANNA)] == [young.id]
    assert not (tmp_path / 'data/trash' / old.id).exists()
    with pytest.raises(NotFound):
        await house.trash.restore(ANNA, 'bot', old.id)


async def test_nobody_reaches_into_somebody_elses_trash(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Texter')
    await house.bots.delete(ANNA, bot.id)
    for attempt in (house.trash.restore, house.trash.purge):
        with pytest.raises(NotFound):
            await attempt(BEN, 'bot', bot.id)
        with pytest.raises(NotFound):
            await attempt(ANNA, 'pipeline', bot.id)
    assert len(house.trash.list(ANNA)) == 1


async def test_emptying_the_trash_never_takes_files_of_a_bot_that_still_lives(house: House, tmp_path: Path) -> None:
    bot = await house.bots.create(ANNA, name='Texter')
    await house.documents.add(ANNA, Place.of_bot(bot.id), 'a.txt', pieces(b'x'))
    # The power failed in the middle of a deletion: the files were in the trash already, the bot was not.
    item = TrashItem(id=bot.id, kind='bot', name='Texter', deleted_at=MORNING, owner='anna', content=to_json(bot))
    await house.store.trash.put(item)
    await house.store.files.to_trash(Place.of_bot(bot.id), bot.id)
    await house.trash.purge(ANNA, 'bot', bot.id)
    assert house.documents.open(ANNA, Place.of_bot(bot.id), 'a.txt')[0].read_bytes() == b'x'
    assert house.trash.list(ANNA) == []


async def test_a_deletion_cut_short_can_be_done_again(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Texter')
    item = TrashItem(id=bot.id, kind='bot', name='Texter', deleted_at=MORNING, owner='anna', content=to_json(bot))
    await house.store.trash.put(item)
    await house.bots.delete(ANNA, bot.id)
    assert await house.trash.restore(ANNA, 'bot', bot.id) == house.bots.get(ANNA, bot.id)


async def test_a_connection_loses_its_key_only_for_good(house: House) -> None:
    connection = Connection(
        id='cloud', kind=ConnectionKind.OPENAI, name='Cloud', is_default=True, created_at=MORNING, updated_at=MORNING
    )
    await house.store.secrets.put('connection.cloud', 'sk-geheim')
    await house.store.trash.put(
        TrashItem(
            id='cloud',
            kind='connection',
            name='Cloud',
            deleted_at=MORNING,
            owner='anna',
            content=to_json(connection),
        )
    )
    other = Connection(
        id='other', kind=ConnectionKind.OLLAMA, name='Ollama', is_default=True, created_at=MORNING, updated_at=MORNING
    )
    await house.store.connections.put(other)
    restored = await house.trash.restore(ANNA, 'connection', 'cloud')
    assert isinstance(restored, Connection) and not restored.is_default
    assert house.store.secrets.get('connection.cloud') == 'sk-geheim'
    await house.store.connections.delete('cloud')
    await house.store.trash.put(
        TrashItem(id='cloud', kind='connection', name='Cloud', deleted_at=MORNING, owner='anna')
    )
    await house.trash.purge(ANNA, 'connection', 'cloud')
    assert house.store.secrets.get('connection.cloud') is None
