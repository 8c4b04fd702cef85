"""Every save of a bot or recipe is kept as a version: the door through which both are saved."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, TypeVar

from app.domain.bots import Bot
from app.domain.codec import to_json
from app.domain.errors import StoreError
from app.domain.pipelines import Pipeline
from app.storage.docs import Docs
from app.storage.store import Store

Thing = TypeVar('Thing', Bot, Pipeline)
NOT_CONTENT = ('version', 'updated_at')  # they belong to the save
log = logging.getLogger(__name__)


class VersionKeeper:
    """Saves bots and recipes, and keeps each state they ever had until they are deleted for good."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def save(
        self, thing: Thing, *, by: str, expect: int | None = None, at: datetime | None = None, why: str = ''
    ) -> Thing:
        """Put it in its collection; `Conflict` when the stored version is not the expected one."""
        docs: Docs[Any] = self._store.bots if isinstance(thing, Bot) else self._store.pipelines
        before = docs.get(thing.id)
        if before is not None:
            # Saved before versions were kept, or the power failed between the two lines below.
            await self.keep(before, by=before.owner)
        saved: Thing = await docs.put(thing, expect=expect)
        try:
            await self.keep(saved, by=by, at=at, why=why)
        except StoreError as error:  # it is saved; the next save makes up for this
            log.warning('version %d of %s could not be kept yet: %s', saved.version, saved.id, error)
        return saved

    async def keep(self, thing: Bot | Pipeline, *, by: str, at: datetime | None = None, why: str = '') -> None:
        """Keep the state it has now, unless it is kept already."""
        kind = collection_of(thing)
        if not self._store.versions.has(kind, thing.id, thing.version):
            await self._store.versions.add(
                kind, content(thing), number=thing.version, at=at or thing.updated_at, by=by, why=why
            )

    async def forget(self, kind: str, id: str, newest: int) -> None:
        """It was deleted for good; `kind` as in the trash."""
        await self._store.versions.drop(f'{kind}s', id, newest)


def collection_of(thing: Bot | Pipeline) -> str:
    """The name of the collection it lies in."""
    return 'bots' if isinstance(thing, Bot) else 'pipelines'


def content(thing: Bot | Pipeline) -> dict[str, Any]:
    """Everything that makes up a version."""
    return {name: value for name, value in to_json(thing).items() if name not in NOT_CONTENT}
