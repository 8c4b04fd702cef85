"""The banner while the browser cannot reach us."""

from __future__ import annotations

from nicegui import ui

from components.texts import t


class ConnectionBanner(ui.element, component='connection.js'):
    """Appears 1.5 seconds after the connection was lost, goes when it is back."""

    def __init__(self) -> None:
        super().__init__()
        self._props['sentence'] = t('st.offline')
