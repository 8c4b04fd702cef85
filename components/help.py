"""'Ich komme nicht weiter': what this page is for, what one can do now, and a way back to the start."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from components.buttons import link_button, second_button
from components.dialog import panel
from components.markup import box, words
from components.texts import t


def open_help(services: Services) -> None:
    """Open the help of the page that is open now."""
    key: str = ui.context.client.storage.get('help') or 'help.general'
    with panel(t('btn.help')) as dialog:
        for sentence in t(key).split('\n'):
            words(sentence)
        words(t('help.safe'), 'soft')
        with box('end'):
            second_button(t('help.close'), dialog.close)
            link_button(t('help.home'), '/', kind='', icon='home').on('click', dialog.close, args=[])
    dialog.open()
