"""One shelf: what lies on it now, and how that stands to what one has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nicegui import background_tasks

from app.bootstrap import Services
from app.domain.errors import AppError
from app.domain.sharing import Shelf, ShelfEntry, Standing
from app.services.shelves import entry_key
from components.announcer import announce
from components.buttons import link_button, text_button
from components.live import Boundary
from components.markup import box, heading, icon, tile, words
from components.texts import t
from components.viewer import viewer

# Kind and icon of the word about how a file stands.
LOOKS = {
    Standing.NEW: ('run', 'plus'),
    Standing.HERE: ('done', 'check'),
    Standing.CHANGED: ('ask', 'repeat'),
    Standing.BROKEN: ('fail', 'warning'),
}


class ShelfCard(Boundary):
    """Looks at the shelf when it is drawn, and again when asked; never by itself."""

    def __init__(self, services: Services, shelf: Shelf, on_remove: Callable[[], None] | None) -> None:
        super().__init__('card', tag='section')
        self._services, self._shelf = services, shelf
        self.mark(f'shelf-{shelf.id}')
        with self:
            with box('row'):
                tile('🌐' if shelf.is_web else '📚')
                with box('grow'):
                    heading(shelf.name, 2, 'as-card')
                    words(shelf.place, 'soft small')
            self._area = box('stack')
            with box('actions'):
                again = text_button(t('shelves.again'), self.look, icon='repeat', kind='edge', name='look-again')
                buttons = [again]
                if on_remove is not None:
                    buttons.append(text_button(t('shelves.remove'), on_remove, icon='trash', name='remove-shelf'))
            for button in buttons:
                button.props['aria-label'] = f'{button.text}: {shelf.name}'
        self.look()

    def look(self) -> None:
        """See what lies there now."""
        self._area.clear()
        with self._area:
            words(t('shelves.looking'), 'soft')
            box('skeleton').props('aria-hidden=true')
        background_tasks.create(self._browse(), name='look at a shelf', context=self._area)

    async def _browse(self) -> None:
        try:
            entries = await self._services.shelves.browse(viewer(), self._shelf.id)
        except AppError as error:
            if not self._area.is_deleted:
                self._trouble(error)
            return
        if not self._area.is_deleted:
            self._show(entries)

    def _trouble(self, error: AppError) -> None:
        self._area.clear()
        with self._area, box('note bad'):
            icon('warning')
            with box('words'):
                words(t(f'err.{error.key}.what', **error.params), 'strong')
                words(t(f'err.{error.key}.do', **error.params))
        announce(t(f'err.{error.key}.what', **error.params), urgent=True)

    def _show(self, entries: Sequence[ShelfEntry]) -> None:
        self._area.clear()
        with self._area:
            if not entries:
                words(t('shelves.nothing'), 'soft')
            with box('stack', tag='ul'):
                for entry in entries:
                    with box(tag='li'):
                        self._draw(entry)
        announce(t('shelves.found', count=len(entries)))

    def _draw(self, entry: ShelfEntry) -> None:
        shared = entry.inspection.opened.shared if entry.inspection else None
        title = shared.title if shared else entry.file
        kind, sign = LOOKS[entry.standing]
        with box('found').mark(f'entry-{entry.file}'):
            tile(shared.emoji if shared else '❔', 'wait')
            with box('stack tight grow'):
                words(title, 'strong')
                if entry.problem:
                    words(t(f'err.{entry.problem}.what', limit_mb=1), 'soft small')
                with box('row'), box(f'state {kind}', tag='span'):
                    icon(sign)
                    words(t(f'shelves.standing.{entry.standing.value}'), tag='span')
            if shared:
                target = f'/einstellungen/regale/{self._shelf.id}/{entry_key(entry.file)}'
                link = link_button(t('shelves.see'), target, kind='text', icon='right', name='see')
                link.props['aria-label'] = f'{link.text}: {title}'
