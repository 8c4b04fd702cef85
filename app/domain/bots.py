"""A bot: name, emoji, personality, model and an own document folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any


class Tool(Enum):
    """What a bot may do besides answering; the values stand in `Bot.tools`."""

    DOCUMENTS = 'documents'  # reads in its own documents and in the folders that name it
    CITATIONS = 'citations'  # marks where a sentence comes from


ALL_TOOLS = tuple(tool.value for tool in Tool)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bot:
    """An assistant. `model` is '' (default connection), 'NAME' or 'CONNECTION_ID/MODEL'."""

    id: str
    name: str
    emoji: str = '🤖'
    description: str = ''
    system_prompt: str = ''
    model: str = ''
    settings: Mapping[str, Any] = field(default_factory=dict)  # temperature, max_tokens, ...; empty = the model's own
    tools: tuple[str, ...] = ()  # values of `Tool`
    owner: str = ''
    created_at: datetime
    updated_at: datetime
    version: int = 0

    @property
    def documents_path(self) -> str:
        """Where the person's files for this bot lie, relative to the data folder."""
        return f'bots/{self.id}/documents'
