"""The AI that turns passages into numbers: then documents are found by meaning too. Off until an owner chooses one."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.accounts import Account
from app.domain.connections import Connection
from app.domain.errors import Forbidden, Invalid, ProviderError
from app.domain.settings import Setting
from app.providers.base import Embedder
from app.services.connections import ConnectionService
from app.storage.store import Store

ID = 'meaning'
MAX_NAME = 200


class MeaningService:
    """One choice for the house. With it the text of all documents goes to that service."""

    def __init__(self, store: Store, connections: ConnectionService) -> None:
        self._store, self._connections = store, connections

    @property
    def model(self) -> str:
        """'CONNECTION/MODEL', '' when nobody has chosen one."""
        setting = self._store.settings.get(ID)
        return str(setting.values.get('model', '')) if setting else ''

    def connections(self, actor: Account) -> list[Connection]:
        """Those whose kind of service can do it at all."""
        known = self._connections
        return [one for one in known.list(actor) if isinstance(known.providers.get(one.kind.value), Embedder)]

    async def choose(self, actor: Account, connection_id: str, model: str) -> Setting:
        """Choose after it was tried out; with an empty connection, switch it off.

        ProviderError when the service does not do it.
        """
        if not actor.is_owner:
            raise Forbidden()
        chosen = ''
        if connection_id:
            model = model.strip()
            if not model or len(model) > MAX_NAME:
                raise Invalid.field('model', 'required' if not model else 'too_long', limit=MAX_NAME)
            chosen = f'{connection_id}/{model}'
            await self._numbers(chosen, ['Probe'])
        return await self._store.settings.put(Setting(id=ID, values={'model': chosen}))

    async def numbers(self, texts: Sequence[str]) -> list[list[float]]:
        """One list of numbers for each text."""
        return await self._numbers(self.model, texts)

    async def _numbers(self, chosen: str, texts: Sequence[str]) -> list[list[float]]:
        resolved = self._connections.resolve(chosen)
        provider = self._connections.providers.get(resolved.connection.kind.value)
        if not isinstance(provider, Embedder):
            raise ProviderError('no_meaning', service=resolved.connection.name)
        return await provider.embed(resolved.endpoint, resolved.model, texts)
