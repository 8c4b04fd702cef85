"""A call that names the shape of its answer: each service is told in its own words, and may refuse to hear it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.providers.base import ChatRequest, ChatResult, Endpoint
from app.providers.openai import PLUGIN
from app.providers.params import REPAIRS
from tests.app.providers.calling import REMOTE, Service
from tests.peers.hostile import Peer

SCHEMA: dict[str, Any] = {
    'type': 'object',
    'properties': {'art': {'enum': ['ja', 'nein']}, 'liste': {'type': 'array', 'items': {'enum': ['eins', 'zwei']}}},
    'required': ['art', 'liste'],
    'additionalProperties': False,
}
_CHAT = {
    'response_format': {'type': 'json_schema', 'json_schema': {'name': 'answer', 'schema': SCHEMA, 'strict': True}}
}
SENT: dict[str, dict[str, Any]] = {  # what each service gets on top of a call without a schema
    'openai': _CHAT,
    'openclaw': _CHAT,
    'anthropic': {'output_config': {'format': {'type': 'json_schema', 'schema': SCHEMA}}},
    'gemini': {'generationConfig': {'responseMimeType': 'application/json', 'responseJsonSchema': SCHEMA}},
    'ollama': {'format': SCHEMA},
}
REFUSALS = [
    ('openai', "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."),
    ('openai', 'This response_format type is unavailable now'),
    ('openai', 'Structured outputs are not supported by this model'),
    ('openai', 'Automatic parser generation failed: JSON schema error at #: unrecognized type quatsch'),
    ('openclaw', 'Failed to parse grammar'),
    ('anthropic', 'output_config: Extra inputs are not permitted'),
    ('anthropic', 'This model does not support structured outputs.'),
    ('gemini', 'Unknown name "responseJsonSchema" at \'generation_config\': Cannot find field.'),
    ('gemini', "Function calling with a response mime type: 'application/json' is unsupported"),
    ('gemini', 'JSON mode is not enabled for this model: response_mime_type'),
    ('ollama', 'invalid JSON schema in format'),
    ('ollama', 'json: cannot unmarshal object into Go struct field ChatRequest.format of type string'),
]


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """What one test teaches is not known to the next."""
    for entry in REPAIRS.export():
        REPAIRS.forget(entry['connection'])


def without(service: Service, body: dict[str, Any]) -> dict[str, Any]:
    """The body without everything that speaks of a schema."""
    kept = {key: value for key, value in body.items() if key not in SENT[service.key] or key == 'generationConfig'}
    config = {k: v for k, v in kept.pop('generationConfig', {}).items() if not k.startswith('response')}
    return kept | ({'generationConfig': config} if config else {})


@pytest.mark.parametrize('key', REMOTE)
async def test_each_service_is_told_the_shape_in_its_own_words(key: str) -> None:
    service = Service(key)
    async with service.peer(service.dialect.answer('{}')) as peer:
        await service.ask(peer)
        await service.ask(peer, schema=SCHEMA)
        plain, shaped = service.calls(peer)
    assert shaped == plain | SENT[key]
    assert without(service, shaped) == plain


@pytest.mark.parametrize(('key', 'message'), REFUSALS)
async def test_a_service_that_refuses_the_shape_answers_as_text_from_then_on(key: str, message: str) -> None:
    service = Service(key)
    refused = service.dialect.refusal(400, 'invalid_request_error', message)
    async with service.peer(refused, service.dialect.answer('Ja')) as peer:
        first = (await service.ask(peer, schema=SCHEMA, temperature=0.5))[1]
        await service.ask(peer, schema=SCHEMA, temperature=0.5)
        await service.ask(peer, schema=SCHEMA, temperature=0.5, model='anderes')
        asked, again, later, other = service.calls(peer)
    assert first.text == 'Ja'
    assert again == later == without(service, asked)
    assert {**other, 'model': ''} == {**asked, 'model': ''}


async def test_a_complaint_about_something_else_keeps_the_shape() -> None:
    service = Service('openai')
    refused = service.dialect.refusal(400, 'invalid_request_error', 'temperature is not supported')
    async with service.peer(refused, service.dialect.answer('{}')) as peer:
        await service.ask(peer, schema=SCHEMA, temperature=0.5)
        _, again = service.calls(peer)
    assert 'temperature' not in again
    assert again['response_format'] == _CHAT['response_format']


async def ask_llama(url: str, schema: dict[str, Any]) -> ChatResult:
    """The result of one real call."""
    where = Endpoint(id='llama', kind='openai', name='llama.cpp', base_url=f'{url}/v1')
    request = ChatRequest(model='zufall', system='', prompt='Hallo', max_tokens=400, schema=schema)
    *_, result = [item async for item in PLUGIN.chat(where, request)]
    assert isinstance(result, ChatResult)
    return result


async def test_a_real_model_that_knows_nothing_answers_in_the_shape(llama_url: str) -> None:
    answer = json.loads((await ask_llama(llama_url, SCHEMA)).text)
    assert set(answer) == {'art', 'liste'}
    assert answer['art'] in ('ja', 'nein')
    assert set(answer['liste']) <= {'eins', 'zwei'}


async def test_a_real_server_that_cannot_read_the_schema_answers_as_text(llama_url: str) -> None:
    result = await ask_llama(llama_url, {'type': 'quatsch'})
    assert result.text.strip()
    assert ['response_format'] in [fix['path'] for fix in REPAIRS.export() if fix['connection'] == 'llama']


@pytest.mark.parametrize('key', ['openai', 'anthropic', 'gemini', 'ollama'])
async def test_a_peer_nobody_here_wrote_takes_the_call(key: str, aimock_url: str) -> None:
    peer = Peer()
    peer.url = aimock_url
    text = (await Service(key).ask(peer, prompt='Wie geformt?', schema=SCHEMA))[1].text
    assert json.loads(text) == {'art': 'ja', 'liste': ['eins']}


async def test_that_peer_reads_our_field_as_the_official_one(aimock_url: str) -> None:
    peer = Peer()
    peer.url = aimock_url
    shaped = (await Service('openai').ask(peer, prompt='Welche Form?', schema=SCHEMA))[1].text
    plain = (await Service('openai').ask(peer, prompt='Welche Form?'))[1].text
    assert (shaped, plain) == ('{"art": "nein", "liste": []}', 'Keine.')
