"""The documents of a bot or a folder: how far each is read, add, look, save, delete with a way back."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.documents import Document, DocumentStatus
from app.domain.errors import NotFound
from app.domain.events import DocumentsChanged
from app.domain.places import Place, PlaceKind
from app.domain.trash import TrashItem
from components.announcer import announce
from components.buttons import second_button, text_button
from components.document_link import document_address, saved_address
from components.document_state import DocumentState, note_words, state_words
from components.document_trouble import draw_trouble
from components.field import Field
from components.keyed_list import KeyedList
from components.live import Boundary, Live
from components.markup import box, icon, words
from components.texts import number, t, when
from components.undo import undo_delete
from components.upload import Upload
from components.viewer import viewer

SHOWN, MORE = 30, 60  # lines at first, and with every press
SEARCHED = 12  # with more files than these there is a search box
SPOKEN = 3  # with more files at once only the end is spoken


def document_list(services: Services, place: Place) -> None:
    """Draw the list and the way to add to it."""
    DocumentList(services, place)


class DocumentList(Live):
    """Follows the folder. However often something happens in it, only lines that changed are drawn again."""

    def __init__(self, services: Services, place: Place) -> None:
        super().__init__(services.bus, DocumentsChanged, lambda event: self._changed(), place.id, classes='stack')
        self._services, self._place, self._actor = services, place, viewer()
        self._limit, self._wanted = SHOWN, ''
        self._fresh: list[str] = []  # added in this window: seen even when the list is long
        self._unsaid: set[str] = set()
        self._documents = self._look()
        with self:
            self._empty = words(t('empty.docs') if place.kind is PlaceKind.BOT else t('empty.folder'))
            Upload(saved_address(place, '').rstrip('/'), lambda name, _: self.arrived(name), photo=True)
            self._search = Field(
                t('docs.search'), kind='search', limit=100, name='search-documents', on_change=self._look_for
            ).classes('half')
            self._summary = _Summary()
            self._list = KeyedList(
                services.bus,
                DocumentsChanged,
                self._shown,
                self._draw,
                lambda: None,
                key=lambda document: document.name,
                about=place.id,
                classes='lines',
            ).mark('documents')
            self._nothing = words(t('empty.search'))
            self._more = second_button(t('docs.more'), self._show_more, kind='slim', name='more-documents')
        self._show_rest()

    def arrived(self, name: str) -> None:
        """A file was added in this window."""
        self._fresh = [name, *(one for one in self._fresh if one != name)]
        self._unsaid.add(name)
        announce(t('docs.added', name=name))
        self._changed()
        self._list.sync()

    def _look(self) -> list[Document]:
        try:
            return self._services.documents.list(self._actor, self._place)
        except NotFound:  # the bot or folder was deleted meanwhile
            return []

    def _changed(self) -> None:
        """The list follows by itself, right after this."""
        before = {document.name: document for document in self._documents}
        self._documents = self._look()
        self._say(before)
        self._show_rest()

    def _shown(self) -> list[Document]:
        found = self._found()
        first = found[: self._limit]
        names = {document.name for document in first}
        fresh = [one for one in found[self._limit :] if one.name in self._fresh and one.name not in names]
        return [*sorted(fresh, key=lambda one: self._fresh.index(one.name)), *first]

    def _found(self) -> list[Document]:
        wanted = self._wanted.casefold().split()
        return [one for one in self._documents if all(word in one.name.casefold() for word in wanted)]

    def _show_rest(self) -> None:
        count, found = len(self._documents), len(self._found())
        self._empty.set_visibility(not count)
        self._search.set_visibility(count > SEARCHED or bool(self._wanted))
        self._summary.show(self._documents)
        self._more.set_visibility(found > self._limit)
        self._nothing.set_visibility(bool(count) and not found)
        self._list.set_visibility(bool(found))

    def _look_for(self, wanted: str) -> None:
        self._wanted, self._limit = wanted, SHOWN
        self._list.sync()
        self._show_rest()

    def _show_more(self) -> None:
        self._limit += MORE
        self._list.sync()
        self._show_rest()

    def _say(self, before: dict[str, Document]) -> None:
        """A file was read, or could not be: each is spoken once, very many only at their end."""
        was_reading = {name for name, one in before.items() if one.status is DocumentStatus.READING}
        waited_for = was_reading | self._unsaid
        done = [one for one in self._documents if one.name in waited_for and one.status is not DocumentStatus.READING]
        self._unsaid -= {one.name for one in done}
        still = sum(one.status is DocumentStatus.READING for one in self._documents)
        if len(was_reading) <= SPOKEN:
            for one in done[:SPOKEN]:
                announce(t('docs.state', name=one.name, state=state_words(one)))
        elif done and not still:
            announce(t('docs.all_read'))

    def _draw(self, document: Document) -> None:
        with box('line file'):
            with box('what'):
                # Its address holds the name; the page behind it asks for the rights anew.
                target = document_address(self._place, document.name)
                ui.link(document.name, target).classes(replace='name').mark(f'open-{document.name}')
                words(t('docs.about', size=_size(document.size), when=self._when(document)), 'soft small')
                DocumentState(document)
                if note := note_words(document):
                    words(note, 'soft small')
            with box('row wrap'):
                self._draw_buttons(document)
        if document.status is DocumentStatus.FAILED:
            draw_trouble(self._services, self._place, document, in_list=True)

    def _draw_buttons(self, document: Document) -> None:
        save_link(self._place, document.name)

        async def delete() -> None:
            item: TrashItem = await self._services.documents.delete(viewer(), self._place, document.name)
            undo_delete(self._services, item)

        button = text_button(t('btn.delete'), delete, icon='trash', name=f'delete-{document.name}')
        button.props['aria-label'] = t('docs.delete', name=document.name)

    def _when(self, document: Document) -> str:
        return when(document.modified_at, self._services.clock.now())


class _Summary(Boundary, component='live.js'):
    """'500 Dateien, 120 werden gelesen.' Only where there are many."""

    def __init__(self) -> None:
        super().__init__('soft', tag='p')
        with self:
            self._words = words('', tag='span').mark('documents-summary')

    def show(self, documents: list[Document]) -> None:
        """Count anew."""
        reading = sum(one.status is DocumentStatus.READING for one in documents)
        failed = sum(one.status is DocumentStatus.FAILED for one in documents)
        counted = t('docs.count', count=len(documents), shown=number(len(documents)))
        key = 'docs.count_reading' if reading else 'docs.count_done'
        said = [t(key, files=counted, count=reading, shown=number(reading))]
        if failed:
            said.append(t('docs.count_failed', count=failed, shown=number(failed)))
        sentence = ' '.join(said)
        if self._words.text != sentence:
            self._words.set_text(sentence)
        self.set_visibility(len(documents) > SEARCHED)


def save_link(place: Place, name: str, kind: str = 'text') -> None:
    """Keeps the file on one's own device."""
    # A plain link: the address is no page of ours, so NiceGUI must not take it for one.
    with ui.element('a').props('download').classes(f'btn {kind}').mark('save-document') as link:
        icon('save')
        words(t('btn.save_device'), 'roomy', 'span')
        words(t('docs.save_short'), 'tight', 'span')
    link.props['href'] = saved_address(place, name)
    link.props['aria-label'] = t('docs.save', name=name)


def _size(size: int) -> str:
    if size < 1000:
        return t('size.bytes', count=size)
    if size < 1_000_000:
        return t('size.kilobytes', count=number(size / 1000))
    return t('size.megabytes', count=number(size / 1_000_000, 1))
