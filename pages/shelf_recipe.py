"""One recipe on a shelf: looked at before it is taken in, or compared with what one has."""

from __future__ import annotations

from functools import partial

from nicegui import background_tasks

from app.bootstrap import Services
from app.domain.errors import AppError
from app.domain.sharing import Inspection, ShelfEntry, Standing
from components.announcer import announce
from components.attempt import attempt
from components.buttons import link_button, main_button
from components.frame import page, page_heading
from components.live import Boundary
from components.markup import box, icon, words
from components.shared_review import origin_note, shared_review
from components.shared_update import SharedUpdate
from components.texts import t
from components.viewer import language, viewer
from pages.shared_import import go_to


def create(services: Services, id: str, entry: str) -> None:
    """Draw the page."""
    shelf = services.shelves.get(viewer(), id)
    with page(t('shelf.title', name=shelf.name), help='help.shelf', width='narrow'):
        _Entry(services, id, entry)
        with box('row'):
            link_button(t('shelf.back'), '/einstellungen/regale', kind='text edge', icon='left')


class _Entry(Boundary):
    """Fetches the file anew, then shows what can be done with it."""

    def __init__(self, services: Services, shelf_id: str, key: str) -> None:
        super().__init__('section')
        self._services, self._shelf_id = services, shelf_id
        with self:
            page_heading(t('shelf.looking'), emoji='📚')
            box('skeleton').props('aria-hidden=true')
        background_tasks.create(self._look(key), name='look at a recipe on a shelf', context=self)

    async def _look(self, key: str) -> None:
        shelves, actor = self._services.shelves, viewer()
        try:
            self._file = await shelves.file(actor, self._shelf_id, key)
            entry, content = await shelves.look(actor, self._shelf_id, self._file)
            await self._show(entry, content)
        except AppError as error:
            if not self.is_deleted:
                self._trouble(error)

    async def _show(self, entry: ShelfEntry, content: bytes) -> None:
        seen = entry.inspection
        if seen is None:
            raise AppError(entry.problem, limit_mb=1)
        update = None
        if entry.standing is Standing.CHANGED:
            update = await self._services.updates.look(viewer(), entry.have_id, content, language())
        if self.is_deleted:
            return
        shared = seen.opened.shared
        self.clear()
        with self:
            page_heading(shared.title, emoji=shared.emoji, below=shared.description)
            if update is not None:
                origin_note(seen)
                SharedUpdate(self._services, update, content, entry.have_id, self._take_in)
            else:
                shared_review(self._services, seen)
                self._decide(seen)
        announce(t('import.seen', name=shared.title))

    def _decide(self, seen: Inspection) -> None:
        if any(want.is_outward for want in seen.wants):
            return
        main_button(t('import.take_in'), self._take_in, icon='check', kind='big full', name='take-in')
        words(t('import.arrives_off') if seen.opened.shared.recipes else t('import.arrives_bots'), 'soft')

    def _trouble(self, error: AppError) -> None:
        key = error.key if error.key else 'unknown'
        self.clear()
        with self:
            page_heading(t('shelf.trouble'), emoji='📚')
            with box('note bad'):
                icon('warning')
                with box('words'):
                    words(t(f'err.{key}.what', **error.params), 'strong')
                    words(t(f'err.{key}.do', **error.params))
        announce(t(f'err.{key}.what', **error.params), urgent=True)

    async def _take_in(self) -> None:
        take_in = partial(self._services.shelves.take_in, viewer(), self._shelf_id, self._file)
        taken = await attempt(take_in)
        if taken is not None:
            go_to(taken)
