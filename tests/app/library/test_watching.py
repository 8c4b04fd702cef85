"""Files that people put into the folders with other programs: real files, real hints of the system, time by hand."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from app.domain.documents import DocumentStatus
from app.library.rounds import LOCAL
from tests.app.library.reading_room import KLARA, OLD, RECHNUNGEN, open_room

STILL = 3.0  # seconds a file must not have changed


async def test_a_file_put_there_by_hand_is_read_when_it_has_rested(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.watch()
        room.drop('Hausordnung.txt', 'Ruhezeit ab 22 Uhr')
        await room.until(lambda: room.status('Hausordnung.txt') is DocumentStatus.READING)
        await room.clock.until_sleeping(STILL)
        assert room.plain.read_names == []
        await room.clock.advance(STILL)
        await room.librarian.until_read(KLARA, 'Hausordnung.txt')
        assert await room.found('Ruhezeit') == ['Hausordnung.txt']


async def test_a_slow_copy_is_read_once_and_whole(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.watch()
        path = room.drop('Buch.txt', 'Anfang ')
        for piece in ('Mitte ', 'fast ', 'Ende'):
            await room.clock.until_sleeping(STILL)
            with path.open('a') as file:
                file.write(piece)
            await room.clock.advance(STILL)
        await room.until(lambda: room.status('Buch.txt') is not None)
        await room.clock.until_sleeping(STILL)
        await room.clock.advance(STILL)
        assert await room.text('Buch.txt') == 'Anfang Mitte fast Ende'
        assert room.plain.read_names == ['Buch.txt']


async def test_what_another_program_still_fetches_is_no_document(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.watch()
        for name in ('a.pdf.part', 'b.pdf.crdownload', '~$Brief.docx', '.c.txt', 'd.tmp', 'e.download'):
            room.drop(name, 'halb')
        room.drop('fertig.txt', 'Apfel')
        await room.until(lambda: bool(room.librarian.documents(KLARA)))
        await room.clock.until_sleeping(STILL)
        await room.clock.advance(STILL)
        await room.librarian.until_all_read([KLARA])
        assert [document.name for document in room.librarian.documents(KLARA)] == ['fertig.txt']
        assert room.ledger() == ['fertig.txt']


async def test_a_fetched_file_is_read_under_its_last_name(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.watch()
        part = room.drop('Rechnung.txt.part', 'Betrag 40 Euro')
        part.rename(room.path('Rechnung.txt'))
        await room.until(lambda: room.document('Rechnung.txt') is not None)
        await room.clock.until_sleeping(STILL)
        await room.clock.advance(STILL)
        assert await room.text('Rechnung.txt') == 'Betrag 40 Euro'
        assert room.plain.read_names == ['Rechnung.txt']


async def test_a_file_with_an_old_date_moved_in_is_read(tmp_path: Path) -> None:
    async with open_room(tmp_path / 'data') as room:
        room.watch()
        elsewhere = tmp_path / 'alt.txt'
        elsewhere.write_text('Pfirsich')
        os.utime(elsewhere, (OLD, OLD))
        shutil.move(elsewhere, room.path('alt.txt', RECHNUNGEN))
        await room.until(lambda: room.document('alt.txt', RECHNUNGEN) is not None, RECHNUNGEN)
        await room.clock.until_sleeping(STILL)
        await room.clock.advance(STILL)
        assert await room.text('alt.txt', RECHNUNGEN) == 'Pfirsich'


async def test_deleting_by_hand_is_noticed_without_a_page(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.bring('a.txt', 'Apfel')
        await room.librarian.until_read(KLARA, 'a.txt')
        room.watch()
        await room.clock.until_sleeping(30.0)
        room.path('a.txt').unlink()
        await room.until(lambda: room.ledger() == [])


async def test_a_folder_removed_and_made_again_is_followed_again(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.drop('a.txt', 'Apfel')
        room.watch()
        await room.until(lambda: room.document('a.txt') is not None)
        shutil.rmtree(tmp_path / 'bots')
        room.drop('b.txt', 'Birne')
        await room.clock.advance(30)  # the next round begins the watch anew
        await room.clock.until_sleeping(STILL)
        await room.clock.advance(STILL)
        assert await room.text('b.txt') == 'Birne'
        room.drop('c.txt', 'Citrone')
        await room.until(lambda: room.document('c.txt') is not None)
        await room.clock.until_sleeping(STILL)
        await room.clock.advance(STILL)
        assert await room.text('c.txt') == 'Citrone'


async def test_on_a_share_the_rounds_find_everything_without_any_hint(tmp_path: Path) -> None:
    async with open_room(tmp_path, shared=True) as room:
        room.watch()
        await room.clock.until_sleeping(10.0)
        room.drop('a.txt', 'Apfel')
        await room.clock.advance(10)
        await room.clock.until_sleeping(5.0)
        assert room.plain.read_names == []
        await room.clock.advance(5)
        await room.librarian.until_read(KLARA, 'a.txt')
        assert room.plain.read_names == ['a.txt']


async def test_a_bot_in_the_trash_is_forgotten_and_known_again_when_it_is_back(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.watch()
        room.bring('a.txt', 'Apfel')
        await room.librarian.until_read(KLARA, 'a.txt')
        await room.files.to_trash(KLARA, 'klara')
        room.librarian.forget(KLARA)
        assert await room.found('Apfel') == [] and room.librarian.characters([KLARA]) == 0
        assert not room.files.home(KLARA).exists()
        await room.files.from_trash(KLARA, 'klara')
        room.librarian.forget(KLARA)
        await room.librarian.until_read(KLARA, 'a.txt')
        assert await room.found('Apfel') == ['a.txt']
        assert room.plain.read_names == ['a.txt']


async def test_a_bot_deleted_while_its_file_is_read_leaves_nothing_behind(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        gate = room.plain.close_gate()
        room.bring('a.txt', 'Apfel')
        await room.plain.until_read(1)
        await room.files.to_trash(KLARA, 'klara')
        room.librarian.forget(KLARA)
        gate.set()
        await room.librarian.until_all_read([KLARA])
        assert not room.files.home(KLARA).exists()
        assert room.librarian.documents(KLARA) == []


async def test_a_link_in_the_place_of_a_folder_disturbs_nobody_else(tmp_path: Path) -> None:
    async with open_room(tmp_path / 'data') as room:
        (tmp_path / 'elsewhere' / 'documents').mkdir(parents=True)
        (tmp_path / 'elsewhere' / 'documents' / 'geheim.txt').write_text('Apfel')
        (tmp_path / 'data' / 'bots' / 'klara').symlink_to(tmp_path / 'elsewhere')
        room.watch()
        await room.clock.until_sleeping(30)
        room.bring('b.txt', 'Birne', RECHNUNGEN)
        await room.librarian.until_all_read([RECHNUNGEN])
        assert await room.found('Birne', RECHNUNGEN) == ['b.txt'] and room.plain.read_names == ['b.txt']


async def test_a_bot_that_is_there_no_more_is_not_looked_at(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.places = [RECHNUNGEN]
        room.drop('a.txt', 'Apfel')
        room.drop('b.txt', 'Birne', RECHNUNGEN)
        room.watch()
        await room.until(lambda: room.document('b.txt', RECHNUNGEN) is not None, RECHNUNGEN)
        await room.clock.until_sleeping(STILL)
        await room.clock.advance(STILL)
        await room.librarian.until_read(RECHNUNGEN, 'b.txt')
        assert room.plain.read_names == ['b.txt']
        room.places = [KLARA, RECHNUNGEN]
        await room.clock.advance(LOCAL.every - STILL)  # exactly the next round: what it finds begins to count there
        await room.clock.until_sleeping(STILL)
        await room.clock.advance(STILL)
        await room.librarian.until_read(KLARA, 'a.txt')
