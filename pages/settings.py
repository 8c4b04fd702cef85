"""All settings at a glance: one line each, with what it is for."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from components.frame import page, page_heading
from components.markup import box, heading, icon, tile, words
from components.texts import t

PLACES = (
    ('/einstellungen/ki', 'ai', '🔌'),
    ('/einstellungen/aussehen', 'look', '🎨'),
    ('/einstellungen/absender', 'sender', '✉️'),
    ('/einstellungen/regale', 'shelves', '📚'),
    ('/einstellungen/papierkorb', 'trash', '🗑️'),
    ('/einstellungen/fachleute', 'experts', '🧰'),
)

PROTECT = ('/willkommen', 'protect', '🔑')  # as long as nobody has a password


def create(services: Services) -> None:
    """Draw the page."""
    with page(t('settings.title'), help='help.settings', width='medium'):
        page_heading(t('settings.title'))
        with box('stack', tag='ul'):
            for target, name, symbol in PLACES if services.accounts.has_owner() else (PROTECT, *PLACES):
                with box(tag='li'):
                    _place(target, name, symbol)


def _place(target: str, name: str, symbol: str) -> None:
    with ui.link('', target).classes(replace='card place').mark(f'to-{name}'):
        tile(symbol)
        with box('stack tight grow'):
            heading(t(f'settings.{name}'), 2, 'h3')
            words(t(f'settings.{name}_about'), 'soft')
        icon('right', 'soft')
