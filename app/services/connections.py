"""What a person can do with AI connections; tells the engine which service answers for a bot."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.codec import to_json
from app.domain.connections import Connection, ConnectionCheck, ConnectionKind, FoundServer
from app.domain.errors import Conflict, Forbidden, Invalid
from app.domain.events import ConnectionsChanged
from app.domain.settings import Setting
from app.domain.trash import TrashItem
from app.engine.executor import Resolved
from app.ids import new_id
from app.plugins import load_plugins
from app.providers.base import Endpoint, ModelInfo, Provider
from app.providers.detect import find_servers
from app.providers.http import close_clients
from app.providers.params import REPAIRS
from app.services.connection_book import PRACTICE_ID, ConnectionBook, secret_name
from app.services.connection_form import checked, kind_of
from app.services.model_lists import FirstListed, ModelLists
from app.storage.store import Store

PARALLEL_IN_HOUSE = 2  # a computer at home answers two at a time; more only makes all of them slower
_REPAIRS_ID = 'repairs'
Connections = list[Connection]  # below, `list` is the method
Models = list[ModelInfo]
FoundServers = list[FoundServer]


class ConnectionService:
    """Connections belong to the installation: everybody uses them, an owner changes them."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        bus: Bus,
        *,
        own_port: int = 0,
        providers: Mapping[str, Provider] | None = None,
        find: Callable[[], Awaitable[FoundServers]] | None = None,
    ) -> None:
        self.providers = providers or load_plugins(importlib.import_module('app.providers'))
        self._store = store
        self._clock = clock
        self._bus = bus
        self._find = find or partial(find_servers, own_port=own_port)
        self._book = ConnectionBook(store, self.providers)
        self._lists = ModelLists(store, clock, bus, self._book)
        if saved := store.settings.get(_REPAIRS_ID):
            REPAIRS.load(saved.values.get('known'))

    def list(self, actor: Account) -> Connections:
        """All connections, oldest first, the built-in practice connection last."""
        return self._book.all()

    def get(self, actor: Account, id: str) -> Connection:
        """One connection."""
        return self._book.get(id)

    def is_practice_only(self, actor: Account) -> bool:
        """True while no AI is connected."""
        return not self._book.stored()

    def resolve(self, model: str) -> Resolved:
        """The service for a bot's `model`; ProviderError('no_ai') when nothing fits."""
        resolved = self._book.resolve(model)
        if resolved.model:
            return replace(resolved, context=self._lists.context(resolved.connection.id, resolved.model))
        return replace(
            resolved, provider=FirstListed(resolved.provider, partial(self._lists.of, resolved.connection.id))
        )

    async def create(
        self,
        actor: Account,
        *,
        kind: str | ConnectionKind,
        name: str = '',
        base_url: str = '',
        api_key: str = '',
        default_model: str = '',
        is_default: bool = False,
        max_parallel: int | None = None,
    ) -> Connection:
        """A new connection; the first one becomes the default."""
        _only_owner(actor)
        its_kind = kind_of(kind)
        provider = self.providers[its_kind.value]
        given = {'name': name if name.strip() else provider.title.de, 'base_url': base_url, 'api_key': api_key}
        given |= {'default_model': default_model, 'is_default': is_default, 'max_parallel': max_parallel}
        values = checked(provider, given)
        key = values.pop('api_key')
        values['is_default'] = values['is_default'] or not self._book.stored()
        now = self._clock.now()
        id = new_id(values['name'])
        connection = Connection(
            id=id, kind=its_kind, has_key=bool(key), key_tail=_tail(key), created_at=now, updated_at=now, **values
        )
        # First the key: a key without a connection harms nobody, a connection without its key fails.
        await self._keep_key(id, key)
        return await self._save(connection, expect=0)

    async def add(self, actor: Account, found: FoundServer, api_key: str = '') -> Connection:
        """Connect a program that `detect` found."""
        return await self.create(
            actor,
            kind=found.kind,
            name=found.name,
            base_url=found.base_url,
            api_key=api_key,
            max_parallel=PARALLEL_IN_HOUSE,
        )

    async def update(
        self, actor: Account, id: str, changes: Mapping[str, Any], expect: int | None = None
    ) -> Connection:
        """Change what `changes` names. A key never follows a connection to another computer."""
        _only_owner(actor)
        old = self._changeable(id)
        if expect is not None and expect != old.version:
            raise Conflict(old)
        values = self._checked_changes(old, changes)
        if 'api_key' in values:
            key = values.pop('api_key')
            values |= {'has_key': bool(key), 'key_tail': _tail(key)}
            await self._keep_key(id, key)
        stored = self._changeable(id)
        saved = await self._save(replace(stored, updated_at=self._clock.now(), **values), expect=stored.version)
        if saved.base_url != old.base_url:
            await self._forget(id)
        return saved

    async def delete(self, actor: Account, id: str) -> TrashItem:
        """Into the trash. The key stays locked away until the trash is emptied, so that restoring needs no typing."""
        _only_owner(actor)
        connection = self._changeable(id)
        item = await self._store.trash.put(
            TrashItem(
                id=id,
                kind='connection',
                name=connection.name,
                deleted_at=self._clock.now(),
                owner=actor.id,
                content=to_json(connection),
            )
        )
        await self._store.connections.delete(id)
        await self._forget(id)
        self._bus.publish(ConnectionsChanged(id))
        return item

    async def test(self, actor: Account, id: str) -> ConnectionCheck:
        """Ask the service for its models: proves address and key, costs nothing."""
        _only_owner(actor)
        return await self._lists.test(id)

    async def try_out(self, actor: Account, *, kind: str, base_url: str = '', api_key: str = '') -> ConnectionCheck:
        """The same before anything is saved."""
        _only_owner(actor)
        provider = self.providers[kind_of(kind).value]
        values = checked(provider, {'base_url': base_url, 'api_key': api_key})
        endpoint = Endpoint(id=f'try-{new_id()}', kind=provider.key, name=provider.title.de, **values)
        try:
            return await self._lists.try_out(provider, endpoint)
        finally:
            await close_clients(endpoint.id)

    async def models(self, actor: Account, id: str, refresh: bool = False) -> Models:
        """The models on offer, asked once a day; a chosen one that vanished comes last."""
        return await self._lists.of(id, refresh)

    async def detect(self, actor: Account) -> FoundServers:
        """AI programs on this computer that are not connected yet."""
        _only_owner(actor)
        known = {connection.base_url for connection in self._book.stored()}
        return [found for found in await self._find() if found.base_url not in known]

    async def close(self) -> None:
        """Close the open connections; keep what was learnt about models."""
        await self._store.settings.put(Setting(id=_REPAIRS_ID, values={'known': REPAIRS.export()}))
        await close_clients()

    def _changeable(self, id: str) -> Connection:
        if id == PRACTICE_ID:
            raise Forbidden('practice_fixed')
        return self._book.get(id)

    def _checked_changes(self, old: Connection, changes: Mapping[str, Any]) -> dict[str, Any]:
        wanted = dict(changes)
        if 'kind' in wanted and kind_of(wanted.pop('kind')) is not old.kind:
            raise Invalid.field('kind', 'fixed')
        values = checked(self.providers[old.kind.value], wanted)
        if 'base_url' in values and values['base_url'] != old.base_url:
            values |= {'models': (), 'models_at': None}
            if not _same_computer(values['base_url'], old.base_url):
                values.setdefault('api_key', '')
        return values

    async def _save(self, connection: Connection, expect: int) -> Connection:
        saved = await self._store.connections.put(connection, expect=expect)
        for other in self._store.connections.all() if saved.is_default else ():
            if other.is_default and other.id != saved.id:
                await self._store.connections.put(replace(other, is_default=False))
        self._bus.publish(ConnectionsChanged(saved.id))
        return self._book.get(saved.id)

    async def _keep_key(self, id: str, key: str) -> None:
        if key:
            await self._store.secrets.put(secret_name(id), key)
        else:
            await self._store.secrets.delete(secret_name(id))

    async def _forget(self, id: str) -> None:
        """The connection is gone or elsewhere: its open lines and what was learnt about it are of no use."""
        self._lists.forget(id)
        REPAIRS.forget(id)
        await close_clients(id)


def _only_owner(actor: Account) -> None:
    if not actor.is_owner:
        raise Forbidden()


def _tail(key: str) -> str:
    """The last 4 characters, so that a person recognises the key; nothing of a short one."""
    return key[-4:] if len(key) >= 12 else ''


def _same_computer(new: str, old: str) -> bool:
    """True when a key may go along: same host, and not from a safe line to an open one."""
    there, here = urlsplit(new), urlsplit(old)
    return there.hostname == here.hostname and (there.scheme == here.scheme or there.scheme == 'https')
