"""Repeats what the OpenClaw gateway 2026.9.6 was seen to answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tests.peers.hostile import HANG, Answer

TOKEN = 'oc-geheim-4711'
ROLE = {'id': 'chatcmpl_1', 'object': 'chat.completion.chunk', 'model': 'openclaw/anna'}


def _event(value: Any) -> bytes:
    return b'data: %b\n\n' % (value if isinstance(value, str) else json.dumps(value)).encode()


def _delta(finish: str | None = None, **delta: Any) -> bytes:
    return _event({**ROLE, 'choices': [{'index': 0, 'delta': delta, 'finish_reason': finish}]})


def stream(*pieces: str, usage: bool = True) -> list[bytes]:
    """Role first and at once, then the text, then the reason, usage, and the end."""
    counted = {**ROLE, 'choices': [], 'usage': {'prompt_tokens': 100, 'completion_tokens': 7, 'total_tokens': 107}}
    return [
        _delta(role='assistant'),
        *(_delta(content=piece) for piece in pieces),
        _delta('stop'),
        *([_event(counted)] if usage else []),
        _event('[DONE]'),
    ]


def failed_stream(message: str, *pieces: str) -> Answer:
    """HTTP stays 200; an error event, then [DONE], and no reason for stopping."""
    error = _event({'error': {'message': message, 'type': 'api_error'}})
    text = [_delta(content=piece) for piece in pieces]
    return Answer(parts=[_delta(role='assistant'), *text, error, _event('[DONE]')])


def unfinished_stream(*pieces: str) -> Answer:
    """[DONE] without a reason: a run that ended early."""
    return Answer(parts=[_delta(role='assistant'), *(_delta(content=piece) for piece in pieces), _event('[DONE]')])


def silent() -> Answer:
    """The role at once, then nothing while OpenClaw retries a sick service; it sends no keep-alives."""
    return Answer(parts=[_delta(role='assistant'), HANG])


def refusal(status: int, type: str, message: str) -> Answer:
    """A plain error."""
    body = json.dumps({'error': {'message': message, 'type': type}}).encode()
    return Answer(status=status, media='application/json', parts=[body], framing='length')


UNAUTHORIZED = refusal(401, 'unauthorized', 'Unauthorized')
SERVICE_KEY_REFUSED = refusal(401, 'authentication_error', 'upstream provider rejected the credentials')
UNKNOWN_AGENT = refusal(400, 'invalid_request_error', "Unknown agent 'x'.")
NO_OWNER = refusal(400, 'invalid_request_error', 'The request has no explicit owner.')
NOT_AN_AGENT = refusal(400, 'invalid_request_error', 'Invalid model. Use `openclaw` or `openclaw/<agentId>`.')
UNKNOWN_PROVIDER = refusal(404, 'invalid_request_error', 'Unknown provider')
LLM_DOWN = refusal(408, 'api_error', 'upstream provider timeout')
LLM_500 = refusal(502, 'api_error', 'upstream provider error')
LLM_429 = refusal(429, 'rate_limit_error', 'upstream provider rate limit')
COOLING_DOWN = refusal(500, 'api_error', 'internal error')
API_OFF = Answer(status=404, media='text/plain', parts=[b'Not Found'], framing='length')
WEB_PAGE = Answer(media='text/html; charset=utf-8', parts=[b'<!doctype html><title>OpenClaw</title>'])
COOL_DOWN_EVENT = 'fake/fake-1: temporarily disabled after a provider auth/billing failure. Retry after about 1 minute.'


def agents(*names: str) -> Answer:
    """The model list."""
    data: Sequence[Any] = [{'id': name, 'object': 'model', 'owned_by': 'openclaw'} for name in names]
    return Answer(media='application/json', parts=[json.dumps({'object': 'list', 'data': data}).encode()])
