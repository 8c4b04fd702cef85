"""OpenClaw: a gateway whose agents look like models; it speaks chat completions with habits of its own."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace

from app.domain.errors import ProviderError
from app.domain.text import Text
from app.providers.base import ChatRequest, ChatResult, Endpoint, Field, ModelInfo
from app.providers.completions import ChunkReader, chat_body, list_models
from app.providers.errors import Complaint
from app.providers.exchange import Post, talk

COOL_DOWN_S = 60.0
_AGENT = re.compile(r'[a-z0-9_][a-z0-9_-]{0,63}')


class OpenClaw:
    """Agents of a running gateway."""

    key = 'openclaw'
    title = Text('OpenClaw', 'OpenClaw')
    help = Text(
        'Für Bots, die in deinem OpenClaw wohnen. OpenClaw muss schon laufen.',
        'For bots that live in your OpenClaw. OpenClaw must be running already.',
    )
    default_url = 'http://127.0.0.1:18789'
    fields = (
        Field(key='base_url', label=Text('Adresse', 'Address'), default=default_url, required=True),
        Field(
            key='api_key',
            label=Text('Schlüssel', 'Key'),
            help=Text('OpenClaw zeigt ihn dir in seinen Einstellungen.', 'OpenClaw shows it in its settings.'),
            required=True,
            secret=True,
        ),
    )

    def chat(self, endpoint: Endpoint, request: ChatRequest) -> AsyncIterator[str | ChatResult]:
        """Pieces of text, then the result."""
        model, agent = _model_and_agent(request.model)
        headers = _headers(endpoint)
        if request.session and agent:
            # Only the full form: a bare key fails with several agents, another agent's key runs that agent.
            session = re.sub(r'[^A-Za-z0-9_.-]', '-', request.session)[:120]
            headers['x-openclaw-session-key'] = f'agent:{agent}:oo-{session}'
        post = Post(
            url=f'{endpoint.base_url}/v1/chat/completions',
            headers=headers,
            body=chat_body(replace(request, model=model), 'max_tokens'),
            model=model,
            # Silence of 100 s is normal while OpenClaw retries a sick service; the step has its own clock.
            idle_s=endpoint.idle_timeout_s,
            limit=('max_tokens',),
            swap_limit=True,
            refine=refine,
        )
        return talk(endpoint, post, ChunkReader(endpoint, refine).read)

    async def models(self, endpoint: Endpoint) -> list[ModelInfo]:
        """The agents of the gateway."""
        return await list_models(endpoint, f'{endpoint.base_url}/v1/models', _headers(endpoint), refine)


def refine(error: ProviderError, complaint: Complaint) -> ProviderError:
    """What an error means at OpenClaw, where two keys and two services are involved."""
    message = complaint.message.lower()
    if not complaint.is_json and complaint.status in (200, 404):
        return _as('api_off', error)  # the gateway is there (200 is its web page), its interface is not
    if complaint.status == 401 and 'authentication_error' in complaint.names:
        return _as('denied', error)  # our key was right; the service behind OpenClaw refused OpenClaw's key
    if 'auth/billing' in message:
        return _as('denied', error)
    if 'unknown agent' in message or 'no explicit owner' in message or 'use `openclaw`' in message:
        return _as('model_gone', error)
    if complaint.status in (408, 429, 502) or 'upstream provider' in message:
        error.retryable, error.retry_after = False, None  # OpenClaw has tried eight to ten times itself
    elif complaint.status == 500:
        error.retry_after = COOL_DOWN_S  # after a refused key an agent says "internal error" for up to a minute
    return error


def _as(code: str, error: ProviderError) -> ProviderError:
    return ProviderError(
        code,
        service=error.service,
        detail=error.detail,
        http_status=error.http_status,
        request_id=error.request_id,
        text=error.text,
    )


def _model_and_agent(name: str) -> tuple[str, str]:
    """What goes into `model`, and the agent's own name; '' when the gateway shall choose."""
    agent = re.sub(r'^(openclaw[/:]|agent:)', '', name.strip().lower())
    if agent in ('', 'openclaw', 'default') or not _AGENT.fullmatch(agent):
        return (name or 'openclaw'), ''
    return f'openclaw/{agent}', agent


def _headers(endpoint: Endpoint) -> dict[str, str]:
    return {'Authorization': f'Bearer {endpoint.api_key}'} if endpoint.api_key else {}


PLUGIN = OpenClaw()
