"""What a person can do with templates: look at them, copy one, start one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.codec import to_json
from app.domain.errors import NotFound
from app.domain.pipelines import Pipeline
from app.domain.templates import BotOrigin, Template, TemplateBot, with_ids
from app.services.bots import BotService
from app.services.pipelines import PipelineService
from app.services.template_files import read_folder
from app.services.template_folders import TemplateFolders
from app.services.template_tables import LANGUAGES
from app.services.workspaces import WorkspaceService
from app.storage.store import Store

FOLDER = Path(__file__).parents[2] / 'recipes_library'
Templates = list[Template]  # below, `list` is the method


class TemplateService:
    """The gallery. Templates are read once, when the program starts."""

    def __init__(
        self,
        store: Store,
        *,
        bots: BotService,
        pipelines: PipelineService,
        workspaces: WorkspaceService,
        folder: Path = FOLDER,
    ) -> None:
        self._origins = store.collection('bot-origins', BotOrigin)
        self._bots = bots
        self._pipelines = pipelines
        self._folders = TemplateFolders(store, workspaces)
        self._files = read_folder(folder)
        self._copying = asyncio.Lock()  # two clicks at once must not make two sets of bots

    def list(self, actor: Account, language: str) -> Templates:
        """All templates in gallery order."""
        return [file.in_language(language) for file in self._files.values()]

    def get(self, actor: Account, id: str, language: str) -> Template:
        """One template; `NotFound` when there is none with that id."""
        if id not in self._files:
            raise NotFound('template', id)
        return self._files[id].in_language(language)

    async def copy(self, actor: Account, id: str, language: str) -> Pipeline:
        """A new recipe of the person's own, with the bots it needs."""
        template = self.get(actor, id, language)
        async with self._copying:
            return await self._copy(actor, template, language)

    async def for_start(self, actor: Account, id: str, language: str) -> Pipeline:
        """The person's unchanged copy, if there is one, else a new one."""
        template = self.get(actor, id, language)
        async with self._copying:
            bots = {bot.key: self._bot_of(actor, template, bot, language) for bot in template.bots}
            ids = {key: bot.id for key, bot in bots.items() if bot}
            folders = self._folders.known(actor, template, _spoken(language))
            if len(ids) == len(bots) and len(folders) == len(template.folders):
                wanted = _recipe(template, ids, folders)
                for pipeline in self._pipelines.list(actor):
                    if pipeline.template_id == id and _is_unchanged(pipeline, wanted):
                        return pipeline
            return await self._copy(actor, template, language)

    async def _copy(self, actor: Account, template: Template, language: str) -> Pipeline:
        ids = {}
        for bot in template.bots:
            mine = self._bot_of(actor, template, bot, language) or await self._make_bot(actor, template, bot, language)
            ids[bot.key] = mine.id
        folders = await self._folders.made(actor, template, _spoken(language), ids)
        return await self._pipelines.create(actor, _recipe(template, ids, folders))

    def _bot_of(self, actor: Account, template: Template, bot: TemplateBot, language: str) -> Bot | None:
        """The bot the person already has from this template, oldest first; later changes to it are respected."""
        wanted = (template.id, bot.key, _spoken(language), actor.id)
        made = {
            entry.id
            for entry in self._origins.all()
            if (entry.template_id, entry.key, entry.language, entry.owner) == wanted
        }
        return next((mine for mine in self._bots.list(actor) if mine.id in made), None)

    async def _make_bot(self, actor: Account, template: Template, bot: TemplateBot, language: str) -> Bot:
        made = await self._bots.create(
            actor, name=bot.name, emoji=bot.emoji, description=bot.description, system_prompt=bot.system_prompt
        )
        origin = BotOrigin(id=made.id, template_id=template.id, key=bot.key, language=_spoken(language), owner=actor.id)
        await self._origins.put(origin, expect=0)
        return made


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]


def _recipe(template: Template, bot_ids: Mapping[str, str], folder_ids: Mapping[str, str]) -> dict[str, Any]:
    """The template as the data of a recipe, its steps done by these bots, reading in these folders."""
    return {
        'name': template.name,
        'emoji': template.emoji,
        'description': template.description,
        'inputs': to_json(template.inputs),
        'steps': to_json([with_ids(step, bot_ids, folder_ids) for step in template.steps]),
        'template_id': template.id,
    }


def _is_unchanged(pipeline: Pipeline, wanted: dict[str, Any]) -> bool:
    stored = to_json(pipeline)
    return all(stored[name] == value for name, value in wanted.items())
