"""Hands files over: the browser sends them to the same address as every other program does."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable

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
    """Button, drop area and progress; `on_added(name, sha256)` is called for every file that arrived.

    `sha256` is what the address said of it, '' when it said nothing. `only` is the one ending of a single file.
    """

    def __init__(
        self,
        url: str,
        on_added: Callable[[str, str], Awaitable[None] | None],
        *,
        label: str = '',
        limit: int = MAX_BYTES,
        only: str = '',
    ) -> None:
        super().__init__()
        self._props['url'] = url
        self._props['language'] = language()
        self._limit, self._only = limit, only
        self._props['limit'] = limit
        self._props['single'] = bool(only)
        self._props['accept'] = only
        self._props['words'] = {
            'choose': label or t('btn.add_doc'),
            'drop': t('upload.drop_one') if only else t('upload.drop'),
        }
        self._on_added = on_added
        self.on('begun', self._begun)
        self.on('added', self._added)
        self.on('refused', self._refused)
        self.mark('upload')

    def _begun(self, event: GenericEventArguments) -> None:
        announce(t('upload.begun', name=str(event.args)[:200]))

    async def _added(self, event: GenericEventArguments) -> None:
        name, sha256 = event.args
        with self.client:  # not this element: what it does may take away the card it stands in
            result = self._on_added(str(name)[:200], str(sha256)[:64])
            if inspect.isawaitable(result):
                await result

    def _refused(self, event: GenericEventArguments) -> None:
        key = str(event.args['key'])
        if key == 'invalid':
            key = 'file_name'
        if key in ('big', 'shared_big'):
            show_error(TooLarge(self._limit // 2**20, 'shared_big' if self._only else 'big'))
        elif f'err.{key}.what' in catalogue('de'):
            show_error(AppError(key))
        else:
            show_error(AppError('unknown'))
