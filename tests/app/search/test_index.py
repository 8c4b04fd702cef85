"""The index of a folder keeps what was read, finds it, and forgets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.documents import DocumentStatus, Page, Reading
from app.search.index import Index
from tests.app.search.folder import entry, reading


@pytest.fixture(params=[True, False], ids=['words', 'scan'])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    """The index of an empty folder: with SQLite's index over words, and without."""
    return Index(tmp_path / 'reading.sqlite3', words=request.param)


def test_a_folder_of_which_nothing_was_read_has_nothing_and_gets_no_file(index: Index, tmp_path: Path) -> None:
    assert index.entries() == {} and index.chunks() == [] and index.reading('Mietvertrag.pdf') is None
    assert index.search('Miete', 5) == []
    assert not list(tmp_path.iterdir())


def test_the_ledger_line_comes_back_as_it_was_put(index: Index) -> None:
    line = entry('Mietvertrag.pdf')
    index.put(line, reading('Die Miete beträgt 840 €.'))
    assert index.entries() == {'Mietvertrag.pdf': line}


def test_pages_come_back_exactly(index: Index) -> None:
    pages = (
        Page(number=1, text='  Ein\x00 Blatt\r\n\n\n mit Lücken \n', label='Tabelle „Süd“'),
        Page(number=7, text=''),
        Page(number=9, text='halb \ud83d zerstört 🙂'),
    )
    read = Reading(pages=pages, media_type='text/plain', has_pages=True, note='ocr')
    index.put(entry('Zettel.pdf'), read)
    assert index.reading('Zettel.pdf') == read


def test_a_piece_says_where_it_stands(index: Index) -> None:
    index.put(entry('Brief.pdf'), reading('Liebe Eltern,', 'das Sommerfest ist am 4. Juli.'))
    chunks = index.chunks()
    assert [(chunk.page, chunk.start, chunk.end, chunk.text) for chunk in chunks] == [
        (1, 0, 13, 'Liebe Eltern,'),
        (2, 0, 30, 'das Sommerfest ist am 4. Juli.'),
    ]
    assert all(chunk.has_pages and chunk.document == 'Brief.pdf' and chunk.score == 0 for chunk in chunks)


def test_a_question_finds_the_piece_that_answers_it(index: Index) -> None:
    index.put(entry('Mietvertrag.pdf'), reading('Die Miete beträgt 840 €.'))
    index.put(entry('Kita.docx'), reading('Das Sommerfest ist am 4. Juli.'))
    found = index.search('Wann ist das Sommerfest?', 5)
    assert [chunk.document for chunk in found] == ['Kita.docx']
    assert found[0].score > 0


def test_what_was_read_anew_takes_the_place_of_the_old(index: Index) -> None:
    index.put(entry('Brief.txt'), reading('Das Sommerfest ist am 4. Juli.'))
    index.put(entry('Brief.txt', sha256='bb'), reading('Das Laternenfest ist im November.'))
    assert index.search('Sommerfest', 5) == []
    assert [chunk.text for chunk in index.search('Laternenfest', 5)] == ['Das Laternenfest ist im November.']
    assert index.entries()['Brief.txt'].sha256 == 'bb'


def test_a_document_that_cannot_be_read_any_more_loses_its_text(index: Index) -> None:
    index.put(entry('Brief.txt'), reading('Das Sommerfest ist am 4. Juli.'))
    index.put(entry('Brief.txt', status=DocumentStatus.FAILED, note='doc_damaged'), None)
    assert index.reading('Brief.txt') is None and index.chunks() == [] and index.search('Sommerfest', 5) == []
    assert index.entries()['Brief.txt'].note == 'doc_damaged'


def test_removed_documents_are_forgotten_and_others_stay(index: Index) -> None:
    for name in ('a.txt', 'b.txt', 'c.txt'):
        index.put(entry(name), reading(f'Das Sommerfest steht in {name}.'))
    index.remove(['a.txt', 'c.txt', 'nie da.txt'])
    assert list(index.entries()) == ['b.txt']
    assert {chunk.document for chunk in index.search('Sommerfest', 5)} == {'b.txt'}
    assert index.reading('a.txt') is None


def test_a_renamed_document_is_found_under_its_new_name_only(index: Index) -> None:
    index.put(entry('scan0815.pdf'), reading('Die Kaution beträgt drei Monatsmieten.'))
    index.rename('scan0815.pdf', entry('Hausordnung.pdf', sha256='cc'))
    assert [chunk.document for chunk in index.search('Kaution', 5)] == ['Hausordnung.pdf']
    assert index.search('Hausordnung', 5) and index.search('scan0815', 5) == []
    assert index.entries() == {'Hausordnung.pdf': entry('Hausordnung.pdf', sha256='cc')}
    assert index.reading('Hausordnung.pdf') == reading('Die Kaution beträgt drei Monatsmieten.')


def test_a_document_renamed_onto_another_takes_its_place(index: Index) -> None:
    index.put(entry('neu.txt'), reading('Die neue Fassung.'))
    index.put(entry('Satzung.txt'), reading('Die alte Fassung.'))
    index.rename('neu.txt', entry('Satzung.txt'))
    assert [chunk.text for chunk in index.chunks()] == ['Die neue Fassung.']


def test_a_rename_of_a_document_nobody_knows_changes_nothing(index: Index) -> None:
    index.put(entry('a.txt'), reading('Text'))
    index.rename('b.txt', entry('a.txt', sha256='other'))
    assert index.entries() == {'a.txt': entry('a.txt')}


def test_only_the_documents_asked_for_are_searched(index: Index) -> None:
    for name in ('a.txt', 'b.txt'):
        index.put(entry(name), reading('Das Sommerfest ist am 4. Juli.'))
    assert {chunk.document for chunk in index.search('Sommerfest', 5, ['b.txt'])} == {'b.txt'}
    assert {chunk.document for chunk in index.chunks(['b.txt'])} == {'b.txt'}
    assert index.search('Sommerfest', 5, ['nie da.txt']) == []


def test_pieces_come_by_name_and_then_as_they_are_read(index: Index) -> None:
    index.put(entry('b.pdf'), reading('eins', 'zwei'))
    index.put(entry('A.pdf'), reading('drei'))
    assert [chunk.text for chunk in index.chunks()] == ['drei', 'eins', 'zwei']
