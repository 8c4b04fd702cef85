"""Searching by meaning: what has other words is found, and without an AI for it everything goes on by words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from app.bus import Bus
from app.domain.errors import ProviderError
from app.library.librarian import Librarian
from app.storage.disk import Disk
from app.storage.files import Files
from tests.app.library.reading_room import KLARA, PlainPool
from tests.fakes import FakeClock

CAR, GARDEN = 'Der Wagen steht in der Garage.', 'Die Tomaten brauchen Wasser.'


class Thesaurus:
    """An AI that knows what is alike. `model` '' = nobody has chosen it."""

    def __init__(self) -> None:
        self.model = 'probe/eins'
        self.asked: list[str] = []
        self.refuses = False
        self.news = asyncio.Event()

    async def numbers(self, texts: Sequence[str]) -> list[list[float]]:
        if self.refuses:
            raise ProviderError('net')
        self.asked += texts
        self.news.set()
        return [[1.0, 0.0] if 'Wagen' in text or 'Auto' in text else [0.0, 1.0] for text in texts]


@pytest.fixture
async def thesaurus() -> Thesaurus:
    return Thesaurus()


@pytest.fixture
async def librarian(tmp_path: Path, thesaurus: Thesaurus) -> AsyncIterator[Librarian]:
    files = Files(tmp_path, Disk(), 0)
    for name, text in (('Auto.txt', CAR), ('Garten.txt', GARDEN)):
        path = files.folder(KLARA) / name.replace('Auto', 'Kfz')
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    made = Librarian(
        files=files, bus=Bus(), clock=FakeClock(), pool=PlainPool(), places=lambda: [KLARA], shared=True,
        meaning=thesaurus,
    )  # fmt: skip
    await made.until_all_read([KLARA])
    yield made
    await made.close()


async def found(librarian: Librarian, question: str) -> list[str]:
    """The passages, best first."""
    return [passage.text for passage in await librarian.search([KLARA], question, 5)]


async def test_other_words_of_the_same_meaning_are_found(librarian: Librarian, thesaurus: Thesaurus) -> None:
    assert await found(librarian, 'Auto') == []
    watching = asyncio.create_task(librarian.watch())
    while not any(CAR in text for text in thesaurus.asked):
        thesaurus.news.clear()
        await thesaurus.news.wait()
    while not await found(librarian, 'Auto'):
        pass  # the numbers are being written

    assert (await found(librarian, 'Auto'))[0] == CAR
    watching.cancel()


@pytest.mark.parametrize('trouble', ['refuses', 'off'])
async def test_without_it_words_must_do(librarian: Librarian, thesaurus: Thesaurus, trouble: str) -> None:
    thesaurus.refuses = trouble == 'refuses'
    thesaurus.model = '' if trouble == 'off' else thesaurus.model

    assert await found(librarian, 'Tomaten') == [GARDEN]
    assert thesaurus.asked == []
