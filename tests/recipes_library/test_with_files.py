"""Templates with real files in their folders, and with folders that stay empty."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from io import BytesIO

import docx
import openpyxl
import pytest
from reportlab.pdfgen.canvas import Canvas

from app.bootstrap import Services
from app.domain.places import Place
from app.domain.runs import Run, RunStatus
from app.domain.shapes import read_table
from tests.recipes_library.shelf import template
from tests.recipes_library.test_played import play


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    yield content


def word(*lines: str) -> bytes:
    """A Word file."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return _saved(document)


def excel(*rows: tuple[object, ...]) -> bytes:
    """An Excel file."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return _saved(book)


def pdf(*lines: str) -> bytes:
    """A PDF with one page."""
    file = BytesIO()
    canvas = Canvas(file)
    for number, line in enumerate(lines):
        canvas.drawString(60, 780 - 20 * number, line)
    canvas.save()
    return file.getvalue()


def _saved(document: object) -> bytes:
    file = BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


async def play_with(
    home: Services, id: str, language: str, inputs: Mapping[str, str], files: Mapping[str, bytes]
) -> Run:
    """The template with these files in its folder."""
    me = home.accounts.builtin_owner()
    recipe = await home.templates.for_start(me, id, language)
    [folder] = home.workspaces.list(me)
    for name, content in files.items():
        await home.documents.add(me, Place.of_workspace(folder.id), name, _pieces(content))
    run = await play(home, id, language, inputs)
    assert run.pipeline_id == recipe.id and run.status is RunStatus.DONE
    return run


async def test_the_letter_is_made_of_the_cv(home: Services) -> None:
    inputs = {**template('bewerbung', 'de').example_inputs, 'ueber-mich': ''}
    cv = word('Carmen Ott', '8 Jahre im Verkauf im Gartencenter', 'Führerschein Klasse B')
    run = await play_with(home, 'bewerbung', 'de', inputs, {'Lebenslauf.docx': cv})
    assert '8 Jahre im Verkauf im Gartencenter' in run.step('schreiben').output
    assert 'Lebenslauf.docx' not in run.step('schreiben').output
    assert [(one.document, one.place.kind.value) for one in run.step('schreiben').passages] == [
        ('Lebenslauf.docx', 'workspace')
    ]


async def test_an_english_letter_is_made_of_an_english_cv(home: Services) -> None:
    inputs = {**template('bewerbung', 'en').example_inputs, 'ueber-mich': ''}
    cv = word('8 years in sales at a garden centre', 'Driving licence')
    run = await play_with(home, 'bewerbung', 'en', inputs, {'CV.docx': cv})
    assert '8 years in sales at a garden centre' in run.step('schreiben').output


RECEIPTS = {
    'Huber.txt': '02.03.2026 Schreibwaren Huber; Papier und Ordner; 35,70 €; 19 %'.encode(),
    'Bahn.pdf': pdf('04.03.2026 Deutsche Bahn; Fahrkarte nach Ulm; 49,00 €; 7 %'),
    'Bahn noch einmal.pdf': pdf('04.03.2026 Deutsche Bahn; Fahrkarte nach Ulm; 49,00 €; 7 %'),
    'Adler.docx': word('09.03.2026 Gasthaus Adler; Essen mit Frau Weber; 64,20 €; 7 %'),
}


async def test_receipts_are_read_out_of_files_of_all_kinds_and_added_up(home: Services) -> None:
    inputs = {**template('rechnungen', 'de').example_inputs, 'belege': ''}
    run = await play_with(home, 'rechnungen', 'de', inputs, RECEIPTS)
    assert len(run.step('dateien').items) == 4
    assert read_table(run.step('summen').output).rows[-1] == ('Gesamt', '148,90 €')
    assert '04.03.2026 | Deutsche Bahn' in run.result and 'doppelt: 04.03.2026, Deutsche Bahn, 49,00 €' in run.result


async def test_typed_receipts_and_files_are_one_list(home: Services) -> None:
    typed = '11.03.2026 Seetel; Telefon und Internet; 39,95 €; 19 %'
    inputs = {**template('rechnungen', 'de').example_inputs, 'belege': typed}
    run = await play_with(home, 'rechnungen', 'de', inputs, {'Huber.txt': RECEIPTS['Huber.txt']})
    assert read_table(run.step('summen').output).rows[-1] == ('Gesamt', '75,65 €')


async def test_a_recipe_out_of_a_file_stands_in_the_book(home: Services) -> None:
    soup = word('Kürbissuppe', 'Für 4 Personen', '1 Pfund Kürbis', '1 Zwiebel', 'Alles 20 Minuten kochen.')
    run = await play_with(
        home, 'rezeptbuch', 'de', template('rezeptbuch', 'de').example_inputs, {'Kürbissuppe.docx': soup}
    )
    assert 'Kürbissuppe' in run.result and '500 g Kürbis' in run.result
    assert 'Kürbissuppe.docx' not in run.result


async def test_the_newsletter_knows_what_lies_in_the_folder(home: Services) -> None:
    note = 'Am 16. Oktober 2027 um 15 Uhr ist Kelterfest auf der Wiese.\n'
    run = await play_with(
        home, 'vereins-rundbrief', 'de', template('vereins-rundbrief', 'de').example_inputs, {'Fest.txt': note.encode()}
    )
    assert 'Kelterfest' in run.result and '16. Oktober 2027' in run.result
    assert '140 Gäste' in run.result and 'Fest.txt' not in run.result


async def test_the_morning_sheet_knows_the_dates_of_the_folder(home: Services) -> None:
    note = b'Am 4. Dezember 2027 um 17 Uhr Nikolausfeier\n'
    run = await play_with(
        home, 'morgenblatt', 'de', template('morgenblatt', 'de').example_inputs, {'Termine.txt': note}
    )
    assert 'Nikolausfeier' in run.step('termine').output and 'Nikolausfeier' in run.result


async def test_the_article_knows_the_notes(home: Services) -> None:
    inputs = {**template('blog-artikel', 'de').example_inputs, 'notizen': ''}
    note = 'Tomaten brauchen einen Topf mit 20 Litern Erde.\nDie Aussaat beginnt im März.\n'.encode()
    run = await play_with(home, 'blog-artikel', 'de', inputs, {'Tomaten.txt': note})
    assert '20 Litern' in run.result and 'Tomaten.txt' not in run.result


async def test_old_letters_are_looked_into_and_not_copied_into_the_new_one(home: Services) -> None:
    old = word('Landratsamt', 'Wir haben am 1. Januar 2020 über den Zaun entschieden.')
    with_old = await play_with(
        home, 'brief-ans-amt', 'de', template('brief-ans-amt', 'de').example_inputs, {'Zaun.docx': old}
    )
    assert '148 Euro' in with_old.step('schreiben').output and 'Zaun' not in with_old.step('schreiben').output
    assert 'Zaun entschieden' in with_old.step('ordnen').input


async def test_the_minutes_are_kept_for_word(home: Services) -> None:
    run = await play_with(home, 'sitzungsprotokoll', 'de', template('sitzungsprotokoll', 'de').example_inputs, {})
    me = home.accounts.builtin_owner()
    [folder] = home.workspaces.list(me)
    [kept] = home.documents.list(me, Place.of_workspace(folder.id))
    assert kept.name.startswith('Protokoll ') and kept.name.endswith('.docx')
    reading = await home.documents.reading(me, Place.of_workspace(folder.id), kept.name)
    assert 'Vorstand Gartenfreunde' in reading.text and '### ' not in reading.text.split('\n')[0]
    assert run.result


@pytest.mark.parametrize('id', ['kundenstimmen', 'produktbeschreibung'])
async def test_a_list_from_excel_is_worked_through_row_by_row(home: Services, id: str) -> None:
    """What the start form puts into the field when an Excel file is chosen."""
    rows: list[tuple[object, ...]] = [
        ('Tag', 'Stimme'),
        ('1.10.', 'Toller Kuchen, gern wieder!'),
        ('2.10.', 'Zu lange gewartet.'),
    ]
    if id == 'produktbeschreibung':
        rows = [
            ('Artikel', 'Angaben', 'Preis'),
            ('Becher', 'Steinzeug, 300 ml', '12,50 €'),
            ('Vase', '22 cm', '30,00 €'),
        ]
    me, first = home.accounts.builtin_owner(), template(id, 'de').inputs[0].key
    reading = await home.documents.read_once(me, 'Liste.xlsx', _pieces(excel(*rows)))
    run = await play(home, id, 'de', {**template(id, 'de').example_inputs, first: reading.text})
    assert run.status is RunStatus.DONE
    step = run.step('sortieren' if id == 'kundenstimmen' else 'schreiben')
    assert len(step.items) == 2
    assert all(str(rows[number][-2 if id != 'kundenstimmen' else 1])[:10] in run.result for number in (1, 2))
