"""Folders in words: what is in them, who may read them, and where they lie among the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.places import Place
from app.domain.workspaces import Branch, Workspace, parent_problem, tree
from components.texts import number, t


def about_words(services: Services, actor: Account, one: Workspace) -> str:
    """'3 Dateien · 2 Bots dürfen lesen'."""
    files = services.documents.count(actor, Place.of_workspace(one.id))
    readers = sum(bot.id in one.bot_ids for bot in services.bots.list(actor))
    said = t('workspaces.files', count=files, shown=number(files)) if files else t('workspaces.no_files')
    who = t('workspaces.may_read', count=readers) if readers else t('workspaces.nobody')
    return t('workspaces.about', files=said, readers=who)


def place_choices(workspaces: Sequence[Workspace], id: str = '') -> list[tuple[str, str]]:
    """Where a folder (a new one has the id '') may lie: at the top, or in one of the others, named with its way."""
    named = [(one.id, words) for one, words in _with_ways(tree(workspaces))]
    fitting = [choice for choice in named if not parent_problem(workspaces, id, choice[0])]
    return [('', t('workspaces.top')), *fitting]


def _with_ways(branches: Sequence[Branch], above: str = '') -> Iterator[tuple[Workspace, str]]:
    for branch in branches:
        one = branch.workspace
        words = t('workspaces.way', above=above, name=one.name) if above else one.name
        yield one, words
        yield from _with_ways(branch.below, words)
