"""Peers for the providers: real servers, and an end to every open connection."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from app.providers.http import close_clients
from tests.peers import aimock, llama

LLAMA_KEY = 'llama-geheim-4711'


@pytest.fixture(autouse=True)
async def closed_clients() -> AsyncIterator[None]:
    """No connection outlives its test."""
    yield
    await close_clients()


@pytest.fixture(scope='session')
def llama_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model file of random numbers."""
    return llama.make_model(tmp_path_factory.mktemp('llama') / 'zufall.gguf')


@pytest.fixture(scope='session')
def llama_url(llama_model: Path) -> Iterator[str]:
    """A real llama.cpp server with room for an answer of many seconds."""
    server, url = llama.start(llama_model, context=131_072)
    yield url
    del server


@pytest.fixture(scope='session')
def locked_llama_url(llama_model: Path) -> Iterator[str]:
    """A real llama.cpp server that wants `LLAMA_KEY` and reads no long texts."""
    server, url = llama.start(llama_model, api_key=LLAMA_KEY, context=4096)
    yield url
    del server


@pytest.fixture(scope='session')
def aimock_url() -> Iterator[str]:
    """The stand-in for OpenAI, Anthropic, Gemini and Ollama from npm."""
    with aimock.running() as url:
        yield url
