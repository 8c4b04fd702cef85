"""Adds files to a bot: the browser sends them to the same address as every other program does."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui
from nicegui.events import GenericEventArguments

from app.domain.errors import AppError, TooLarge
from app.i18n import catalogue
from app.services.documents import MAX_BYTES
from components.announcer import announce
from components.feedback import show_error
from components.texts import t
from components.viewer import language


class Upload(ui.element, component='upload.js'):
    """Button, drop area and progress; `on_added(name)` is called for every file that arrived."""

    def __init__(self, url: str, on_added: Callable[[str], None]) -> None:
        super().__init__()
        self._props['url'] = url
        self._props['language'] = language()
        self._props['limit'] = MAX_BYTES
        self._props['words'] = {'choose': t('btn.add_doc'), 'drop': t('upload.drop')}
        self._on_added = on_added
        self.on('begun', self._begun)
        self.on('added', self._added)
        self.on('refused', self._refused)
        self.mark('upload')

    def _begun(self, event: GenericEventArguments) -> None:
        announce(t('upload.begun', name=str(event.args)[:200]))

    def _added(self, event: GenericEventArguments) -> None:
        self._on_added(str(event.args)[:200])

    def _refused(self, event: GenericEventArguments) -> None:
        key = str(event.args['key'])
        if key == 'invalid':
            key = 'file_name'
        if key == 'big':
            show_error(TooLarge(MAX_BYTES // 2**20))
        elif f'err.{key}.what' in catalogue('de'):
            show_error(AppError(key))
        else:
            show_error(AppError('unknown'))
