"""Files of a bot: put in, listed, handed out, replaced, deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.bots import Bot
from app.domain.documents import DocumentStatus
from app.domain.errors import AppError, Conflict, Invalid, NotFound, TooLarge
from app.domain.places import Place
from app.services.documents import MAX_BYTES
from tests.app.services.house import ANNA, BEN, House, open_house, pieces


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as house:
        yield house


@pytest.fixture
async def bot(house: House) -> Bot:
    return await house.bots.create(ANNA, name='Texter')


async def broken() -> AsyncIterator[bytes]:
    yield b'half of it'
    raise AppError('malformed')


async def test_a_file_arrives_in_pieces_and_can_be_read(house: House, bot: Bot) -> None:
    added = await house.documents.add(ANNA, Place.of_bot(bot.id), 'Brief an Müller.txt', pieces(b'Liebe ', b'Anna'))
    assert (added.name, added.size, added.media_type) == ('Brief an Müller.txt', 10, 'text/plain')
    assert added.status is DocumentStatus.READING
    read = await house.librarian.until_read(Place.of_bot(bot.id), added.name)
    assert (read.status, read.words) == (DocumentStatus.READY, 2)
    path, document = house.documents.open(ANNA, Place.of_bot(bot.id), 'Brief an Müller.txt')
    assert path.read_bytes() == b'Liebe Anna'
    assert [document] == house.documents.list(ANNA, Place.of_bot(bot.id))


async def test_a_file_put_into_the_folder_by_hand_is_listed(house: House, bot: Bot, tmp_path: Path) -> None:
    folder = tmp_path / 'data' / bot.documents_path
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'Von Hand.md').write_text('# Hallo')
    assert [document.name for document in house.documents.list(ANNA, Place.of_bot(bot.id))] == ['Von Hand.md']


async def test_a_newer_file_takes_the_place_and_the_older_one_lies_in_the_trash(house: House, bot: Bot) -> None:
    await house.documents.add(ANNA, Place.of_bot(bot.id), 'a.txt', pieces(b'old'))
    await house.documents.add(ANNA, Place.of_bot(bot.id), 'a.txt', pieces(b'new'))
    assert house.documents.open(ANNA, Place.of_bot(bot.id), 'a.txt')[0].read_bytes() == b'new'
    [item] = house.trash.list(ANNA)
    restored = await house.trash.restore(ANNA, 'document', item.id)
    assert restored.name == 'a (2).txt'
    assert house.documents.open(ANNA, Place.of_bot(bot.id), 'a (2).txt')[0].read_bytes() == b'old'


async def test_a_file_that_breaks_off_leaves_the_older_one_in_place(house: House, bot: Bot, tmp_path: Path) -> None:
    await house.documents.add(ANNA, Place.of_bot(bot.id), 'a.txt', pieces(b'old'))
    with pytest.raises(AppError):
        await house.documents.add(ANNA, Place.of_bot(bot.id), 'a.txt', broken())
    assert house.documents.open(ANNA, Place.of_bot(bot.id), 'a.txt')[0].read_bytes() == b'old'
    assert house.trash.list(ANNA) == []
    assert [path.name for path in (tmp_path / 'data/bots' / bot.id).iterdir()] == ['documents']


async def test_a_file_that_is_too_big_leaves_nothing_behind(house: House, bot: Bot, tmp_path: Path) -> None:
    with pytest.raises(TooLarge) as refused:
        await house.documents.add(ANNA, Place.of_bot(bot.id), 'big.bin', pieces(*[bytes(MAX_BYTES // 5)] * 5, b'1'))
    assert refused.value.params == {'limit_mb': 25}
    assert house.documents.list(ANNA, Place.of_bot(bot.id)) == []
    assert [path.name for path in (tmp_path / 'data/bots' / bot.id).iterdir()] == ['documents']


@pytest.mark.parametrize(
    'name', ['', '..', '../x', 'a/b', 'a\\b', '.hidden', 'CON.txt', 'a\x00b', 'a\u202eb', '\ud800']
)
async def test_names_that_are_no_file_names_are_refused(house: House, bot: Bot, name: str) -> None:
    with pytest.raises(Invalid):
        await house.documents.add(ANNA, Place.of_bot(bot.id), name, pieces(b'x'))
    with pytest.raises(NotFound):
        house.documents.open(ANNA, Place.of_bot(bot.id), name)


async def test_a_name_is_found_in_both_spellings_of_its_umlauts(house: House, bot: Bot) -> None:
    await house.documents.add(ANNA, Place.of_bot(bot.id), 'Mu\u0308ller.txt', pieces(b'x'))
    assert house.documents.open(ANNA, Place.of_bot(bot.id), 'M\u00fcller.txt')[1].name == 'M\u00fcller.txt'
    assert house.documents.open(ANNA, Place.of_bot(bot.id), 'Mu\u0308ller.txt')[1].name == 'M\u00fcller.txt'


async def test_a_deleted_file_comes_back(house: House, bot: Bot) -> None:
    await house.documents.add(ANNA, Place.of_bot(bot.id), 'a.txt', pieces(b'x'))
    item = await house.documents.delete(ANNA, Place.of_bot(bot.id), 'a.txt')
    assert house.documents.list(ANNA, Place.of_bot(bot.id)) == []
    restored = await house.trash.restore(ANNA, 'document', item.id)
    assert (restored.name, restored.size) == ('a.txt', 1)


async def test_a_file_waits_for_its_bot(house: House, bot: Bot) -> None:
    await house.documents.add(ANNA, Place.of_bot(bot.id), 'a.txt', pieces(b'x'))
    item = await house.documents.delete(ANNA, Place.of_bot(bot.id), 'a.txt')
    await house.bots.delete(ANNA, bot.id)
    with pytest.raises(Conflict):
        await house.trash.restore(ANNA, 'document', item.id)
    await house.trash.restore(ANNA, 'bot', bot.id)
    await house.trash.restore(ANNA, 'document', item.id)
    assert [document.name for document in house.documents.list(ANNA, Place.of_bot(bot.id))] == ['a.txt']


async def test_somebody_elses_files_do_not_exist(house: House, bot: Bot) -> None:
    await house.documents.add(ANNA, Place.of_bot(bot.id), 'a.txt', pieces(b'x'))
    with pytest.raises(NotFound):
        house.documents.list(BEN, Place.of_bot(bot.id))
    with pytest.raises(NotFound):
        house.documents.open(BEN, Place.of_bot(bot.id), 'a.txt')
    with pytest.raises(NotFound):
        await house.documents.add(BEN, Place.of_bot(bot.id), 'b.txt', pieces(b'x'))
    with pytest.raises(NotFound):
        await house.documents.delete(BEN, Place.of_bot(bot.id), 'a.txt')


async def test_a_file_for_a_bot_that_goes_meanwhile_is_not_kept(house: House, bot: Bot, tmp_path: Path) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b'begin'
        await house.bots.delete(ANNA, bot.id)
        yield b'end'

    with pytest.raises(NotFound):
        await house.documents.add(ANNA, Place.of_bot(bot.id), 'a.txt', slow())
    assert not (tmp_path / 'data' / bot.documents_path / 'a.txt').exists()
