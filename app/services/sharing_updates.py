"""A newer file of something a person has: what is new in it, what of one's own stands against it, taking it over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from app.domain.accounts import Account
from app.domain.errors import Conflict, Invalid, NotFound
from app.domain.pipelines import Pipeline
from app.domain.sharing import Opened, Origin, Shared, Want
from app.services.sharing import SharingService
from app.services.sharing_draft import Draft
from app.services.update_words import Clash, clashes, news
from app.sharing.parts import Together, together
from app.sharing.table import BOT_SETTINGS, to_table
from app.sharing.things import Keys, as_shared_bot, bot_data, place
from app.sharing.wants import wants


@dataclass(frozen=True, kw_only=True, slots=True)
class Update:
    """What taking the newer file over would mean."""

    news: tuple[str, ...]  # what is different from the file one has, in sentences
    clashes: tuple[Clash, ...]  # one's own side stays unless the other is chosen
    new_wants: tuple[Want, ...]  # what it would do more; the recipe is switched off until somebody looked at that
    fits: bool = True  # False: with one's own changes it makes no recipe that works
    other_signer: bool = False  # signed by somebody else than before, or by nobody


class UpdateService:
    """One's own changes are never overwritten; taking over is saving, so versions and undo hold."""

    def __init__(self, sharing: SharingService) -> None:
        self._sharing = sharing
        self._workshop = sharing.workshop

    async def look(self, actor: Account, id: str, content: bytes, language: str) -> Update:
        """Compare the newer file with the one taken in, and with what the person made of it."""
        origin, opened = await self._open(actor, id, content)
        both = self._together(actor, origin, opened.shared)
        signer = opened.signature.public_key if opened.signature else ''
        return Update(
            news=tuple(news(self._sharing.origins.content(origin), opened.shared, language)),
            clashes=tuple(clashes(both, language)),
            new_wants=self._new_wants(actor, origin, both),
            fits=self._fits(actor, origin, both),
            other_signer=bool(origin.signer) and signer != origin.signer,
        )

    async def apply(self, actor: Account, id: str, content: bytes, take: Collection[str] = ()) -> None:
        """Take the newer file over; of the parts both changed, those in `take` are taken from it."""
        origin, opened = await self._open(actor, id, content)
        both = self._together(actor, origin, opened.shared, take)
        draft = Draft(self._workshop, actor, both.shared, self._ids(actor, origin))
        draft.check()
        before = {id: self._workshop.store.pipelines.get(id) for id in self._ids(actor, origin).values()}
        is_more = bool(self._new_wants(actor, origin, both))
        async with draft.made():
            await self._save_recipes(actor, draft, before, is_more)
            await self._save_bots(actor, draft)
            await self._sharing.origins.put(
                replace(
                    origin,
                    sha256=opened.sha256,
                    content=to_table(opened.shared),
                    ids={**origin.ids, **draft.ids},
                    signer=opened.signature.public_key if opened.signature else '',
                    signer_name=opened.signature.name if opened.signature else '',
                    taken_at=self._workshop.clock.now(),
                )
            )

    async def _open(self, actor: Account, id: str, content: bytes) -> tuple[Origin, Opened]:
        origin = self._sharing.origins.get(actor, id)
        if origin is None:
            raise NotFound('recipe', id)
        known = self._workshop.pipelines if self._sharing.origins.content(origin).recipes else self._workshop.bots
        known.get(actor, id)
        opened = await self._sharing.open(content)
        if _main(opened.shared) != _main(self._sharing.origins.content(origin)):
            raise Conflict(key='shared_other')  # under the same name lies something else now
        return origin, opened

    def _together(self, actor: Account, origin: Origin, theirs: Shared, take: Collection[str] = ()) -> Together:
        return together(self._sharing.origins.content(origin), self._mine(actor, origin), theirs, take)

    def _mine(self, actor: Account, origin: Origin) -> Shared:
        if self._sharing.origins.content(origin).recipes:
            return self._sharing.shared(actor, origin.id)
        keys = Keys(origin.ids)
        bots = [bot for bot in self._workshop.bots.list(actor) if bot.id in origin.ids.values()]
        return Shared(bots=tuple(as_shared_bot(bot, keys) for bot in bots))

    def _ids(self, actor: Account, origin: Origin) -> Mapping[str, str]:
        """What of the file is still there."""
        known = {bot.id for bot in self._workshop.bots.list(actor)}
        known |= {recipe.id for recipe in self._workshop.pipelines.list(actor)}
        known |= {one.id for one in self._workshop.workspaces.list(actor)}
        return {name: id for name, id in origin.ids.items() if name.startswith('step:') or id in known}

    def _fits(self, actor: Account, origin: Origin, both: Together) -> bool:
        try:
            Draft(self._workshop, actor, both.shared, self._ids(actor, origin)).check()
        except Invalid:
            return False
        return True

    def _new_wants(self, actor: Account, origin: Origin, both: Together) -> tuple[Want, ...]:
        before = wants(self._mine(actor, origin))
        return tuple(want for want in wants(both.shared) if want not in before)

    async def _save_recipes(
        self, actor: Account, draft: Draft, before: Mapping[str, Pipeline | None], is_more: bool
    ) -> None:
        """The main one first: if somebody changed it in this moment, nothing else is touched."""
        for recipe in draft.shared.recipes:
            known = before.get(draft.ids[place('recipe', recipe.key)])
            if known is None:
                continue
            is_main = recipe is draft.shared.recipes[0]
            changes = draft.data(recipe) | ({'is_on': False} if is_main and is_more else {})
            await self._workshop.pipelines.update(actor, known.id, changes, expect=known.version)

    async def _save_bots(self, actor: Account, draft: Draft) -> None:
        for bot in draft.shared.bots:
            id = draft.ids[place('bot', bot.key)]
            mine = self._workshop.bots.get(actor, id)
            if as_shared_bot(mine, Keys({place('bot', bot.key): id})) != bot:
                gone = {name: None for name in BOT_SETTINGS if name in mine.settings}
                data = bot_data(bot)
                await self._workshop.bots.update(actor, id, data | {'settings': gone | data['settings']}, mine.version)


def _main(shared: Shared) -> tuple[str, str]:
    return (shared.kind, shared.recipes[0].key if shared.recipes else '')
