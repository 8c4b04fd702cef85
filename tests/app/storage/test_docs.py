"""Collections: versions, conflicts, what a restart finds."""

from __future__ import annotations

import asyncio
import string
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from app.domain.bots import Bot
from app.domain.errors import Conflict, Invalid
from app.domain.trash import TrashItem
from app.storage.store import Store
from tests.app.storage.samples import Home, bot
from tests.fakes import MORNING


async def test_each_save_counts_the_version(store: Store) -> None:
    first = await store.bots.put(bot(name='Klara'))
    second = await store.bots.put(replace(first, name='Clara'))

    assert (first.version, second.version) == (1, 2)
    assert store.bots.get('klara') == second


async def test_a_stale_write_is_a_conflict_that_shows_what_is_stored(store: Store) -> None:
    first = await store.bots.put(bot(name='Klara'))
    theirs = await store.bots.put(replace(first, name='Clara'))

    with pytest.raises(Conflict) as caught:
        await store.bots.put(replace(first, name='Karla'), expect=first.version)

    assert caught.value.current == theirs
    assert store.bots.get('klara') == theirs


async def test_of_two_that_make_the_same_new_thing_one_gets_a_conflict(store: Store) -> None:
    results = await asyncio.gather(
        store.bots.put(bot(name='Eins'), expect=0), store.bots.put(bot(name='Zwei'), expect=0), return_exceptions=True
    )

    assert [type(result) for result in results] == [Bot, Conflict]


async def test_who_is_told_of_a_conflict_already_reads_what_won(store: Store) -> None:
    first = await store.bots.put(bot(name='Klara'))

    async def lose() -> Bot | None:
        try:
            await store.bots.put(replace(first, name='Karla'), expect=first.version)
        except Conflict:
            return store.bots.get('klara')
        return None

    winner, seen = await asyncio.gather(store.bots.put(replace(first, name='Clara'), expect=first.version), lose())
    assert seen == winner


async def test_a_version_is_expected_of_something_deleted(store: Store) -> None:
    first = await store.bots.put(bot())
    await store.bots.delete('klara')

    with pytest.raises(Conflict) as caught:
        await store.bots.put(first, expect=first.version)

    assert caught.value.current is None


async def test_a_restart_finds_everything_in_its_order(home: Home) -> None:
    store = await home.open()
    for id in ('c', 'a', 'b'):
        await store.bots.put(bot(id))
    await store.bots.put(bot('c', 'geändert'))
    await store.bots.delete('a')
    before = store.bots.all()

    store = await home.open()

    assert store.bots.all() == before
    assert [(item.id, item.version) for item in before] == [('c', 2), ('b', 1)]


async def test_deleting_what_is_not_there_is_fine(store: Store) -> None:
    await store.bots.delete('niemand')

    assert store.bots.all() == []


async def test_nobody_can_change_what_the_store_remembers(store: Store) -> None:
    item = TrashItem(id='t', kind='bot', name='x', deleted_at=MORNING, content={'deep': {'list': [1]}})
    saved = await store.trash.put(item)
    content: Any = saved.content

    for change in (
        lambda: content.update(deep=1),
        lambda: content['deep'].pop('list'),
        lambda: content['deep']['list'].append(2),
    ):
        with pytest.raises(TypeError):
            change()

    assert store.trash.get('t') == replace(item, version=1)


async def test_what_the_caller_changes_afterwards_stays_outside(store: Store) -> None:
    values: dict[str, Any] = {'temperature': 0.5}
    await store.bots.put(bot(settings=values))

    values['temperature'] = 2

    assert store.bots.all()[0].settings == {'temperature': 0.5}


async def test_a_save_goes_through_although_nobody_waits_for_it_any_more(home: Home) -> None:
    store = await home.open()
    saving = asyncio.create_task(store.bots.put(bot()))
    await asyncio.sleep(0)
    saving.cancel()

    store = await home.open()

    assert store.bots.get('klara') is not None


async def test_many_saves_at_once_share_their_writes(home: Home) -> None:
    store = await home.open()

    saved = await asyncio.gather(*(store.bots.put(bot(f'b{number}')) for number in range(200)))

    assert sorted(item.id for item in saved) == sorted(item.id for item in store.bots.all())
    assert len((await home.open()).bots.all()) == 200


async def test_stock_tinydb_opens_the_file(home: Home) -> None:
    store = await home.open()
    await store.bots.put(bot(name='Frau Übel', settings={'temperature': 0.2}))
    await home.close()

    with TinyDB(home.data / 'collections' / 'bots.json') as tiny:
        found = tiny.all()

    assert [(entry['id'], entry['name'], entry['version']) for entry in found] == [('klara', 'Frau Übel', 1)]


async def test_what_was_deleted_is_not_in_the_copy_either(home: Home) -> None:
    store = await home.open()
    await store.bots.put(bot(system_prompt='geheim-4711'))

    await store.bots.delete('klara')

    assert not [name for name, content in home.files().items() if b'geheim-4711' in content]


async def test_what_json_cannot_hold_is_refused_and_the_next_save_works(store: Store) -> None:
    with pytest.raises(Invalid):
        await store.bots.put(bot(settings={'big': 1 << 70}))

    assert store.bots.all() == []
    assert (await store.bots.put(bot())).version == 1


async def test_a_document_that_was_broken_by_hand_stays_in_the_file_and_is_named(home: Home) -> None:
    store = await home.open()
    await store.bots.put(bot('good'))
    await store.bots.put(bot('bad'))
    await home.close()
    file = home.data / 'collections' / 'bots.json'
    file.write_bytes(file.read_bytes().replace(b'"name":"Klara","emoji":"\xf0\x9f\xa4\x96"', b'"name":7'))
    broken = file.read_bytes()

    store = await home.open()
    await store.bots.put(bot('new'))

    assert b'"name":7' in broken
    assert [item.id for item in store.bots.all()] == ['new']
    assert store.repaired == ['collections/bots.json']
    assert b'"name":7' in file.read_bytes()


async def test_further_collections_are_made_by_their_name(home: Home) -> None:
    store = await home.open()
    await store.collection('helpers', Bot).put(bot())

    store = await home.open()

    assert store.collection('helpers', Bot).all() == [replace(bot(), version=1)]
    assert store.bots.all() == []


IDS = st.text(string.ascii_lowercase, min_size=1, max_size=1)
WILD = st.text(st.characters(exclude_categories=()), max_size=30)  # with NUL, emoji, right-to-left, lone surrogates
STEP = st.one_of(
    st.tuples(st.just('put'), IDS, WILD),
    st.tuples(st.just('delete'), IDS, st.just('')),
    st.tuples(st.just('restart'), st.just(''), st.just('')),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(STEP, max_size=5), max_size=6))
def test_a_collection_behaves_like_a_dictionary(rounds: list[list[tuple[str, str, str]]]) -> None:
    """Each round happens at once, the rounds one after the other."""

    async def play(folder: str) -> None:
        home, model = Home(Path(folder)), {}
        store = await home.open()
        for steps in rounds:
            if any(what == 'restart' for what, _, _ in steps):
                store = await home.open()
            changes = []
            for what, id, name in steps:
                if what == 'put':
                    changes.append(store.bots.put(bot(id, name)))
                    model[id] = name.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')
                elif what == 'delete':
                    changes.append(store.bots.delete(id))
                    model.pop(id, None)
            await asyncio.gather(*changes)
            assert {item.id: item.name for item in store.bots.all()} == model
        await home.close()

    with TemporaryDirectory() as folder:
        asyncio.run(play(folder))
