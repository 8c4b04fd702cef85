"""What was deleted: look, bring back, delete for good, and empty the old end by itself."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.codec import from_json
from app.domain.connections import Connection
from app.domain.documents import Document
from app.domain.errors import Conflict, NotFound
from app.domain.events import (
    BotsChanged,
    ConnectionsChanged,
    DocumentsChanged,
    PipelinesChanged,
    WorkspacesChanged,
)
from app.domain.pipelines import Pipeline
from app.domain.places import Place, PlaceKind
from app.domain.trash import TrashItem
from app.domain.versions import TRASH
from app.domain.workspaces import Workspace, parent_problem
from app.library.librarian import Librarian
from app.services.fields import owned
from app.services.version_keeper import Thing, VersionKeeper
from app.storage.store import Store

KEPT = timedelta(days=30)
TrashItems = list[TrashItem]  # below, `list` is the method
Restored = Bot | Pipeline | Document | Connection | Workspace
log = logging.getLogger(__name__)


class TrashService:
    """Everything that was deleted stays here for 30 days."""

    def __init__(self, store: Store, clock: Clock, bus: Bus, librarian: Librarian) -> None:
        self._store = store
        self._librarian = librarian
        self._versions = VersionKeeper(store)
        self._clock = clock
        self._bus = bus

    def list(self, actor: Account) -> TrashItems:
        """What the person deleted, newest first."""
        mine = [item for item in self._store.trash.all() if item.owner == actor.id]
        return sorted(mine, key=lambda item: (item.deleted_at, item.id), reverse=True)

    async def restore(self, actor: Account, kind: str, id: str) -> Restored:
        """Back to where it was, with everything that belonged to it and under its old id."""
        item = self._get(actor, kind, id)
        restored = await self._bring_back(item)
        await self._store.trash.delete(item.id)
        return restored

    async def purge(self, actor: Account, kind: str, id: str) -> None:
        """Delete for good."""
        await self._purge(self._get(actor, kind, id))

    async def purge_expired(self) -> int:
        """Delete for good what has lain here for 30 days; how many that were."""
        old = [item for item in self._store.trash.all() if item.deleted_at <= self._clock.now() - KEPT]
        for item in old:
            await self._purge(item)
        if old:
            log.info('emptied %d old things from the trash', len(old))
        return len(old)

    def _get(self, actor: Account, kind: str, id: str) -> TrashItem:
        item = owned(actor, self._store.trash.get(id), kind, id)
        if item.kind != kind:
            raise NotFound(kind, id)
        return item

    async def _bring_back(self, item: TrashItem) -> Restored:
        match item.kind:
            case 'bot':
                return await self._restore_bot(item)
            case 'pipeline':
                return await self._restore_pipeline(item)
            case 'document':
                return await self._restore_document(item)
            case 'connection':
                return await self._restore_connection(item)
            case 'workspace':
                return await self._restore_workspace(item)
        raise NotFound(item.kind, item.id)

    async def _restore_bot(self, item: TrashItem) -> Bot:
        # The power may have failed half way through deleting or restoring: whatever is there already, stays.
        bot = self._store.bots.get(item.id)
        if bot is None:
            bot = await self._brought_back(from_json(Bot, item.content))
        await self._store.files.from_trash(Place.of_bot(item.id), item.id)
        self._librarian.forget(Place.of_bot(item.id))
        self._bus.publish(BotsChanged(bot.id))
        return bot

    async def _restore_pipeline(self, item: TrashItem) -> Pipeline:
        pipeline = self._store.pipelines.get(item.id)
        if pipeline is None:
            pipeline = await self._brought_back(from_json(Pipeline, item.content))
        self._bus.publish(PipelinesChanged(pipeline.id))
        return pipeline

    async def _brought_back(self, thing: Thing) -> Thing:
        return await self._versions.save(thing, by=thing.owner, at=self._clock.now(), why=TRASH)

    async def _restore_document(self, item: TrashItem) -> Document:
        place = _place(item)
        if place.kind is PlaceKind.BOT and self._store.bots.get(place.id) is None:
            raise Conflict(key='bot_in_trash')  # the folder it belongs to lies in the trash itself
        if place.kind is PlaceKind.WORKSPACE and self._store.workspaces.get(place.id) is None:
            raise Conflict(key='workspace_in_trash')
        before = {document.name for document in self._store.files.list(place)}
        await self._store.files.from_trash(place, item.id)
        self._librarian.arrived(place)
        self._bus.publish(DocumentsChanged(place.id))
        after = self._librarian.documents(place)
        # A file whose name was given to another one meanwhile came back with a number behind its name.
        for document in sorted(after, key=lambda document: document.name in before):
            if document.name not in before or document.name == item.name:
                return document
        raise NotFound('document', item.name)

    async def _restore_connection(self, item: TrashItem) -> Connection:
        connection = self._store.connections.get(item.id)
        if connection is None:
            connection = from_json(Connection, item.content)
            if any(other.is_default for other in self._store.connections.all()):
                connection = replace(connection, is_default=False)  # there is one default, the one chosen since
            connection = await self._store.connections.put(connection)
        self._bus.publish(ConnectionsChanged(connection.id))
        return connection

    async def _restore_workspace(self, item: TrashItem) -> Workspace:
        one = self._store.workspaces.get(item.id)
        if one is None:
            one = await self._store.workspaces.put(self._on_its_place(from_json(Workspace, item.content)))
        await self._store.files.from_trash(Place.of_workspace(item.id), item.id)
        self._librarian.forget(Place.of_workspace(item.id))
        self._bus.publish(WorkspacesChanged(one.id))
        return one

    def _on_its_place(self, one: Workspace) -> Workspace:
        """Where it was, or at the top when the folders were arranged differently meanwhile."""
        others = [other for other in self._store.workspaces.all() if other.owner == one.owner]
        problem = parent_problem([*others, replace(one, parent_id='')], one.id, one.parent_id)
        return replace(one, parent_id='') if problem in ('workspace_circle', 'workspace_deep') else one

    async def _purge(self, item: TrashItem) -> None:
        if item.kind in ('bot', 'workspace') and self._is_there(item):
            # Deleting it was cut short: its files are its own.
            await self._store.files.from_trash(Place(PlaceKind(item.kind), item.id), item.id)
        if item.kind in ('bot', 'pipeline') and not self._is_there(item):
            await self._versions.forget(item.kind, item.id, int(item.content.get('version', 0)))
        if item.kind == 'connection' and self._store.connections.get(item.id) is None:
            await self._store.secrets.delete(f'connection.{item.id}')
        await self._store.files.purge_trash(item.id)
        await self._store.trash.delete(item.id)

    def _is_there(self, item: TrashItem) -> bool:
        """True when deleting it was cut short."""
        if item.kind == 'workspace':
            return self._store.workspaces.get(item.id) is not None
        return bool(self._store.bots.get(item.id) if item.kind == 'bot' else self._store.pipelines.get(item.id))


def _place(document: TrashItem) -> Place:
    """The folder a deleted document belongs to."""
    if 'workspace_id' in document.content:
        return Place.of_workspace(str(document.content['workspace_id']))
    return Place.of_bot(str(document.content['bot_id']))
