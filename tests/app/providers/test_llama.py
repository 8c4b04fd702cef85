"""The OpenAI-compatible provider against the real llama.cpp server."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from app.domain.errors import ProviderError
from app.providers.base import ChatRequest, ChatResult, Endpoint
from app.providers.openai import PLUGIN
from tests.app.providers.conftest import LLAMA_KEY
from tests.peers.llama import busy_slots

HELLO = ChatRequest(model='zufall', system='Du bist Koch.', prompt='Hallo', max_tokens=12)


def endpoint(url: str, key: str = '') -> Endpoint:
    return Endpoint(id='llama', kind='openai', name='llama.cpp', base_url=f'{url}/v1', api_key=key)


async def ask(where: Endpoint, request: ChatRequest = HELLO) -> tuple[list[str], ChatResult]:
    """All pieces and the result."""
    *pieces, result = [item async for item in PLUGIN.chat(where, request)]
    assert isinstance(result, ChatResult)
    return [piece for piece in pieces if isinstance(piece, str)], result


async def test_an_answer_comes_in_pieces_and_ends_with_a_counted_result(llama_url: str) -> None:
    pieces, result = await ask(endpoint(llama_url))
    assert len(pieces) > 3
    assert result.text == ''.join(pieces)
    assert (result.finish, result.output_tokens) == ('length', 12)
    assert result.input_tokens
    assert result.input_tokens > 10


async def test_the_models_are_listed(llama_url: str) -> None:
    assert [model.id for model in await PLUGIN.models(endpoint(llama_url))] == ['zufall']


@pytest.mark.parametrize('key', ['', 'falsch-4711'])
async def test_without_the_right_key_it_says_so(locked_llama_url: str, key: str) -> None:
    with pytest.raises(ProviderError) as caught:
        await ask(endpoint(locked_llama_url, key))
    assert caught.value.code == 'key'
    assert not caught.value.retryable


async def test_with_the_right_key_it_answers(locked_llama_url: str) -> None:
    assert (await ask(endpoint(locked_llama_url, LLAMA_KEY)))[1].text


async def test_a_text_that_does_not_fit_is_named(locked_llama_url: str) -> None:
    with pytest.raises(ProviderError) as caught:
        await ask(endpoint(locked_llama_url, LLAMA_KEY), ChatRequest(model='zufall', system='', prompt='Hallo ' * 1000))
    assert caught.value.code == 'too_long'


async def test_cancelling_frees_the_slot_of_the_server(llama_url: str) -> None:
    endless = ChatRequest(model='zufall', system='', prompt='Hallo', max_tokens=100_000)
    begun = asyncio.Event()

    async def read() -> None:
        async with aclosing(PLUGIN.chat(endpoint(llama_url), endless)) as answer:
            async for _ in answer:
                begun.set()

    reading = asyncio.create_task(read())
    await begun.wait()
    assert await busy_slots(llama_url) == 1
    reading.cancel()
    async with asyncio.timeout(10):  # the answer itself would take far longer
        while await busy_slots(llama_url):
            pass
