"""One AI connection: what it is, where the text goes, whether it works, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.bootstrap import Services
from app.domain.connections import Connection, ConnectionCheck, ConnectionKind
from app.services.connection_book import leaves_house
from components.ai_name import connection_name
from components.ai_services import emoji_of
from components.attempt import attempt
from components.buttons import second_button, text_button
from components.check_result import check_result
from components.connection_panel import ConnectionPanel
from components.feedback import notice
from components.markup import box, heading, icon, tile, words
from components.texts import t
from components.undo import undo_delete
from components.viewer import viewer


class ConnectionCard:
    """`checks` keeps the latest result of each connection while the page is open; `redraw` draws the list anew."""

    def __init__(
        self,
        services: Services,
        connection: Connection,
        checks: dict[str, ConnectionCheck],
        redraw: Callable[[], None],
    ) -> None:
        self._services, self._connection = services, connection
        self._checks, self._redraw = checks, redraw
        with box('card').mark(f'connection-{connection.id}'):
            self._draw_head()
            self._draw_place()
            if connection.id in checks:
                check_result(checks[connection.id], to_key=self._to_key, to_address=self._to_address, again=self._check)
            if connection.kind is not ConnectionKind.PRACTICE:
                self._draw_actions()

    def _draw_head(self) -> None:
        connection = self._connection
        with box('row'):
            tile(emoji_of(connection))
            with box('stack tight'):
                heading(connection_name(connection), 2, 'h3')
                if connection.kind is ConnectionKind.PRACTICE:
                    words(t('ai.practice_about'), 'soft')
                else:
                    words(connection.default_model or t('ai.no_model'), 'soft')
        if connection.is_default:
            with box('row'), box('state done', tag='span'):
                icon('check')
                words(t('ai.is_default'), tag='span')

    def _draw_place(self) -> None:
        connection = self._connection
        if connection.kind is ConnectionKind.PRACTICE:
            return
        outside = leaves_house(connection, connection.default_model)
        with box('ai small soft'):
            icon('lock' if outside else 'home')
            words(t('ai.place.outside') if outside else t('ai.place.home'), tag='span')
        if connection.has_key:
            tail = t('ai.key_tail', tail=connection.key_tail) if connection.key_tail else t('ai.has_key')
            with box('ai small soft'):
                icon('plug')
                words(tail, tag='span')

    def _draw_actions(self) -> None:
        with box('actions'):
            second_button(t('ai.check'), self._check, name='check')
            second_button(t('ai.edit'), self._to_address, icon='edit', name='edit-connection')
            if not self._connection.is_default:
                text_button(t('ai.make_default'), self._make_default, name='make-default')
            text_button(t('btn.delete'), self._delete, icon='trash', name='delete-connection')

    async def _check(self) -> None:
        check = await attempt(partial(self._services.connections.test, viewer(), self._connection.id))
        if check is not None:
            self._checks[self._connection.id] = check
            self._redraw()

    async def _make_default(self) -> None:
        await self._services.connections.update(viewer(), self._connection.id, {'is_default': True})
        notice(t('ai.now_default', name=self._connection.name))

    async def _delete(self) -> None:
        item = await self._services.connections.delete(viewer(), self._connection.id)
        self._checks.pop(self._connection.id, None)
        undo_delete(self._services, item)

    def _to_key(self) -> None:
        self._panel('key')

    def _to_address(self) -> None:
        self._panel('')

    def _panel(self, focus: str) -> None:
        ConnectionPanel(self._services, self._connection, focus=focus, on_saved=self._saved)

    def _saved(self, check: ConnectionCheck) -> None:
        self._checks[self._connection.id] = check
        self._redraw()
