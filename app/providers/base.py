"""What a provider is: one file with a class and `PLUGIN`, file name = `key`."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from app.domain.passages import Remembered
from app.domain.text import Text

MAX_ANSWER = 2_000_000  # characters of one answer; more is a `flood`


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of a plugin's form. `secret` values are write-only; `advanced` hides behind "Mehr Einstellungen"."""

    key: str
    label: Text
    help: Text = Text('', '')
    default: str = ''
    required: bool = False
    secret: bool = False
    advanced: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """Where and as whom to call. `id` keeps the connection pools and remembered repairs of connections apart."""

    id: str
    kind: str
    name: str
    base_url: str = ''
    api_key: str = field(default='', repr=False)
    idle_timeout_s: float | None = None  # silence allowed between two bytes; None = 120 cloud, 600 local


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture the AI is to look at."""

    media_type: str
    data: bytes

    @property
    def base64(self) -> str:
        """The bytes as every service takes them."""
        return base64.b64encode(self.data).decode()


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatRequest:
    """One call. Settings that are None are not sent: models must work on their own defaults."""

    model: str
    system: str
    prompt: str
    pictures: tuple[Picture, ...] = ()  # only for an AI that can see; the others refuse them
    temperature: float | None = None
    max_tokens: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)  # further settings of the bot, e.g. top_p
    session: str = ''  # stable name of this step's conversation, for services that keep sessions
    practice: str = ''  # frame for the practice engine
    task: str = ''  # the step's instruction alone, for the practice engine
    material: str = ''  # the step's input alone, for the practice engine
    language: str = 'de'
    # JSON schema of the answer: closed objects with all their fields required, else some services refuse it. A service
    # without schemas answers as text all the same, so the prompt says the shape too and the reader checks it.
    schema: Mapping[str, Any] | None = None
    shape: str = 'text'  # text | table | fields, for the practice engine
    columns: tuple[str, ...] = ()  # what the table or the fields hold, for the practice engine
    documents: tuple[Remembered, ...] = ()  # what the bot remembered, for the practice engine; part of `prompt` already


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatResult:
    """The end of an answer that the service itself marked as complete.

    `finish`: done | length | tool. (refused, filtered, error are raised as ProviderError with the text kept.)
    """

    text: str
    finish: str
    thinking: str = ''
    input_tokens: int | None = None
    output_tokens: int | None = None
    model: str = ''
    request_id: str = ''


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelInfo:
    """A model a connection offers. `context` = tokens it can read, None when the service does not say."""

    id: str
    name: str = ''
    context: int | None = None


class Provider(Protocol):
    """An AI service. Every failure is a ProviderError; cancelling the task closes the open request."""

    key: str
    title: Text
    help: Text
    fields: tuple[Field, ...]
    default_url: str

    def chat(self, endpoint: Endpoint, request: ChatRequest) -> AsyncIterator[str | ChatResult]:
        """Yield pieces of text as they come, then exactly one ChatResult as the last item."""
        ...

    async def models(self, endpoint: Endpoint) -> list[ModelInfo]:
        """The models on offer now; also the cheapest test of address and key."""
        ...


@runtime_checkable
class Embedder(Protocol):
    """What some services can besides: turn texts into numbers, near ones for texts of near meaning."""

    async def embed(self, endpoint: Endpoint, model: str, texts: Sequence[str]) -> list[list[float]]:
        """One list of numbers per text, in their order; ProviderError `no_meaning` when the service cannot do it."""
        ...
