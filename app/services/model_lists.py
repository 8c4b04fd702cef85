"""What services have on offer: asked live, kept for a day; asking is also the test of address and key."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.bus import Bus
from app.clock import Clock
from app.domain.connections import ConnectionCheck
from app.domain.errors import ProviderError
from app.domain.events import ConnectionsChanged
from app.providers.base import ChatRequest, ChatResult, Endpoint, ModelInfo, Provider
from app.services.connection_book import ConnectionBook
from app.storage.store import Store

KEPT = timedelta(hours=24)
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
log = logging.getLogger(__name__)


class ModelLists:
    """The store keeps the names, memory keeps what else the service said about each model."""

    def __init__(self, store: Store, clock: Clock, bus: Bus, book: ConnectionBook) -> None:
        self._store = store
        self._clock = clock
        self._bus = bus
        self._book = book
        self._known: dict[str, list[ModelInfo]] = {}

    async def of(self, id: str, refresh: bool = False) -> list[ModelInfo]:
        """The models of a connection; a chosen one that vanished comes last. Old news when the service is silent."""
        connection = self._book.get(id)
        known = self._known.get(id) or [ModelInfo(id=name) for name in connection.models]
        if refresh or not known or self._clock.now() - (connection.models_at or _LONG_AGO) > KEPT:
            try:
                known = await self._book.provider(connection).models(self._book.endpoint(connection))
            except ProviderError as error:
                if refresh or not known:
                    raise
                log.info('the models of %s are those of %s: %s', id, connection.models_at, error)
            else:
                await self._keep(id, known)
        chosen = connection.default_model
        return known if not chosen or any(model.id == chosen for model in known) else [*known, ModelInfo(id=chosen)]

    def context(self, id: str, model: str) -> int | None:
        """Tokens the model reads, as the service said when it was asked last; None when it did not."""
        return next((one.context for one in self._known.get(id, ()) if one.id == model), None)

    async def test(self, id: str) -> ConnectionCheck:
        """Ask anew and say how it went."""
        connection = self._book.get(id)
        check, found = await self._ask(self._book.provider(connection), self._book.endpoint(connection))
        if check.ok:
            await self._keep(id, found)
        return check

    async def try_out(self, provider: Provider, endpoint: Endpoint) -> ConnectionCheck:
        """The same for something that is not saved yet."""
        check, _ = await self._ask(provider, endpoint)
        return check

    def forget(self, id: str) -> None:
        """The connection is gone or leads elsewhere."""
        self._known.pop(id, None)

    async def _ask(self, provider: Provider, endpoint: Endpoint) -> tuple[ConnectionCheck, list[ModelInfo]]:
        start = self._clock.monotonic()
        found: list[ModelInfo] = []
        key = detail = ''
        try:
            found = await provider.models(endpoint)
        except ProviderError as error:
            key, detail = error.code, error.detail
        latency = round((self._clock.monotonic() - start) * 1000)
        names = tuple(model.id for model in found)
        return ConnectionCheck(ok=not key, latency_ms=latency, models=names, key=key, detail=detail), found

    async def _keep(self, id: str, found: list[ModelInfo]) -> None:
        connection = self._store.connections.get(id)
        if connection is None:  # the practice connection, or deleted in between
            return
        self._known[id] = found
        names = tuple(model.id for model in found)
        await self._store.connections.put(replace(connection, models=names, models_at=self._clock.now()))
        self._bus.publish(ConnectionsChanged(id))


class FirstListed:
    """A provider for a connection whose models nobody has asked for yet: it asks, and takes the first."""

    def __init__(self, provider: Provider, models: Callable[[], Awaitable[list[ModelInfo]]]) -> None:
        self._provider = provider
        self._models = models
        self.key, self.title, self.help = provider.key, provider.title, provider.help
        self.fields, self.default_url = provider.fields, provider.default_url

    async def chat(self, endpoint: Endpoint, request: ChatRequest) -> AsyncGenerator[str | ChatResult]:
        """The answer of the first model on the list."""
        found = await self._models()
        if not found:
            raise ProviderError('model_gone', service=endpoint.name, detail='the service lists no model')
        answer = self._provider.chat(endpoint, replace(request, model=found[0].id))
        try:
            async for item in answer:
                yield item
        finally:
            if isinstance(answer, AsyncGenerator):
                await answer.aclose()

    async def models(self, endpoint: Endpoint) -> list[ModelInfo]:
        """The list of the service."""
        return await self._provider.models(endpoint)
