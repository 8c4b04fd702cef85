"""Where recipes and bots came from: asked before something is taken in twice, and when there is a newer file."""

from __future__ import annotations

import logging

from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.errors import AppError
from app.domain.sharing import Origin, Shared, SharedBot
from app.domain.workspaces import places_of
from app.sharing.strict import from_table
from app.sharing.table import to_table
from app.sharing.things import Keys, as_shared_bot, place
from app.storage.store import Store

log = logging.getLogger(__name__)


class Origins:
    """One entry for every file that was taken in and is still there."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._docs = store.collection('recipe-origins', Origin)
        self._read: dict[tuple[str, int], Shared] = {}  # by id and version

    def get(self, actor: Account, id: str) -> Origin | None:
        """Of one recipe or bot; None when it was made here."""
        found = self._docs.get(id)
        return found if found and found.owner == actor.id else None

    def all(self, actor: Account) -> list[Origin]:
        """Of everything that is still there, oldest first."""
        return [origin for origin in self._docs.all() if origin.owner == actor.id and self._is_there(origin.id)]

    async def put(self, origin: Origin) -> None:
        """Note it; what has been deleted for good meanwhile is forgotten."""
        for old in self._docs.all():
            if not self._is_there(old.id) and self._store.trash.get(old.id) is None:
                await self._docs.delete(old.id)
        await self._docs.put(origin)

    def same(self, actor: Account, shared: Shared) -> str:
        """The recipe or bot this content was taken in as; '' when it was not."""
        content = without_maker(to_table(shared))
        return next((one.id for one in self.all(actor) if without_maker(dict(one.content)) == content), '')

    def bot_for(self, actor: Account, bot: SharedBot) -> str:
        """A bot the person took in before that is still exactly like this one; '' when there is none.

        One that can read documents does not count: somebody else's recipe must not get to read them by looking alike.
        """
        workspaces = self._store.workspaces.all()
        for origin in self._docs.all():
            for known in self.content(origin).bots if origin.owner == actor.id else ():
                id = origin.ids.get(place('bot', known.key), '')
                mine = self._store.bots.get(id)
                if (
                    mine
                    and mine.owner == actor.id
                    and _is_like(mine, bot)
                    and not any(self._store.files.list(place_) for place_ in places_of(mine, workspaces))
                ):
                    return id
        return ''

    def content(self, origin: Origin) -> Shared:
        """The file as it was when it was taken in; nothing when somebody changed our note by hand."""
        key = (origin.id, origin.version)
        if key not in self._read:
            try:
                self._read[key] = from_table(origin.content)
            except AppError as error:
                log.warning('the origin of %s cannot be read: %s', origin.id, error)
                self._read[key] = Shared()
        return self._read[key]

    def _is_there(self, id: str) -> bool:
        return self._store.pipelines.get(id) is not None or self._store.bots.get(id) is not None


def without_maker(table: dict[str, object]) -> dict[str, object]:
    """The tables of a file without who made it and when: the same recipe stays the same."""
    return {name: value for name, value in table.items() if name not in ('made_by', 'made_at', 'seal')}


def _is_like(mine: Bot, bot: SharedBot) -> bool:
    same = as_shared_bot(mine, Keys({place('bot', bot.key): mine.id}))
    return same == bot and dict(mine.settings) == dict(bot.settings)
