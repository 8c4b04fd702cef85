"""OpenAI and everything that speaks like it: Mistral, OpenRouter, LM Studio, llama.cpp, vLLM and many more."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from app.domain.text import Text
from app.providers.answer import items, mapping
from app.providers.base import ChatRequest, ChatResult, Endpoint, Field, ModelInfo
from app.providers.completions import ChunkReader, chat_body, list_models
from app.providers.embeddings import ask_vectors
from app.providers.exchange import Post, talk
from app.providers.http import idle_of


class OpenAI:
    """Chat completions under any base address."""

    key = 'openai'
    title = Text('OpenAI und ähnliche Dienste', 'OpenAI and similar services')
    help = Text(
        'Für OpenAI, Mistral, OpenRouter, LM Studio, llama.cpp und viele andere.',
        'For OpenAI, Mistral, OpenRouter, LM Studio, llama.cpp and many others.',
    )
    default_url = 'https://api.openai.com/v1'
    fields = (
        Field(
            key='api_key',
            label=Text('Schlüssel', 'Key'),
            help=Text('Du bekommst ihn auf der Seite des Dienstes.', 'You get it on the pages of the service.'),
            secret=True,
        ),
        Field(
            key='base_url',
            label=Text('Adresse', 'Address'),
            help=Text('Nur ändern, wenn du einen anderen Dienst nutzt.', 'Change it only for another service.'),
            default=default_url,
            required=True,
        ),
    )

    def chat(self, endpoint: Endpoint, request: ChatRequest) -> AsyncIterator[str | ChatResult]:
        """Pieces of text, then the result."""
        # OpenAI refuses `max_tokens` for its newer models, others know nothing else; `swap_limit` tries the other one.
        at_openai = urlsplit(endpoint.base_url).hostname == 'api.openai.com'
        limit = 'max_completion_tokens' if at_openai else 'max_tokens'
        post = Post(
            url=f'{endpoint.base_url}/chat/completions',
            headers=_headers(endpoint),
            body=chat_body(request, limit),
            model=request.model,
            idle_s=idle_of(endpoint),
            limit=(limit,),
            swap_limit=True,
            finish_ends=True,
        )
        return talk(endpoint, post, ChunkReader(endpoint).read)

    async def models(self, endpoint: Endpoint) -> list[ModelInfo]:
        """The models on offer now."""
        return await list_models(endpoint, f'{endpoint.base_url}/models', _headers(endpoint))

    async def embed(self, endpoint: Endpoint, model: str, texts: Sequence[str]) -> list[list[float]]:
        """Numbers for searching by meaning."""
        return await ask_vectors(
            endpoint,
            f'{endpoint.base_url}/embeddings',
            _headers(endpoint),
            texts,
            lambda some: {'model': model, 'input': list(some), 'encoding_format': 'float'},
            _vectors,
        )


def _vectors(value: Any) -> list[Any]:
    """In the order of the texts: each says which one it belongs to."""
    entries = [mapping(entry) for entry in items(mapping(value).get('data'))]
    numbered = [(entry.get('index'), entry.get('embedding')) for entry in entries]
    if all(isinstance(index, int) for index, _ in numbered):
        numbered.sort(key=lambda one: int(one[0] or 0))
    return [vector for _, vector in numbered]


def _headers(endpoint: Endpoint) -> dict[str, str]:
    return {'Authorization': f'Bearer {endpoint.api_key}'} if endpoint.api_key else {}


PLUGIN = OpenAI()
