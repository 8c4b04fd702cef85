"""An AI that can see reads a scan, when somebody asks for it: page by page, and only what it read is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from app.bus import Bus
from app.domain.documents import DocumentStatus, Reading, ReadProblem
from app.domain.errors import AppError, NotFound, ProviderError
from app.domain.places import Place
from app.library.librarian import Librarian
from app.readers.base import Unreadable
from app.readers.pool import ReaderPool
from app.services.bots import BotService
from app.services.documents import DocumentService
from app.services.picture_reading import PictureReadingService
from app.storage.store import Store
from tests.app.services.house import ANNA, BEN, pieces
from tests.fakes import FakeBrain, FakeClock, FakeProvider

NAME = 'Brief.pdf'


class TwoPages(ReaderPool):
    """Every file is a scan of two pages, and nothing here can recognise text."""

    @property
    def can_recognise(self) -> bool:
        return False

    async def read(self, path: Path, name: str) -> Reading:
        raise Unreadable(ReadProblem.SCAN, name=name, pages=2)

    async def picture(
        self, path: Path, name: str, page: int, *, width: int, marks: Sequence[tuple[int, int]] = ()
    ) -> bytes:
        return f'Seite {page}'.encode()


class Desk:
    """A bot of Anna with a scanned letter, and an AI that answers as the test says."""

    def __init__(self, store: Store) -> None:
        clock = FakeClock()
        self.ai = FakeProvider(clock)
        self.librarian = Librarian(files=store.files, bus=Bus(), clock=clock, pool=TwoPages())
        self.bots = BotService(store, clock, Bus(), self.librarian)
        self.documents = DocumentService(store, clock, Bus(), self.librarian)
        self.reading = PictureReadingService(store, FakeBrain(self.ai), self.librarian, self.documents)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    store = await Store.open(tmp_path / 'data', FakeClock(), tmp_path / 'key')
    made = Desk(store)
    yield made
    await made.librarian.close()
    await store.close()


async def letter(desk: Desk) -> Place:
    """The folder in which it lies, not readable as it is."""
    place = Place.of_bot((await desk.bots.create(ANNA, name='Leser')).id)
    await desk.documents.add(ANNA, place, NAME, pieces(b'%PDF'))
    assert (await desk.librarian.until_read(place, NAME)).note == 'scan'
    return place


async def test_each_page_is_shown_to_the_ai_and_its_text_is_kept(desk: Desk) -> None:
    place = await letter(desk)
    desk.ai.answer('Liebe Anna')
    desk.ai.answer('Dein Ben')

    document = await desk.reading.read(ANNA, place, NAME, 'de')

    assert [call.pictures[0].data for call in desk.ai.calls] == [b'Seite 1', b'Seite 2']
    assert (document.status, document.pages, document.note) == (DocumentStatus.READY, 2, 'ai')
    assert (await desk.librarian.reading(place, NAME)).text == 'Liebe Anna\n\nDein Ben'


async def test_an_ai_that_cannot_see_is_named_and_the_scan_stays_a_scan(desk: Desk) -> None:
    place = await letter(desk)
    desk.ai.fail(ProviderError('setting'))

    with pytest.raises(AppError) as trouble:
        await desk.reading.read(ANNA, place, NAME, 'de')

    assert trouble.value.key == 'no_sight'
    assert (await desk.librarian.until_read(place, NAME)).note == 'scan'


async def test_an_ai_that_finds_nothing_leaves_nothing(desk: Desk) -> None:
    place = await letter(desk)
    desk.ai.answer(' ')
    desk.ai.answer(' ')

    with pytest.raises(AppError) as trouble:
        await desk.reading.read(ANNA, place, NAME, 'de')

    assert trouble.value.key == 'doc_empty'


async def test_nobody_has_the_letters_of_others_read(desk: Desk) -> None:
    place = await letter(desk)

    with pytest.raises(NotFound):
        await desk.reading.read(BEN, place, NAME, 'de')
    assert desk.ai.calls == []
