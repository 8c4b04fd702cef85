"""Saving a result: as a file for one's own device, as a letter, into a folder; and the sender of letters."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest
from docx import Document

from app.bootstrap import Services
from app.domain.codec import to_json
from app.domain.errors import NotFound
from app.domain.passages import Passage
from app.domain.places import Place
from app.domain.runs import Run
from app.domain.sender import Sender
from app.web.result_files import result_file, save_to_folder
from tests.pages.conftest import Window
from tests.pages.staged_run import mail_recipe, stage

LETTER = """Stadt Überlingen
Bahnhofstraße 4
88662 Überlingen

**Wohngeld**

Sehr geehrte Frau Huber,

ich bitte um Antwort.

Mit freundlichen Grüßen
"""
ERIKA = {'name': 'Erika Sommer', 'street': 'Gartenweg 5', 'town': '88662 Überlingen'}


async def result(services: Services, text: str, *passages: Passage) -> Run:
    """A finished run with that text."""
    run = await stage(services, await mail_recipe(services), mail='x')
    await run.begin('lesen')
    await run.finish('lesen', 'gelesen')
    await run.begin('schreiben', passages=to_json(passages))
    await run.finish('schreiben', text)
    await run.end(text)
    return run.run


def passage(number: int) -> Passage:
    return Passage(place=Place.of_bot('b'), document='Vertrag.pdf', page=2, text='…', number=number, has_pages=True)


def read(content: object) -> str:
    assert isinstance(content, bytes)
    with pdfium.PdfDocument(content) as document:
        return '\n'.join(page.get_textpage().get_text_range() for page in document)


async def test_a_file_is_called_like_the_recipe(services: Services) -> None:
    run, me = await result(services, 'Gern.'), services.accounts.builtin_owner()
    names = [(await result_file(services, me, run.id, key)).name for key in ('pdf', 'docx', 'large', 'fridge')]
    assert names == [
        'Post beantworten.pdf',
        'Post beantworten.docx',
        'Post beantworten - Großdruck.pdf',
        'Post beantworten - Kühlschrank-Zettel.pdf',
    ]


async def test_a_file_names_its_sources_and_a_note_for_the_fridge_does_not(services: Services) -> None:
    run, me = await result(services, 'Fällig am 3.[^1]', passage(1)), services.accounts.builtin_owner()
    text = read((await result_file(services, me, run.id, 'pdf')).content)
    assert 'Fällig am 3.[1]' in text and 'Quellen' in text and '[1] Vertrag.pdf, Seite 2' in text
    text = read((await result_file(services, me, run.id, 'fridge')).content)
    assert 'Fällig am 3.' in text and '[' not in text


async def test_a_letter_takes_the_sender_from_the_settings(services: Services) -> None:
    run, me = await result(services, LETTER), services.accounts.builtin_owner()
    await services.sender.save(me, ERIKA)
    text = read((await result_file(services, me, run.id, 'letter')).content)
    assert 'Erika Sommer · Gartenweg 5 · 88662 Überlingen' in text


async def test_there_is_no_file_of_an_unknown_form_or_without_a_result(services: Services) -> None:
    run, me = await result(services, 'Gern.'), services.accounts.builtin_owner()
    with pytest.raises(NotFound):
        await result_file(services, me, run.id, 'exe')
    empty = await stage(services, await mail_recipe(services), 'r2', mail='x')
    with pytest.raises(NotFound):
        await result_file(services, me, empty.id, 'pdf')


async def test_a_second_file_in_a_folder_gets_a_name_of_its_own(services: Services) -> None:
    run, me = await result(services, 'Gern.'), services.accounts.builtin_owner()
    folder = await services.workspaces.create(me, name='Garten')
    for _ in range(3):
        await save_to_folder(services, me, run.id, 'docx', folder.id)
    names = {document.name for document in services.documents.list(me, Place.of_workspace(folder.id))}
    assert names == {'Post beantworten.docx', 'Post beantworten 2.docx', 'Post beantworten 3.docx'}


async def test_three_forms_are_seen_and_the_letter_is_first_for_letters(services: Services, window: Window) -> None:
    plain = await result(services, 'Gern am Dienstag.')
    await window.open(f'/lauf/{plain.id}')
    await window.press('save')
    await window.sees('Für Word (.docx)', 'PDF (.pdf)', 'Brief (PDF)', 'Mehr Formate')
    await window.misses('Auf dem Brief fehlt noch dein Absender.')
    assert [link.props['href'].rsplit('/', 1)[1] for link in window.all('save-docx')] == ['docx']


async def test_a_letter_without_a_sender_says_so_and_leads_to_the_place_to_enter_it(
    services: Services, window: Window
) -> None:
    run = await result(services, LETTER)
    await window.open(f'/lauf/{run.id}')
    await window.press('save')
    await window.sees('Auf dem Brief fehlt noch dein Absender.')
    await window.press('add-sender')
    await window.sees('Dein Absender für Briefe')
    for part, value in ERIKA.items():
        await window.write(f'sender-{part}', value)
    await window.press('save-sender')
    await window.sees('Dein Absender ist gespeichert.')
    assert services.sender.get(services.accounts.builtin_owner()) == Sender(**ERIKA)
    await window.open(f'/lauf/{run.id}')
    await window.press('save')
    await window.sees('Brief (PDF)')
    await window.misses('Auf dem Brief fehlt noch dein Absender.')


async def test_what_is_typed_as_sender_is_still_there_in_the_next_window(
    services: Services, new_window: Callable[[], Window]
) -> None:
    first, me = new_window(), services.accounts.builtin_owner()
    await first.open('/einstellungen/absender')
    await first.write('sender-name', 'Erika')
    await first.until(lambda: services.drafts.get(me, 'sender').get('name') == 'Erika', 'it is kept')
    second = new_window()
    await second.open('/einstellungen/absender')
    await second.until(lambda: second.one('sender-name').value == 'Erika', 'it is put in')


async def test_a_result_is_laid_into_a_folder(services: Services, window: Window) -> None:
    run, me = await result(services, 'Gern am Dienstag.'), services.accounts.builtin_owner()
    folder = await services.workspaces.create(me, name='Garten')
    await window.open(f'/lauf/{run.id}')
    await window.press('save')
    await window.press('lay-into-folder')
    await window.sees('„Post beantworten.docx“ liegt jetzt im Ordner „Garten“.')
    path, _ = services.documents.open(me, Place.of_workspace(folder.id), 'Post beantworten.docx')
    assert 'Gern am Dienstag.' in [paragraph.text for paragraph in Document(io.BytesIO(path.read_bytes())).paragraphs]
    await window.press('notice-action')
    await window.until(lambda: window.path() == f'/ordner/{folder.id}', 'the folder is open')


async def test_without_a_folder_one_is_led_to_where_they_are_made(services: Services, window: Window) -> None:
    run = await result(services, 'Gern.')
    await window.open(f'/lauf/{run.id}')
    await window.press('save')
    await window.sees('Du hast noch keinen Ordner.')
