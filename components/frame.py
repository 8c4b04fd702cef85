"""The frame around every page: top bar, navigation, help, menu, messages, and what the page is called."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui

from app.bootstrap import Services
from components.announcer import Announcer
from components.buttons import second_button
from components.connection import ConnectionBanner
from components.dialog import close_panels
from components.feedback import Messages, catch_everything
from components.help import open_help
from components.live import Boundary
from components.markup import box, heading, icon, tile, words
from components.menu import open_menu
from components.texts import t
from components.viewer import enter, language

NAVIGATION = (
    ('/', 'nav.home', 'home'),
    ('/vorlagen', 'nav.gallery', 'book'),
    ('/bots', 'nav.bots', 'bot'),
    ('/ordner', 'nav.workspaces', 'folder'),
    ('/ergebnisse', 'nav.results', 'results'),
)
# A screen reader says nothing by itself when a sub page changes, so the new heading gets the focus.
FOCUS_HEADING = """
(() => {
  const before = document.querySelector("main h1");
  let tries = 0;
  const look = () => {
    const now = document.querySelector("main h1");
    if (now && now !== before) now.focus({ preventScroll: true });
    else if (++tries < 40) setTimeout(look, 50);
  };
  look();
})()
"""


@contextmanager
def frame(services: Services) -> Iterator[None]:
    """Draw everything around the page; the page itself is drawn inside."""
    enter(services)
    client = ui.context.client
    # A copy for this visit: NiceGUI keeps one page object for all visitors.
    client.page = copy.copy(client.page)
    client.page.language = 'de' if language() == 'de' else 'en-US'
    _give_up_quasars_main(client.content)
    words(t('frame.skip'), 'skip', 'a').props('href=#main')
    bar = _TopBar(services)
    with box(tag='main').props('id=main tabindex=-1'):
        yield
    ConnectionBanner()
    Announcer()
    Messages(services.clock)
    catch_everything()
    client.sub_pages_router.on_path_changed(bar.moved)


@contextmanager
def page(title: str, *, help: str = '', width: str = '') -> Iterator[None]:
    """The area of one page; `title` names the browser tab, `help` is the catalogue key behind the help button."""
    ui.page_title(t('frame.title', title=title))
    ui.context.client.storage['help'] = help
    with box(f'page {width}'):
        yield


def page_heading(title: str, *, emoji: str = '', below: str = '') -> ui.element:
    """The one heading of level 1, with an emoji tile and a sentence below if wanted."""
    if not emoji and not below:
        return heading(title, 1).props('tabindex=-1')
    with box('head') as head:
        if emoji:
            tile(emoji)
        with box('words'):
            heading(title, 1).props('tabindex=-1')
            if below:
                words(below, 'soft')
    return head


def _give_up_quasars_main(content: ui.element) -> None:
    """Quasar's page is a `main` around everything; ours is the one around the page alone."""
    slot = content.parent_slot
    if slot is not None and slot.parent.tag == 'q-page':
        slot.parent.tag = 'div'


class _TopBar:
    """Logo, navigation, help and menu; knows which page is open."""

    def __init__(self, services: Services) -> None:
        self._services = services
        path = ui.context.client.sub_pages_router.current_path
        with Boundary('bar', tag='header'):
            logo = ui.link('', '/').classes(replace='logo')
            logo.props['aria-label'] = t('frame.logo')
            with logo:
                words(t('frame.name'), tag='span')
            with box('nav', tag='nav') as navigation:
                navigation.props['aria-label'] = t('nav.label')
                self._links = [self._link(target, key, sign) for target, key, sign in NAVIGATION]
            with box('tools'):
                second_button(t('btn.help'), lambda: open_help(services), name='help')
                second_button(t('btn.menu'), lambda: open_menu(services), icon='menu', name='menu')
        self.moved(path)

    @staticmethod
    def _link(target: str, key: str, sign: str) -> ui.link:
        link = ui.link(t(key), target).classes(replace='').mark(key)
        with link:
            icon(sign)
        return link

    def moved(self, path: str) -> None:
        """Mark where we are, and let the new heading be read."""
        # A document stands below the bot or folder that it belongs to.
        place = '/' + path.split('?')[0].strip('/').removeprefix('unterlage/').split('/')[0]
        for link, (target, _, _) in zip(self._links, NAVIGATION, strict=True):
            if target == _SECTION.get(place, place):
                link.props('aria-current=page')
            else:
                link.props(remove='aria-current')
        close_panels()
        if not ui.context.client.sub_pages_router.is_initial_request:
            ui.context.client.run_javascript(FOCUS_HEADING)


_SECTION = {'/bot': '/bots', '/lauf': '/ergebnisse', '/vergleich': '/ergebnisse', '/rezept': '/', '/rezepte': '/'}
