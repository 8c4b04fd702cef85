"""Bots: made, changed, deleted and brought back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.errors import Conflict, Invalid, NotFound
from app.domain.events import BotsChanged
from app.domain.places import Place
from tests.app.services.house import ANNA, BEN, House, open_house, pieces


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as house:
        yield house


async def test_a_bot_needs_only_a_name(house: House) -> None:
    bot = await house.bots.create(ANNA, name='  Texter ')
    assert (bot.name, bot.emoji, bot.version, bot.owner) == ('Texter', '🤖', 1, 'anna')
    assert bot.id.startswith('texter-')
    assert house.bots.list(ANNA) == [bot]


async def test_a_change_keeps_what_it_does_not_name(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Texter', emoji='✍️', system_prompt='Schreib kurz.')
    await house.clock.advance(60)
    changed = await house.bots.update(ANNA, bot.id, {'name': 'Texterin'})
    assert (changed.name, changed.emoji, changed.system_prompt) == ('Texterin', '✍️', 'Schreib kurz.')
    assert changed.created_at == bot.created_at
    assert changed.updated_at == house.clock.now() > bot.updated_at


async def test_a_setting_that_is_not_named_stays_and_none_removes_one(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Texter', settings={'temperature': 0.4, 'max_tokens': 500})
    changed = await house.bots.update(ANNA, bot.id, {'settings': {'temperature': 1, 'max_tokens': None, 'top_p': 0.9}})
    assert changed.settings == {'temperature': 1, 'top_p': 0.9}


async def test_a_new_bot_may_do_everything_until_somebody_says_otherwise(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Texter')
    quiet = await house.bots.create(ANNA, name='Stiller', tools=[])
    assert (bot.tools, quiet.tools) == (('documents', 'citations'), ())
    changed = await house.bots.update(ANNA, quiet.id, {'tools': ['citations', 'documents', 'citations']})
    assert changed.tools == ('documents', 'citations')
    assert (await house.bots.update(ANNA, bot.id, {'tools': []})).tools == ()


async def test_an_empty_emoji_becomes_the_default(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Texter', emoji='🦊')
    assert (await house.bots.update(ANNA, bot.id, {'emoji': ''})).emoji == '🤖'


@pytest.mark.parametrize(
    ('values', 'path', 'key'),
    [
        ({'name': '  '}, 'name', 'required'),
        ({'name': 'x' * 61}, 'name', 'name_long'),
        ({'name': 'a\x00b'}, 'name', 'characters'),
        ({'name': 'T', 'emoji': 'ab'}, 'emoji', 'emoji'),
        ({'name': 'T', 'emoji': '🤖🤖'}, 'emoji', 'emoji'),
        ({'name': 'T', 'description': 'x' * 2001}, 'description', 'too_long'),
        ({'name': 'T', 'system_prompt': '\ud800'}, 'system_prompt', 'characters'),
        ({'name': 'T', 'settings': {'temperature': 3}}, 'settings.temperature', 'range'),
        ({'name': 'T', 'settings': {'temperature': float('nan')}}, 'settings.temperature', 'range'),
        ({'name': 'T', 'settings': {'temperature': True}}, 'settings.temperature', 'type'),
        ({'name': 'T', 'settings': {'max_tokens': 1.5}}, 'settings.max_tokens', 'type'),
        ({'name': 'T', 'settings': {'seed': 2**70}}, 'settings.seed', 'number'),
        ({'name': 'T', 'settings': {'deep': {'a': 1}}}, 'settings.deep', 'type'),
        ({'name': 'T', 'settings': {'stop': ['a\x00']}}, 'settings.stop', 'type'),
        ({'name': 'T', 'settings': {'': 1}}, 'settings', 'characters'),
        ({'name': 'T', 'tools': ['hammer']}, 'tools', 'choice'),
        ({'name': 'T', 'tools': [['documents']]}, 'tools', 'choice'),
        ({'name': 'T', 'tools': 'documents'}, 'tools', 'list'),
    ],
)
async def test_what_cannot_be_taken_is_named_with_its_path(
    house: House, values: dict[str, str], path: str, key: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await house.bots.create(ANNA, **values)
    assert [(problem.path, problem.key) for problem in refused.value.problems] == [(path, key)]
    assert house.bots.list(ANNA) == []


async def test_all_problems_are_named_at_once(house: House) -> None:
    with pytest.raises(Invalid) as refused:
        await house.bots.create(ANNA, name='', emoji='nein', model='x' * 201)
    assert {problem.path for problem in refused.value.problems} == {'name', 'emoji', 'model'}


async def test_a_stale_write_is_a_conflict_that_shows_what_is_stored(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Texter')
    newer = await house.bots.update(ANNA, bot.id, {'name': 'Texterin'}, expect=1)
    with pytest.raises(Conflict) as refused:
        await house.bots.update(ANNA, bot.id, {'name': 'Alt'}, expect=1)
    assert refused.value.current == newer
    assert house.bots.get(ANNA, bot.id) == newer


async def test_changes_without_a_version_never_undo_each_other(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Texter')
    changes = [{'name': 'Texterin'}, {'description': 'nett'}, {'model': 'm'}, {'settings': {'a': 1}}]
    await asyncio.gather(*(house.bots.update(ANNA, bot.id, change) for change in changes))
    both = house.bots.get(ANNA, bot.id)
    assert (both.name, both.description, both.model, both.settings) == ('Texterin', 'nett', 'm', {'a': 1})


async def test_somebody_elses_bot_does_not_exist(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Texter')
    assert house.bots.list(BEN) == []
    with pytest.raises(NotFound):
        house.bots.get(BEN, bot.id)
    with pytest.raises(NotFound):
        await house.bots.update(BEN, bot.id, {'name': 'Meiner'})
    with pytest.raises(NotFound):
        await house.bots.delete(BEN, bot.id)
    assert house.bots.get(ANNA, bot.id).name == 'Texter'


async def test_a_deleted_bot_comes_back_with_its_files_under_its_old_id(house: House, tmp_path: Path) -> None:
    bot = await house.bots.create(ANNA, name='Texter')
    await house.documents.add(ANNA, Place.of_bot(bot.id), 'Brief.txt', pieces(b'Liebe Anna'))
    (tmp_path / 'data/bots' / bot.id / 'memory.json').write_text('{}')
    item = await house.bots.delete(ANNA, bot.id)
    assert house.bots.list(ANNA) == []
    assert not (tmp_path / 'data/bots' / bot.id).exists()
    restored = await house.trash.restore(ANNA, 'bot', item.id)
    assert restored == house.bots.get(ANNA, bot.id)
    assert (tmp_path / 'data/bots' / bot.id / 'memory.json').exists()
    assert [document.name for document in house.documents.list(ANNA, Place.of_bot(bot.id))] == ['Brief.txt']
    assert house.trash.list(ANNA) == []


async def test_a_write_that_is_older_than_the_trash_is_stale(house: House) -> None:
    bot = await house.bots.create(ANNA, name='Texter')
    await house.bots.delete(ANNA, bot.id)
    await house.trash.restore(ANNA, 'bot', bot.id)
    with pytest.raises(Conflict):
        await house.bots.update(ANNA, bot.id, {'name': 'Alt'}, expect=bot.version)


async def test_every_change_is_told(house: House) -> None:
    told: list[str] = []
    house.bus.subscribe(BotsChanged, lambda event: told.append(event.about))
    first = await house.bots.create(ANNA, name='Eins')
    second = await house.bots.create(ANNA, name='Zwei')
    await house.bots.delete(ANNA, second.id)
    assert told[:2] == [first.id, second.id]
