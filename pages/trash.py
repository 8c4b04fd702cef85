"""What was deleted: bring it back, or delete it for good."""

from __future__ import annotations

from functools import partial

from app.bootstrap import Services
from app.domain.events import BotsChanged, ConnectionsChanged, DocumentsChanged, PipelinesChanged, WorkspacesChanged
from app.domain.trash import TrashItem
from app.services.trash import KEPT
from components.attempt import attempt
from components.buttons import link_button, second_button, text_button
from components.confirm import confirm
from components.feedback import notice
from components.frame import page, page_heading
from components.keyed_list import KeyedList
from components.markup import box, heading, tile, words
from components.texts import t, when
from components.viewer import viewer

EMOJI = {'bot': '🤖', 'pipeline': '📋', 'document': '📄', 'connection': '🔌', 'workspace': '🗂️'}


def create(services: Services) -> None:
    """Draw the page."""
    with page(t('trash.title'), help='help.trash', width='medium'):
        page_heading(t('trash.title'), below=t('trash.below'))
        _Trash(services)


class _Trash:
    """The list; follows what is deleted and restored in other windows."""

    def __init__(self, services: Services) -> None:
        self._services = services
        actor = viewer()
        self._list = KeyedList(
            services.bus,
            BotsChanged,
            lambda: services.trash.list(actor),
            self._draw,
            _draw_empty,
            key=lambda item: item.id,
            classes='stack',
        )
        for kind in (PipelinesChanged, DocumentsChanged, ConnectionsChanged, WorkspacesChanged):
            self._list.also(services.bus, kind, lambda event: self._list.sync())

    def _draw(self, item: TrashItem) -> None:
        with box('card').mark(f'trash-{item.id}'):
            with box('row'):
                tile(str(item.content.get('emoji') or EMOJI.get(item.kind, '📦')), 'wait')
                with box('stack tight'):
                    heading(item.name, 2, 'h3')
                    words(self._about(item), 'soft')
            with box('actions'):
                second_button(t('trash.restore'), lambda: self._restore(item), icon='undo', name='restore')
                text_button(t('trash.purge'), lambda: self._ask(item), icon='trash', name='purge')

    def _about(self, item: TrashItem) -> str:
        now = self._services.clock.now()
        left = max(1, (item.deleted_at + KEPT - now).days)
        return t(
            'trash.about',
            kind=t(f'trash.kind.{item.kind}'),
            when=when(item.deleted_at, now),
            left=t('trash.left', count=left),
        )

    async def _restore(self, item: TrashItem) -> None:
        restore = partial(self._services.trash.restore, viewer(), item.kind, item.id)
        if await attempt(restore) is not None:
            notice(t('trash.is_back', name=item.name))
        self._list.sync()

    def _ask(self, item: TrashItem) -> None:
        async def purge() -> None:
            await self._services.trash.purge(viewer(), item.kind, item.id)
            self._list.sync()
            notice(t('trash.purged', name=item.name))

        confirm(t('trash.ask', name=item.name), t('trash.ask_about'), t('trash.purge'), purge)


def _draw_empty() -> None:
    with box('card empty'):
        tile('🧺')
        words(t('trash.empty'))
        link_button(t('help.home'), '/', kind='two', icon='home')
