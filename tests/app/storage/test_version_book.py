"""Kept versions read as today's program would have written them, and leave the memory again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.storage.migrations import Migration, Schema
from app.storage.store import Store
from app.storage.version_book import OPEN, SEGMENT
from tests.fakes import MORNING, FakeClock


async def opened(folder: Path, schema: Schema | None = None) -> Store:
    return await Store.open(folder / 'data', FakeClock(), folder / 'key', schema=schema)


async def test_a_version_from_an_older_program_is_migrated_when_it_is_looked_at(tmp_path: Path) -> None:
    store = await opened(tmp_path, Schema([]))
    await store.versions.add('pipelines', {'id': 'a', 'title': 'Brief'}, number=1, at=MORNING, by='anna')
    await store.close()

    def rename(document: dict[str, Any]) -> dict[str, Any]:
        return {'id': document['id'], 'name': document['title']}

    store = await opened(tmp_path, Schema([Migration('pipelines', rename), Migration('bots', dict)]))
    await store.versions.add('pipelines', {'id': 'a', 'name': 'Neu'}, number=2, at=MORNING, by='anna')
    kept = [contents.data() for _, contents in store.versions.segment('pipelines', 'a', 0)]
    await store.close()
    assert kept == [{'id': 'a', 'name': 'Brief'}, {'id': 'a', 'name': 'Neu'}]


async def test_many_things_and_segments_are_found_again_whatever_was_looked_at_between(tmp_path: Path) -> None:
    store = await opened(tmp_path)
    for number in range(3 * OPEN):
        thing = {'id': f'thing-{number}', 'text': 'x' * number}
        for version in (1, SEGMENT + 1):
            await store.versions.add('bots', thing, number=version, at=MORNING, by='anna')
    for number in range(3 * OPEN):
        for segment in (0, 1):
            [(version, contents)] = store.versions.segment('bots', f'thing-{number}', segment)
            assert version.base == 0 and contents.data()['text'] == 'x' * number
    await store.close()


async def test_the_same_version_is_kept_once(tmp_path: Path) -> None:
    store = await opened(tmp_path)
    for text in ('erst', 'noch einmal'):
        await store.versions.add('bots', {'id': 'a', 'text': text}, number=7, at=MORNING, by='anna')
    [(_, contents)] = store.versions.segment('bots', 'a', 0)
    await store.close()
    assert contents.data()['text'] == 'erst'
