"""Typed text survives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.services.drafts import MAX_DRAFTS, DraftService
from app.storage.store import Store
from tests.app.services.house import ANNA, BEN
from tests.fakes import FakeClock


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(tmp_path / 'data', FakeClock(), tmp_path / 'key')
    yield store
    await store.close()


async def test_typed_text_is_there_after_a_restart(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / 'data', FakeClock(), tmp_path / 'key')
    await DraftService(store, FakeClock()).save(ANNA, 'start/brief', {'thema': 'Rosen 🌹'})
    await store.close()
    store = await Store.open(tmp_path / 'data', FakeClock(), tmp_path / 'key')
    assert DraftService(store, FakeClock()).get(ANNA, 'start/brief') == {'thema': 'Rosen 🌹'}
    await store.close()


async def test_drafts_belong_to_one_person_and_one_form(store: Store) -> None:
    drafts = DraftService(store, FakeClock())
    await drafts.save(ANNA, 'start/brief', {'thema': 'Rosen'})
    assert drafts.get(BEN, 'start/brief') == {}
    assert drafts.get(ANNA, 'start/mail') == {}


async def test_a_sent_or_emptied_form_is_forgotten(store: Store) -> None:
    drafts = DraftService(store, FakeClock())
    await drafts.save(ANNA, 'a', {'thema': 'Rosen'})
    await drafts.clear(ANNA, 'a')
    await drafts.save(ANNA, 'b', {'thema': 'Rosen'})
    await drafts.save(ANNA, 'b', {'thema': ''})
    assert drafts.get(ANNA, 'a') == drafts.get(ANNA, 'b') == {}
    assert store.drafts.all() == []


async def test_whatever_can_be_kept_is_kept(store: Store) -> None:
    drafts = DraftService(store, FakeClock())
    await drafts.save(ANNA, 'a', {'thema': 'Ro\x00sen \ud83d', 'lang': 'x' * 2_000_000})
    kept = drafts.get(ANNA, 'a')
    assert kept['thema'] == 'Rosen ?'
    assert len(kept['thema']) + len(kept['lang']) <= 1_000_000


async def test_the_oldest_forms_make_room(store: Store) -> None:
    clock = FakeClock()
    drafts = DraftService(store, clock)
    for number in range(MAX_DRAFTS + 2):
        await clock.advance(1)
        await drafts.save(ANNA, f'form-{number}', {'a': 'x'})
    assert drafts.get(ANNA, 'form-0') == drafts.get(ANNA, 'form-1') == {}
    assert drafts.get(ANNA, 'form-2') == {'a': 'x'}
