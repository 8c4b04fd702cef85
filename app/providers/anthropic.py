"""Anthropic's own protocol (Claude)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from app.domain.text import Text
from app.providers import errors
from app.providers.answer import Answer, items, mapping
from app.providers.base import ChatRequest, ChatResult, Endpoint, Field, ModelInfo
from app.providers.exchange import Post, talk
from app.providers.http import idle_of
from app.providers.lists import ask_json
from app.providers.sse import Event

DEFAULT_LIMIT = 8000  # tokens; the service wants a limit, and thinking counts towards it
_MAX_PAGES = 10
_FINISH = {
    'end_turn': 'done',
    'stop_sequence': 'done',
    'max_tokens': 'length',
    'model_context_window_exceeded': 'length',
    'refusal': 'refused',
    'tool_use': 'tool',
}


class Anthropic:
    """Messages."""

    key = 'anthropic'
    title = Text('Anthropic (Claude)', 'Anthropic (Claude)')
    help = Text('Für die KI „Claude“ der Firma Anthropic.', 'For the AI “Claude” by Anthropic.')
    default_url = 'https://api.anthropic.com'
    fields = (
        Field(
            key='api_key',
            label=Text('Schlüssel', 'Key'),
            help=Text('Er beginnt mit „sk-ant-“.', 'It begins with “sk-ant-”.'),
            required=True,
            secret=True,
        ),
        Field(key='base_url', label=Text('Adresse', 'Address'), default=default_url, advanced=True),
    )

    def chat(self, endpoint: Endpoint, request: ChatRequest) -> AsyncIterator[str | ChatResult]:
        """Pieces of text, then the result."""
        post = Post(
            url=f'{endpoint.base_url}/v1/messages',
            headers=_headers(endpoint),
            body=_body(request),
            model=request.model,
            idle_s=idle_of(endpoint),
            limit=('max_tokens',),
        )
        return talk(endpoint, post, _Reader(endpoint).read)

    async def models(self, endpoint: Endpoint) -> list[ModelInfo]:
        """The models on offer now, from all pages."""
        found: list[ModelInfo] = []
        after = ''
        for _ in range(_MAX_PAGES):
            page = f'&after_id={after}' if after else ''
            value = mapping(
                await ask_json(endpoint, f'{endpoint.base_url}/v1/models?limit=1000{page}', _headers(endpoint))
            )
            found += [_info(entry) for entry in map(mapping, items(value.get('data'))) if entry.get('id')]
            after = str(value.get('last_id') or '')
            if value.get('has_more') is not True or not after:
                break
        return found


class _Reader:
    """Reads the events of one answer; blocks are told apart by their type, the first one may be thinking."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def read(self, value: Any, event: Event, answer: Answer) -> Iterator[str]:
        data = mapping(value)
        match data.get('type') or event.name:
            case 'message_start':
                message = mapping(data.get('message'))
                answer.model = str(message.get('model') or '')
                _count(mapping(message.get('usage')), answer)
            case 'content_block_start':
                yield from answer.add(mapping(data.get('content_block')).get('text'))
            case 'content_block_delta':
                delta = mapping(data.get('delta'))
                answer.think(delta.get('thinking'))
                yield from answer.add(delta.get('text'))
            case 'message_delta':
                _count(mapping(data.get('usage')), answer)
                _close(mapping(data.get('delta')), answer)
            case 'message_stop':
                answer.ended = True
            case 'message':  # a whole answer, from services that ignore `stream`
                yield from _whole(data, answer)
            case 'error':
                raise errors.from_event(self._endpoint, data)


def _whole(data: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    for block in map(mapping, items(data.get('content'))):
        yield from answer.add(block.get('text'))
    _count(mapping(data.get('usage')), answer)
    _close(data, answer)
    answer.ended = bool(answer.finish)


def _count(usage: Mapping[str, Any], answer: Answer) -> None:
    """Output is counted up from event to event; input is spread over three numbers."""
    parts = [usage.get(f'{name}input_tokens') for name in ('', 'cache_creation_', 'cache_read_')]
    numbers = [part for part in parts if isinstance(part, int)]
    answer.count_tokens(sum(numbers) if numbers else None, usage.get('output_tokens'))


def _close(delta: Mapping[str, Any], answer: Answer) -> None:
    if reason := delta.get('stop_reason'):
        details = mapping(delta.get('stop_details'))
        answer.close(
            _FINISH.get(str(reason), 'unknown'), details.get('explanation') or details.get('category') or reason
        )


def _body(request: ChatRequest) -> dict[str, Any]:
    body: dict[str, Any] = {
        'model': request.model,
        'max_tokens': request.max_tokens or DEFAULT_LIMIT,
        'messages': [{'role': 'user', 'content': _content(request)}],
        'stream': True,
    }
    if request.system.strip():
        body['system'] = request.system
    if request.temperature is not None:
        body['temperature'] = min(request.temperature, 1.0)
    for name in ('top_p', 'top_k'):
        if request.settings.get(name) is not None:
            body[name] = request.settings[name]
    if stop := request.settings.get('stop'):
        body['stop_sequences'] = [stop] if isinstance(stop, str) else stop
    if request.schema is not None:
        body['output_config'] = {'format': {'type': 'json_schema', 'schema': request.schema}}
    return body


def _content(request: ChatRequest) -> str | list[dict[str, Any]]:
    if not request.pictures:
        return request.prompt
    sources = [{'type': 'base64', 'media_type': one.media_type, 'data': one.base64} for one in request.pictures]
    return [*({'type': 'image', 'source': source} for source in sources), {'type': 'text', 'text': request.prompt}]


def _headers(endpoint: Endpoint) -> dict[str, str]:
    if endpoint.api_key.startswith('sk-ant-oat'):  # a signed-in account instead of a key
        return {'anthropic-version': '2023-06-01', 'Authorization': f'Bearer {endpoint.api_key}'}
    return {'anthropic-version': '2023-06-01', 'x-api-key': endpoint.api_key}


def _info(entry: Mapping[str, Any]) -> ModelInfo:
    context = entry.get('max_input_tokens')
    return ModelInfo(
        id=str(entry['id']),
        name=str(entry.get('display_name') or ''),
        context=context if isinstance(context, int) else None,
    )


PLUGIN = Anthropic()
