"""'Kopieren': puts a shown text into the clipboard, also on plain http."""

from __future__ import annotations

from nicegui import ui

from components.announcer import announce
from components.texts import t


class CopyButton(ui.element, component='copy_text.js'):
    """Copies the element with the html id `target`; says so on the button for ten seconds."""

    def __init__(self, target: str) -> None:
        super().__init__()
        self._props.update(target=target, label=t('result.copy'), doneLabel=t('result.copied'))
        self.mark('copy')
        self.on('copied', lambda: announce(t('result.copied')), args=[])
