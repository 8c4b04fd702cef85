"""A recipe that was only proposed: shown for review, nothing of it is in use yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.pipelines import InputField, Step


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftBot:
    """A bot of the draft; `key` is how its steps name it. With `bot_id` it is one the person has already."""

    key: str
    name: str
    emoji: str = '🤖'
    description: str = ''
    system_prompt: str = ''
    bot_id: str = ''


@dataclass(frozen=True, kw_only=True, slots=True)
class RecipeDraft:
    """What was made of a person's sentence. Steps name bots by `DraftBot.key`."""

    sentence: str
    name: str
    emoji: str = '📋'
    description: str = ''
    inputs: tuple[InputField, ...] = ()
    steps: tuple[Step, ...] = ()
    bots: tuple[DraftBot, ...] = ()
    template_id: str = ''  # it is this template, word for word; '' = an AI wrote it
    service: str = ''  # the connection that read the sentence; '' = nobody did

    def bots_by_step(self) -> Mapping[str, DraftBot]:
        """Step id -> its bot; steps without one are left out."""
        bots = {bot.key: bot for bot in self.bots}
        return {step.id: bots[step.bot_id] for step in self.steps if step.bot_id in bots}
