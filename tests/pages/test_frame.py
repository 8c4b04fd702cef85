"""The frame: navigation, help, menu, language, and errors that reach the person."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import Client
from nicegui.testing.user import User

from app.bootstrap import Services
from app.domain.errors import Forbidden
from components.feedback import notice, show_error
from tests.pages.conftest import Window


async def test_every_page_has_help_of_its_own(services: Services, window: Window) -> None:
    await window.open('/vorlagen')
    await window.press('help')
    await window.sees('Hier liegen fertige Rezepte.', 'Du kannst hier nichts kaputt machen.')


async def test_the_page_that_is_open_is_marked(services: Services, window: Window) -> None:
    await window.open('/ergebnisse')
    assert window.one('nav.results').props.get('aria-current') == 'page'
    await window.press('nav.home')
    await window.until(lambda: window.one('nav.home').props.get('aria-current') == 'page', 'home is marked')
    assert 'aria-current' not in window.one('nav.results').props


async def test_english_visitors_read_english(services: Services, window: Window) -> None:
    window.user.http_client.cookies.set('oo_language', 'en')
    await window.open('/')
    await window.sees('What shall get done?', 'Templates')
    assert window.user.client and window.user.client.page.resolve_language() == 'en-US'


async def test_two_visitors_keep_their_languages(services: Services, new_window: Callable[[], Window]) -> None:
    german, english = new_window(), new_window()
    english.user.http_client.cookies.set('oo_language', 'en')
    await english.open('/vorlagen')
    await german.open('/vorlagen')
    await english.sees('What would you like to do?')
    await german.sees('Was möchtest du machen?')


async def test_an_unknown_address_leads_home(services: Services, window: Window) -> None:
    await window.open('/')
    window.user.navigate.to('/wo-bin-ich')
    await window.sees('Zur Startseite')


async def test_an_error_stays_until_closed_and_stands_in_the_list(services: Services, window: Window) -> None:
    await window.open('/vorlagen')
    with _inside(window.user):
        show_error(Forbidden())
    await window.sees('Schließen')
    kept = window.user.client and window.user.client.storage['messages'].kept
    assert kept and len(kept) == 1
    await window.press('menu')
    await window.sees('Letzte Meldungen', kept[0].sentence)


async def test_a_notice_takes_its_action_back(services: Services, window: Window) -> None:
    undone: list[str] = []
    await window.open('/vorlagen')
    with _inside(window.user):
        notice(
            'Bot „Texter“ liegt jetzt im Papierkorb.', button='Rückgängig machen', on_button=lambda: undone.append('x')
        )
    await window.press('notice-action')
    await window.misses('Bot „Texter“ liegt jetzt im Papierkorb.')
    assert undone == ['x']


def _inside(user: User) -> Client:
    assert user.client
    return user.client
