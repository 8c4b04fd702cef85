"""A workspace: a folder with documents, and the bots that may read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.bots import Bot
from app.domain.places import Place

MAX_DEPTH = 8  # folders in folders: deeper ones are neither understood nor fit on a phone


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


@dataclass(frozen=True, slots=True)
class Branch:
    """A workspace in the tree, with those that are shown under it."""

    workspace: Workspace
    below: tuple[Branch, ...] = ()


def places_of(bot: Bot, workspaces: Iterable[Workspace]) -> list[Place]:
    """Everything this bot may read, and nothing else: its own folder, and the workspaces of its owner that name it."""
    named = [one for one in workspaces if one.owner == bot.owner and bot.id in one.bot_ids]
    return [Place.of_bot(bot.id), *(Place.of_workspace(one.id) for one in named)]


def tree(workspaces: Collection[Workspace]) -> tuple[Branch, ...]:
    """All of them, each once, in the order given. One whose parent is not among them stands at the top.

    Two windows may each have moved one folder under the other at the same moment: then the first of them stands at
    the top too, so that none is ever out of sight.
    """
    parents = {one.id: one.parent_id for one in workspaces}
    below: dict[str, list[Workspace]] = {}
    for one in workspaces:
        is_on_top = one.parent_id not in parents or _is_first_of_circle(one.id, parents)
        below.setdefault('' if is_on_top else one.parent_id, []).append(one)

    def branches(id: str) -> tuple[Branch, ...]:
        return tuple(Branch(one, branches(one.id)) for one in below.get(id, ()))

    return branches('')


def parent_problem(workspaces: Collection[Workspace], id: str, parent_id: str) -> str:
    """'' when the workspace (a new one has the id '') can lie under that parent, else the key of what is wrong."""
    parents = {one.id: one.parent_id for one in workspaces}
    if parent_id and parent_id not in parents:
        return 'workspace_missing'
    above = _way_up(parent_id, parents)
    if id in above:
        return 'workspace_circle'
    deepest = max((len(way) for one in parents if id in (way := _way_up(one, parents))), default=1)
    own = len(_way_up(id, parents)) - 1 if id in parents else 0
    return 'workspace_deep' if len(above) + deepest - own > MAX_DEPTH else ''


def _way_up(id: str, parents: dict[str, str]) -> list[str]:
    """The workspace itself, its parent, and so on to the top; each once, also in a circle."""
    way: list[str] = []
    while id in parents and id not in way:
        way.append(id)
        id = parents[id]
    return way


def _is_first_of_circle(id: str, parents: dict[str, str]) -> bool:
    way = _way_up(id, parents)
    if parents[way[-1]] != id:
        return False
    return id == next(one for one in parents if one in way)
