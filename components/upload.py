"""Hands files over: the browser sends them to the same address as every other program does."""

from __future__ import annotations

import inspect
import json
from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments

from app.domain.errors import AppError, TooLarge
from app.i18n import catalogue
from app.services.documents import MAX_BYTES
from components.announcer import announce
from components.feedback import show_error
from components.texts import t
from components.viewer import language

MAX_PIECES = 40  # of 100,000 letters each


class Upload(ui.element, component='upload.js'):
    """Button, drop area and progress; `on_added(name, sha256)` is called for every file that arrived.

    `sha256` is what the address said of it, '' when it said nothing. `only` is the one ending of a single file. With
    `photo` there is a second button on devices with a camera.

    A `quiet` one is only a button; it takes what is dropped on or pasted into the field (or the box `takes-files`)
    around it. With `on_answer` it is quiet and hands over the address's whole answer (its `text` cut at `letters`,
    `cut` says whether), and `on_refused` gets what went wrong instead of a message.
    """

    def __init__(
        self,
        url: str,
        on_added: Callable[[str, str], Awaitable[None] | None] = lambda name, sha256: None,
        *,
        label: str = '',
        limit: int = MAX_BYTES,
        only: str = '',
        photo: bool = False,
        quiet: bool = False,
        on_answer: Callable[[dict[str, Any]], Awaitable[None] | None] | None = None,
        letters: int = 0,
        on_refused: Callable[[AppError], None] = show_error,
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
            'photo': t('upload.photo'),
            'photoName': t('upload.photo_name'),
            'more': t('upload.more'),
        }
        self._props['photo'] = photo
        self._props['quiet'] = quiet or on_answer is not None
        self._props['whole'] = letters
        self._on_added, self._on_answer, self._on_refused = on_added, on_answer, on_refused
        self._pieces: list[str] = []
        self.on('begun', self._begun)
        self.on('added', self._added)
        self.on('piece', self._piece)
        self.on('answer', self._answer)
        self.on('refused', self._refused)
        self.mark('upload')

    def _begun(self, event: GenericEventArguments) -> None:
        name, count = event.args
        said = t('upload.begun', name=str(name)[:200]) if count == 1 else t('upload.begun_many', count=int(count))
        announce(said)

    async def _added(self, event: GenericEventArguments) -> None:
        name, sha256 = event.args
        with self.client:  # not this element: what it does may take away the card it stands in
            result = self._on_added(str(name)[:200], str(sha256)[:64])
            if inspect.isawaitable(result):
                await result

    def _piece(self, event: GenericEventArguments) -> None:
        if len(self._pieces) < MAX_PIECES:
            self._pieces.append(str(event.args))

    async def _answer(self, event: GenericEventArguments) -> None:
        whole, self._pieces = ''.join(self._pieces), []
        if self._on_answer is not None:
            with self.client:
                result = self._on_answer(json.loads(whole))
                if inspect.isawaitable(result):
                    await result

    def _refused(self, event: GenericEventArguments) -> None:
        self._pieces = []
        key = str(event.args['key'])
        if key == 'invalid':
            key = 'file_name'
        if key in ('big', 'shared_big'):
            self._on_refused(TooLarge(self._limit // 2**20, 'shared_big' if self._only else 'big'))
        elif f'err.{key}.what' in catalogue('de'):
            self._on_refused(AppError(key, name=str(event.args.get('name', ''))[:200], limit_mb=self._limit // 2**20))
        else:
            self._on_refused(AppError('unknown'))
