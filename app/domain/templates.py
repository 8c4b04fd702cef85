"""A template: a ready recipe with its bots, a start form and a filled example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.pipelines import InputField, Step


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateBot:
    """A bot a template brings along; `key` is how the template's steps name it."""

    key: str
    name: str
    emoji: str
    description: str = ''
    system_prompt: str = ''


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """A template in one language (the loader keeps both). Steps name bots by `TemplateBot.key`."""

    id: str
    name: str
    emoji: str
    description: str
    category: str
    inputs: tuple[InputField, ...] = ()
    steps: tuple[Step, ...] = ()
    bots: tuple[TemplateBot, ...] = ()
    example_inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class BotOrigin:
    """Which template's bot a bot was made from; `id` is the bot's. A person cannot set or change it.

    A ready bot (`app.domain.personalities`) comes from no template: `template_id` is '', `key` is its own.
    """

    id: str
    template_id: str
    key: str
    language: str
    owner: str
    version: int = 0
