"""What a person can do with recipes that travel: hand one on, look at one that came, take it in, switch it on."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.connections import ConnectionKind
from app.domain.errors import Invalid, NotFound, ProviderError
from app.domain.pipelines import Pipeline
from app.domain.sharing import Inspection, Opened, Origin, Shared, SharedFolder, TakenIn, Want
from app.engine import graph
from app.services.connections import ConnectionService
from app.services.sharing_card import FORMATS, draw
from app.services.sharing_draft import Draft, Workshop
from app.services.sharing_origins import Origins
from app.services.sharing_trust import TrustBook
from app.services.templates import TemplateService
from app.sharing import seal
from app.sharing.file import ENDING, file_name, read_file, write_file
from app.sharing.packed import is_packed, unpack
from app.sharing.strict import folder_keys
from app.sharing.table import to_table
from app.sharing.things import Keys, as_shared, as_shared_bot, as_shared_folder, place
from app.sharing.wants import asks_bot, wants

HELD = 4  # files a person looked at and may still take in
HELD_BY_ALL = 20


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file to hand on."""

    name: str
    content: bytes


class SharingService:
    """Everything goes through the services for bots and recipes, so their rules hold for what strangers made too."""

    def __init__(self, workshop: Workshop, *, templates: TemplateService, connections: ConnectionService) -> None:
        self.workshop = workshop
        self.origins = Origins(workshop.store)
        self._trust = TrustBook(workshop.store, workshop.clock)
        self._bots, self._pipelines, self._templates = workshop.bots, workshop.pipelines, templates
        self._connections = connections
        self._busy = asyncio.Lock()  # reading and drawing take a processor's whole attention: one at a time
        self._held: dict[tuple[str, str], bytes] = {}

    async def export(self, actor: Account, pipeline_id: str, *, sign: bool = False, language: str = 'de') -> SharedFile:
        """The recipe with its bots and the recipes inside it; `Invalid` when something of it is missing."""
        return await self._file(actor, self.shared(actor, pipeline_id, language=language), sign)

    async def card(
        self, actor: Account, pipeline_id: str, form: str, *, sign: bool = False, language: str = 'de'
    ) -> SharedFile:
        """The recipe as a card to print: 'pdf' or 'png'."""
        shared = self.shared(actor, pipeline_id, language=language)
        if form not in FORMATS:
            raise NotFound('card', form[:20])
        key = await self._trust.own_key() if sign else ''
        async with self._busy:
            content = await asyncio.to_thread(draw, shared, form, language, key, actor.name)
        return SharedFile(f'{file_name(shared.title)}.{form}', content)

    async def export_bot(self, actor: Account, bot_id: str, *, sign: bool = False) -> SharedFile:
        """A bot alone, without its documents."""
        bot = self._bots.get(actor, bot_id)
        origin = self.origins.get(actor, bot_id)
        shared = Shared(
            bots=(as_shared_bot(bot, Keys(origin.ids if origin else {})),),
            made_by=actor.name,
            made_at=bot.updated_at.isoformat(timespec='seconds'),
        )
        return await self._file(actor, shared, sign)

    def shared(self, actor: Account, pipeline_id: str, *, language: str = 'de') -> Shared:
        """What a file of the recipe would hold."""
        recipe = self._pipelines.get(actor, pipeline_id)
        known = self._pipelines.known(actor)
        recipes = [recipe, *graph.inner_recipes(recipe, known.recipes).values()]
        if problems := [problem for one in recipes for problem in graph.problems(one, known)]:
            raise Invalid(*problems)
        bots = {bot.id: bot for bot in self._bots.list(actor)}
        used = {step.bot_id: bots[step.bot_id] for one in recipes for step in one.steps if step.bot_id}
        origin = self.origins.get(actor, pipeline_id)
        keys = Keys(origin.ids if origin else {})
        folders = self._folders(actor, recipes, keys, used)
        changed = [one.updated_at for one in recipes] + [bot.updated_at for bot in used.values()]
        return Shared(
            recipes=tuple(as_shared(one, keys, self.examples(actor, one, language)) for one in recipes),
            bots=tuple(as_shared_bot(bot, keys) for bot in used.values()),
            folders=folders,
            made_by=actor.name,
            made_at=max(changed).isoformat(timespec='seconds'),
        )

    def examples(self, actor: Account, recipe: Pipeline, language: str) -> Mapping[str, str]:
        """What the start form may be filled with: from the template, or from the file the recipe came in."""
        templates = {template.id: template for template in self._templates.list(actor, language)}
        if template := templates.get(recipe.template_id):
            return template.example_inputs
        for origin in self.origins.all(actor):
            for shared in self.origins.content(origin).recipes:
                if origin.ids.get(place('recipe', shared.key)) == recipe.id:
                    return shared.example_inputs
        return {}

    async def open(self, content: bytes) -> Opened:
        """What is in a file or in a pasted text; an AppError with a sentence when it is none of ours."""
        if is_packed(content):
            content = unpack(content)
        async with self._busy:
            return await asyncio.to_thread(read_file, content)

    async def inspect(self, actor: Account, content: bytes) -> Inspection:
        """Everything a person should know before taking it in; checked as a whole, nothing is written."""
        opened = await self.open(content)
        self._hold(actor, opened.sha256, content)
        return self.inspection(actor, opened)

    def inspection(self, actor: Account, opened: Opened) -> Inspection:
        """The same for a file that was read already."""
        draft = self._draft(actor, opened.shared)
        found = wants(opened.shared)
        if not any(want.is_outward for want in found):  # those are refused when taking in, and named here
            draft.check()
        return Inspection(
            opened=opened,
            trust=self._trust.trust(actor, opened.signature),
            fingerprint=seal.fingerprint(opened.signature.public_key) if opened.signature else b'',
            wants=self._ordered(found, [''] if _asks(opened.shared) else []),
            new_bots=draft.new_bots,
            has_same=self.origins.same(actor, opened.shared),
        )

    def held(self, actor: Account, sha256: str) -> bytes | None:
        """A file this person looked at a moment ago."""
        return self._held.get((actor.id, sha256))

    async def take_in(self, actor: Account, content: bytes, *, source: str = '', entry: str = '') -> TakenIn:
        """Make the recipe with its bots, switched off and with ids of ours; all of it or nothing."""
        opened = await self.open(content)
        draft = self._draft(actor, opened.shared)
        draft.check()
        async with draft.made():
            main = draft.recipes[opened.shared.recipes[0].key] if opened.shared.recipes else None
            taken = TakenIn(pipeline=main, bot_ids=tuple(draft.ids[place('bot', b.key)] for b in opened.shared.bots))
            await self.origins.put(
                Origin(
                    id=main.id if main else taken.bot_ids[0],
                    owner=actor.id,
                    source=source,
                    entry=entry,
                    sha256=opened.sha256,
                    content=to_table(opened.shared),
                    ids=draft.ids,
                    signer=opened.signature.public_key if opened.signature else '',
                    signer_name=opened.signature.name if opened.signature else '',
                    taken_at=self.workshop.clock.now(),
                )
            )
            await self._trust.remember(actor, opened.signature)
        return taken

    async def switch_on(self, actor: Account, pipeline_id: str) -> Pipeline:
        """The person has seen what the recipe wants; the recipes inside it are switched on too."""
        recipe = self._pipelines.get(actor, pipeline_id)
        inside = graph.inner_recipes(recipe, self._pipelines.known(actor).recipes)
        for one in (*inside.values(), recipe):
            if not one.is_on:
                await self._pipelines.update(actor, one.id, {'is_on': True}, expect=one.version)
        return self._pipelines.get(actor, pipeline_id)

    def wants(self, actor: Account, pipeline_id: str) -> tuple[Want, ...]:
        """What a recipe of the person would do, as it is now."""
        recipe = self._pipelines.get(actor, pipeline_id)
        recipes = [recipe, *graph.inner_recipes(recipe, self._pipelines.known(actor).recipes).values()]
        bots = {bot.id: bot for bot in self._bots.list(actor)}
        keys = Keys({})
        shared = Shared(
            recipes=tuple(as_shared(one, keys, {}) for one in recipes),
            bots=tuple(as_shared_bot(bot, keys) for bot in bots.values()),
            folders=self._folders(actor, recipes, keys, {step.bot_id for one in recipes for step in one.steps}),
        )
        return self._ordered(wants(shared), _models(recipes, bots))

    def _folders(
        self, actor: Account, recipes: Iterable[Pipeline], keys: Keys, bots: Collection[str]
    ) -> tuple[SharedFolder, ...]:
        """The folders these recipes read or write in, with those of these bots that may read there."""
        named = {id for one in recipes for step in one.steps for id in folder_keys(step)}
        mine = [one for one in self.workshop.workspaces.list(actor) if one.id in named]
        return tuple(as_shared_folder(one, keys, sorted(bots)) for one in mine)

    def _draft(self, actor: Account, shared: Shared) -> Draft:
        known = {place('bot', bot.key): self.origins.bot_for(actor, bot) for bot in shared.bots}
        if not shared.recipes:
            known = {}  # who takes in a bot wants that bot
        return Draft(self.workshop, actor, shared, {name: id for name, id in known.items() if id})

    async def _file(self, actor: Account, shared: Shared, sign: bool) -> SharedFile:
        key = await self._trust.own_key() if sign else ''
        content = await asyncio.to_thread(write_file, shared, key, actor.name)
        return SharedFile(file_name(shared.title) + ENDING, content)

    def _hold(self, actor: Account, sha256: str, content: bytes) -> None:
        self._held.pop((actor.id, sha256), None)
        self._held[(actor.id, sha256)] = content
        mine = [key for key in self._held if key[0] == actor.id]
        for key in [*mine[:-HELD], *list(self._held)[:-HELD_BY_ALL]]:
            self._held.pop(key, None)

    def _ordered(self, found: Iterable[Want], models: Iterable[str]) -> tuple[Want, ...]:
        """First what goes outside, then who reads the texts, then the rest."""
        found = list(found)
        outward = [want for want in found if want.is_outward]
        return (*outward, *self._ai_wants(models), *(want for want in found if not want.is_outward))

    def _ai_wants(self, models: Iterable[str]) -> list[Want]:
        """Who reads the texts, by the connections there are now."""
        found = {}
        for model in models:
            try:
                resolved = self._connections.resolve(model)
            except ProviderError:
                found['no_ai'] = Want(key='no_ai')
                continue
            key = 'internet' if resolved.leaves_house else 'inside'
            if resolved.connection.kind is ConnectionKind.PRACTICE:
                key = 'practice'
            found[f'{key} {resolved.connection.id}'] = Want(key=key, params={'service': resolved.connection.name})
        return [*found.values()] or [Want(key='alone')]


def _asks(shared: Shared) -> bool:
    return not shared.recipes or any(asks_bot(step) for recipe in shared.recipes for step in recipe.steps)


def _models(recipes: Iterable[Pipeline], bots: Mapping[str, Bot]) -> list[str]:
    used = {step.bot_id for recipe in recipes for step in recipe.steps if asks_bot(step)}
    return sorted({bots[id].model for id in used if id in bots})
