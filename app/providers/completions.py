"""The chat completions protocol, as OpenAI, OpenClaw and dozens of other services speak it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.providers import errors
from app.providers.answer import Answer, items, mapping
from app.providers.base import ChatRequest, Endpoint, ModelInfo
from app.providers.exchange import DONE, Refine, unrefined
from app.providers.lists import ask_json
from app.providers.model_names import writes_text
from app.providers.sse import Event

SETTINGS = ('top_p', 'stop', 'seed', 'presence_penalty', 'frequency_penalty', 'reasoning_effort')
_FINISH = {
    'stop': 'done',
    'eos': 'done',
    'length': 'length',
    'max_tokens': 'length',
    'content_filter': 'filtered',
    'tool_calls': 'tool',
    'function_call': 'tool',
    'error': 'error',
}


def chat_body(request: ChatRequest, limit_name: str) -> dict[str, Any]:
    """The request; settings nobody chose are not sent."""
    messages = [{'role': 'system', 'content': request.system}] if request.system.strip() else []
    body: dict[str, Any] = {
        'model': request.model,
        'messages': [*messages, {'role': 'user', 'content': _content(request)}],
        'stream': True,
        'stream_options': {'include_usage': True},
    }
    if request.temperature is not None:
        body['temperature'] = request.temperature
    if request.max_tokens is not None:
        body[limit_name] = request.max_tokens
    if request.schema is not None:
        described = {'name': 'answer', 'schema': request.schema, 'strict': True}
        body['response_format'] = {'type': 'json_schema', 'json_schema': described}
    return body | {name: request.settings[name] for name in SETTINGS if request.settings.get(name) is not None}


def _content(request: ChatRequest) -> str | list[dict[str, Any]]:
    if not request.pictures:
        return request.prompt
    addresses = [f'data:{one.media_type};base64,{one.base64}' for one in request.pictures]
    pictures = [{'type': 'image_url', 'image_url': {'url': address}} for address in addresses]
    return [{'type': 'text', 'text': request.prompt}, *pictures]


class ChunkReader:
    """Reads the chunks of one service."""

    def __init__(self, endpoint: Endpoint, refine: Refine = unrefined) -> None:
        self._endpoint = endpoint
        self._refine = refine
        self._refusal = ''

    def read(self, value: Any, event: Event, answer: Answer) -> Iterator[str]:
        """Text of one chunk; also takes a whole completion, for servers that ignore `stream`."""
        if event.data.strip() == DONE:
            answer.ended = bool(answer.finish)  # OpenClaw ends a failed stream with [DONE] and no reason
            return
        chunk = mapping(value)
        if chunk.get('error'):
            complaint = errors.complaint_of(0, chunk)
            raise self._refine(errors.as_error(self._endpoint, complaint, {}), complaint)
        answer.model = answer.model or str(chunk.get('model') or '')
        usage = mapping(chunk.get('usage'))
        answer.count_tokens(usage.get('prompt_tokens'), usage.get('completion_tokens'))
        for choice in map(mapping, items(chunk.get('choices'))[:1]):
            delta = mapping(choice.get('delta')) or mapping(choice.get('message'))
            yield from self._texts(delta, answer)
            self._refuse(delta, answer)
            if reason := choice.get('finish_reason'):
                answer.close(_FINISH.get(str(reason), 'unknown'), choice.get('native_finish_reason') or reason)

    def _texts(self, delta: Mapping[str, Any], answer: Answer) -> Iterator[str]:
        content = delta.get('content')
        for part in content if isinstance(content, list) else [content]:
            if isinstance(part, Mapping):  # Mistral: a list of chunks, some of them thinking
                if part.get('type', 'text') == 'text':
                    yield from answer.add(part.get('text'))
            else:
                yield from answer.add(part)
        answer.think(delta.get('reasoning_content') or delta.get('reasoning'))

    def _refuse(self, delta: Mapping[str, Any], answer: Answer) -> None:
        if isinstance(refusal := delta.get('refusal'), str) and refusal:
            self._refusal += refusal
            answer.finish, answer.reason = 'refused', self._refusal[:300]


async def list_models(
    endpoint: Endpoint, url: str, headers: Mapping[str, str], refine: Refine = unrefined
) -> list[ModelInfo]:
    """`GET /models`, without those that do not write text."""
    value = await ask_json(endpoint, url, headers, refine)
    entries = items(value) or items(mapping(value).get('data')) or items(mapping(value).get('models'))
    found = [mapping(entry) for entry in entries]
    return [info for entry in found if (info := _info(entry)) is not None]


def _info(entry: Mapping[str, Any]) -> ModelInfo | None:
    name = entry.get('id') or entry.get('key') or entry.get('name')
    abilities = entry.get('capabilities')
    if not isinstance(name, str) or not name or not writes_text(name):
        return None
    if isinstance(abilities, Mapping) and abilities.get('completion_chat') is False:
        return None
    if entry.get('type') in ('embedding', 'embeddings', 'image', 'audio', 'rerank', 'moderation'):
        return None
    context = entry.get('context_length') or entry.get('max_context_length') or entry.get('max_model_len')
    meta = mapping(entry.get('meta')).get('n_ctx')
    title = entry.get('display_name') or entry.get('name')
    return ModelInfo(
        id=name,
        name=title if isinstance(title, str) else '',
        context=next((n for n in (context, meta) if isinstance(n, int)), None),
    )
