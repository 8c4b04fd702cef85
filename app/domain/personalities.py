"""A ready personality: a bot for one everyday topic that a person can take with one press."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Personality:
    """A ready bot in one language (the loader keeps both). `topic` is its headline in the gallery."""

    key: str
    topic: str
    topic_emoji: str
    emoji: str
    name: str
    sentence: str  # what it does, for the card; the bot's description
    system_prompt: str
    sample: str  # a question to try it out with
    tools: tuple[str, ...]
