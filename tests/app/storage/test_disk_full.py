"""A full disk: nothing acknowledged is lost, refused writes say so, and everything goes on when there is room again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from app.domain.errors import StoreFull
from app.domain.places import Place
from app.domain.runs import RunStatus
from app.storage.store import Store
from tests.app.storage.faulty import FullDisk
from tests.app.storage.samples import Home, begun, bot, done, ended, run_data, started, whole_run


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    """What arrives of an upload."""
    for part in parts:
        yield part


@pytest.mark.parametrize('room', [0, 10, 200])
async def test_refused_and_later_taken(home: Home, room: int) -> None:
    disk = FullDisk()
    store = await home.open(disk=disk)
    saved = await store.bots.put(bot())
    await store.runs.create('r1', run_data('r1'))
    run = await store.runs.append('r1', started(), begun('a'))
    disk.room = room

    with pytest.raises(StoreFull):
        await store.runs.append('r1', done('a', 'x' * 1000))
    disk.room = 0
    with pytest.raises(StoreFull):
        await store.bots.put(bot(name='x' * 1000))
    with pytest.raises(StoreFull):
        await store.runs.create('r2', run_data('r2'))
    assert (store.runs.get('r1'), store.bots.all(), store.runs.get('r2')) == (run, [saved], None)
    disk.room = None
    await store.runs.append('r1', done('a', 'x' * 1000))
    await store.bots.put(bot(name='y'))

    store = await home.open()
    assert [open_run.step('a').output for open_run in store.runs.open_runs()] == ['x' * 1000]
    assert [item.name for item in store.bots.all()] == ['y']
    assert store.repaired == []


async def test_a_run_that_ends_on_a_full_disk_is_filed_later(home: Home) -> None:
    disk = FullDisk()
    store = await home.open(disk=disk)
    await store.runs.create('r1', run_data('r1'))
    disk.room = 200

    await store.runs.append('r1', started(), ended('ok'))
    page, _ = await store.runs.last(5)
    disk.room = None
    await whole_run(store, 'r2')
    await home.close()

    assert [(entry.id, entry.status) for entry in page] == [('r1', RunStatus.DONE)]
    assert sorted(Path(name).name for name in home.files('runs/**/*.jsonl')) == ['r1.jsonl', 'r2.jsonl']
    assert home.files('runs/active/*') == {}


async def test_deleting_old_results_makes_room_before_it_needs_any(home: Home) -> None:
    disk = FullDisk()
    store = await home.open(disk=disk)
    await whole_run(store, 'r1', 'x' * 70_000)
    await store.runs.settle()
    disk.room = 0

    with pytest.raises(StoreFull):
        await store.runs.delete('r1')
    texts, page = home.files('runs/files/**/*'), (await store.runs.last(5))[0]
    disk.room = None
    await store.runs.delete('r1')
    await home.close()

    assert (texts, page) == ({}, [])
    assert not [name for name, content in home.files().items() if 'r1' in name or b'r1' in content]


async def test_an_upload_that_does_not_fit_leaves_nothing(home: Home) -> None:
    disk = FullDisk()
    store = await home.open(disk=disk)
    await store.files.put(Place.of_bot('klara'), 'da.txt', chunks(b'da'), 1000)
    disk.room = 5

    with pytest.raises(StoreFull):
        await store.files.put(Place.of_bot('klara'), 'neu.txt', chunks(b'123', b'4567'), 1000)

    assert list(home.files('bots/**/*')) == ['bots/klara/documents/da.txt']


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 3 MB, where we may mount one."""
    folder = tmp_path / 'small'
    folder.mkdir()
    mount = ['mount', '-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', str(folder)]
    if os.name != 'posix' or os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip('mounting a small disk needs root; the same with a made-up one runs everywhere')
    yield folder
    subprocess.run(['umount', str(folder)], check=True)


async def test_a_really_full_disk(small_disk: Path) -> None:
    home = Home(small_disk)
    store = await home.open()
    kept = await _fill(store)
    refused = 0
    for _ in range(10):
        try:
            await store.runs.append('r0', begun('b', 'x' * 20_000))
        except StoreFull:
            refused += 1
    store = await home.open()
    there = [run.id for run in store.runs.open_runs()]
    (small_disk / 'ballast').unlink()
    run = await store.runs.append('r0', begun('b'), done('b', 'y' * 100_000))
    await home.close()

    assert refused > 0
    assert set(kept) <= set(there)
    assert run.step('b').output == 'y' * 100_000


async def _fill(store: Store) -> list[str]:
    """Runs until nothing fits any more; the first 500 kB can be given back later."""
    (store.data_dir.parent / 'ballast').write_bytes(bytes(500_000))
    kept = []
    for number in range(1000):
        try:
            await store.runs.create(f'r{number}', run_data(f'r{number}', topic='x' * 30_000))
        except StoreFull:
            break
        kept.append(f'r{number}')
    return kept
