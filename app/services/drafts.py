"""Typed text that survives a reload, a restart and signing out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from app.clock import Clock
from app.domain.accounts import Account
from app.domain.drafts import Draft
from app.storage.store import Store

MAX_LETTERS = 1_000_000  # of all fields of one form together
MAX_DRAFTS = 200  # of one person; the oldest go first


class DraftService:
    """What stands in a form and was not sent yet. Never refuses: whatever can be kept is kept."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def get(self, actor: Account, form: str) -> dict[str, str]:
        """The typed values by field; empty when there are none."""
        draft = self._store.drafts.get(_id(actor, form))
        return dict(draft.values) if draft else {}

    async def save(self, actor: Account, form: str, values: Mapping[str, str]) -> None:
        """Keep what stands in the form now; an empty form is forgotten."""
        kept = _storable(values)
        if not any(kept.values()):
            await self.clear(actor, form)
        elif kept != self.get(actor, form):
            draft = Draft(id=_id(actor, form), owner=actor.id, form=form, values=kept, updated_at=self._clock.now())
            await self._store.drafts.put(draft)
            await self._forget_oldest(actor)

    async def clear(self, actor: Account, form: str) -> None:
        """Forget the form: it was sent or given up."""
        id = _id(actor, form)
        if self._store.drafts.get(id) is not None:
            await self._store.drafts.delete(id)

    async def _forget_oldest(self, actor: Account) -> None:
        mine = sorted(
            (draft for draft in self._store.drafts.all() if draft.owner == actor.id),
            key=lambda draft: (draft.updated_at, draft.id),
        )
        for draft in mine[:-MAX_DRAFTS]:
            await self._store.drafts.delete(draft.id)


def _id(actor: Account, form: str) -> str:
    return hashlib.sha256(f'{actor.id}/{form}'.encode('utf-8', 'replace')).hexdigest()[:40]


def _storable(values: Mapping[str, str]) -> dict[str, str]:
    left = MAX_LETTERS
    kept = {}
    for name, text in values.items():
        clean = text[:left].encode('utf-8', 'replace').decode().replace('\x00', '')
        kept[name] = clean
        left -= len(clean)
    return kept
