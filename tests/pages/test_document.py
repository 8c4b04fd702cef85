"""Looking at a document: pages, parts, a passage, and what is said when there is nothing to see."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.places import Place
from components.document_link import document_address
from tests.pages.conftest import Window
from tests.pages.test_why import html_of
from tests.papers import chunks, pdf

CHRONICLE = '# Chronik\n\n' + '\n\n'.join(f'Im Jahr {1900 + number} wurde gebaut.' for number in range(200))
NAMES = ['Mietvertrag.pdf', 'Größe & Preis 100%25 #3;a.txt', 'a%23b.txt', '50% + 5 = 55.txt', "O'Neill „neu“.txt"]
Add = Callable[[str, bytes], Awaitable[None]]


@pytest.fixture
async def bot(services: Services) -> Bot:
    """A bot."""
    return await services.bots.create(services.accounts.builtin_owner(), name='Vorleser')


@pytest.fixture
def add(services: Services, bot: Bot) -> Add:
    """Puts a file into the bot's folder and waits until it was read."""

    async def put(name: str, content: bytes) -> None:
        place = Place.of_bot(bot.id)
        await services.documents.add(services.accounts.builtin_owner(), place, name, chunks(content))
        await services.librarian.until_read(place, name)

    return put


async def test_a_pdf_is_shown_page_by_page(window: Window, bot: Bot, add: Add) -> None:
    await add('Mietvertrag.pdf', pdf())
    await window.open(document_address(Place.of_bot(bot.id), 'Mietvertrag.pdf'))
    await window.sees('Mietvertrag.pdf', 'Gelesen: 3 Seiten', 'Seite 1 von 3', 'Text dieser Seite')
    await window.press('next')
    await window.sees('Seite 2 von 3', 'Die Kaution beträgt drei Monatsmieten.')
    picture = window.one('page-picture').props
    assert picture['src'].startswith(f'/bilder/bot/{bot.id}/Mietvertrag.pdf/2?breite=')
    assert picture['alt'] == 'Bild der Seite 2 von Mietvertrag.pdf'
    await window.press('before')
    await window.sees('Seite 1 von 3')
    await window.press('before')
    await window.until(lambda: 'Das ist der Anfang.' in window.said(), 'the beginning is told')


async def test_a_passage_of_a_pdf_is_marked_in_picture_and_text(
    window: Window, services: Services, bot: Bot, add: Add
) -> None:
    await add('Mietvertrag.pdf', pdf())
    place = Place.of_bot(bot.id)
    page = (await services.librarian.reading(place, 'Mietvertrag.pdf')).pages[1]
    start = page.text.index('drei Monatsmieten')
    await window.open(document_address(place, 'Mietvertrag.pdf', page=2, start=start, end=start + 17))
    await window.sees('Seite 2 von 3', 'drei Monatsmieten')
    assert window.one('passage').text == 'drei Monatsmieten'
    assert f'von={start}&bis={start + 17}' in window.one('page-picture').props['src']
    assert 'Gesuchte Stelle: drei Monatsmieten' in window.said()
    await window.press('next')
    await window.sees('Seite 3 von 3')
    assert 'von=' not in window.one('page-picture').props['src']


async def test_a_long_text_comes_in_parts_and_opens_at_the_passage(window: Window, bot: Bot, add: Add) -> None:
    await add('Chronik.md', CHRONICLE.encode())
    start = CHRONICLE.index('Im Jahr 2050')
    await window.open(document_address(Place.of_bot(bot.id), 'Chronik.md', page=1, start=start, end=start + 12))
    await window.sees('Teil 4 von 6', 'Im Jahr 2050')
    assert window.one('passage').text == 'Im Jahr 2050'
    await window.write('jump', '1')
    await window.press('jump-go')
    await window.sees('Teil 1 von 6', 'Im Jahr 1900 wurde gebaut.')
    await window.write('jump', 'vier')
    await window.press('jump-go')
    await window.until(lambda: window.one('jump').error != '', 'what to write is said')


@pytest.mark.parametrize('name', NAMES)
async def test_every_name_finds_its_document_by_address_and_by_link(
    window: Window, bot: Bot, add: Add, name: str
) -> None:
    await add(name, b'Ein Satz nur hier.' if name.endswith('txt') else pdf())
    await window.open(document_address(Place.of_bot(bot.id), name))
    await window.sees(name, 'Gelesen')
    await window.open(f'/bot/{bot.id}')
    await window.press(f'open-{name}')
    await window.until(lambda: bool(window.all('document')), 'the document is shown')
    await window.sees(name)


async def test_a_table_is_shown_as_a_table_and_has_no_pages(window: Window, bot: Bot, add: Add) -> None:
    await add('Preise.csv', b'Ware;Preis\nBrot;3,50\n')
    await window.open(document_address(Place.of_bot(bot.id), 'Preise.csv'))
    await window.until(lambda: '<td>Brot</td>' in html_of(window), 'the table is drawn')
    assert not window.all('next')


async def test_what_could_not_be_read_says_why_here_too(window: Window, bot: Bot, services: Services) -> None:
    place, owner = Place.of_bot(bot.id), services.accounts.builtin_owner()
    await services.documents.add(owner, place, 'Vertrag.pdf', chunks(b'%PDF-1.7 kaputt'))
    await window.open(document_address(place, 'Vertrag.pdf'))
    await window.sees('Nicht gelesen', 'Die Datei ist beschädigt.')
    assert window.one('other-file').props['href'] == f'/bot/{bot.id}'


async def test_a_deleted_document_is_told_in_the_open_page(
    window: Window, services: Services, bot: Bot, add: Add
) -> None:
    await add('Notizen.txt', b'Hallo')
    await window.open(document_address(Place.of_bot(bot.id), 'Notizen.txt'))
    await window.sees('Hallo')
    await services.documents.delete(services.accounts.builtin_owner(), Place.of_bot(bot.id), 'Notizen.txt')
    await window.sees('Diese Datei ist nicht mehr da.')


async def test_a_changed_document_is_shown_anew(window: Window, bot: Bot, add: Add) -> None:
    await add('Notizen.txt', b'Hallo')
    await window.open(document_address(Place.of_bot(bot.id), 'Notizen.txt'))
    await window.sees('Hallo')
    await add('Notizen.txt', b'Ganz neu geschrieben')
    await window.sees('Ganz neu geschrieben')


@pytest.mark.parametrize(
    'path',
    [
        '/unterlage/bot/{id}/fehlt.txt',
        '/unterlage/konto/{id}/a.txt',
        '/unterlage/ordner/{id}/a.txt',
        '/unterlage/bot/{id}/..%252f..%252fpasswd',
    ],
)
async def test_what_is_not_there_is_said_kindly(window: Window, bot: Bot, path: str) -> None:
    await window.open(path.format(id=bot.id))
    await window.sees('Zur Startseite')


@pytest.mark.parametrize(
    'query',
    ['seite=99', 'seite=x', 'seite=1&stelle=5', 'stelle=9-1', 'seite=1&stelle=0-99999999', 'seite=-1&stelle=a-b'],
)
async def test_a_strange_address_shows_the_document_all_the_same(
    window: Window, bot: Bot, add: Add, query: str
) -> None:
    await add('Notizen.txt', b'Hallo Anna')
    await window.open(document_address(Place.of_bot(bot.id), 'Notizen.txt') + '?' + query)
    await window.sees('Hallo Anna')
