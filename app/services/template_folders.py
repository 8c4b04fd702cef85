"""The folders that come with templates: made once, found again at the next copy."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.accounts import Account
from app.domain.templates import FolderOrigin, Template, TemplateFolder
from app.domain.workspaces import Workspace
from app.services.workspaces import WorkspaceService
from app.storage.store import Store


class TemplateFolders:
    """Remembers which workspace was made from which template's folder; later changes to it are respected."""

    def __init__(self, store: Store, workspaces: WorkspaceService) -> None:
        self._origins = store.collection('workspace-origins', FolderOrigin)
        self._workspaces = workspaces

    def known(self, actor: Account, template: Template, language: str) -> dict[str, str]:
        """The ids of those that are there, by their keys."""
        found = {folder.key: self._of(actor, template, folder, language) for folder in template.folders}
        return {key: one.id for key, one in found.items() if one}

    async def made(self, actor: Account, template: Template, language: str, bots: Mapping[str, str]) -> dict[str, str]:
        """The ids of all of them; what is missing is made, empty, and the template's bots may read there."""
        ids = {}
        for folder in template.folders:
            readers = tuple(bots[key] for key in folder.bots)
            mine = self._of(actor, template, folder, language)
            if mine is None:
                mine = await self._make(actor, template, folder, language, readers)
            elif missing := [bot_id for bot_id in readers if bot_id not in mine.bot_ids]:
                mine = await self._workspaces.update(actor, mine.id, {'bot_ids': (*mine.bot_ids, *missing)})
            ids[folder.key] = mine.id
        return ids

    def _of(self, actor: Account, template: Template, folder: TemplateFolder, language: str) -> Workspace | None:
        wanted = (template.id, folder.key, language, actor.id)
        made = {one.id for one in self._origins.all() if (one.template_id, one.key, one.language, one.owner) == wanted}
        return next((mine for mine in self._workspaces.list(actor) if mine.id in made), None)

    async def _make(
        self, actor: Account, template: Template, folder: TemplateFolder, language: str, readers: tuple[str, ...]
    ) -> Workspace:
        made = await self._workspaces.create(
            actor, name=folder.name, emoji=folder.emoji, description=folder.description, bot_ids=readers
        )
        origin = FolderOrigin(id=made.id, template_id=template.id, key=folder.key, language=language, owner=actor.id)
        await self._origins.put(origin, expect=0)
        return made
