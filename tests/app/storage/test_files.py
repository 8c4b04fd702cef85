"""Documents of bots: names as people write them, nothing outside the folder, the trash and back."""

from __future__ import annotations

import asyncio
import os
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import AppError, Invalid, NotFound, StoreFull, TooLarge
from app.domain.places import Place
from app.storage.disk import Disk
from app.storage.files import Files
from app.storage.store import Store
from tests.app.storage.samples import Home


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    """What arrives of an upload."""
    for part in parts:
        yield part


async def put(store: Store, name: str, content: bytes = b'Text') -> None:
    """One document for Klara."""
    await store.files.put(Place.of_bot('klara'), name, chunks(content), 1000)


def names(store: Store) -> list[str]:
    """Klara's documents."""
    return [document.name for document in store.files.list(Place.of_bot('klara'))]


async def test_a_document_is_kept_under_its_own_name(home: Home) -> None:
    store = await home.open()

    document = await store.files.put(Place.of_bot('klara'), 'Rechnung März (2).pdf', chunks(b'ab', b'c'), 1000)

    assert (document.name, document.size, document.media_type) == ('Rechnung März (2).pdf', 3, 'application/pdf')
    assert store.files.list(Place.of_bot('klara')) == [document]
    assert store.files.path(Place.of_bot('klara'), document.name).read_bytes() == b'abc'
    assert list(home.files('bots/**/*')) == ['bots/klara/documents/Rechnung März (2).pdf']


async def test_the_same_name_replaces(store: Store) -> None:
    await put(store, 'a.txt', b'alt')
    await put(store, 'a.txt', b'neu')

    assert store.files.path(Place.of_bot('klara'), 'a.txt').read_bytes() == b'neu'


async def test_an_upload_that_is_too_large_leaves_nothing(home: Home) -> None:
    store = await home.open()

    with pytest.raises(TooLarge):
        await store.files.put(Place.of_bot('klara'), 'a.txt', chunks(b'x' * 600, b'x' * 600), 1000)

    assert home.files('bots/**/*') == {}


async def test_an_upload_that_was_given_up_leaves_nothing(home: Home) -> None:
    half_way = asyncio.Event()

    async def stuck() -> AsyncIterator[bytes]:
        yield b'x'
        half_way.set()
        await asyncio.Event().wait()

    store = await home.open()
    upload = asyncio.create_task(store.files.put(Place.of_bot('klara'), 'a.txt', stuck(), 1000))
    await half_way.wait()

    upload.cancel()
    with pytest.raises(asyncio.CancelledError):
        await upload

    assert home.files('bots/**/*') == {}


async def test_uploads_leave_the_reserve_for_running_recipes(home: Home) -> None:
    class SmallDisk(Disk):
        def free(self, folder: Path) -> int:
            return 1005

    store = await home.open(disk=SmallDisk(), reserve=1000)

    with pytest.raises(StoreFull):
        await put(store, 'a.txt', b'123456')

    await put(store, 'b.txt', b'12345')


async def test_only_real_files_are_documents(home: Home) -> None:
    store = await home.open()
    home.put_file('bots/klara/documents/gut.txt', b'1')
    home.put_file('bots/klara/documents/.DS_Store', b'1')
    home.put_file('bots/klara/documents/ordner/innen.txt', b'1')
    os.symlink('/etc/passwd', home.data / 'bots/klara/documents/link.txt')

    assert names(store) == ['gut.txt']
    for name in ('link.txt', '.DS_Store', 'ordner', 'ordner/innen.txt', '../../../collections/bots.json', 'fehlt.txt'):
        with pytest.raises(NotFound):
            store.files.path(Place.of_bot('klara'), name)


async def test_a_folder_that_is_a_link_is_nobodys(home: Home) -> None:
    store = await home.open()
    outside = home.folder / 'outside' / 'documents'
    outside.mkdir(parents=True)
    os.symlink(outside.parent, home.data / 'bots' / 'klara')

    with pytest.raises(NotFound):
        store.files.list(Place.of_bot('klara'))
    with pytest.raises(NotFound):
        await put(store, 'a.txt')


async def test_a_name_spelled_by_a_mac_is_found(home: Home) -> None:
    store = await home.open()
    spelled = unicodedata.normalize('NFD', 'Übung.txt')
    home.put_file(f'bots/klara/documents/{spelled}', b'1')

    assert names(store) == ['Übung.txt']
    assert store.files.path(Place.of_bot('klara'), 'Übung.txt').read_bytes() == b'1'


