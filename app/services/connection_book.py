"""Which connections there are and which of them answers for a bot; reading only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from app.domain.connections import Connection, ConnectionKind
from app.domain.errors import NotFound, ProviderError
from app.engine.executor import Resolved
from app.providers.address import is_in_house
from app.providers.base import Endpoint, Provider
from app.providers.practice import MODEL as PRACTICE_MODEL
from app.storage.store import Store

PRACTICE_ID = 'practice'
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)  # the practice connection is older than every other


class ConnectionBook:
    """The stored connections and the built-in practice connection."""

    def __init__(self, store: Store, providers: Mapping[str, Provider]) -> None:
        self._store = store
        self._providers = providers

    def stored(self) -> list[Connection]:
        """The connections somebody made, oldest first, exactly one of them the default."""
        found = sorted(self._store.connections.all(), key=lambda c: (c.created_at, c.id))
        # The power may fail between two saves, the default may go to the trash: the latest choice, else the oldest.
        chosen = max(
            (c for c in found if c.is_default), key=lambda c: c.updated_at, default=found[0] if found else None
        )
        return [replace(connection, is_default=connection is chosen) for connection in found]

    def all(self) -> list[Connection]:
        """The same and the practice connection at the end."""
        stored = self.stored()
        return [*stored, _practice(is_default=not stored)]

    def get(self, id: str) -> Connection:
        """One connection; NotFound."""
        for connection in self.all():
            if connection.id == id:
                return connection
        raise NotFound('connection', id)

    def provider(self, connection: Connection) -> Provider:
        """Who speaks its protocol."""
        return self._providers[connection.kind.value]

    def endpoint(self, connection: Connection) -> Endpoint:
        """Where and as whom to call; the only place where a key leaves the secrets store."""
        return Endpoint(
            id=connection.id,
            kind=connection.kind.value,
            name=connection.name,
            base_url=connection.base_url,
            api_key=self._store.secrets.get(secret_name(connection.id)) or '' if connection.has_key else '',
        )

    def resolve(self, model: str) -> Resolved:
        """The service for a bot's `model`: '' = default, 'CONNECTION_ID/MODEL', or the bare name of a listed model.

        The result's model is '' when nobody has chosen one or asked the service for its list yet.
        """
        model = model.strip()
        connections = sorted(self.all(), key=lambda connection: not connection.is_default)
        if not model:
            return self._resolved(connections[0], '')
        first, _, rest = model.partition('/')
        for connection in connections:
            if connection.id == first:
                return self._resolved(connection, rest)
        for connection in connections:
            if model in connection.models or model == connection.default_model:
                return self._resolved(connection, model)
        raise ProviderError('no_ai', detail=f'no connection offers the model {model[:100]!r}')

    def _resolved(self, connection: Connection, model: str) -> Resolved:
        model = model or connection.default_model or next(iter(connection.models), '')
        return Resolved(
            provider=self.provider(connection),
            endpoint=self.endpoint(connection),
            connection=connection,
            model=model,
            leaves_house=leaves_house(connection, model),
        )


def leaves_house(connection: Connection, model: str = '') -> bool:
    """True when the text may reach somebody outside: by the address, and by what is known to pass it on."""
    if connection.kind is ConnectionKind.PRACTICE:
        return False
    if connection.kind is ConnectionKind.OPENCLAW:
        return True  # a gateway in the house usually asks a service outside, and we cannot see which
    if connection.kind is ConnectionKind.OLLAMA and model.endswith(('-cloud', ':cloud')):
        return True  # Ollama passes these models on to ollama.com
    return not is_in_house(connection.base_url)


def secret_name(id: str) -> str:
    """Where the secrets store keeps a connection's key."""
    return f'connection.{id}'


def _practice(*, is_default: bool) -> Connection:
    return Connection(
        id=PRACTICE_ID,
        kind=ConnectionKind.PRACTICE,
        name='Übung',
        default_model=PRACTICE_MODEL,
        models=(PRACTICE_MODEL,),
        is_default=is_default,
        created_at=_BUILT,
        updated_at=_BUILT,
    )
