"""Finding AI programs on this computer."""

from __future__ import annotations

import json
from contextlib import AsyncExitStack
from typing import Any

import pytest

from app.domain.connections import ConnectionKind, FoundServer
from app.providers.detect import find_servers
from tests.peers import openclaw
from tests.peers.hostile import HANG, Answer, Peer
from tests.peers.llama import free_port

GONE = Answer(status=404, media='text/plain', parts=[b'404 page not found'])


def says(value: Any, status: int = 200) -> Answer:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Answer(status=status, media='application/json', parts=[body])


OLLAMA = {'/api/version': says({'version': '0.12'}), '/api/tags': says({'models': [{'name': 'lama:8b'}, {}]})}
LM_STUDIO = {
    '/api/v1/models': says({'models': [{'type': 'llm', 'key': 'qwen'}, {'type': 'embedding', 'key': 'nomic'}]}),
}
LIST = {'/v1/models': says({'object': 'list', 'data': [{'id': 'm'}]})}
LIVE = {'/healthz': says({'ok': True, 'status': 'live'})}


async def find(name: str, pages: dict[str, Answer]) -> list[FoundServer]:
    async with Peer(GONE, side=pages) as peer:
        found = await find_servers(ports={name: peer.port}, patience_s=20)
        assert not [sent for sent in peer.requests if 'authorization' in sent.headers or sent.method != 'GET']
    return [FoundServer(**{field: getattr(one, field) for field in FIELDS}, base_url='') for one in found]


FIELDS = ('kind', 'name', 'models', 'needs_key', 'api_off')


@pytest.mark.parametrize(
    ('name', 'pages', 'expected'),
    [
        ('ollama', OLLAMA, {'kind': ConnectionKind.OLLAMA, 'name': 'Ollama', 'models': ('lama:8b',)}),
        ('lm_studio', LM_STUDIO, {'kind': ConnectionKind.OPENAI, 'name': 'LM Studio', 'models': ('qwen',)}),
        ('lm_studio', LIST, {'kind': ConnectionKind.OPENAI, 'name': 'LM Studio', 'models': ('m',)}),
        (
            'litellm',
            {'/health/liveliness': says(b'"I\'m alive!"'), '/v1/models': says({}, 401)},
            {'kind': ConnectionKind.OPENAI, 'name': 'LiteLLM', 'needs_key': True},
        ),
        ('vllm', LIST, {'kind': ConnectionKind.OPENAI, 'name': 'vLLM', 'models': ('m',)}),
        (
            'openclaw',
            LIVE | {'/v1/models': openclaw.UNAUTHORIZED},
            {'kind': ConnectionKind.OPENCLAW, 'name': 'OpenClaw', 'needs_key': True},
        ),
        (
            'openclaw',
            LIVE | {'/v1/models': openclaw.API_OFF},
            {'kind': ConnectionKind.OPENCLAW, 'name': 'OpenClaw', 'api_off': True},
        ),
        (
            'openclaw',
            LIVE | {'/v1/models': openclaw.WEB_PAGE},
            {'kind': ConnectionKind.OPENCLAW, 'name': 'OpenClaw', 'api_off': True},
        ),
    ],
)
async def test_a_program_is_known_by_its_sure_sign(
    name: str, pages: dict[str, Answer], expected: dict[str, Any]
) -> None:
    assert await find(name, pages) == [FoundServer(base_url='', **expected)]


@pytest.mark.parametrize('name', ['ollama', 'lm_studio', 'llama_cpp', 'openclaw', 'litellm', 'vllm'])
@pytest.mark.parametrize(
    'page', [GONE, says(b'<html>'), says([]), says({'models': 7, 'data': 'x'}), Answer(parts=[HANG])]
)
async def test_a_stranger_at_a_usual_door_is_no_program_of_ours(name: str, page: Answer) -> None:
    async with Peer(page) as peer:
        assert await find_servers(ports={name: peer.port}, patience_s=0.2) == []


async def test_the_real_llama_server_is_not_taken_for_ollama(llama_url: str, locked_llama_url: str) -> None:
    open_port, locked_port = (int(url.rpartition(':')[2]) for url in (llama_url, locked_llama_url))
    (found,) = await find_servers(ports={'ollama': open_port, 'llama_cpp': open_port}, patience_s=20)
    assert (found.name, found.models, found.base_url) == ('llama.cpp', ('zufall',), f'{llama_url}/v1')
    (locked,) = await find_servers(ports={'llama_cpp': locked_port}, patience_s=20)
    assert (locked.needs_key, locked.models) == (True, ())


async def test_our_own_door_is_not_knocked_at() -> None:
    async with Peer(GONE, side=OLLAMA) as peer:
        assert await find_servers(own_port=peer.port, ports={'ollama': peer.port}) == []
        assert peer.requests == []


async def test_several_are_found_at_once_and_closed_doors_do_no_harm() -> None:
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(Peer(GONE, side=OLLAMA))
        second = await stack.enter_async_context(Peer(GONE, side=LM_STUDIO))
        ports = {'ollama': first.port, 'lm_studio': second.port, 'openclaw': free_port()}
        assert [found.name for found in await find_servers(ports=ports, patience_s=20)] == ['Ollama', 'LM Studio']
