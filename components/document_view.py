"""A document to look at: its pages as pictures and text, with the passage that was asked for."""

from __future__ import annotations

from nicegui import background_tasks

from app.bootstrap import Services
from app.domain.documents import Document, DocumentStatus, Page, Reading, ReadProblem
from app.domain.errors import AppError, NotFound
from app.domain.events import DocumentsChanged
from app.domain.leaves import leaves
from app.domain.places import Place
from components.buttons import link_button
from components.document_leaf import Leaves
from components.document_link import home_address
from components.document_list import save_link
from components.document_state import DocumentState, note_words
from components.document_trouble import draw_trouble
from components.frame import page_heading
from components.live import Live
from components.markup import box, words
from components.texts import t
from components.viewer import viewer


class DocumentView(Live):
    """Follows the file: when it was read, or is another one, or is gone, that is seen without a click."""

    def __init__(
        self, services: Services, place: Place, document: Document, page: int, passage: tuple[int, int]
    ) -> None:
        super().__init__(services.bus, DocumentsChanged, lambda event: self._changed(), place.id, classes='section')
        self._services, self._place, self._document = services, place, document
        self._page, self._passage = page, passage
        with self:
            page_heading(document.name)
            with box('row wrap'):
                self._state = DocumentState(document)
                self._note = words(note_words(document), 'soft')
                save_link(place, document.name)
                link_button(t(f'doc.back.{place.kind.value}'), home_address(place), kind='text', icon='left')
            self._body = box('section').mark('document')
        self._draw()

    def _changed(self) -> None:
        before = self._document
        try:
            self._document = self._services.documents.get(viewer(), self._place, before.name)
        except NotFound:
            self._body.clear()
            with self._body:
                words(t('doc.gone'), 'strong')
            return
        if self._document != before:
            self._state.show(self._document)
            self._note.set_text(note_words(self._document))
            self._draw()

    def _draw(self) -> None:
        document = self._document
        self._body.clear()
        with self._body:
            if document.status is DocumentStatus.READING:
                box('skeleton')
                words(t('doc.wait'), 'soft')
            elif document.status is DocumentStatus.FAILED:
                draw_trouble(self._services, self._place, document, in_list=False)
                if document.note == ReadProblem.SCAN.value and document.pages:
                    self._draw_leaves(_without_text(document))
            else:
                box('skeleton')
                background_tasks.create(self._load(document), name='read document', context=self._body)

    async def _load(self, document: Document) -> None:
        try:
            reading = await self._services.documents.reading(viewer(), self._place, document.name)
        except AppError as error:
            if not self.is_deleted and document is self._document:
                self._body.clear()
                with self._body:
                    words(t(f'err.{error.key}.what', **error.params), 'strong')
                    words(t(f'err.{error.key}.do', **error.params))
            return
        if self.is_deleted or document is not self._document:
            return
        self._body.clear()
        with self._body:
            self._draw_leaves(reading)

    def _draw_leaves(self, reading: Reading) -> None:
        Leaves(self._place, self._document, reading, leaves(reading.pages), self._page, self._passage)


def _without_text(document: Document) -> Reading:
    """The pages of a scan can be looked at before anything was recognised in them."""
    pages = tuple(Page(number=number, text='') for number in range(1, (document.pages or 0) + 1))
    return Reading(pages=pages, media_type=document.media_type, has_pages=True)
