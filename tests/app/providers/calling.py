"""Calls a provider the way the engine does."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

import app.providers
from app.domain.errors import ProviderError
from app.plugins import load_plugins
from app.providers.base import ChatRequest, ChatResult, Endpoint
from tests.peers.dialects import DIALECTS, Dialect
from tests.peers.hostile import Peer

PLUGINS: dict[str, Any] = load_plugins(app.providers)
REMOTE = sorted(set(PLUGINS) - {'practice'})
KEY = 'sk-geheim-kanarienvogel-4711'


@dataclass
class Service:
    """One provider in front of a peer."""

    key: str
    names: int = field(default=0)

    @property
    def provider(self) -> Any:
        """The plugin."""
        return PLUGINS[self.key]

    @property
    def dialect(self) -> Dialect:
        """How the service words its answers; every provider needs one."""
        return DIALECTS[self.key]

    def endpoint(self, url: str, idle_s: float | None = None, id: str = '') -> Endpoint:
        """Where the peer is."""
        return Endpoint(
            id=id or f'{self.key}-{url}',
            kind=self.key,
            name='Testdienst',
            base_url=url + self.dialect.path,
            api_key=KEY,
            idle_timeout_s=idle_s,
        )

    def peer(self, *answers: Any) -> Peer:
        """A peer that also answers what the provider asks on the side."""
        return Peer(*answers, side=self.dialect.side)

    async def ask(self, peer: Peer, idle_s: float | None = None, **changes: Any) -> tuple[list[str], ChatResult]:
        """All pieces and the result."""
        pieces: list[str] = []
        result = None
        async with aclosing(self.provider.chat(self.endpoint(peer.url, idle_s), request(**changes))) as answer:
            async for item in answer:
                if isinstance(item, str):
                    pieces.append(item)
                else:
                    assert result is None
                    result = item
        assert isinstance(result, ChatResult)
        return pieces, result

    async def error(self, peer: Peer, idle_s: float | None = None, **changes: Any) -> ProviderError:
        """The error a call ends with."""
        try:
            _, result = await self.ask(peer, idle_s, **changes)
        except ProviderError as error:
            return error
        raise AssertionError(f'no error but {result}')

    def calls(self, peer: Peer) -> list[Any]:
        """The bodies of the chat calls."""
        return [r.json for r in peer.requests if r.method == 'POST' and r.path not in self.dialect.side]


def request(**changes: Any) -> ChatRequest:
    """A small call."""
    return ChatRequest(**{'model': 'm', 'system': 'Du bist Koch.', 'prompt': 'Hallo', **changes})
