"""What a person can do with the files in the folders of bots and workspaces."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.codec import to_json
from app.domain.documents import Document, Reading
from app.domain.errors import NotFound
from app.domain.events import DocumentsChanged
from app.domain.passages import Passage
from app.domain.places import Place, PlaceKind
from app.domain.trash import TrashItem
from app.ids import new_id
from app.library.librarian import Librarian
from app.paths import checked_file_name
from app.services.fields import owned
from app.storage.store import Store

Documents = list[Document]  # below, `list` is the method
MAX_BYTES = 25 * 1024 * 1024  # of one file


class DocumentService:
    """List, add, read, hand out and delete the files of a folder."""

    def __init__(self, store: Store, clock: Clock, bus: Bus, librarian: Librarian) -> None:
        self._store = store
        self._clock = clock
        self._bus = bus
        self._librarian = librarian

    def list(self, actor: Account, place: Place) -> Documents:
        """The files as they lie in the folder now; people may put some there by themselves."""
        self._check(actor, place)
        return self._librarian.documents(place)

    def count(self, actor: Account, place: Place) -> int:
        """How many files there are, for a list of many folders."""
        self._check(actor, place)
        return self._store.files.count(place)

    def folder(self, actor: Account, place: Place) -> Path:
        """Where the files lie, for whoever wants to put some there with another program."""
        self._check(actor, place)
        return self._store.files.folder(place).absolute()

    def open(self, actor: Account, place: Place, name: str) -> tuple[Path, Document]:
        """Where the file lies, and what is known of it."""
        document = self.get(actor, place, name)
        return self._store.files.path(place, document.name), document

    def get(self, actor: Account, place: Place, name: str) -> Document:
        """What is known of one file."""
        self._check(actor, place)
        return self._document(place, name)

    async def add(self, actor: Account, place: Place, name: str, chunks: AsyncIterator[bytes]) -> Document:
        """Store a file. One that has the same name already goes to the trash once the new one has arrived whole."""
        self._check(actor, place)
        clean = checked_file_name(name)

        async def arriving() -> AsyncIterator[bytes]:
            async for chunk in chunks:
                yield chunk
            self._check(actor, place)  # the bot may have been deleted meanwhile
            if any(document.name == clean for document in self._store.files.list(place)):
                await self._to_trash(actor, place, clean)

        document = await self._store.files.put(place, clean, arriving(), MAX_BYTES)
        self._librarian.arrived(place, document.name)
        self._bus.publish(DocumentsChanged(place.id))
        return self._document(place, document.name)

    async def delete(self, actor: Account, place: Place, name: str) -> TrashItem:
        """Into the trash; comes back with `TrashService.restore`."""
        self._check(actor, place)
        item = await self._to_trash(actor, place, name)
        self._librarian.arrived(place, item.name)
        self._bus.publish(DocumentsChanged(place.id))
        return item

    async def reading(self, actor: Account, place: Place, name: str) -> Reading:
        """The text of a document, waiting until it is read; `Unreadable` or NotFound."""
        return await self._librarian.reading(place, self.get(actor, place, name).name)

    async def passages(self, actor: Account, place: Place, query: str, limit: int = 20) -> Sequence[Passage]:
        """The passages of a folder that fit some words best."""
        self._check(actor, place)
        return await self._librarian.search([place], query, limit)

    async def recognise(self, actor: Account, place: Place, name: str) -> Document:
        """Recognise the text in a scan or picture on this computer; `Unreadable` when that cannot be done."""
        return await self._librarian.recognise(place, self.get(actor, place, name).name)

    async def picture(
        self,
        actor: Account,
        place: Place,
        name: str,
        page: int,
        *,
        width: int,
        marks: Sequence[tuple[int, int]] = (),
    ) -> bytes:
        """One page as PNG, with marked characters."""
        document = self.get(actor, place, name)
        return await self._librarian.picture(place, document.name, page, width=width, marks=marks)

    async def read_once(self, actor: Account, name: str, chunks: AsyncIterator[bytes]) -> Reading:
        """The text of a file that is not kept, for a field of a start form; `Unreadable`."""
        clean = checked_file_name(name)
        async with self._store.files.for_a_moment(chunks, MAX_BYTES) as path:
            return await self._librarian.read_once(path, clean)

    async def _to_trash(self, actor: Account, place: Place, name: str) -> TrashItem:
        document = self._document(place, name)
        item = TrashItem(
            id=new_id(document.name),
            kind='document',
            name=document.name,
            deleted_at=self._clock.now(),
            owner=actor.id,
            content={f'{place.kind.value}_id': place.id, 'document': to_json(document)},
        )
        saved = await self._store.trash.put(item, expect=0)
        await self._store.files.to_trash(place, item.id, document.name)
        return saved

    def _check(self, actor: Account, place: Place) -> None:
        if place.kind is PlaceKind.BOT:
            owned(actor, self._store.bots.get(place.id), 'bot', place.id)
        else:
            owned(actor, self._store.workspaces.get(place.id), 'workspace', place.id)

    def _document(self, place: Place, name: str) -> Document:
        normal = unicodedata.normalize('NFC', name)
        for document in self._librarian.documents(place):
            if document.name == normal:
                return document
        raise NotFound('document', name)
