"""'Was die Bots dazu lesen': the folders a recipe reads, with a way to put one more file into them."""

from __future__ import annotations

import unicodedata

from nicegui import ui

from app.bootstrap import Services
from app.domain.documents import Document, DocumentStatus
from app.domain.errors import NotFound
from app.domain.events import DocumentsChanged
from app.domain.pipelines import Pipeline
from app.domain.places import Place, PlaceKind
from app.services.recipe_reads import ReadPlace, places_read
from components.announcer import announce
from components.document_link import home_address, saved_address
from components.document_state import DocumentState, problem_key, state_words
from components.live import Live
from components.markup import box, emoji, heading, words
from components.texts import number, t
from components.upload import Upload
from components.viewer import viewer


def start_reads(services: Services, recipe: Pipeline) -> None:
    """Draw the folders; nothing where the recipe reads none."""
    actor = viewer()
    bots, folders = services.bots.list(actor), services.workspaces.list(actor)
    names = {Place.of_bot(bot.id): (bot.emoji, t('start.reads_bot', bot=bot.name)) for bot in bots}
    names |= {Place.of_workspace(one.id): (one.emoji, one.name) for one in folders}
    reads = places_read(recipe, bots, services.pipelines.list(actor), folders)
    shown = [read for read in reads if read.is_named or services.documents.list(actor, read.place)]
    if shown:
        with box('section', tag='section').mark('reads'):
            heading(t('start.reads'))
            with box('stack', tag='ul'):
                for read in shown:
                    ReadFolder(services, read, *names[read.place])


class ReadFolder(Live):
    """One folder: where it is, how many files lie in it, and how far those added here have been read."""

    def __init__(self, services: Services, read: ReadPlace, symbol: str, name: str) -> None:
        super().__init__(
            services.bus,
            DocumentsChanged,
            lambda event: self._show(),
            read.place.id,
            classes='stack tight takes-files',
            tag='li',
        )
        self._services, self._place, self._actor = services, read.place, viewer()
        self._fresh: dict[str, _Fresh] = {}
        with self:
            with box('row wrap'):
                emoji(symbol)
                target = home_address(read.place)
                ui.link(name, target).classes(replace='name').mark(f'reads-{read.place.id}')
                self._count = words('', 'soft', 'span')
            self._added = box('stack tight')
            if read.is_named and read.place.kind is PlaceKind.WORKSPACE:
                url = saved_address(read.place, '').rstrip('/')
                Upload(url, lambda file, _: self._arrived(file), photo=True, quiet=True)
        self._show()

    def _show(self) -> None:
        documents = self._documents()
        count = len(documents)
        self._count.set_text(
            t('workspaces.files', count=count, shown=number(count)) if count else t('workspaces.no_files')
        )
        for document in documents:
            if document.name in self._fresh:
                self._fresh[document.name].show(document)

    def _arrived(self, name: str) -> None:
        name = unicodedata.normalize('NFC', name)
        document = next((one for one in self._documents() if one.name == name), None)
        if document is not None and name not in self._fresh:
            with self._added:
                self._fresh[name] = _Fresh(document)
        self._show()

    def _documents(self) -> list[Document]:
        try:
            return self._services.documents.list(self._actor, self._place)
        except NotFound:  # the bot or folder was deleted meanwhile
            return []


class _Fresh:
    """A file that was added in this window: read already, or why not."""

    def __init__(self, document: Document) -> None:
        self._status: DocumentStatus | None = None
        with box('row wrap'):
            words(document.name, tag='span')
            self._state = DocumentState(document)
        self._trouble = words('', 'error gone')

    def show(self, document: Document) -> None:
        """The document as it is now; a new state is spoken once."""
        if document.status is self._status:
            return
        self._status = document.status
        self._state.show(document)
        is_failed = document.status is DocumentStatus.FAILED
        sentence = t(f'err.{problem_key(document)}.what', name=document.name, limit_mb=25) if is_failed else ''
        self._trouble.set_text(sentence)
        self._trouble.classes(add='' if is_failed else 'gone', remove='gone' if is_failed else '')
        announce(sentence or t('docs.state', name=document.name, state=state_words(document)))
