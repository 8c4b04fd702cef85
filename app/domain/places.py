"""Where documents lie: in the folder of a bot, or in a folder that several bots may read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class PlaceKind(Enum):
    """Whose folder it is."""

    BOT = 'bot'
    WORKSPACE = 'workspace'


@dataclass(frozen=True, slots=True)
class Place:
    """One folder of documents. Its id is that of the bot or workspace; both kinds draw their ids from one pool."""

    kind: PlaceKind
    id: str

    @classmethod
    def of_bot(cls, id: str) -> Place:
        """The folder of a bot."""
        return cls(PlaceKind.BOT, id)

    @classmethod
    def of_workspace(cls, id: str) -> Place:
        """The folder of a workspace."""
        return cls(PlaceKind.WORKSPACE, id)

    @property
    def parent(self) -> str:
        """`bots` or `workspaces`: the folder below the data folder in which it lies."""
        return f'{self.kind.value}s'
