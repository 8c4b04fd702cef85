"""A bot as it might be: one change a person tries out beside the bot as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from app.domain.bots import Bot, Tool


class Change(Enum):
    """What may be different."""

    FRIENDLIER = 'friendlier'
    SHORTER = 'shorter'
    EXACT = 'exact'
    OTHER_AI = 'other_ai'
    NO_DOCUMENTS = 'no_documents'


SENTENCES = (Change.FRIENDLIER, Change.SHORTER, Change.EXACT)  # each adds one sentence to the personality


@dataclass(frozen=True, slots=True)
class Variant:
    """The chosen change; `value` is the added sentence, or the other AI."""

    change: Change
    value: str = ''

    def changes(self, bot: Bot) -> dict[str, Any]:
        """What is to be saved when the person takes it over; empty when the bot is like that already."""
        wanted: Mapping[str, Any]
        if self.change in SENTENCES:
            known = self.value in bot.system_prompt
            wanted = {} if known else {'system_prompt': f'{bot.system_prompt}\n\n{self.value}'.strip()}
        elif self.change is Change.OTHER_AI:
            wanted = {'model': self.value}
        else:
            wanted = {'tools': tuple(tool for tool in bot.tools if tool != Tool.DOCUMENTS.value)}
        return {part: value for part, value in wanted.items() if getattr(bot, part) != value}

    def of(self, bot: Bot) -> Bot:
        """The bot with the change."""
        return replace(bot, **self.changes(bot))
