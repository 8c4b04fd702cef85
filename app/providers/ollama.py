"""Ollama's own protocol: its OpenAI surface cannot set the context size and cuts long texts without a word."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing
from typing import Any

from app.domain.text import Text
from app.providers import errors
from app.providers.answer import Answer, items, mapping
from app.providers.base import ChatRequest, ChatResult, Endpoint, Field, ModelInfo
from app.providers.embeddings import ask_vectors
from app.providers.exchange import Post, talk
from app.providers.http import MAX_LIST, idle_of, open_reply
from app.providers.lists import ask_json
from app.providers.model_names import writes_text
from app.providers.sse import Event

SMALLEST_CONTEXT = 4096  # Ollama's own default
_ANSWER_TOKENS = 2048
_PICTURE_TOKENS = 4096  # no model says how many; more would only waste memory
_CHARACTERS_PER_TOKEN = 2.5  # German, on the safe side
_SETTINGS = ('top_p', 'top_k', 'seed', 'stop')


class Ollama:
    """Chat, as lines of JSON."""

    key = 'ollama'
    title = Text('Ollama auf diesem Rechner', 'Ollama on this computer')
    help = Text(
        'Die KI läuft bei dir zu Hause. Deine Texte bleiben dort.',
        'The AI runs at your home. Your texts stay there.',
    )
    default_url = 'http://127.0.0.1:11434'
    fields = (
        Field(key='base_url', label=Text('Adresse', 'Address'), default=default_url, required=True),
        Field(key='api_key', label=Text('Schlüssel', 'Key'), secret=True, advanced=True),
    )

    def __init__(self) -> None:
        self._longest: dict[tuple[str, str], int] = {}  # what Ollama said about its models, per address

    async def chat(self, endpoint: Endpoint, request: ChatRequest) -> AsyncIterator[str | ChatResult]:
        """Pieces of text, then the result."""
        known = (endpoint.base_url, request.model)
        if known not in self._longest and (longest := await _longest_context(endpoint, request.model)):
            self._longest[known] = longest
        post = Post(
            url=f'{endpoint.base_url}/api/chat',
            headers=_headers(endpoint),
            body=_body(request, self._longest.get(known)),
            model=request.model,
            idle_s=idle_of(endpoint),
            limit=('options', 'num_predict'),
            ndjson=True,
        )
        async with aclosing(talk(endpoint, post, _Reader(endpoint).read)) as answer:
            async for item in answer:
                yield item

    async def models(self, endpoint: Endpoint) -> list[ModelInfo]:
        """The models that are installed and write text."""
        value = mapping(await ask_json(endpoint, f'{endpoint.base_url}/api/tags', _headers(endpoint)))
        return [info for entry in map(mapping, items(value.get('models'))) if (info := _info(entry))]

    async def embed(self, endpoint: Endpoint, model: str, texts: Sequence[str]) -> list[list[float]]:
        """Numbers for searching by meaning; what is too long for the model is cut, not refused."""
        return await ask_vectors(
            endpoint,
            f'{endpoint.base_url}/api/embed',
            _headers(endpoint),
            texts,
            lambda some: {'model': model, 'input': list(some), 'truncate': True},
            lambda value: items(mapping(value).get('embeddings')),
        )


class _Reader:
    """Reads the lines of one answer."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def read(self, value: Any, event: Event, answer: Answer) -> Iterator[str]:
        line = mapping(value)
        if line.get('error'):
            raise errors.from_event(self._endpoint, line)
        message = mapping(line.get('message'))
        answer.model = answer.model or str(line.get('model') or '')
        answer.think(message.get('thinking'))
        yield from answer.add(message.get('content'))
        if line.get('done') is True:
            answer.count_tokens(line.get('prompt_eval_count'), line.get('eval_count'))
            reason = str(line.get('done_reason') or 'stop')
            finish = {'stop': 'done', 'length': 'length'}.get(reason, 'unknown')
            answer.close('tool' if finish == 'done' and message.get('tool_calls') else finish, reason)
            answer.ended = True


async def _longest_context(endpoint: Endpoint, model: str) -> int | None:
    """How many tokens the model can read at most; None when Ollama does not say (the call itself tells why)."""
    url = f'{endpoint.base_url}/api/show'
    async with open_reply(
        endpoint, 'POST', url, headers=_headers(endpoint), body={'model': model}, idle_s=idle_of(endpoint)
    ) as reply:
        raw = await reply.read(MAX_LIST)
    try:
        info = mapping(mapping(json.loads(raw)).get('model_info')) if reply.status == 200 else {}
    except (ValueError, RecursionError):
        return None
    found = info.get(f'{info.get("general.architecture")}.context_length')
    return found if isinstance(found, int) and found > 0 else None


def context_for(request: ChatRequest, longest: int | None) -> int:
    """The context size this call needs. In steps of two: Ollama loads a model anew for every other size."""
    characters = len(request.system) + len(request.prompt)
    needed = characters / _CHARACTERS_PER_TOKEN + _PICTURE_TOKENS * len(request.pictures)
    needed += (request.max_tokens or _ANSWER_TOKENS) + 256
    size = SMALLEST_CONTEXT
    while size < needed:
        size *= 2
    return min(size, longest) if longest else size


def _body(request: ChatRequest, longest: int | None) -> dict[str, Any]:
    system = [{'role': 'system', 'content': request.system}] if request.system.strip() else []
    pictures = {'images': [one.base64 for one in request.pictures]} if request.pictures else {}
    options: dict[str, Any] = {'num_ctx': context_for(request, longest)}
    if request.temperature is not None:
        options['temperature'] = request.temperature
    if request.max_tokens is not None:
        options['num_predict'] = request.max_tokens
    options |= {name: request.settings[name] for name in _SETTINGS if request.settings.get(name) is not None}
    return {
        'model': request.model,
        'messages': [*system, {'role': 'user', 'content': request.prompt} | pictures],
        'stream': True,
        'truncate': False,  # an error instead of a text with its middle missing
        'shift': False,
        'options': options,
    } | ({} if request.schema is None else {'format': request.schema})


def _headers(endpoint: Endpoint) -> Mapping[str, str]:
    return {'Authorization': f'Bearer {endpoint.api_key}'} if endpoint.api_key else {}


def _info(entry: Mapping[str, Any]) -> ModelInfo | None:
    name = entry.get('name') or entry.get('model')
    abilities = items(entry.get('capabilities'))
    if not isinstance(name, str) or not writes_text(name) or (abilities and 'completion' not in abilities):
        return None
    size = str(mapping(entry.get('details')).get('parameter_size') or '')
    return ModelInfo(id=name, name=f'{name} ({size})' if size else name)


PLUGIN = Ollama()
