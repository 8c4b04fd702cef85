"""A connection to an AI back end. The key is kept in the secrets store, never here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class ConnectionKind(Enum):
    """Which protocol is spoken; the value is the file name of the provider plugin."""

    OPENAI = 'openai'  # chat completions: OpenAI, Mistral, OpenRouter, LM Studio, llama.cpp, vLLM, ...
    ANTHROPIC = 'anthropic'
    GEMINI = 'gemini'
    OLLAMA = 'ollama'
    OPENCLAW = 'openclaw'
    PRACTICE = 'practice'  # no AI: built-in, always there


@dataclass(frozen=True, kw_only=True, slots=True)
class Connection:
    """An AI back end as stored. `max_parallel` None = no limit."""

    id: str
    kind: ConnectionKind
    name: str
    base_url: str = ''
    has_key: bool = False
    key_tail: str = ''  # last 4 characters, so that a person recognises the key
    default_model: str = ''
    models: tuple[str, ...] = ()  # as last listed by the service
    models_at: datetime | None = None
    is_default: bool = False
    max_parallel: int | None = None
    created_at: datetime
    updated_at: datetime
    version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ConnectionCheck:
    """Result of trying a connection. `key` is '' when ok, else an error code of ProviderError."""

    ok: bool
    latency_ms: int
    models: tuple[str, ...] = ()
    key: str = ''
    detail: str = ''


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundServer:
    """A local AI program that answered; `needs_key` when it wants one."""

    kind: ConnectionKind
    name: str
    base_url: str
    models: tuple[str, ...] = ()
    needs_key: bool = False
    api_off: bool = False  # OpenClaw is there, but its HTTP surface is switched off
