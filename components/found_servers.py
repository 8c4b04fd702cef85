"""AI programs on this computer, offered with one click; looked for in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from nicegui import background_tasks

from app.bootstrap import Services
from app.domain.connections import Connection, FoundServer
from app.domain.errors import AppError
from components.announcer import announce
from components.buttons import second_button, text_button
from components.live import Boundary
from components.markup import box, heading, icon, tile, words
from components.texts import t
from components.viewer import viewer


class FoundServers(Boundary):
    """`on_added` gets a connection that was made, `on_key` a program that wants a key first."""

    def __init__(
        self,
        services: Services,
        on_added: Callable[[Connection], None],
        on_key: Callable[[FoundServer], None],
    ) -> None:
        super().__init__('', tag='section')
        self._services, self._on_added, self._on_key = services, on_added, on_key
        with self, box('card') as self._card:
            heading(t('found.title'))
            self._area = box('stack')
        self.look()

    def look(self) -> None:
        """Look again."""
        self._area.clear()
        with self._area:
            words(t('found.looking'), 'soft')
            box('skeleton').props('aria-hidden=true')
        background_tasks.create(self._find(), name='look for AI programs', context=self._area)

    async def _find(self) -> None:
        try:
            found = await self._services.connections.detect(viewer())
        except AppError:
            found = []
        if not self._area.is_deleted:
            self.show(found)

    def show(self, found: list[FoundServer]) -> None:
        """What was found."""
        self._area.clear()
        self._card.classes(add='' if found else 'bare', remove='bare' if found else '')
        with self._area:
            for server in found:
                self._draw(server)
            if not found:
                with box('row wrap'):
                    words(t('found.none'), 'soft')
                    text_button(t('found.again'), self.look, icon='repeat', kind='slim', name='look-again')
        if found:
            announce(t('found.some', count=len(found)))

    def _draw(self, server: FoundServer) -> None:
        with box('found').mark(f'found-{server.name}'):
            tile('🏠', 'done')
            with box('grow'):
                words(t('found.runs', name=server.name), 'strong')
                words(
                    t('found.offers', count=len(server.models)) if server.models else t('ai.place.home'), 'soft small'
                )
            if server.api_off:
                with box('note'):
                    icon('info')
                    with box('words'):
                        words(t('err.api_off.what'), 'strong')
                        words(t('err.api_off.do'))
            elif server.needs_key:
                second_button(t('found.key'), partial(self._on_key, server), name='found-key')
            else:
                second_button(t('found.connect'), partial(self._add, server), icon='plug', name='found-connect')

    async def _add(self, server: FoundServer) -> None:
        connection = await self._services.connections.add(viewer(), server)
        # Ask for its list at once, so that the first answer needs no further choice.
        await self._services.connections.test(viewer(), connection.id)
        self._on_added(connection)
        if not self._area.is_deleted:
            self.look()
