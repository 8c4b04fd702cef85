"""'Vorlesen': the browser's own voice reads a shown text."""

from __future__ import annotations

from nicegui import ui

from components.texts import t
from components.viewer import language


class ReadAloud(ui.element, component='read_aloud.js'):
    """Reads the element with the html id `target`; not there in browsers without a voice."""

    def __init__(self, target: str) -> None:
        super().__init__()
        self._props.update(
            target=target,
            label=t('result.read_aloud'),
            stopLabel=t('result.read_stop'),
            language='de-DE' if language() == 'de' else 'en-GB',
        )
        self.mark('read-aloud')
