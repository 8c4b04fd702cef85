"""Which AI answers for a bot, in plain words."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.connections import Connection, ConnectionKind
from app.domain.errors import ProviderError
from components.texts import t


def ai_name(services: Services, model: str) -> str:
    """'OpenAI (gpt-5-mini)', 'Übungsmodus', or that there is none."""
    try:
        found = services.connections.resolve(model)
    except ProviderError:
        return t('ai.none')
    if found.connection.kind is ConnectionKind.PRACTICE:
        return t('ai.practice')
    return t('ai.named', name=found.connection.name, model=found.model)


def connection_name(connection: Connection) -> str:
    """The connection's name; the built-in one in the viewer's language."""
    return t('ai.practice') if connection.kind is ConnectionKind.PRACTICE else connection.name
