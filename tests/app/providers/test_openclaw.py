"""OpenClaw, against its recorded behaviour; the real gateway in the slow suite."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import ProviderError
from app.providers.base import Endpoint
from app.providers.openclaw import PLUGIN
from tests.app.providers.calling import Service, request
from tests.peers import openclaw
from tests.peers.hostile import Answer, Peer
from tests.peers.llama import busy_slots
from tests.peers.llama import start as start_llama

SERVICE = Service('openclaw')


async def test_an_agent_is_a_model_and_the_personality_goes_along() -> None:
    async with Peer(Answer(parts=openclaw.stream('Guten ', 'Tag'))) as peer:
        pieces, result = await SERVICE.ask(peer, model='openclaw/anna')
    sent = peer.requests[0]
    assert (pieces, result.finish) == (['Guten ', 'Tag'], 'done')
    assert (result.input_tokens, result.output_tokens) == (100, 7)
    assert sent.path == '/v1/chat/completions'
    assert sent.json['model'] == 'openclaw/anna'
    assert sent.json['messages'][0] == {'role': 'system', 'content': 'Du bist Koch.'}
    assert 'user' not in sent.json
    assert 'x-openclaw-session-key' not in sent.headers


@pytest.mark.parametrize(
    ('model', 'sent', 'session'),
    [
        ('openclaw/anna', 'openclaw/anna', 'agent:anna:oo-lauf-1.schritt-2'),
        ('anna', 'openclaw/anna', 'agent:anna:oo-lauf-1.schritt-2'),
        ('openclaw:Anna', 'openclaw/anna', 'agent:anna:oo-lauf-1.schritt-2'),
        ('agent:anna', 'openclaw/anna', 'agent:anna:oo-lauf-1.schritt-2'),
        ('openclaw', 'openclaw', None),
        ('openclaw/default', 'openclaw/default', None),
        ('gpt 9 / oops', 'gpt 9 / oops', None),
    ],
)
async def test_a_session_is_only_named_in_its_full_form(model: str, sent: str, session: str | None) -> None:
    async with Peer(Answer(parts=openclaw.stream('Ja'))) as peer:
        await SERVICE.ask(peer, model=model, session='lauf-1.schritt-2')
    assert peer.requests[0].json['model'] == sent
    assert peer.requests[0].headers.get('x-openclaw-session-key') == session


async def test_a_session_name_cannot_lead_to_another_agent() -> None:
    async with Peer(Answer(parts=openclaw.stream('Ja'))) as peer:
        await SERVICE.ask(peer, model='anna', session='x:agent:bert:\r\ny')
    assert peer.requests[0].headers['x-openclaw-session-key'] == 'agent:anna:oo-x-agent-bert---y'


FAILURES = [
    (openclaw.UNAUTHORIZED, 'key', False),
    (openclaw.SERVICE_KEY_REFUSED, 'denied', False),
    (openclaw.UNKNOWN_AGENT, 'model_gone', False),
    (openclaw.NO_OWNER, 'model_gone', False),
    (openclaw.NOT_AN_AGENT, 'model_gone', False),
    (openclaw.UNKNOWN_PROVIDER, 'model_gone', False),
    (openclaw.LLM_DOWN, 'timeout', False),
    (openclaw.LLM_500, 'trouble', False),
    (openclaw.LLM_429, 'busy', False),
    (openclaw.COOLING_DOWN, 'trouble', True),
    (openclaw.API_OFF, 'api_off', False),
    (openclaw.WEB_PAGE, 'api_off', False),
    (openclaw.failed_stream('upstream provider timeout', 'An'), 'trouble', False),
    (openclaw.failed_stream(openclaw.COOL_DOWN_EVENT, 'An'), 'denied', False),
    (openclaw.failed_stream('agent run failed', 'An'), 'trouble', True),
    (openclaw.unfinished_stream('An'), 'broken', True),
]


@pytest.mark.parametrize(('answer', 'code', 'retryable'), FAILURES)
async def test_every_recorded_failure_has_its_name(answer: Answer, code: str, retryable: bool) -> None:
    async with Peer(answer) as peer:
        error = await SERVICE.error(peer)
    assert (error.code, error.retryable) == (code, retryable)
    assert error.text in ('', 'An')


async def test_after_a_refused_key_the_agent_needs_a_minute() -> None:
    async with Peer(openclaw.COOLING_DOWN) as peer:
        assert (await SERVICE.error(peer)).retry_after == 60


async def test_silence_is_waited_out() -> None:
    async with Peer(openclaw.silent()) as peer:
        waiting = asyncio.create_task(SERVICE.ask(peer))
        await peer.hanging.wait()
        done, _ = await asyncio.wait([waiting], timeout=0.3)
        waiting.cancel()
        await peer.gone.wait()
    assert not done


@pytest.mark.parametrize('answer', [openclaw.API_OFF, openclaw.WEB_PAGE])
async def test_a_gateway_with_its_interface_off_is_told_apart(answer: Answer) -> None:
    async with Peer(answer) as peer:
        with pytest.raises(ProviderError) as caught:
            await PLUGIN.models(SERVICE.endpoint(peer.url))
    assert caught.value.code == 'api_off'


async def test_the_agents_are_listed() -> None:
    async with Peer(openclaw.agents('openclaw/anna', 'openclaw/bert')) as peer:
        found = await PLUGIN.models(SERVICE.endpoint(peer.url))
    assert [model.id for model in found] == ['openclaw/anna', 'openclaw/bert']


@pytest.fixture(scope='module')
def gateway(tmp_path_factory: pytest.TempPathFactory, llama_model: Path) -> Iterator[dict[str, Any]]:
    """The real gateway in front of the real llama.cpp."""
    script = os.environ.get('OO_OPENCLAW_SCRIPT')
    if not script:
        pytest.skip('OO_OPENCLAW_SCRIPT does not name a script that starts an OpenClaw gateway')
    server, llm = start_llama(llama_model, context=65_536)
    folder = tmp_path_factory.mktemp('openclaw')
    command = [sys.executable, script, '--dir', str(folder), '--llm-url', f'{llm}/v1', '--agents', 'anna,bert']
    if tools := os.environ.get('OO_OPENCLAW_TOOLS'):
        command += ['--tools-dir', tools]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, f'the gateway did not start: exit code {process.wait()}'
        yield json.loads(line) | {'llm': llm}
    finally:
        process.terminate()
        process.communicate(timeout=60)
        del server


@pytest.mark.slow
@pytest.mark.openclaw
@pytest.mark.timeout(600)
async def test_the_real_gateway(gateway: dict[str, Any]) -> None:
    where = Endpoint(
        id='oc', kind='openclaw', name='OpenClaw', base_url=gateway['url'].rstrip('/'), api_key=gateway['token']
    )
    assert {'openclaw/anna', 'openclaw/bert'} <= {model.id for model in await PLUGIN.models(where)}
    ask = request(model='openclaw/anna', prompt='Sag Hallo.', max_tokens=20, session='probe')
    *pieces, result = [item async for item in PLUGIN.chat(where, ask)]
    assert result.text == ''.join(pieces) != ''
    for changed, code in (
        (Endpoint(id='oc2', kind='openclaw', name='x', base_url=where.base_url, api_key='falsch'), 'key'),
        (where, 'model_gone'),
    ):
        with pytest.raises(ProviderError) as caught:
            async for _ in PLUGIN.chat(changed, request(model='openclaw/niemand')):
                pass
        assert caught.value.code == code
    begun = asyncio.Event()

    async def read() -> None:
        async for _ in PLUGIN.chat(where, request(model='openclaw/bert', max_tokens=40_000)):
            begun.set()

    reading = asyncio.create_task(read())
    await begun.wait()
    reading.cancel()
    await asyncio.wait([reading])
    assert reading.cancelled()
    async with asyncio.timeout(30):  # far less than 40,000 tokens take
        while await busy_slots(gateway['llm']):
            await asyncio.wait([reading], timeout=0.1)
