"""Whose name and address stand on letters."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.errors import Invalid
from app.domain.sender import Sender
from app.services.sender import SenderService
from app.storage.store import Store
from tests.app.services.house import ANNA, BEN
from tests.fakes import FakeClock

ERIKA = {'name': 'Erika Sommer', 'street': 'Gartenweg 5', 'town': '88662 Überlingen', 'phone': '', 'email': ''}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(tmp_path / 'data', FakeClock(), tmp_path / 'key')
    yield store
    await store.close()


async def test_a_sender_is_empty_at_first(store: Store) -> None:
    sender = SenderService(store).get(ANNA)
    assert sender == Sender() and not sender.is_known


async def test_a_sender_is_there_after_a_restart(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / 'data', FakeClock(), tmp_path / 'key')
    await SenderService(store).save(ANNA, ERIKA)
    await store.close()
    store = await Store.open(tmp_path / 'data', FakeClock(), tmp_path / 'key')
    assert SenderService(store).get(ANNA).address == ('Erika Sommer', 'Gartenweg 5', '88662 Überlingen')
    await store.close()


async def test_everybody_has_a_sender_of_their_own(store: Store) -> None:
    await SenderService(store).save(ANNA, ERIKA)
    assert SenderService(store).get(BEN) == Sender()


async def test_blanks_and_line_ends_are_tidied_up(store: Store) -> None:
    saved = await SenderService(store).save(ANNA, ERIKA | {'name': '  Erika\n Sommer '})
    assert saved.name == 'Erika Sommer' and saved.is_known


async def test_what_is_emptied_is_empty(store: Store) -> None:
    await SenderService(store).save(ANNA, ERIKA)
    await SenderService(store).save(ANNA, {'name': 'Erika'})
    assert SenderService(store).get(ANNA) == Sender(name='Erika')


async def test_every_part_that_is_too_long_is_named(store: Store) -> None:
    with pytest.raises(Invalid) as refused:
        await SenderService(store).save(ANNA, {'name': 'x' * 101, 'town': 'y\x00'})
    assert [(problem.path, problem.key) for problem in refused.value.problems] == [
        ('name', 'too_long'),
        ('town', 'characters'),
    ]
    assert SenderService(store).get(ANNA) == Sender()
