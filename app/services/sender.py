"""Whose name and address stand on letters: one sender for each person."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.accounts import Account
from app.domain.codec import to_json
from app.domain.sender import Sender
from app.domain.settings import Setting
from app.services.fields import Form
from app.storage.store import Store

PARTS = ('name', 'street', 'town', 'phone', 'email')
MAX_LETTERS = 100


class SenderService:
    """Keeps what a person wants to have on every letter; nobody else reads it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, actor: Account) -> Sender:
        """The person's sender; empty until it is filled in."""
        setting = self._store.settings.get(_id(actor))
        if setting is None:
            return Sender()
        return Sender(**{part: str(setting.values.get(part, '')) for part in PARTS})

    async def save(self, actor: Account, values: Mapping[str, str]) -> Sender:
        """Keep it; a part that is not named becomes empty. `Invalid` with every part that cannot be taken."""
        form = Form({part: values.get(part, '') for part in PARTS})
        sender = Sender(**{part: ' '.join(form.text(part, MAX_LETTERS).split()) for part in PARTS})
        form.check()
        await self._store.settings.put(Setting(id=_id(actor), values=to_json(sender)))
        return sender


def _id(actor: Account) -> str:
    return f'sender-{actor.id}'
