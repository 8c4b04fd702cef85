"""'Weitergeben': a recipe or bot as a file, a recipe also as a card to print; with a signature if wanted."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui

from components.buttons import Button, text_button
from components.check import Check
from components.dialog import panel
from components.markup import box, icon, words
from components.texts import t

SIGNED = '-signed'  # behind the format in the address
# Format in the address, its sentence, its icon.
RECIPE = (('rezept', 'share.file', 'save'), ('pdf', 'share.pdf', 'print'), ('png', 'share.png', 'save'))
BOT = (('rezept', 'share.file', 'save'),)


def share_recipe(id: str) -> Button:
    """The button of a recipe; the rest happens in a window over the page."""
    return text_button(
        t('share.button'),
        lambda: _open(f'/dateien/rezept/{id}', RECIPE, t('share.about')),
        icon='out',
        kind='edge',
        name='share',
    )


def share_bot(id: str) -> Button:
    """The button of a bot."""
    return text_button(
        t('share.button'),
        lambda: _open(f'/dateien/botvorlage/{id}', BOT, t('share.bot_about')),
        icon='out',
        kind='edge',
        name='share',
    )


def _open(place: str, formats: Sequence[tuple[str, str, str]], about: str) -> None:
    with panel(t('share.title')) as dialog:
        words(about)
        links = [(form, _link(key, sign, name=f'share-{form}')) for form, key, sign in formats]

        def sign(is_signed: bool) -> None:
            for form, link in links:
                link.props['href'] = f'{place}/{form}{SIGNED if is_signed else ""}'
                link.update()

        sign(False)
        Check(t('share.sign'), value=False, on_change=sign, name='share-sign')
        words(t('share.sign_about'), 'soft small')
        with box('end'):
            text_button(t('btn.close'), dialog.close)
    dialog.open()


def _link(key: str, sign: str, name: str) -> ui.element:
    """A plain link: the address is no page of ours, so NiceGUI must not take it for one."""
    with ui.element('a').props('download').classes('btn two').mark(name) as link:
        icon(sign)
        words(t(key), tag='span')
    return link
