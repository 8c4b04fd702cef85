"""Every kind of file: its words with their umlauts, its tables as tables, its pages with their numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.documents import ReadProblem
from app.domain.shapes import read_table
from app.domain.values import read_number
from app.readers.base import Unreadable
from app.readers.pool import ReaderPool
from tests.app.readers import corpus
from tests.app.readers.conftest import Read
from tests.app.readers.corpus import ROWS, SENTENCE, TABLE

pytestmark = pytest.mark.asyncio(loop_scope='module')


async def problem(read: Read, name: str, content: bytes) -> ReadProblem:
    """Why it cannot be read."""
    with pytest.raises(Unreadable) as caught:
        await read(name, content)
    return caught.value.problem


@pytest.mark.parametrize('encoding', ['utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be', 'cp1252'])
async def test_a_text_is_read_in_every_usual_encoding(read: Read, encoding: str) -> None:
    reading = await read('Brief.txt', corpus.txt(encoding))
    assert reading.text == f'{SENTENCE}\n\nZweiter Absatz.'
    assert not reading.has_pages


async def test_a_text_with_one_scratch_stays_utf_8(read: Read) -> None:
    text = (await read('Brief.txt', (SENTENCE * 20).encode() + b'\xff')).text
    assert text.startswith(SENTENCE)


async def test_letters_in_two_parts_become_one(read: Read) -> None:
    assert (await read('Brief.md', 'Gru\u0308ße'.encode())).text == 'Grüße'


async def test_a_pdf_has_its_words_and_columns(read: Read) -> None:
    reading = await read('Brief.pdf', corpus.pdf())
    text = reading.pages[0].text
    assert SENTENCE in text
    assert 'Vereinshaus, mit E-Mail-Adresse und Vor- und Nachteilen.' in text.replace('\n', ' ')
    assert 'Jürgen Weiß 1.234,50 €' in text
    assert f'von 1\n\n{SENTENCE}\nHeute' in text  # what stands apart is a paragraph
    assert reading.media_type == 'application/pdf'


async def test_what_was_filled_into_a_form_is_read(read: Read) -> None:
    assert (await read('Antrag.pdf', corpus.form())).text.endswith('bitte ausfüllen:\n\nJürgen Weiß')


async def test_a_pdf_of_300_pages_keeps_every_page_with_its_number(read: Read) -> None:
    reading = await read('Buch.pdf', corpus.pdf(300))
    assert [page.number for page in reading.pages] == list(range(1, 301))
    assert all(page.text.startswith(f'Seite {page.number} von 300\n') for page in reading.pages)
    assert all(SENTENCE in page.text for page in reading.pages)
    assert reading.has_pages


async def test_a_word_file_has_headings_lists_and_tables(read: Read) -> None:
    reading = await read('Bericht.docx', corpus.docx())
    assert reading.text == '\n\n'.join(
        (
            'Verein der Bücherwürmer',
            '# Jahresbericht',
            '# Über uns',
            SENTENCE,
            '- Äpfel\n- Öl\n1. zuerst\n2. danach',
            TABLE,
            'Danach kommt noch ein Absatz.',
            'Fußzeile',
        )
    )


async def test_an_opendocument_text_has_headings_lists_notes_and_tables(read: Read) -> None:
    reading = await read('Bericht.odt', corpus.odt())
    assert reading.text == '\n\n'.join(
        (
            '## Über uns',
            f'{SENTENCE} (Eine Fußnote) Und  weiter.',
            '- Äpfel\n- Öl\n  - Rapsöl',
            TABLE,
        )
    )


async def test_an_excel_file_has_a_page_per_sheet_and_numbers_as_they_are_shown(read: Read) -> None:
    reading = await read('Ausgaben.xlsx', corpus.xlsx())
    first, second = reading.pages
    assert (first.label, second.label) == ('Ausgaben März', 'Größen')
    assert first.text.startswith('Haushaltsbuch\n\n| Was | Wann | Betrag | Anteil | PLZ | Zahl |\n')
    row = read_table(first.text).rows[0]
    assert row == ('Äpfel', '02.03.2026', '1.234,50 €', '19 %', '01067', '1,234')
    assert str(read_number(row[5])) == '1.234'
    assert read_table(second.text).rows == (('Höhenweg', '42'),)
    assert reading.has_pages


@pytest.mark.parametrize('encoding', ['utf-8-sig', 'cp1252', 'utf-16'])
@pytest.mark.parametrize('sign', [';', ',', '\t', '|'])
async def test_a_csv_file_is_a_table_with_its_numbers_untouched(read: Read, encoding: str, sign: str) -> None:
    rows = read_table((await read('Konto.csv', corpus.csv(encoding, sign))).text).rows
    assert rows[0] == ROWS[1]
    assert rows[1][0] == ROWS[2][0]


async def test_a_web_page_has_what_a_person_reads_and_nothing_else(read: Read) -> None:
    reading = await read('Seite.html', corpus.html())
    assert reading.text == '\n\n'.join(
        ('# Über uns', f'{SENTENCE} Fett und\nneue Zeile.', '- Äpfel\n- Öl\n  1. Rapsöl', TABLE)
    )


async def test_a_web_page_of_old_windows_has_its_umlauts(read: Read) -> None:
    assert SENTENCE in (await read('Seite.htm', corpus.html('windows-1252'))).text


@pytest.mark.parametrize('only_html', [False, True])
async def test_a_mail_has_its_head_its_words_and_the_names_of_what_is_attached(read: Read, only_html: bool) -> None:
    reading = await read('Mail.eml', corpus.eml(only_html))
    assert reading.text == '\n\n'.join(
        (
            '# Grüße aus Köln',
            'Von: Jürgen Weiß <juergen@example.org>\nAn: Änne <aenne@example.org>\nDatum: 02.03.2026 14:30',
            SENTENCE,
            'Anhänge:\n- Übersicht.pdf',
        )
    )


@pytest.mark.parametrize(
    ('name', 'content'),
    [
        ('Brief.docx', corpus.pdf),
        ('Brief.txt', corpus.pdf),
        ('Brief.pdf', corpus.docx),
        ('Brief', corpus.odt),
        ('Brief.txt', corpus.xlsx),
        ('Brief.docx', corpus.html),
        ('Brief.pdf', corpus.eml),
        ('Brief.pdf', corpus.txt),
        ('Brief.unbekannt', corpus.txt),
    ],
)
async def test_a_wrong_ending_still_reads(read: Read, name: str, content: Callable[[], bytes]) -> None:
    text = (await read(name, content())).text
    assert 'Größe' in text


@pytest.mark.parametrize('kind', ['PNG', 'JPEG', 'WEBP', 'GIF', 'BMP', 'TIFF'])
async def test_a_picture_is_a_scan_of_one_page(long_pool: ReaderPool, tmp_path: Path, kind: str) -> None:
    path = tmp_path / 'foto'
    path.write_bytes(corpus.image(kind))
    with pytest.raises(Unreadable) as caught:
        await long_pool.read(path, f'Foto.{kind.lower()}')
    assert (caught.value.problem, caught.value.pages) == (ReadProblem.SCAN, 1)


async def test_a_pdf_of_pictures_is_a_scan_with_its_pages(long_pool: ReaderPool, tmp_path: Path) -> None:
    path = tmp_path / 'scan.pdf'
    path.write_bytes(corpus.pdf(0, pictures=[corpus.written_picture()] * 2))
    with pytest.raises(Unreadable) as caught:
        await long_pool.read(path, 'Scan.pdf')
    assert (caught.value.problem, caught.value.pages) == (ReadProblem.SCAN, 2)


async def test_a_pdf_with_one_scanned_page_is_read_in_part(read: Read) -> None:
    reading = await read('Akte.pdf', corpus.pdf(3, pictures=[corpus.written_picture()]))
    assert reading.note == 'part'
    assert len(reading.pages) == 4


@pytest.mark.parametrize(
    ('name', 'content'),
    [
        ('leer.pdf', b''),
        ('leer.txt', b' \r\n\t '),
        ('leer.csv', b'\xef\xbb\xbf'),
        ('leer.html', b'<html><body><script>x</script></body></html>'),
        ('leer.odt', corpus.odt('<text:p/>')),
        ('leer.docx', corpus.docx(empty=True)),
        ('leer.xlsx', corpus.xlsx(empty=True)),
        ('leer.pdf', corpus.pdf(0)),
    ],
)
async def test_a_file_without_text_is_named_empty(read: Read, name: str, content: bytes) -> None:
    assert await problem(read, name, content) is ReadProblem.EMPTY


@pytest.mark.parametrize(
    ('name', 'content'),
    [
        ('kaputt.pdf', b'%PDF-1.7 und dann nichts'),
        ('kaputt.pdf', bytes(range(256)) * 20),
        ('kaputt.docx', corpus.docx()[:3000]),
        ('kaputt.docx', bytes(range(256)) * 20),
        ('kaputt.docx', corpus.changed(corpus.docx(), 'word/document.xml', lambda xml: xml[: len(xml) // 2])),
        ('kaputt.odt', corpus.odt('<text:p>offen')),
        ('kaputt.xlsx', corpus.changed(corpus.xlsx(), 'xl/workbook.xml', lambda xml: xml[:200])),
        ('kaputt.xlsx', corpus.xlsx()[:-100]),
        ('kaputt.png', corpus.image('PNG')[:500]),
        ('kaputt.jpg', b'\xff\xd8\xff' + bytes(500)),
    ],
)
async def test_a_broken_file_is_named_damaged(read: Read, name: str, content: bytes) -> None:
    assert await problem(read, name, content) is ReadProblem.DAMAGED


@pytest.mark.parametrize(
    ('name', 'content'),
    [
        ('geheim.pdf', corpus.pdf(password='geheim')),
        ('geheim.docx', corpus.old_office(encrypted=True)),
        ('geheim.odt', corpus.odt(extra={'META-INF/manifest.xml': b'<m:encryption-data xmlns:m="m"/>'})),
    ],
)
async def test_a_file_behind_a_password_is_named_locked(read: Read, name: str, content: bytes) -> None:
    assert await problem(read, name, content) is ReadProblem.LOCKED


@pytest.mark.parametrize(
    ('name', 'content'),
    [
        ('alt.doc', corpus.old_office(encrypted=False)),
        ('Vortrag.pptx', corpus.archive({'[Content_Types].xml': b'<x/>', 'ppt/presentation.xml': b'<x/>'})),
        ('Alles.zip', corpus.archive({'Brief.txt': b'Hallo'})),
        ('Brief.rtf', b'{\\rtf1\\ansi Hallo}'),
        ('Programm.exe', b'MZ' + bytes(500)),
    ],
)
async def test_a_kind_that_is_not_read_is_named_so(read: Read, name: str, content: bytes) -> None:
    assert await problem(read, name, content) is ReadProblem.TYPE
