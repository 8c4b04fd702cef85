"""A workspace: a folder with documents, and the bots that may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.bots import Bot
from app.domain.places import Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Workspace:
    """`parent_id` is the workspace it is shown under, '' at the top; access never passes from one to the other."""

    id: str
    name: str
    emoji: str = '🗂️'
    description: str = ''
    parent_id: str = ''
    bot_ids: tuple[str, ...] = ()
    owner: str = ''
    created_at: datetime
    updated_at: datetime
    version: int = 0

    @property
    def documents_path(self) -> str:
        """Where the person's files lie, relative to the data folder."""
        return f'workspaces/{self.id}/documents'


def places_of(bot: Bot, workspaces: Iterable[Workspace]) -> list[Place]:
    """Everything this bot may read, and nothing else: its own folder, and the workspaces of its owner that name it."""
    named = [one for one in workspaces if one.owner == bot.owner and bot.id in one.bot_ids]
    return [Place.of_bot(bot.id), *(Place.of_workspace(one.id) for one in named)]
