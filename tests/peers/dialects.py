"""How each service words the same answer: text, why it stopped, what it counted, and its complaints."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.peers.hostile import Answer

OLLAMA_SHOW = {'model_info': {'general.architecture': 'llama', 'llama.context_length': 32768}}


def sse(value: Any, event: str = '') -> bytes:
    """One event. Characters that are not ASCII stay as they are, U+2028 too."""
    data = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return (f'event: {event}\n' if event else '').encode() + f'data: {data}\n\n'.encode()


def line(value: Any) -> bytes:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False).encode() + b'\n'


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """One service. `ends`: our finish -> the frames that end a stream so."""

    piece: Callable[[str], bytes]
    ends: Mapping[str, Sequence[bytes]]
    counted: Callable[[str], Sequence[bytes]]  # the end of a stream with usage 7/3
    error_event: Callable[[str], bytes]
    noise: Sequence[bytes]  # allowed frames that mean nothing
    complaint: Callable[[str, str], Any]  # (type or code, message) -> body
    models: Any
    limit: tuple[str, ...]
    keep_alive: bytes = b': noch da\n\n'
    media: str = 'text/event-stream'
    begin: Sequence[bytes] = ()
    path: str = ''  # added to the peer's address
    side: Mapping[str, Answer] = field(default_factory=dict)

    def stream(self, *pieces: str, finish: str = 'done') -> list[bytes]:
        """A whole answer."""
        return [*self.begin, *map(self.piece, pieces), *self.ends[finish]]

    def answer(self, *pieces: str, finish: str = 'done') -> Answer:
        """The same as an HTTP answer."""
        return Answer(media=self.media, parts=self.stream(*pieces, finish=finish))

    def refusal(self, status: int, kind: str, message: str = 'Nein.', **headers: str) -> Answer:
        """An answer that is not 200."""
        body = json.dumps(self.complaint(kind, message)).encode()
        named = {name.replace('_', '-'): value for name, value in headers.items()}
        return Answer(status=status, media='application/json', parts=[body], headers=named)


def _chunk(delta: Mapping[str, Any], finish: str | None = None) -> bytes:
    return sse({'id': 'c1', 'model': 'm', 'choices': [{'index': 0, 'delta': delta, 'finish_reason': finish}]})


_DONE = sse('[DONE]')
_CHAT_ENDS = {
    'done': [_chunk({}, 'stop'), _DONE],
    'length': [_chunk({}, 'length'), _DONE],
    'filtered': [_chunk({}, 'content_filter'), _DONE],
    'refused': [_chunk({'refusal': 'Das mache ich '}), _chunk({'refusal': 'nicht.'}), _chunk({}, 'stop'), _DONE],
    'trouble': [_chunk({}, 'error'), _DONE],
    'unknown_end': [_chunk({}, 'vollmond'), _DONE],
}


def _chat(path: str, models: Sequence[str]) -> Dialect:
    return Dialect(
        piece=lambda text: _chunk({'content': text}),
        begin=[_chunk({'role': 'assistant', 'content': None})],
        ends=_CHAT_ENDS,
        counted=lambda finish: [
            *_CHAT_ENDS[finish][:-1],
            sse({'choices': [], 'usage': {'prompt_tokens': 7, 'completion_tokens': 3}}),
            _DONE,
        ],
        error_event=lambda message: sse({'error': {'message': message, 'type': 'api_error'}}),
        noise=[sse({'choices': []}), sse({'moderation': 1, 'choices': [{'delta': {'reasoning': 'hm'}}]}), b'id: 7\n\n'],
        complaint=lambda kind, message: {'error': {'message': message, 'type': kind, 'param': None, 'code': kind}},
        models={'object': 'list', 'data': [{'id': name, 'object': 'model'} for name in models]},
        limit=('max_tokens',),
        path=path,
    )


def _claude(value: Mapping[str, Any]) -> bytes:
    return sse(value, str(value['type']))


def _claude_end(reason: str, output: int | None = None, **more: Any) -> list[bytes]:
    usage = {} if output is None else {'usage': {'output_tokens': output}}
    return [
        _claude({'type': 'content_block_stop', 'index': 1}),
        _claude({'type': 'message_delta', 'delta': {'stop_reason': reason, **more}, **usage}),
        _claude({'type': 'message_stop'}),
    ]


_CLAUDE_REASONS = {'done': 'end_turn', 'length': 'max_tokens', 'refused': 'refusal', 'unknown_end': 'vollmond'}


def _claude_start(usage: Mapping[str, int] | None = None) -> bytes:
    message = {'id': 'm1', 'model': 'm', **({'usage': usage} if usage else {})}
    return _claude({'type': 'message_start', 'message': message})


_ANTHROPIC = Dialect(
    piece=lambda text: _claude(
        {'type': 'content_block_delta', 'index': 1, 'delta': {'type': 'text_delta', 'text': text}}
    ),
    begin=[
        _claude_start(),
        _claude({'type': 'content_block_start', 'index': 0, 'content_block': {'type': 'thinking', 'thinking': ''}}),
        _claude({'type': 'content_block_delta', 'index': 0, 'delta': {'type': 'thinking_delta', 'thinking': 'Hm.'}}),
        _claude({'type': 'content_block_delta', 'index': 0, 'delta': {'type': 'signature_delta', 'signature': 'x'}}),
        _claude({'type': 'content_block_start', 'index': 1, 'content_block': {'type': 'text', 'text': ''}}),
    ],
    ends={ours: _claude_end(theirs) for ours, theirs in _CLAUDE_REASONS.items()},
    counted=lambda finish: [
        _claude_start({'input_tokens': 4, 'cache_read_input_tokens': 3, 'output_tokens': 1}),
        *_claude_end(_CLAUDE_REASONS[finish], 3),
    ],
    error_event=lambda message: _claude({'type': 'error', 'error': {'type': 'api_error', 'message': message}}),
    noise=[_claude({'type': 'ping'}), _claude({'type': 'vollmond', 'x': [1]})],
    complaint=lambda kind, message: {'type': 'error', 'error': {'type': kind, 'message': message}, 'request_id': 'r'},
    models={
        'data': [{'type': 'model', 'id': 'm', 'display_name': 'Modell M', 'max_input_tokens': 9}],
        'has_more': False,
    },
    limit=('max_tokens',),
)


def _candidate(reason: str = '', **part: Any) -> dict[str, Any]:
    end = {'finishReason': reason} if reason else {}
    return {'candidates': [{'content': {'role': 'model', 'parts': [part] if part else []}, 'index': 0, **end}]}


_GEMINI_REASONS = {
    'done': 'STOP',
    'length': 'MAX_TOKENS',
    'filtered': 'SAFETY',
    'trouble': 'MALFORMED_FUNCTION_CALL',
    'unknown_end': 'VOLLMOND',
}
_GEMINI = Dialect(
    piece=lambda text: sse(_candidate(text=text)),
    begin=[sse(_candidate(text='Hm.', thought=True))],
    ends={ours: [sse(_candidate(theirs))] for ours, theirs in _GEMINI_REASONS.items()},
    counted=lambda finish: [
        sse({'usageMetadata': {'promptTokenCount': 7}}),
        sse(_candidate(_GEMINI_REASONS[finish]))[:-3]
        + b', "usageMetadata": {"promptTokenCount": 7, "candidatesTokenCount": 2, "thoughtsTokenCount": 1}}\n\n',
    ],
    error_event=lambda message: sse({'error': {'code': 500, 'message': message, 'status': 'INTERNAL'}}),
    noise=[sse({'candidates': []}), sse(_candidate(thoughtSignature='x')), sse({'vollmond': 1})],
    complaint=lambda kind, message: {'error': {'code': 400, 'message': message, 'status': kind.upper(), 'details': []}},
    models={
        'models': [
            {
                'name': 'models/m',
                'displayName': 'Modell M',
                'inputTokenLimit': 9,
                'supportedGenerationMethods': ['generateContent'],
            },
            {'name': 'models/zahlen', 'supportedGenerationMethods': ['embedContent']},
        ]
    },
    limit=('generationConfig', 'maxOutputTokens'),
)


def _spoken(text: str) -> bytes:
    return line({'model': 'm', 'message': {'role': 'assistant', 'content': text}, 'done': False})


def _ollama_end(reason: str, **counted: int) -> list[bytes]:
    return [line({'model': 'm', 'message': {'content': ''}, 'done': True, 'done_reason': reason, **counted})]


_OLLAMA_REASONS = {'done': 'stop', 'length': 'length', 'unknown_end': 'vollmond'}
_OLLAMA = Dialect(
    piece=_spoken,
    begin=[line({'message': {'content': '', 'thinking': 'Hm.'}, 'done': False})],
    ends={ours: _ollama_end(theirs) for ours, theirs in _OLLAMA_REASONS.items()},
    counted=lambda finish: _ollama_end(_OLLAMA_REASONS[finish], prompt_eval_count=7, eval_count=3),
    error_event=lambda message: line({'error': message}),
    noise=[line({'vollmond': 1}), line({'message': None})],
    complaint=lambda kind, message: {'error': f'{kind}: {message}'},
    models={'models': [{'name': 'm', 'capabilities': ['completion']}, {'name': 'z', 'capabilities': ['embedding']}]},
    limit=('options', 'num_predict'),
    keep_alive=b'\n',
    media='application/x-ndjson',
    side={'/api/show': Answer(media='application/json', parts=[json.dumps(OLLAMA_SHOW).encode()])},
)

DIALECTS = {
    'openai': _chat('/v1', ['m', 'text-embedding-3-small', 'gpt-4o-realtime-preview']),
    'openclaw': _chat('', ['openclaw/m']),
    'anthropic': _ANTHROPIC,
    'gemini': _GEMINI,
    'ollama': _OLLAMA,
}
