"""Many files at once: each is read, nobody is kept waiting for another one's pile."""

from __future__ import annotations

import os
from pathlib import Path

from app.domain.documents import DocumentStatus
from app.domain.events import DocumentsChanged
from tests.app.library.reading_room import KLARA, OLD, RECHNUNGEN, PlainPool, open_room

MANY = 500


async def test_five_hundred_files_are_read_and_told_in_a_few_words(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        told: list[DocumentsChanged] = []
        room.bus.subscribe(DocumentsChanged, told.append)
        for number in range(MANY):
            room.drop(f'{number:03}.txt', f'Notiz Nummer {number}')
        await room.librarian.until_all_read([KLARA])
        documents = room.librarian.documents(KLARA)
        assert [one.status for one in documents] == [DocumentStatus.READY] * MANY
        assert sorted(room.plain.read_names) == [one.name for one in documents]
        assert await room.found('321') == ['321.txt']
        assert len(told) < 60
        assert room.librarian.characters([KLARA]) == sum(one.size for one in documents)


async def test_as_many_are_read_at_once_as_there_are_processes(tmp_path: Path) -> None:
    async with open_room(tmp_path, pool=PlainPool(size=3)) as room:
        gate = room.plain.close_gate()
        for number in range(10):
            room.drop(f'{number}.txt', 'Notiz')
        room.librarian.arrived(KLARA)
        await room.plain.until_read(3)
        gate.set()
        await room.librarian.until_all_read([KLARA])
        assert room.plain.most_at_work == 3 and len(room.plain.read_names) == 10


async def test_a_small_folder_does_not_wait_for_a_large_one(tmp_path: Path) -> None:
    async with open_room(tmp_path, pool=PlainPool(size=1)) as room:
        gate = room.plain.close_gate()
        for number in range(30):
            room.drop(f'{number:02}.txt', f'Notiz {number}')
        room.librarian.arrived(KLARA)
        await room.plain.until_read(1)
        room.bring('Rechnung.txt', '40 Euro', RECHNUNGEN)
        await room.until(lambda: room.status('Rechnung.txt', RECHNUNGEN) is not None, RECHNUNGEN)
        gate.set()
        await room.librarian.until_read(RECHNUNGEN, 'Rechnung.txt')
        assert room.plain.read_names.index('Rechnung.txt') <= 2


async def test_the_file_brought_last_is_read_before_those_that_wait(tmp_path: Path) -> None:
    async with open_room(tmp_path, pool=PlainPool(size=1)) as room:
        gate = room.plain.close_gate()
        for number in range(5):
            room.drop(f'{number}.txt', 'Notiz', date=1_700_000_000 + number)
        room.librarian.arrived(KLARA)
        await room.plain.until_read(1)
        gate.set()
        await room.librarian.until_all_read([KLARA])
        assert room.plain.read_names == ['4.txt', '3.txt', '2.txt', '1.txt', '0.txt']


async def test_a_file_that_comes_or_goes_while_a_pile_is_read_is_seen_at_once(tmp_path: Path) -> None:
    async with open_room(tmp_path, pool=PlainPool(size=1)) as room:
        gate = room.plain.close_gate()
        for number in range(5):
            room.drop(f'{number}.txt', f'Notiz {number}')
        os.utime(room.files.folder(KLARA), (OLD, OLD))  # nothing came or went since
        room.librarian.arrived(KLARA)
        await room.plain.until_read(1)
        assert len(room.librarian.documents(KLARA)) == len(room.librarian.documents(KLARA)) == 5
        room.drop('neu.txt', 'Apfel')
        assert room.document('neu.txt') is not None
        room.path('0.txt').unlink()
        assert room.document('0.txt') is None
        gate.set()
        await room.librarian.until_all_read([KLARA])
        assert room.ledger() == ['1.txt', '2.txt', '3.txt', '4.txt', 'neu.txt']
