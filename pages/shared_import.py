"""Taking in a recipe of somebody else: choose a file or paste its text, look at everything, decide."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from app.bootstrap import Services
from app.domain.sharing import Inspection, TakenIn
from components.announcer import announce
from components.attempt import attempt
from components.buttons import link_button, main_button, second_button, text_button
from components.draft import Draft
from components.feedback import notice
from components.field import Field
from components.focus import focus_soon
from components.frame import page, page_heading
from components.live import Boundary
from components.markup import box, heading, words
from components.shared_review import shared_review
from components.texts import t
from components.upload import Upload
from components.viewer import viewer

MEGABYTE = 2**20
MAX_TEXT = 200_000  # letters; a message from the browser must stay below 1 MB


def create(services: Services) -> None:
    """Draw the page."""
    with page(t('import.title'), help='help.import', width='narrow'):
        _Import(services)


class _Import(Boundary):
    """Two states: choosing, and looking at what was chosen."""

    def __init__(self, services: Services) -> None:
        super().__init__('section')
        self._services = services
        self._choose()

    def _choose(self) -> None:
        self.clear()
        with self:
            self._heading = page_heading(t('import.title'), emoji='📥', below=t('import.below'))
            with box('card'):
                heading(t('import.file'))
                Upload('/api/recipes/inspect', self._uploaded, label=t('import.choose'), limit=MEGABYTE, only='.rezept')
            with box('card'):
                heading(t('import.text'))
                words(t('import.text_about'), 'soft')
                self._draft = Draft(self._services, 'import')
                field = Field(t('import.paste'), kind='longtext', limit=MAX_TEXT, rows=4, name='import-text')
                self._pasted = self._draft.keep('text', field)
                with box('row'):
                    second_button(t('import.look'), self._look_at_text, icon='right', name='look')
            with box('row'):
                link_button(t('import.shelves'), '/einstellungen/regale', kind='text edge', icon='book')

    async def _look_at_text(self) -> None:
        await self._look(self._pasted.value.encode('utf-8', 'replace'))

    async def _uploaded(self, name: str, sha256: str) -> None:
        content = self._services.sharing.held(viewer(), sha256)
        if content is not None:
            await self._look(content)

    async def _look(self, content: bytes) -> None:
        seen = await attempt(partial(self._services.sharing.inspect, viewer(), content))
        if seen is not None and not self.is_deleted:
            self._review(seen, content)

    def _review(self, seen: Inspection, content: bytes) -> None:
        shared = seen.opened.shared
        self.clear()
        with self:
            below = shared.description or t('import.not_yet')
            self._heading = page_heading(shared.title, emoji=shared.emoji, below=below)
            shared_review(self._services, seen)
            if not any(want.is_outward for want in seen.wants):
                main_button(
                    t('import.take_in'), partial(self._take_in, content), icon='check', kind='big full', name='take-in'
                )
                words(t('import.arrives_off') if shared.recipes else t('import.arrives_bots'), 'soft')
            with box('row'):
                text_button(t('import.not_this'), self._back, icon='left', kind='edge', name='not-this')
        announce(t('import.seen', name=shared.title))
        focus_soon(self._heading)

    def _back(self) -> None:
        self._choose()
        focus_soon(self._heading)

    async def _take_in(self, content: bytes) -> None:
        taken = await attempt(partial(self._services.sharing.take_in, viewer(), content))
        if taken is not None:
            await self._draft.clear()
            go_to(taken)


def go_to(taken: TakenIn) -> None:
    """Where what was taken in can be seen."""
    if taken.pipeline is not None:
        notice(t('import.done', name=taken.pipeline.name))
        ui.navigate.to(f'/rezept/{taken.pipeline.id}')
    else:
        notice(t('import.bots_done'))
        ui.navigate.to('/bots')
