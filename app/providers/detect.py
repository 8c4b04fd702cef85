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
    media_type: str
    text: str

    @property
    def json(self) -> Any:
        """Its JSON, None when it is none."""
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            return None


async def find_servers(*, own_port: int = 0, ports: dict[str, int] | None = None) -> list[FoundServer]:
    """All known programs that answer on 127.0.0.1 or ::1; our own port is left out."""
    wanted = USUAL_PORTS | (ports or {})
    looks = [_look(LOOKS[name], port) for name, port in wanted.items() if port != own_port]
    try:
        found = await asyncio.gather(*looks)
    finally:
        await close_clients(_POOL)
    return [server for server in found if server is not None]


async def _look(look: Look, port: int) -> FoundServer | None:
    """IPv4 first; both doors are knocked at in the same moment."""
    results = await asyncio.gather(*(look(f'http://{host}:{port}') for host in ('127.0.0.1', '[::1]')))
    return next((server for server in results if server is not None), None)


async def _knock(url: str) -> Said | None:
    endpoint = Endpoint(id=_POOL, kind='', name=url, base_url=url)
    try:
        async with asyncio.timeout(KNOCK_S):
            async with open_reply(endpoint, 'GET', url, headers={}, idle_s=KNOCK_S) as reply:
                raw = await reply.read(_MAX)
    except (ProviderError, TimeoutError):
        return None
    server = str(reply.headers.get('server', ''))
    return Said(reply.status, server, reply.media_type, raw.decode('utf-8', 'replace'))


async def _ollama(base: str) -> FoundServer | None:
    said = await _knock(f'{base}/api/version')
    if said is None or said.status != 200 or 'version' not in mapping(said.json):
        return None
    tags = await _knock(f'{base}/api/tags')
    names = _names(items(mapping(tags.json if tags else None).get('models')), 'name')
    return FoundServer(kind=ConnectionKind.OLLAMA, name='Ollama', base_url=base, models=names)


async def _lm_studio(base: str) -> FoundServer | None:
    said = await _knock(f'{base}/api/v1/models')
    entries = [mapping(entry) for entry in items(mapping(said.json if said else None).get('models'))]
    if said is not None and said.status == 200 and entries and all('key' in entry for entry in entries):
        names = _names([entry for entry in entries if entry.get('type', 'llm') == 'llm'], 'key')
        return FoundServer(kind=ConnectionKind.OPENAI, name='LM Studio', base_url=f'{base}/v1', models=names)
    return await _open_ai_like(base, 'LM Studio')


async def _llama_cpp(base: str) -> FoundServer | None:
    said = await _knock(f'{base}/health')
    if said is None or said.server != 'llama.cpp':
        return None
    return await _open_ai_like(base, 'llama.cpp')


async def _litellm(base: str) -> FoundServer | None:
    said = await _knock(f'{base}/health/liveliness')
    if said is None or said.status != 200 or 'alive' not in said.text:
        return None
    return await _open_ai_like(base, 'LiteLLM')


async def _open_ai_server(base: str) -> FoundServer | None:
    return await _open_ai_like(base, 'vLLM')


async def _open_ai_like(base: str, name: str) -> FoundServer | None:
    said = await _knock(f'{base}/v1/models')
    if said is None:
        return None
    if said.status in (401, 403) and said.json is not None:
        return FoundServer(kind=ConnectionKind.OPENAI, name=name, base_url=f'{base}/v1', needs_key=True)
    entries = mapping(said.json).get('data')
    if said.status != 200 or not isinstance(entries, list):
        return None
    return FoundServer(kind=ConnectionKind.OPENAI, name=name, base_url=f'{base}/v1', models=_names(entries, 'id'))


async def _openclaw(base: str) -> FoundServer | None:
    said = await _knock(f'{base}/healthz')
    if said is None or said.status != 200 or mapping(said.json).get('status') != 'live':
        return None
    listed = await _knock(f'{base}/v1/models')
    api_off = listed is None or listed.status == 404 or (listed.status == 200 and listed.json is None)
    names = _names(items(mapping(listed.json if listed else None).get('data')), 'id')
    return FoundServer(
        kind=ConnectionKind.OPENCLAW,
        name='OpenClaw',
        base_url=base,
        models=names,
        needs_key=not api_off and not names,
        api_off=api_off,
    )


def _names(entries: list[Any], key: str) -> tuple[str, ...]:
    return tuple(name for entry in entries if isinstance(name := mapping(entry).get(key), str) and name)


Look = Callable[[str], Awaitable[FoundServer | None]]
LOOKS: dict[str, Look] = {
    'ollama': _ollama,
    'lm_studio': _lm_studio,
    'llama_cpp': _llama_cpp,
    'openclaw': _openclaw,
    'litellm': _litellm,
    'vllm': _open_ai_server,
}
USUAL_PORTS = {'ollama': 11434, 'lm_studio': 1234, 'llama_cpp': 8080, 'openclaw': 18789, 'litellm': 4000, 'vllm': 8000}
