"""The AI services a person can pick by name, and which of their offers suits most people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.domain.connections import Connection, ConnectionKind


class AiService(NamedTuple):
    """One tile. `liked` are parts of model names, the best first; `at_home` needs no key."""

    key: str
    name: str
    emoji: str
    kind: ConnectionKind
    base_url: str = ''
    at_home: bool = False
    liked: tuple[str, ...] = ()


SERVICES = (
    AiService(
        'openai', 'OpenAI', '🌀', ConnectionKind.OPENAI, '', liked=('gpt-5-mini', 'gpt-5', 'gpt-4.1-mini', 'gpt')
    ),
    AiService('anthropic', 'Claude (Anthropic)', '✴️', ConnectionKind.ANTHROPIC, liked=('sonnet', 'haiku')),
    AiService('gemini', 'Gemini (Google)', '💠', ConnectionKind.GEMINI, liked=('flash', 'pro')),
    AiService(
        'mistral',
        'Mistral',
        '🌬️',
        ConnectionKind.OPENAI,
        'https://api.mistral.ai/v1',
        liked=('mistral-medium-latest', 'mistral-small-latest', 'mistral-small'),
    ),
    AiService(
        'openrouter',
        'OpenRouter',
        '🔀',
        ConnectionKind.OPENAI,
        'https://openrouter.ai/api/v1',
        liked=('openrouter/auto',),
    ),
    AiService('ollama', 'Ollama', '🦙', ConnectionKind.OLLAMA, at_home=True),
    AiService('openclaw', 'OpenClaw', '🦀', ConnectionKind.OPENCLAW, at_home=True, liked=('openclaw',)),
    AiService('own', '', '🔧', ConnectionKind.OPENAI, at_home=True),
)


def recommended(service: AiService, models: Sequence[str]) -> str:
    """The model to begin with; '' when the service offers none."""
    for part in service.liked:
        found = sorted((model for model in models if part in model), key=len)
        if found:
            return found[0]
    return models[0] if models else ''


def emoji_of(connection: Connection) -> str:
    """The picture of a connection: of its service, or of its kind."""
    for service in SERVICES:
        if service.base_url and service.base_url == connection.base_url:
            return service.emoji
    if connection.kind is ConnectionKind.OPENAI and 'api.openai.com' not in connection.base_url:
        return '🔧'
    return next((service.emoji for service in SERVICES if service.kind is connection.kind), '🎓')
