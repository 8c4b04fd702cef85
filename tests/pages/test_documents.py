"""The list of documents: how far each is read, why not, many at once, a second window."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.places import Place
from tests.pages.conftest import Window
from tests.papers import chunks, pdf

Add = Callable[[str, bytes | str], Awaitable[None]]


@pytest.fixture
async def bot(services: Services) -> Bot:
    """A bot without documents."""
    return await services.bots.create(services.accounts.builtin_owner(), name='Vorleser')


@pytest.fixture
def add(services: Services, bot: Bot) -> Add:
    """Puts a file into the bot's folder."""

    async def put(name: str, content: bytes | str) -> None:
        raw = content.encode() if isinstance(content, str) else content
        await services.documents.add(services.accounts.builtin_owner(), Place.of_bot(bot.id), name, chunks(raw))

    return put


async def test_an_empty_folder_says_what_it_is_for(window: Window, bot: Bot) -> None:
    await window.open(f'/bot/{bot.id}')
    await window.sees('Dieser Bot hat noch keine Unterlagen.')


async def test_a_text_is_read_without_a_click_and_said_once(window: Window, bot: Bot, add: Add) -> None:
    await window.open(f'/bot/{bot.id}')
    await add('Notizen.txt', 'Drei kleine Wörter')
    await window.sees('Notizen.txt', 'Gelesen: 3 Wörter')
    await window.until(lambda: 'Notizen.txt: Gelesen: 3 Wörter' in window.said(), 'it is spoken')
    assert window.said().count('Notizen.txt: Gelesen: 3 Wörter') == 1


async def test_pages_are_counted_where_there_are_any(window: Window, bot: Bot, add: Add) -> None:
    await add('Mietvertrag.pdf', pdf())
    await window.open(f'/bot/{bot.id}')
    await window.sees('Gelesen: 3 Seiten')


async def test_what_cannot_be_read_says_why_and_has_one_button(window: Window, bot: Bot, add: Add) -> None:
    await add('Vertrag.pdf', b'%PDF-1.7\nkaputt')
    await window.open(f'/bot/{bot.id}')
    await window.sees('Nicht gelesen', 'Die Datei ist beschädigt.', 'Andere Datei wählen')
    assert len(window.all('other-file')) == 1


async def test_many_files_are_shown_in_parts_and_found(window: Window, bot: Bot, add: Add) -> None:
    for number in range(40):
        await add(f'Brief {number:02}.txt', f'Inhalt {number}')
    await window.open(f'/bot/{bot.id}')
    await window.sees('Brief 00.txt', '40 Dateien')
    assert 'Brief 39.txt' not in window.text()
    await window.press('more-documents')
    await window.sees('Brief 39.txt')
    await window.write('search-documents', 'brief 17')
    await window.misses('Brief 39.txt')
    await window.sees('Brief 17.txt')
    await window.write('search-documents', 'gibt es nicht')
    await window.sees('Dazu haben wir nichts gefunden.')


async def test_a_new_file_is_seen_in_a_long_list_too(window: Window, bot: Bot, add: Add) -> None:
    for number in range(35):
        await add(f'Brief {number:02}.txt', 'x')
    await window.open(f'/bot/{bot.id}')
    await add('Zeugnis.txt', 'Sehr gut')
    upload = window.one('upload')
    with upload:
        upload._on_added('Zeugnis.txt', '')  # noqa: SLF001  # what the browser tells when the file has arrived
    await window.sees('Zeugnis.txt', 'Gelesen: 2 Wörter')


async def test_a_second_window_sees_it_come_and_go(
    new_window: Callable[[], Window], services: Services, bot: Bot, add: Add
) -> None:
    first, second = new_window(), new_window()
    await first.open(f'/bot/{bot.id}')
    await second.open(f'/bot/{bot.id}')
    await add('Notizen.txt', 'Hallo')
    await first.sees('Gelesen: 1 Wort')
    await second.sees('Gelesen: 1 Wort')
    await first.press('delete-Notizen.txt')
    await second.misses('Notizen.txt')


async def test_only_lines_that_changed_are_drawn_again(window: Window, services: Services, bot: Bot, add: Add) -> None:
    await add('A.txt', 'eins')
    await add('B.txt', 'zwei')
    await window.open(f'/bot/{bot.id}')
    await window.misses('Wird gelesen')
    before = window.one('open-A.txt')
    await add('B.txt', 'zwei drei vier')
    await window.sees('Gelesen: 3 Wörter')
    assert window.one('open-A.txt') is before
