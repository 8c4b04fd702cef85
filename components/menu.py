"""The menu: look, language, settings, latest messages, signing out."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from app.bootstrap import Services
from components.buttons import LocalButton, link_button, second_button
from components.dialog import panel
from components.feedback import Messages
from components.markup import box, heading, icon, words
from components.texts import t, when
from components.viewer import language, viewer

THEMES = (
    ('auto', 'menu.auto', 'settings', '() => chooseTheme("auto")'),
    ('light', 'menu.light', 'sun', '() => chooseTheme("light")'),
    ('dark', 'menu.dark', 'moon', '() => chooseTheme("dark")'),
)
LANGUAGES = (
    ('de', 'Deutsch', '() => chooseLanguage("de")'),
    ('en', 'English', '() => chooseLanguage("en")'),
)
PLACES = (
    ('/einstellungen/ki', 'menu.connect', 'plug'),
    ('/einstellungen/papierkorb', 'menu.trash', 'trash'),
    ('/einstellungen', 'menu.settings', 'settings'),
)


def open_menu(services: Services) -> None:
    """Open the menu."""
    with panel(t('btn.menu')) as dialog:
        _places(dialog)
        draw_look()
        _latest(services)
        with box('end'):
            if services.accounts.exist():
                _sign_out()
            second_button(t('btn.close'), dialog.close)
    dialog.open()


def draw_look() -> None:
    """Light or dark, and the language; both belong to this browser."""
    heading(t('menu.look'), 3)
    buttons: dict[str, LocalButton] = {}

    def press(chosen: str) -> None:
        ui.context.client.storage['theme'] = chosen
        for theme, button in buttons.items():
            button.props(f'aria-pressed={"true" if theme == chosen else "false"}')

    with box('choices'):
        for theme, key, sign, script in THEMES:
            buttons[theme] = LocalButton(t(key), script, icon=sign, name=key)
            buttons[theme].on('click', partial(press, theme), args=[])
    press(ui.context.client.storage.get('theme') or ui.context.client.request.cookies.get('oo_theme') or 'auto')
    heading(t('menu.language'), 3)
    with box('choices'):
        for code, name, script in LANGUAGES:
            other = LocalButton(name, script, name=f'language-{code}').props(f'lang={code}')
            other.props(f'aria-pressed={"true" if code == language() else "false"}')


def _places(dialog: ui.dialog) -> None:
    with box('stack tight'):
        for target, key, sign in PLACES:
            link_button(t(key), target, kind='two full', icon=sign).on('click', dialog.close, args=[])


def _latest(services: Services) -> None:
    messages: Messages = ui.context.client.storage['messages']
    heading(t('menu.messages'), 3)
    if not messages.kept:
        words(t('menu.no_messages'), 'soft')
    for kept in reversed(messages.kept[-5:]):
        with box('stack tight'):
            words(kept.sentence)
            words(when(kept.at, services.clock.now()), 'soft small')


def _sign_out() -> None:
    """A real form: only an HTTP answer can take the sign-in cookie away."""
    with box(tag='form').props('method=post action=/abmelden').classes('row wrap'):
        if viewer().name:
            words(t('menu.signed_in', name=viewer().name), 'soft')
        with words(t('menu.sign_out'), 'btn two', 'button').props('type=submit').mark('sign-out'):
            icon('out')
