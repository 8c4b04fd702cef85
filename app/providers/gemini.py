"""Google's own protocol (Gemini)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from app.domain.text import Text
from app.providers import errors
from app.providers.answer import Answer, items, mapping
from app.providers.base import ChatRequest, ChatResult, Endpoint, Field, ModelInfo
from app.providers.embeddings import ask_vectors
from app.providers.exchange import Post, talk
from app.providers.http import idle_of
from app.providers.lists import ask_json
from app.providers.model_names import writes_text
from app.providers.sse import Event

_MAX_PAGES = 10
_FINISH = {
    'STOP': 'done',
    'MAX_TOKENS': 'length',
    **dict.fromkeys(
        ('SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'LANGUAGE', 'OTHER', 'IMAGE_SAFETY'),
        'filtered',
    ),
    **dict.fromkeys(('MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL', 'TOO_MANY_TOOL_CALLS'), 'error'),
}
_SETTINGS = {'top_p': 'topP', 'top_k': 'topK', 'seed': 'seed'}


class Gemini:
    """generateContent, streamed."""

    key = 'gemini'
    title = Text('Google Gemini', 'Google Gemini')
    help = Text('Für die KI „Gemini“ von Google.', 'For the AI “Gemini” by Google.')
    default_url = 'https://generativelanguage.googleapis.com'
    fields = (
        Field(
            key='api_key',
            label=Text('Schlüssel', 'Key'),
            help=Text('Du bekommst ihn im „Google AI Studio“.', 'You get it in “Google AI Studio”.'),
            required=True,
            secret=True,
        ),
        Field(key='base_url', label=Text('Adresse', 'Address'), default=default_url, advanced=True),
    )

    def chat(self, endpoint: Endpoint, request: ChatRequest) -> AsyncIterator[str | ChatResult]:
        """Pieces of text, then the result."""
        model = quote(request.model.removeprefix('models/'), safe='')
        post = Post(
            url=f'{endpoint.base_url}/v1beta/models/{model}:streamGenerateContent?alt=sse',
            headers=_headers(endpoint),
            body=_body(request),
            model=request.model,
            idle_s=idle_of(endpoint),
            limit=('generationConfig', 'maxOutputTokens'),
            finish_ends=True,  # there is no [DONE]; usage may still follow the finish reason
        )
        return talk(endpoint, post, _Reader(endpoint).read)

    async def models(self, endpoint: Endpoint) -> list[ModelInfo]:
        """The models on offer now that write text, from all pages."""
        found: list[ModelInfo] = []
        token = ''
        for _ in range(_MAX_PAGES):
            page = f'&pageToken={quote(token, safe="")}' if token else ''
            url = f'{endpoint.base_url}/v1beta/models?pageSize=1000{page}'
            value = mapping(await ask_json(endpoint, url, _headers(endpoint)))
            found += [info for entry in map(mapping, items(value.get('models'))) if (info := _info(entry))]
            token = str(value.get('nextPageToken') or '')
            if not token:
                break
        return found

    async def embed(self, endpoint: Endpoint, model: str, texts: Sequence[str]) -> list[list[float]]:
        """Numbers for searching by meaning."""
        name = f'models/{model.removeprefix("models/")}'
        url = f'{endpoint.base_url}/v1beta/models/{quote(model.removeprefix("models/"), safe="")}:batchEmbedContents'
        return await ask_vectors(
            endpoint,
            url,
            _headers(endpoint),
            texts,
            lambda some: {'requests': [{'model': name, 'content': {'parts': [{'text': text}]}} for text in some]},
            lambda value: [mapping(one).get('values') for one in items(mapping(value).get('embeddings'))],
        )


class _Reader:
    """Reads the chunks of one answer."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._called = False

    def read(self, value: Any, event: Event, answer: Answer) -> Iterator[str]:
        chunk = mapping(value)
        if chunk.get('error'):
            raise errors.from_event(self._endpoint, chunk)
        answer.model = str(chunk.get('modelVersion') or answer.model)
        answer.request_id = answer.request_id or str(chunk.get('responseId') or '')[:200]
        _count(mapping(chunk.get('usageMetadata')), answer)
        candidates = items(chunk.get('candidates'))
        if blocked := mapping(chunk.get('promptFeedback')).get('blockReason'):
            answer.close('filtered', blocked)
        for candidate in map(mapping, candidates[:1]):
            yield from self._texts(candidate, answer)
            if reason := candidate.get('finishReason'):
                finish = _FINISH.get(str(reason), 'unknown')
                answer.close('tool' if finish == 'done' and self._called else finish, reason)

    def _texts(self, candidate: Mapping[str, Any], answer: Answer) -> Iterator[str]:
        for part in map(mapping, items(mapping(candidate.get('content')).get('parts'))):
            self._called = self._called or 'functionCall' in part
            if part.get('thought') is True:
                answer.think(part.get('text'))
            else:
                yield from answer.add(part.get('text'))


def _count(usage: Mapping[str, Any], answer: Answer) -> None:
    written = [usage.get(name) for name in ('candidatesTokenCount', 'thoughtsTokenCount')]
    numbers = [number for number in written if isinstance(number, int)]
    answer.count_tokens(usage.get('promptTokenCount'), sum(numbers) if numbers else None)


def _body(request: ChatRequest) -> dict[str, Any]:
    pictures = [{'inlineData': {'mimeType': one.media_type, 'data': one.base64}} for one in request.pictures]
    body: dict[str, Any] = {'contents': [{'role': 'user', 'parts': [*pictures, {'text': request.prompt}]}]}
    if request.system.strip():
        body['systemInstruction'] = {'parts': [{'text': request.system}]}
    chosen = {ours: request.settings.get(name) for name, ours in _SETTINGS.items()}
    chosen |= {'temperature': request.temperature, 'maxOutputTokens': request.max_tokens}
    if stop := request.settings.get('stop'):
        chosen['stopSequences'] = [stop] if isinstance(stop, str) else stop
    if request.schema is not None:
        chosen |= {'responseMimeType': 'application/json', 'responseJsonSchema': request.schema}
    config = {name: value for name, value in chosen.items() if value is not None}
    return body | ({'generationConfig': config} if config else {})


def _headers(endpoint: Endpoint) -> dict[str, str]:
    return {'x-goog-api-key': endpoint.api_key}  # never in the address: addresses are logged


def _info(entry: Mapping[str, Any]) -> ModelInfo | None:
    name = str(entry.get('name') or '').removeprefix('models/')
    if not name or not writes_text(name) or 'generateContent' not in items(entry.get('supportedGenerationMethods')):
        return None
    context = entry.get('inputTokenLimit')
    return ModelInfo(
        id=name, name=str(entry.get('displayName') or ''), context=context if isinstance(context, int) else None
    )


PLUGIN = Gemini()
