"""Files that give no text: why, what is tried again and when, and what recognising or an AI makes of them."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from app.domain.documents import Document, DocumentStatus
from app.domain.errors import StoreError, Unavailable
from app.readers.base import Unreadable
from tests.app.library.reading_room import KLARA, PlainPool, ReadingRoom, open_room


async def brought(room: ReadingRoom, name: str, text: str) -> Document:
    """A file that arrived and is through."""
    room.bring(name, text)
    return await room.librarian.until_read(KLARA, name)


async def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        document = await brought(room, 'a.pdf', '!locked')
        assert (document.status, document.note, document.words) == (DocumentStatus.FAILED, 'locked', None)
        with pytest.raises(Unreadable) as trouble:
            await room.text('a.pdf')
        assert (trouble.value.key, trouble.value.params['name']) == ('locked', 'a.pdf')


async def test_only_what_may_have_passed_is_tried_again_and_once_per_start(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        for problem in ('doc_crashed', 'doc_slow', 'doc_memory', 'doc_damaged', 'locked'):
            await brought(room, f'{problem}.pdf', f'!{problem}')
        await room.librarian.until_all_read([KLARA])
        assert len(room.plain.read_names) == 5
    async with open_room(tmp_path) as room:
        for _ in range(3):
            await room.librarian.until_all_read([KLARA])
        assert sorted(room.plain.read_names) == ['doc_crashed.pdf', 'doc_memory.pdf', 'doc_slow.pdf']


async def test_a_file_that_failed_is_read_when_it_changes(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        await brought(room, 'a.pdf', '!doc_damaged')
        assert (await brought(room, 'a.pdf', 'Apfel')).status is DocumentStatus.READY


async def test_a_scan_is_recognised_page_by_page(tmp_path: Path) -> None:
    pool = PlainPool()
    pool.has_tesseract = True
    async with open_room(tmp_path, pool=pool) as room:
        document = await brought(room, 'Brief.pdf', '!scan')
        assert (document.status, document.note, document.pages) == (DocumentStatus.READY, 'ocr', 3)
        assert pool.recognised == [('Brief.pdf', 1), ('Brief.pdf', 2), ('Brief.pdf', 3)]
        [passage] = await room.librarian.search([KLARA], 'erkannt', 1)
        assert passage.has_pages and passage.page == 1


async def test_of_a_very_long_scan_the_first_hundred_pages_are_recognised(tmp_path: Path) -> None:
    pool = PlainPool()
    pool.has_tesseract, pool.pages = True, 250
    async with open_room(tmp_path, pool=pool) as room:
        document = await brought(room, 'Buch.pdf', '!scan')
        assert (document.note, document.pages, len(pool.recognised)) == ('part', 250, 100)


async def test_others_are_read_while_one_scan_after_the_other_is_recognised(tmp_path: Path) -> None:
    pool = PlainPool(size=1)
    pool.has_tesseract = True
    async with open_room(tmp_path, pool=pool) as room:
        gate = pool.close_recognising()
        for name in ('eins.pdf', 'zwei.pdf'):
            room.bring(name, '!scan')
        await pool.until_read(2, pages=1)
        document = await brought(room, 'Notiz.txt', 'Apfel')
        assert document.status is DocumentStatus.READY
        assert room.status('eins.pdf') is room.status('zwei.pdf') is DocumentStatus.READING
        assert len(pool.recognised) == 1
        gate.set()
        await room.librarian.until_all_read([KLARA])
        assert room.status('eins.pdf') is room.status('zwei.pdf') is DocumentStatus.READY


async def test_a_scan_is_recognised_later_when_the_program_for_it_was_installed(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        document = await brought(room, 'Brief.pdf', '!scan')
        assert (document.status, document.note, document.pages) == (DocumentStatus.FAILED, 'scan', 3)
        with pytest.raises(Unreadable):
            await room.librarian.recognise(KLARA, 'Brief.pdf')
        room.plain.has_tesseract = True
        document = await room.librarian.recognise(KLARA, 'Brief.pdf')
        assert (document.status, document.note) == (DocumentStatus.READY, 'ocr')
        assert await room.found('erkannt') == ['Brief.pdf']


async def test_pictures_that_give_no_text_leave_what_was_read_before(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        await brought(room, 'Heft.pdf', 'Apfel')
        room.plain.has_tesseract, room.plain.says = True, ''
        with pytest.raises(Unreadable) as trouble:
            await room.librarian.recognise(KLARA, 'Heft.pdf')
        assert trouble.value.key == 'doc_empty'
        assert room.status('Heft.pdf') is DocumentStatus.READY and await room.text('Heft.pdf') == 'Apfel'


async def test_the_text_an_ai_has_read_is_kept_until_the_file_changes(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        await brought(room, 'Brief.pdf', '!scan')
        document = await room.librarian.take_text(KLARA, 'Brief.pdf', ['Liebe Anna', 'dein Ben'])
        assert (document.status, document.note, document.pages, document.words) == (DocumentStatus.READY, 'ai', 3, 4)
        assert await room.text('Brief.pdf') == 'Liebe Anna\n\ndein Ben'
        assert (await brought(room, 'Brief.pdf', '!locked')).note == 'locked'
        assert await room.found('Anna') == []


async def test_a_ledger_the_disk_refuses_is_said_and_tried_again(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.drop('a.txt', 'Apfel')
        room.files.ledger(KLARA).mkdir()
        with pytest.raises(StoreError):
            await room.librarian.until_read(KLARA, 'a.txt')
        await room.librarian.until_all_read([KLARA])  # does not wait for ever
        room.files.ledger(KLARA).rmdir()
        room.watch()
        await room.clock.until_sleeping(3)
        await room.clock.advance(3)
        assert await room.text('a.txt') == 'Apfel'


async def test_a_ledger_that_was_lost_or_broken_is_made_anew(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        await brought(room, 'a.txt', 'Apfel')
        await brought(room, 'b.txt', 'Birne')
        room.files.ledger(KLARA).unlink()
        assert await room.text('a.txt') == 'Apfel'
        await room.librarian.until_all_read([KLARA])
        assert await room.found('Birne') == ['b.txt']
        room.files.ledger(KLARA).write_bytes(b'no database at all' * 100)
        await room.librarian.until_all_read([KLARA])
        assert await room.found('Birne') == ['b.txt'] and await room.found('Apfel') == ['a.txt']


async def test_a_file_that_arrives_in_the_place_of_another_while_that_is_read_gives_its_own_text(
    tmp_path: Path,
) -> None:
    async with open_room(tmp_path) as room:
        gate = room.plain.close_gate()
        room.bring('a.txt', 'alter Apfel')
        await room.plain.until_read(1)
        other = room.drop('b.part', 'neue Birne')
        shutil.move(other, room.path('a.txt'))
        gate.set()
        assert await room.text('a.txt') == 'neue Birne'
        assert await room.found('Apfel') == []


async def test_who_waits_for_a_file_when_the_program_ends_is_told(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.plain.close_gate()
        room.bring('a.txt', 'Apfel')
        await room.plain.until_read(1)
        task = asyncio.create_task(room.librarian.until_read(KLARA, 'a.txt'))
        await room.librarian.close()
        with pytest.raises(Unavailable):
            await task
