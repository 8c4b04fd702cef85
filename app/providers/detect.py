"""Finds AI programs on this computer: one careful knock at each usual door, no credentials, no redirects."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from app.domain.connections import ConnectionKind, FoundServer
from app.domain.errors import ProviderError
from app.providers.answer import items, mapping
from app.providers.base import Endpoint
from app.providers.http import close_clients, open_reply

KNOCK_S = 1.0
_POOL = 'detect'
_MAX = 500_000


@dataclass(frozen=True, slots=True)
class Said:
    """What a door said."""

    status: int
    server: str
    text: str

    @property
    def json(self) -> Any:
        """Its JSON, None when it is none."""
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            return None


async def find_servers(
    *, own_port: int = 0, ports: dict[str, int] | None = None, patience_s: float = KNOCK_S
) -> list[FoundServer]:
    """All known programs that answer on 127.0.0.1 or ::1; our own port is left out."""
    wanted = USUAL_PORTS if ports is None else ports
    looks = [_look(LOOKS[name], port, patience_s) for name, port in wanted.items() if port != own_port]
    try:
        found = await asyncio.gather(*looks)
    finally:
        await close_clients(_POOL)
    return [server for server in found if server is not None]


async def _look(look: Look, port: int, patience_s: float) -> FoundServer | None:
    """IPv4 first; both doors are knocked at in the same moment."""
    results = await asyncio.gather(
        *(look(Door(f'http://{host}:{port}', patience_s)) for host in ('127.0.0.1', '[::1]'))
    )
    return next((server for server in results if server is not None), None)


@dataclass(frozen=True, slots=True)
class Door:
    """One address and port, and how long to wait for somebody to open."""

    base: str
    patience_s: float

    async def knock(self, path: str) -> Said | None:
        """What is said at `path`; None when nobody answers."""
        endpoint = Endpoint(id=_POOL, kind='', name=self.base, base_url=self.base)
        try:
            async with asyncio.timeout(self.patience_s):
                async with open_reply(endpoint, 'GET', self.base + path, headers={}, idle_s=self.patience_s) as reply:
                    raw = await reply.read(_MAX)
        except (ProviderError, TimeoutError):
            return None
        server = str(reply.headers.get('server', ''))
        return Said(reply.status, server, raw.decode('utf-8', 'replace'))


async def _ollama(door: Door) -> FoundServer | None:
    said = await door.knock('/api/version')
    if said is None or said.status != 200 or 'version' not in mapping(said.json):
        return None
    tags = await door.knock('/api/tags')
    names = _names(items(mapping(tags.json if tags else None).get('models')), 'name')
    return FoundServer(kind=ConnectionKind.OLLAMA, name='Ollama', base_url=door.base, models=names)


async def _lm_studio(door: Door) -> FoundServer | None:
    said = await door.knock('/api/v1/models')
    if said is None:
        return None
    entries = [mapping(entry) for entry in items(mapping(said.json).get('models'))]
    if said.status == 200 and entries and all('key' in entry for entry in entries):
        names = _names([entry for entry in entries if entry.get('type', 'llm') == 'llm'], 'key')
        return FoundServer(kind=ConnectionKind.OPENAI, name='LM Studio', base_url=f'{door.base}/v1', models=names)
    return await _open_ai_like(door, 'LM Studio')


async def _llama_cpp(door: Door) -> FoundServer | None:
    said = await door.knock('/health')
    if said is None or said.server != 'llama.cpp':
        return None
    return await _open_ai_like(door, 'llama.cpp')


async def _litellm(door: Door) -> FoundServer | None:
    said = await door.knock('/health/liveliness')
    if said is None or said.status != 200 or 'alive' not in said.text:
        return None
    return await _open_ai_like(door, 'LiteLLM')


async def _open_ai_server(door: Door) -> FoundServer | None:
    return await _open_ai_like(door, 'vLLM')


async def _open_ai_like(door: Door, name: str) -> FoundServer | None:
    said = await door.knock('/v1/models')
    if said is None:
        return None
    if said.status in (401, 403) and said.json is not None:
        return FoundServer(kind=ConnectionKind.OPENAI, name=name, base_url=f'{door.base}/v1', needs_key=True)
    entries = mapping(said.json).get('data')
    if said.status != 200 or not isinstance(entries, list):
        return None
    return FoundServer(kind=ConnectionKind.OPENAI, name=name, base_url=f'{door.base}/v1', models=_names(entries, 'id'))


async def _openclaw(door: Door) -> FoundServer | None:
    said = await door.knock('/healthz')
    if said is None or said.status != 200 or mapping(said.json).get('status') != 'live':
        return None
    listed = await door.knock('/v1/models')
    api_off = listed is None or listed.status == 404 or (listed.status == 200 and listed.json is None)
    names = _names(items(mapping(listed.json if listed else None).get('data')), 'id')
    return FoundServer(
        kind=ConnectionKind.OPENCLAW,
        name='OpenClaw',
        base_url=door.base,
        models=names,
        needs_key=not api_off and not names,
        api_off=api_off,
    )


def _names(entries: list[Any], key: str) -> tuple[str, ...]:
    return tuple(name for entry in entries if isinstance(name := mapping(entry).get(key), str) and name)


Look = Callable[[Door], Awaitable[FoundServer | None]]
LOOKS: dict[str, Look] = {
    'ollama': _ollama,
    'lm_studio': _lm_studio,
    'llama_cpp': _llama_cpp,
    'openclaw': _openclaw,
    'litellm': _litellm,
    'vllm': _open_ai_server,
}
USUAL_PORTS = {'ollama': 11434, 'lm_studio': 1234, 'llama_cpp': 8080, 'openclaw': 18789, 'litellm': 4000, 'vllm': 8000}
