"""Ollama's habits: it cuts long texts in silence unless it is told the size and forbidden to cut."""

from __future__ import annotations

import json

import pytest

from app.providers.ollama import PLUGIN, context_for
from tests.app.providers.calling import Service, request
from tests.peers.hostile import Answer, Peer

SERVICE = Service('ollama')


def showing(value: object, status: int = 200) -> dict[str, Answer]:
    body = json.dumps(value).encode()
    return {'/api/show': Answer(status=status, media='application/json', parts=[body])}


async def test_the_context_is_as_large_as_the_text_needs_and_nothing_may_be_cut() -> None:
    async with SERVICE.peer(SERVICE.dialect.answer('Ja')) as peer:
        await SERVICE.ask(peer, prompt='Wort ' * 4000)
        (body,) = SERVICE.calls(peer)
    assert body['options'] == {'num_ctx': 16_384}
    assert (body['truncate'], body['shift'], body['stream']) == (False, False, True)


@pytest.mark.parametrize(
    ('prompt', 'max_tokens', 'longest', 'size'),
    [
        ('kurz', None, None, 4096),
        ('kurz', None, 2048, 2048),
        ('kurz', 9000, None, 16_384),
        ('x' * 90_000, 5, 20_000, 20_000),
    ],
)
def test_the_context_grows_in_steps_up_to_what_the_model_has(
    prompt: str, max_tokens: int | None, longest: int | None, size: int
) -> None:
    assert context_for(request(prompt=prompt, max_tokens=max_tokens), longest) == size


async def test_ollama_is_asked_about_a_model_only_once() -> None:
    async with SERVICE.peer(SERVICE.dialect.answer('Ja')) as peer:
        await SERVICE.ask(peer)
        await SERVICE.ask(peer)
        assert [sent.path for sent in peer.requests] == ['/api/show', '/api/chat', '/api/chat']


@pytest.mark.parametrize('info', [{}, [], {'model_info': {'general.architecture': 'x', 'x.context_length': 'viel'}}])
async def test_an_ollama_that_does_not_say_is_no_obstacle(info: object) -> None:
    async with Peer(SERVICE.dialect.answer('Ja'), side=showing(info)) as peer:
        assert (await SERVICE.ask(peer))[1].text == 'Ja'


async def test_a_model_that_is_not_installed_is_named() -> None:
    gone = {'error': 'model "m" not found'}
    async with Peer(SERVICE.dialect.refusal(404, 'model "m" not found'), side=showing(gone, 404)) as peer:
        error = await SERVICE.error(peer)
    assert (error.code, error.retryable) == ('model_gone', False)
    assert 'not found' in error.detail


async def test_a_text_that_is_longer_than_the_model_can_read_is_named() -> None:
    complaint = {'error': 'prompt is too long for the context length of 4096'}
    answer = Answer(status=400, media='application/json', parts=[json.dumps(complaint).encode()])
    async with SERVICE.peer(answer) as peer:
        assert (await SERVICE.error(peer)).code == 'too_long'


async def test_installed_models_show_their_size() -> None:
    tags = {'models': [{'name': 'lama:8b', 'details': {'parameter_size': '8.0B'}}, {'name': 'nomic-embed-text'}, {}]}
    async with SERVICE.peer(Answer(media='application/json', parts=[json.dumps(tags).encode()])) as peer:
        found = await PLUGIN.models(SERVICE.endpoint(peer.url))
    assert [(model.id, model.name) for model in found] == [('lama:8b', 'lama:8b (8.0B)')]
