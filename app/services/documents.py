"""What a person can do with the files of a bot."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path

from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.codec import to_json
from app.domain.documents import Document
from app.domain.errors import NotFound
from app.domain.events import DocumentsChanged
from app.domain.trash import TrashItem
from app.ids import new_id
from app.paths import checked_file_name
from app.services.fields import owned
from app.storage.store import Store

Documents = list[Document]  # below, `list` is the method
MAX_BYTES = 25 * 1024 * 1024  # of one file


class DocumentService:
    """List, add, hand out and delete the files in a bot's folder."""

    def __init__(self, store: Store, clock: Clock, bus: Bus) -> None:
        self._store = store
        self._clock = clock
        self._bus = bus

    def list(self, actor: Account, bot_id: str) -> Documents:
        """The files as they lie in the folder now; people may put some there by themselves."""
        self._check_bot(actor, bot_id)
        return self._store.files.list(bot_id)

    def open(self, actor: Account, bot_id: str, name: str) -> tuple[Path, Document]:
        """Where the file lies, and what is known of it."""
        self._check_bot(actor, bot_id)
        document = self._document(bot_id, name)
        return self._store.files.path(bot_id, document.name), document

    async def add(self, actor: Account, bot_id: str, name: str, chunks: AsyncIterator[bytes]) -> Document:
        """Store a file. One that has the same name already goes to the trash once the new one has arrived whole."""
        self._check_bot(actor, bot_id)
        clean = checked_file_name(name)

        async def arriving() -> AsyncIterator[bytes]:
            async for chunk in chunks:
                yield chunk
            self._check_bot(actor, bot_id)  # the bot may have been deleted meanwhile
            if any(document.name == clean for document in self._store.files.list(bot_id)):
                await self._to_trash(actor, bot_id, clean)

        document = await self._store.files.put(bot_id, clean, arriving(), MAX_BYTES)
        self._bus.publish(DocumentsChanged(bot_id))
        return document

    async def delete(self, actor: Account, bot_id: str, name: str) -> TrashItem:
        """Into the trash; comes back with `TrashService.restore`."""
        self._check_bot(actor, bot_id)
        item = await self._to_trash(actor, bot_id, name)
        self._bus.publish(DocumentsChanged(bot_id))
        return item

    async def _to_trash(self, actor: Account, bot_id: str, name: str) -> TrashItem:
        document = self._document(bot_id, name)
        item = TrashItem(
            id=new_id(document.name),
            kind='document',
            name=document.name,
            deleted_at=self._clock.now(),
            owner=actor.id,
            content={'bot_id': bot_id, 'document': to_json(document)},
        )
        saved = await self._store.trash.put(item, expect=0)
        await self._store.files.to_trash(bot_id, item.id, document.name)
        return saved

    def _check_bot(self, actor: Account, bot_id: str) -> None:
        owned(actor, self._store.bots.get(bot_id), 'bot', bot_id)

    def _document(self, bot_id: str, name: str) -> Document:
        normal = unicodedata.normalize('NFC', name)
        for document in self._store.files.list(bot_id):
            if document.name == normal:
                return document
        raise NotFound('document', name)
