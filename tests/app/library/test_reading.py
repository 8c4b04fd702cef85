"""What is brought into a folder is read once, kept, and found; what is gone is forgotten."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from app.domain.documents import DocumentStatus
from app.domain.errors import NotFound
from app.readers.base import Unreadable
from app.readers.pool import ReaderPool
from tests.app.library.reading_room import KLARA, RECHNUNGEN, PlainPool, open_room


async def test_a_file_that_arrives_is_read_at_once(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.bring('Hausordnung.txt', 'Die Ruhezeit beginnt um 22 Uhr.')
        assert room.status('Hausordnung.txt') is DocumentStatus.READING
        document = await room.librarian.until_read(KLARA, 'Hausordnung.txt')
        assert (document.status, document.words, document.note) == (DocumentStatus.READY, 6, '')
        assert await room.text('Hausordnung.txt') == 'Die Ruhezeit beginnt um 22 Uhr.'
        assert await room.found('Ruhezeit') == ['Hausordnung.txt']
        assert room.librarian.characters([KLARA]) == 31


async def test_the_real_reading_processes_do_the_same(tmp_path: Path) -> None:
    async with open_room(tmp_path, pool=ReaderPool(size=1)) as room:
        room.bring('Notiz.txt', 'Der Schlüssel liegt unter der Matte.')
        room.bring('leer.txt', '')
        assert await room.text('Notiz.txt') == 'Der Schlüssel liegt unter der Matte.'
        with pytest.raises(Unreadable) as trouble:
            await room.text('leer.txt')
        assert trouble.value.key == 'doc_empty'
        assert room.document('leer.txt').note == 'doc_empty'  # type: ignore[union-attr]


async def test_what_was_read_is_known_after_the_next_start(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.bring('a.txt', 'Apfel')
        await room.librarian.until_all_read([KLARA])
    async with open_room(tmp_path) as room:
        assert await room.text('a.txt') == 'Apfel'
        assert room.plain.read_names == []
        assert room.status('a.txt') is DocumentStatus.READY


async def test_what_waits_when_the_program_ends_is_read_after_the_next_start(tmp_path: Path) -> None:
    pool = PlainPool(size=1)
    async with open_room(tmp_path, pool=pool) as room:
        pool.close_gate()
        room.bring('a.txt', 'Apfel')
        room.bring('b.txt', 'Birne')
        await pool.until_read(1)
    async with open_room(tmp_path) as room:
        await room.librarian.until_all_read([KLARA])
        assert await room.found('Apfel') == ['a.txt'] and await room.found('Birne') == ['b.txt']


async def test_a_file_only_touched_is_not_read_again(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.bring('a.txt', 'Apfel')
        await room.librarian.until_read(KLARA, 'a.txt')
        os.utime(room.path('a.txt'))
        room.librarian.arrived(KLARA, 'a.txt')
        document = await room.librarian.until_read(KLARA, 'a.txt')
        assert document.status is DocumentStatus.READY
        assert room.plain.read_names == ['a.txt']
    async with open_room(tmp_path) as room:
        await room.librarian.until_all_read([KLARA])
        assert room.plain.read_names == []


async def test_a_changed_file_gives_its_new_text_only(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.bring('a.txt', 'Apfel')
        await room.librarian.until_read(KLARA, 'a.txt')
        room.bring('a.txt', 'Birne')
        assert await room.text('a.txt') == 'Birne'
        assert await room.found('Apfel') == [] and await room.found('Birne') == ['a.txt']


async def test_a_deleted_file_is_found_no_more(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.bring('a.txt', 'Apfel')
        await room.librarian.until_read(KLARA, 'a.txt')
        room.path('a.txt').unlink()
        assert await room.found('Apfel') == []  # before anybody has told
        await room.librarian.until_all_read([KLARA])
        assert room.ledger() == []
        with pytest.raises(NotFound):
            await room.librarian.until_read(KLARA, 'a.txt')


async def test_a_renamed_file_keeps_what_was_read(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.bring('a.txt', 'Apfel')
        await room.librarian.until_read(KLARA, 'a.txt')
        room.path('a.txt').rename(room.path('b.txt'))
        await room.librarian.until_all_read([KLARA])
        assert room.plain.read_names == ['a.txt']
        assert await room.found('Apfel') == ['b.txt'] and room.ledger() == ['b.txt']


async def test_the_search_stays_in_the_folders_it_was_asked_for(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.bring('a.txt', 'Apfel aus dem Garten')
        room.bring('b.txt', 'Apfel aus dem Laden', RECHNUNGEN)
        await room.librarian.until_all_read([KLARA, RECHNUNGEN])
        assert await room.found('Apfel', KLARA) == ['a.txt']
        assert await room.found('Apfel', RECHNUNGEN) == ['b.txt']
        assert await room.found('Apfel', KLARA, RECHNUNGEN) == ['a.txt', 'b.txt']


async def test_an_empty_folder_gets_no_ledger(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.files.home(KLARA).mkdir()
        await room.librarian.until_all_read([KLARA, RECHNUNGEN])
        assert await room.found('Apfel') == [] and room.librarian.documents(RECHNUNGEN) == []
        assert list(room.files.home(KLARA).iterdir()) == [] and not room.files.home(RECHNUNGEN).exists()


async def test_who_stops_waiting_stops_nothing_but_the_waiting(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        gate = room.plain.close_gate()
        room.drop('a.txt', 'Apfel')
        waiting = asyncio.create_task(room.librarian.until_all_read([KLARA]))
        await room.plain.until_read(1)
        waiting.cancel()
        gate.set()
        assert await room.text('a.txt') == 'Apfel'
        assert room.plain.read_names == ['a.txt']
