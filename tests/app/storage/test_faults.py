"""One operation of the disk fails, any of them: what was acknowledged stays, and the store goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import StoreError
from app.domain.runs import RunStatus
from app.storage.store import Store
from tests.app.storage.busy import lost, text_of
from tests.app.storage.faulty import FaultyDisk
from tests.app.storage.samples import STEPS, Home, begun, bot, done, ended, failed, run_data, started

Facts = list[tuple[Any, ...]]


async def work(store: Store, facts: Facts) -> None:
    """Every kind of change once, each tried until it is acknowledged."""
    runs = store.runs
    await _save(store, facts)
    await _save(store, facts)
    for id in ('run7', 'other'):
        await _until_taken(runs.create, id, run_data(id, text_of(id, 'topic')))
        facts.append(('run', id, 1))
        await _until_taken(runs.append, id, started())
        for number, step in enumerate(STEPS):
            await _until_taken(runs.append, id, begun(step), done(step, text_of(id, step)))
            facts.append(('run', id, 4 + 2 * number))
    await _until_taken(runs.append, 'run7', failed())
    await _until_taken(runs.reopen, 'run7')
    await _until_taken(runs.append, 'other', ended())
    facts.append(('run going', 'other'))
    await _until_taken(runs.delete, 'other')
    facts.append(('run gone', 'other'))
    facts.append(('doc going', 'klara'))
    await _until_taken(store.bots.delete, 'klara')
    facts.append(('doc gone', 'klara'))


async def _save(store: Store, facts: Facts) -> None:
    saved = await _until_taken(store.bots.put, bot())
    facts.append(('doc', 'klara', saved.version))


async def _until_taken(change: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
    try:
        return await change(*arguments)
    except StoreError:
        return await change(*arguments)  # the disk works again: so must the store


async def count(folder: Path) -> int:
    """How many operations the work takes."""
    disk = FaultyDisk()
    home = Home(folder)
    await work(await home.open(disk=disk), [])
    await home.close()
    return disk.count


async def check(tmp_path: Path, every: int, after: bool) -> set[str]:
    """Let each `every`th operation of the work fail, one per world; returns the kinds that failed."""
    kinds = set()
    last = await count(tmp_path / 'counting')
    for bad in range(1 + every // 2, last, every):
        disk, facts = FaultyDisk(after=after), Facts()
        home = Home(tmp_path / f'{bad}-{after}')
        store = await home.open(disk=disk)
        disk.bad, disk.count = bad, 0
        await work(store, facts)
        assert lost(store, facts) == [], f'operation {bad}, a {disk.failed}'
        store = await home.open()
        assert lost(store, facts) == [], f'operation {bad}, a {disk.failed}, after a restart'
        assert [run.id for run in store.runs.open_runs() if run.status is not RunStatus.DONE] in ([], ['run7'])
        assert store.repaired == []
        await home.close()
        kinds.add(disk.failed)
    return kinds


async def test_a_fault_in_some_operations(tmp_path: Path) -> None:
    kinds = await check(tmp_path, every=15, after=False)

    assert len(kinds) >= 3


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize('after', [False, True])
async def test_a_fault_in_every_operation(tmp_path: Path, after: bool) -> None:
    kinds = await check(tmp_path, every=1, after=after)

    assert kinds >= {'create', 'write', 'sync', 'sync_folder', 'rename', 'remove', 'open_end', 'link'}


async def test_a_sync_that_failed_is_not_believed_afterwards(home: Home) -> None:
    """The journal is written anew in another file: the old one's pages may be gone although a second sync says yes."""
    disk = FaultyDisk()
    store = await home.open(disk=disk)
    await store.runs.create('r1', run_data('r1'))
    [journal] = home.data.glob('runs/active/*.jsonl')
    before = journal.stat().st_ino
    disk.bad, disk.count = 3, 0  # open, write, sync

    with pytest.raises(StoreError):
        await store.runs.append('r1', started())
    still_waiting = store.runs.get('r1')
    await store.runs.append('r1', started())

    assert disk.failed == 'sync'
    assert still_waiting is not None and still_waiting.status is RunStatus.WAITING
    assert journal.stat().st_ino != before
    assert [run.seq for run in (await home.open()).runs.open_runs()] == [2]


async def test_a_refused_save_changes_nothing_that_is_shown(home: Home) -> None:
    disk = FaultyDisk()
    store = await home.open(disk=disk)
    await store.bots.put(bot(name='Klara'))
    disk.bad, disk.count = 2, 0

    results = await asyncio.gather(
        store.bots.put(bot(name='Clara')), store.bots.delete('klara'), return_exceptions=True
    )

    assert [type(result) for result in results] == [StoreError, StoreError]
    assert [item.name for item in store.bots.all()] == ['Klara']
    assert (await store.bots.put(bot(name='Karla'))).version == 2
