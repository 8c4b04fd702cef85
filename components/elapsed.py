"""'seit 14 Sekunden', counting by itself; after a while it says that this may take longer."""

from __future__ import annotations

from nicegui import ui

from app.i18n import catalogue
from components.texts import t
from components.viewer import language


class Elapsed(ui.element, component='elapsed.js'):
    """Time since something began, `seconds` ago when this is drawn."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        sentences = catalogue(language())
        self._props['seconds'] = seconds
        self._props['words'] = {
            'since': t('time.since'),
            'slow': t('st.slow'),
            'seconds': sentences['time.seconds'],
            'minutes': sentences['time.minutes'],
        }
