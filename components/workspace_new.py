"""A new folder: its name is enough, where it lies and who may read in it are offered."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from app.bootstrap import Services
from app.domain.workspaces import Workspace
from components.buttons import main_button, second_button
from components.dialog import panel
from components.draft import Draft
from components.feedback import notice
from components.field import Field
from components.focus import focus_soon
from components.fold import fold
from components.form import Form
from components.markup import box
from components.texts import t
from components.viewer import viewer
from components.workspace_readers import WorkspaceReaders
from components.workspace_words import place_choices

FEW = 3  # bots


class NewWorkspace:
    """The window that asks; opens at once. Inside another folder, the bots that may read there are ticked."""

    def __init__(self, services: Services, parent: Workspace | None = None) -> None:
        self._services = services
        self._parent_id = parent.id if parent else ''
        self._readers = set(parent.bot_ids) if parent else set()
        self._is_touched = False
        self._draft, self._form = Draft(services, f'new-workspace-{self._parent_id}'), Form()
        with panel(t('workspaces.new')) as self._dialog:
            self._draw(services.workspaces.list(viewer()))
            with box('end'):
                second_button(t('btn.cancel'), self._dialog.close)
                main_button(t('workspaces.create'), self._create, icon='plus', name='create-workspace')
        self._dialog.open()
        focus_soon(self._name)

    def _draw(self, workspaces: list[Workspace]) -> None:
        self._name = Field(
            t('workspaces.name'), limit=120, required=True, name='new-workspace-name', on_enter=self._create
        )
        self._form.add('name', self._draft.keep('name', self._name))
        if workspaces:
            place = Field(
                t('workspaces.parent'),
                kind='choice',
                value=self._parent_id,
                choices=place_choices(workspaces),
                name='new-workspace-parent',
                on_change=partial(self._move, {one.id: one for one in workspaces}),
            )
            self._form.add('parent_id', place)
        # Few bots are in sight at once; many would push the button that makes the folder out of it.
        is_open = len(self._services.bots.list(viewer())) <= FEW
        with fold(t('workspaces.readers'), name='readers', is_open=is_open):
            self._checks = WorkspaceReaders(self._services, tuple(self._readers), self._tick, title='spoken')

    def _move(self, workspaces: dict[str, Workspace], parent_id: str) -> None:
        self._parent_id = parent_id
        if not self._is_touched:
            self._readers = set(workspaces[parent_id].bot_ids) if parent_id in workspaces else set()
            self._checks.show(tuple(self._readers))

    def _tick(self, bot_id: str, is_on: bool) -> None:
        self._is_touched = True
        self._readers ^= {bot_id}

    async def _create(self) -> None:
        one = await self._form.send(self._send)
        if one is None:
            return
        await self._draft.clear()
        self._dialog.close()
        notice(t('workspaces.created', name=one.name))
        ui.navigate.to(f'/ordner/{one.id}')

    async def _send(self) -> Workspace:
        # Bots of the folder above that lie in the trash are not offered here.
        readers = tuple(bot.id for bot in self._services.bots.list(viewer()) if bot.id in self._readers)
        return await self._services.workspaces.create(
            viewer(), name=self._name.value, parent_id=self._parent_id, bot_ids=readers
        )