@pytest.mark.parametrize('name', ['', '.', '..', 'a/b', 'a\\b', 'CON.txt', 'a\0b', '.versteckt', 'x' * 121, 'a\ud800'])
async def test_impossible_names_are_refused(home: Home, name: str) -> None:
    store = await home.open()

    with pytest.raises(Invalid):
        await put(store, name)

    assert home.files('bots/**/*') == {}


async def test_a_document_comes_back_from_the_trash(home: Home) -> None:
    store = await home.open()
    await put(store, 'a.txt', b'alt')

    await store.files.to_trash(Place.of_bot('klara'), 'trash-1', 'a.txt')
    in_trash = home.files('trash/**/*')
    await store.files.from_trash(Place.of_bot('klara'), 'trash-1')

    assert in_trash == {'trash/trash-1/documents/a.txt': b'alt'}
    assert home.files('bots/**/*') == {'bots/klara/documents/a.txt': b'alt'}
    assert home.files('trash/**/*') == {}


async def test_a_document_whose_name_was_given_away_comes_back_beside_it(home: Home) -> None:
    store = await home.open()
    await put(store, 'a.txt', b'alt')
    await store.files.to_trash(Place.of_bot('klara'), 'trash-1', 'a.txt')
    await put(store, 'a.txt', b'neu')

    await store.files.from_trash(Place.of_bot('klara'), 'trash-1')

    assert home.files('bots/**/*') == {
        'bots/klara/documents/a.txt': b'neu',
        'bots/klara/documents/a (2).txt': b'alt',
    }


async def test_a_bot_comes_back_with_everything_that_was_its_own(home: Home) -> None:
    store = await home.open()
    await put(store, 'a.txt')
    home.put_file('bots/klara/index/words.db', b'index')
    home.put_file('bots/klara/documents/.hidden', b'h')
    before = home.files('bots/**/*')

    await store.files.to_trash(Place.of_bot('klara'), 'klara')
    gone = home.files('bots/**/*')
    await store.files.from_trash(Place.of_bot('klara'), 'klara')

    assert gone == {}
    assert home.files('bots/**/*') == before
    assert home.files('trash/**/*') == {}


async def test_a_bot_comes_back_into_a_folder_that_is_there_again(home: Home) -> None:
    store = await home.open()
    await put(store, 'a.txt', b'alt')
    home.put_file('bots/klara/index/words.db', b'index')
    await store.files.to_trash(Place.of_bot('klara'), 'klara')
    await put(store, 'a.txt', b'neu')

    await store.files.from_trash(Place.of_bot('klara'), 'klara')

    assert home.files('bots/**/*') == {
        'bots/klara/documents/a.txt': b'neu',
        'bots/klara/documents/a (2).txt': b'alt',
        'bots/klara/index/words.db': b'index',
    }


async def test_trash_work_can_be_repeated(home: Home) -> None:
    store = await home.open()
    await put(store, 'a.txt')
    for _ in range(2):
        await store.files.to_trash(Place.of_bot('klara'), 'trash-1', 'a.txt')
    for _ in range(2):
        await store.files.to_trash(Place.of_bot('klara'), 'klara')
    for _ in range(2):
        await store.files.from_trash(Place.of_bot('klara'), 'klara')
    for _ in range(2):
        await store.files.purge_trash('trash-1')

    assert home.files('trash/**/*') == {}


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=12) | st.sampled_from(['../x', '..', '/tmp/x', 'a/..']))
def test_no_name_leads_out_of_the_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    root = tmp_path_factory.mktemp('files')
    (root / 'data').mkdir()
    files = Files(root / 'data', Disk(), 0)

    async def try_everything() -> None:
        for attempt in (
            lambda: files.put(Place.of_bot('klara'), name, chunks(b'x'), 10),
            lambda: files.put(Place.of_bot(name), 'a.txt', chunks(b'x'), 10),
            lambda: files.to_trash(Place.of_bot('klara'), name),
            lambda: files.to_trash(Place.of_bot('klara'), 'trash', name),
            lambda: files.purge_trash(name),
        ):
            try:
                await attempt()
            except AppError:
                pass

    asyncio.run(try_everything())

    outside = [path for path in root.rglob('*') if path.is_file() and root / 'data' not in path.parents]
    assert outside == []
    assert {path.name for path in root.iterdir()} <= {'data'}
    assert {path.name for path in (root / 'data').iterdir()} <= {'bots', 'trash'}
