"""How the program says it is doing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.bus import Bus
from app.config import VERSION
from app.engine.live_text import LiveText
from app.engine.local import LocalExecutor
from app.library.librarian import Librarian
from app.readers.pool import ReaderPool
from app.services.health import HealthService
from app.storage.store import Store
from tests.fakes import FakeBrain, FakeClock, FakeProvider


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(tmp_path / 'data', FakeClock(), tmp_path / 'key')
    yield store
    await store.close()


def health(store: Store) -> HealthService:
    clock = FakeClock()
    brain = FakeBrain(FakeProvider(clock=clock))
    library = Librarian(files=store.files, bus=Bus(), clock=clock, pool=ReaderPool())
    executor = LocalExecutor(store=store, brain=brain, library=library, bus=Bus(), clock=clock, live_text=LiveText())
    return HealthService(store, executor, clock)


async def test_all_is_well_at_first(store: Store) -> None:
    report = health(store).report()
    assert (report['status'], report['version']) == ('ok', VERSION)
    assert report['checks']['storage'] == {'ok': True, 'set_aside': []}
    assert report['checks']['runs'] == {'ok': True, 'open': 0, 'working': 0}
    assert report['checks']['disk']['free_mb'] > 0


async def test_a_damaged_file_needs_attention(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / 'data', FakeClock(), tmp_path / 'key')
    await store.close()
    (tmp_path / 'data/collections').mkdir(exist_ok=True)
    (tmp_path / 'data/collections/bots.json').write_text('{"half": ')
    store = await Store.open(tmp_path / 'data', FakeClock(), tmp_path / 'key')
    report = health(store).report()
    assert report['status'] == 'attention'
    assert any('bots' in name for name in report['checks']['storage']['set_aside'])
    await store.close()
