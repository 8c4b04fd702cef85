"""How files of older versions become today's: functions on plain dictionaries, in one list that only grows.

A file says with which version it was written. On reading, every later migration of its kind is applied, in order.
Before a file is written in a newer version, its old self is copied to `backups/`; without the copy nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.errors import ConfigError

Change = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Migration:
    """From version n to n+1, where n counts from 1 by the place in the list.

    `kind` is the name of a collection, `history` (a summary) or `journal` (an event).
    """

    kind: str
    change: Change


def _with_tools(bot: dict[str, Any]) -> dict[str, Any]:
    """Until then nobody could choose what a bot may do; every bot may do what a new one may."""
    return bot | {'tools': ['documents', 'citations']}


def _with_tools_in_trash(item: dict[str, Any]) -> dict[str, Any]:
    """The same for a bot that lies in the trash."""
    return item | {'content': _with_tools(item['content'])} if item.get('kind') == 'bot' else item


MIGRATIONS: tuple[Migration, ...] = (  # append only; a released entry is never edited
    Migration('bots', _with_tools),
    Migration('trash', _with_tools_in_trash),
)


class Schema:
    """Today's version, and the way to it."""

    def __init__(self, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self._migrations = tuple(migrations)

    @property
    def version(self) -> int:
        """What is written into new files."""
        return len(self._migrations) + 1

    def is_old(self, kind: str, version: int) -> bool:
        """True when something of that kind changed since `version`. ConfigError when we are older than the file."""
        if version > self.version:
            raise ConfigError('data_newer', version=version)
        return any(migration.kind == kind for migration in self._migrations[version - 1 :])

    def up_to_date(self, kind: str, version: int, document: dict[str, Any]) -> dict[str, Any]:
        """`document` as it would have been written today."""
        for migration in self._migrations[version - 1 :]:
            if migration.kind == kind:
                document = migration.change(document)
        return document
