"""Services that turn texts into numbers: against the real llama.cpp, against aimock, and against hostile answers."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import ProviderError
from app.providers.base import Embedder, Endpoint
from app.providers.embeddings import AT_ONCE
from tests.app.providers.calling import KEY, PLUGINS, Service
from tests.peers import llama
from tests.peers.hostile import HANG, Answer, Peer

TEXTS = ['Die Miete beträgt 840 €.', 'Öl und Straße \ud83d', 'Der Hund Paula']
EMBEDDERS = ['gemini', 'ollama', 'openai']


@pytest.fixture(scope='module')
def meaning_url(llama_model: Path) -> Iterator[str]:
    """A real llama.cpp server that was started for this."""
    server, url = llama.start(llama_model, context=4096, embeddings=True)
    yield url
    del server


def worded(key: str, vectors: list[Any]) -> bytes:
    """How each service says these numbers."""
    if key == 'openai':  # in any order: each says where it belongs
        return json.dumps({'data': [{'index': at, 'embedding': one} for at, one in enumerate(vectors)][::-1]}).encode()
    if key == 'gemini':
        return json.dumps({'embeddings': [{'values': one} for one in vectors]}).encode()
    return json.dumps({'embeddings': vectors}).encode()


def answer(key: str, vectors: list[Any]) -> Answer:
    """The same as an HTTP answer."""
    return Answer(media='application/json', parts=[worded(key, vectors)])


async def embed(key: str, url: str, texts: list[str], idle_s: float | None = None) -> list[list[float]]:
    """What the provider makes of the texts."""
    service = Service(key)
    found: list[list[float]] = await service.provider.embed(service.endpoint(url, idle_s), 'sinn', texts)
    return found


async def failed(key: str, peer: Peer, texts: list[str] | None = None, idle_s: float | None = None) -> ProviderError:
    """The error it ends with."""
    with pytest.raises(ProviderError) as caught:
        await embed(key, peer.url, texts or TEXTS, idle_s)
    return caught.value


def test_who_can_do_it_says_so() -> None:
    assert sorted(key for key, plugin in PLUGINS.items() if isinstance(plugin, Embedder)) == EMBEDDERS


async def test_the_real_llama_server_turns_texts_into_numbers(meaning_url: str) -> None:
    endpoint = Endpoint(id='llama', kind='openai', name='llama.cpp', base_url=f'{meaning_url}/v1')
    again, others = TEXTS[:1], [*TEXTS, TEXTS[0]]
    provider = PLUGINS['openai']
    first, found = await provider.embed(endpoint, 'zufall', again), await provider.embed(endpoint, 'zufall', others)
    assert [len(one) for one in found] == [llama.WIDTH] * 4
    assert math.dist(found[0], found[3]) < 1e-3 and math.dist(first[0], found[0]) < 1e-3
    assert math.dist(found[0], found[2]) > 0.01


async def test_a_llama_server_that_was_started_for_chat_says_that_it_cannot(llama_url: str) -> None:
    endpoint = Endpoint(id='llama', kind='openai', name='llama.cpp', base_url=f'{llama_url}/v1')
    with pytest.raises(ProviderError) as caught:
        await PLUGINS['openai'].embed(endpoint, 'zufall', TEXTS)
    assert (caught.value.code, caught.value.http_status) == ('no_meaning', 501)


async def test_aimock_understands_the_request(aimock_url: str) -> None:
    found = await embed('openai', aimock_url, TEXTS)
    assert len(found) == 3 and len(found[0]) > 100
    assert found[0] != found[1]
    assert await embed('openai', aimock_url, TEXTS[:1]) == found[:1]


@pytest.mark.parametrize('key', EMBEDDERS)
async def test_the_numbers_come_in_the_order_of_the_texts(key: str) -> None:
    async with Service(key).peer(answer(key, [[1, 0.5], [2, 0.5], [3, 0.5]])) as peer:
        assert await embed(key, peer.url, TEXTS) == [[1.0, 0.5], [2.0, 0.5], [3.0, 0.5]]
        assert len(peer.requests) == 1 and KEY in str(peer.requests[0].headers) and KEY not in peer.requests[0].path


@pytest.mark.parametrize('key', EMBEDDERS)
async def test_many_texts_go_in_several_requests(key: str) -> None:
    full, rest = answer(key, [[1.0]] * AT_ONCE), answer(key, [[2.0]] * 3)
    async with Service(key).peer(full, rest) as peer:
        assert await embed(key, peer.url, ['Text'] * (AT_ONCE + 3)) == [[1.0]] * AT_ONCE + [[2.0]] * 3
        assert len(peer.requests) == 2
        assert await embed(key, peer.url, []) == []
        assert len(peer.requests) == 2


@pytest.mark.parametrize('key', EMBEDDERS)
@pytest.mark.parametrize(
    'vectors', [[], [[1.0]], [[1.0], [2.0], [3.0, 4.0]], [[1.0], ['x'], [2.0]], [[1.0], None, [2.0]], [[], [], []]]
)
async def test_numbers_that_do_not_fit_the_texts_are_garbage(key: str, vectors: list[Any]) -> None:
    async with Service(key).peer(answer(key, vectors)) as peer:
        assert (await failed(key, peer)).code == 'garbage'


@pytest.mark.parametrize('key', EMBEDDERS)
@pytest.mark.parametrize(
    'body', [b'', b'<html>', b'[]', b'null', b'{"data": 3, "embeddings": {}}', b'[' * 90_000, b'{"data": [[1e999]]}']
)
async def test_an_answer_that_is_not_the_protocol_is_garbage(key: str, body: bytes) -> None:
    async with Service(key).peer(Answer(media='application/json', parts=[body])) as peer:
        assert (await failed(key, peer)).code == 'garbage'


REFUSALS = [
    (401, 'authentication_error', 'key'),
    (429, 'rate_limit_error', 'busy'),
    (402, 'insufficient_credits', 'credit'),
]
REFUSALS += [
    (404, 'not_found_error', 'model_gone'),
    (500, 'api_error', 'trouble'),
    (501, 'not_supported', 'no_meaning'),
]


@pytest.mark.parametrize('key', EMBEDDERS)
@pytest.mark.parametrize(('status', 'kind', 'code'), REFUSALS)
async def test_refusals_have_their_names_and_tell_no_secret(key: str, status: int, kind: str, code: str) -> None:
    service = Service(key)
    async with service.peer(service.dialect.refusal(status, kind, f'Nein, {KEY}')) as peer:
        error = await failed(key, peer)
    assert (error.code, error.http_status, error.service) == (code, status, 'Testdienst')
    assert KEY not in error.detail


@pytest.mark.parametrize('key', EMBEDDERS)
async def test_silence_endless_answers_and_nobody_there_are_named(key: str) -> None:
    async with Service(key).peer(Answer(media='application/json', parts=[HANG])) as peer:
        assert (await failed(key, peer, idle_s=0.2)).code == 'timeout'
    async with Service(key).peer(Answer(media='application/json', parts=[b' ' * 1_000_000] * 17)) as peer:
        assert (await failed(key, peer)).code == 'flood'
    with pytest.raises(ProviderError) as caught:
        await embed(key, f'http://127.0.0.1:{llama.free_port()}', TEXTS)
    assert caught.value.code == 'local_ai'
