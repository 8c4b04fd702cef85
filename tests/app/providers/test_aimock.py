"""Four protocols against aimock: a peer nobody here wrote, so nobody here could bend it to our reading."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.app.providers.calling import Service
from tests.peers.hostile import Peer

NATIVE = ['openai', 'anthropic', 'gemini', 'ollama']


@pytest.fixture
def mock(aimock_url: str) -> Peer:
    peer = Peer()
    peer.url = aimock_url
    return peer


@pytest.mark.parametrize('key', NATIVE)
async def test_text_arrives_whole(key: str, mock: Peer) -> None:
    pieces, result = await Service(key).ask(mock, prompt='Umlaute')
    assert result.text == ''.join(pieces) == 'Größe, Öl und Straße: schöne Grüße 😀 \u2028 Ende'
    assert result.finish == 'done'
    assert len(pieces) > 1
    assert result.request_id


@pytest.mark.parametrize('key', NATIVE[:3])  # aimock has no length and no thinking for Ollama
async def test_length_and_thinking_are_told_apart(key: str, mock: Peer) -> None:
    assert (await Service(key).ask(mock, prompt='lang'))[1].finish == 'length'
    _, thought = await Service(key).ask(mock, prompt='denk')
    assert (thought.text, thought.thinking) == ('Vier.', 'Zwei und zwei.')


@pytest.mark.parametrize('key', NATIVE)
@pytest.mark.parametrize(
    ('prompt', 'code', 'wait'), [('Schlüssel', 'key', None), ('zu viel', 'busy', 1.0), ('überlastet', 'busy', None)]
)
async def test_refusals_have_their_names(key: str, prompt: str, code: str, wait: float | None, mock: Peer) -> None:
    error = await Service(key).error(mock, prompt=prompt)
    assert (error.code, error.retry_after) == (code, wait)


@pytest.mark.parametrize('key', NATIVE)
async def test_a_torn_answer_is_broken(key: str, mock: Peer) -> None:
    error = await Service(key).error(mock, prompt='abgerissen')
    assert (error.code, error.retryable) == ('broken', True)
    assert 'Das ist ein langer T'.startswith(error.text[:20])


@pytest.mark.parametrize('key', NATIVE)
async def test_silence_and_cancel_over_a_real_server(key: str, mock: Peer) -> None:
    assert (await Service(key).error(mock, idle_s=0.3, prompt='ewig')).code == 'timeout'
    asking = asyncio.create_task(Service(key).ask(mock, prompt='ewig'))
    await asyncio.wait([asking], timeout=0.1)
    asking.cancel()
    await asyncio.wait([asking])
    assert asking.cancelled()


@pytest.mark.parametrize('key', ['openai', 'anthropic'])
async def test_models_are_listed(key: str, mock: Peer) -> None:
    service = Service(key)
    assert await service.provider.models(service.endpoint(mock.url))


async def test_our_request_is_what_it_understands_as_system_and_user(mock: Peer) -> None:
    await Service('gemini').ask(mock, prompt='Umlaute', system='Du bist Köchin.')
    async with httpx.AsyncClient(trust_env=False) as client:
        journal = (await client.get(f'{mock.url}/__aimock/journal')).json()
    messages = journal[-1]['body']['messages']
    assert [(message['role'], message['content']) for message in messages] == [
        ('system', 'Du bist Köchin.'),
        ('user', 'Umlaute'),
    ]
