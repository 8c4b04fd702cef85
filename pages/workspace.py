"""One folder: its files, the bots that may read them, the folders in it. Everything saves itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from nicegui import background_tasks, ui

from app.bootstrap import Services
from app.domain.errors import FieldProblem
from app.domain.events import WorkspacesChanged
from app.domain.places import Place
from app.domain.workspaces import Workspace
from components.attempt import attempt
from components.autosave import Autosave
from components.buttons import link_button, main_button, second_button, text_button
from components.document_list import document_list
from components.emoji_picker import EmojiPicker
from components.field import Field
from components.form import sentence
from components.frame import page
from components.live import Live
from components.markup import box, heading, words
from components.texts import t
from components.undo import undo_delete
from components.viewer import viewer
from components.workspace_disk import folder_on_disk
from components.workspace_new import NewWorkspace
from components.workspace_readers import WorkspaceReaders
from components.workspace_start import choose_recipe
from components.workspace_tree import WorkspaceTree
from components.workspace_words import place_choices

PARTS = ('name', 'emoji', 'description', 'parent_id')
LABELS = {
    'name': 'workspaces.name',
    'emoji': 'bot.picture',
    'description': 'workspace.description',
    'parent_id': 'workspaces.parent',
}


def create(services: Services, id: str) -> None:
    """Draw the page."""
    one = services.workspaces.get(viewer(), id)
    with page(t('workspace.title', name=one.name), help='help.workspace', width='medium'):
        _WorkspacePage(services, one)


class _WorkspacePage:
    """The folder in this window."""

    def __init__(self, services: Services, one: Workspace) -> None:
        self._services, self._id, self._place = services, one.id, Place.of_workspace(one.id)
        self._autosave = Autosave(
            services.drafts,
            f'workspace-{one.id}',
            one,
            PARTS,
            save=self._save,
            show=self._show,
            name_of=lambda part: t(LABELS[part]),
            in_words=self._in_words,
            problems=self._problems,
        )
        self._fields: dict[str, Field] = {}
        with Live(services.bus, WorkspacesChanged, self._stored_elsewhere, classes='section wide'):
            self._draw_top(one)
            self._draw_files()
            self._draw_readers(one)
            self._draw_below()
            self._draw_self(one)
        with box('row wrap'):
            text_button(t('workspace.delete'), self._delete, icon='trash', kind='edge', name='delete-workspace')
            link_button(t('workspace.trash'), '/einstellungen/papierkorb', kind='text edge', icon='right', name='trash')
        self._autosave.restore()

    def _draw_top(self, one: Workspace) -> None:
        with box('section'):
            self._up = box()
            self._draw_up(one.parent_id)
            with box('row wrap top'):
                self._title = heading(one.name, 1).props('tabindex=-1')
                self._autosave.draw_state()
            self._about = words(one.description, 'soft')
            with box('row wrap bar-actions'):
                start = partial(choose_recipe, self._services, self._id)
                main_button(t('workspace.result'), start, icon='play', name='new-result')

    def _draw_files(self) -> None:
        with box('card', tag='section'):
            heading(t('workspace.files'))
            document_list(self._services, self._place)
            folder_on_disk(self._services, self._place)

    def _draw_readers(self, one: Workspace) -> None:
        with box('card', tag='section'):
            self._readers = WorkspaceReaders(self._services, one.bot_ids, self._let_read)

    def _draw_below(self) -> None:
        with box('card', tag='section'):
            heading(t('workspace.below'))
            WorkspaceTree(self._services, lambda: words(t('workspace.none_below'), 'soft'), under=self._id)
            with box('row wrap'):
                second_button(t('workspace.new_below'), self._ask_below, icon='plus', name='new-below')

    def _draw_self(self, one: Workspace) -> None:
        with box('card', tag='section'):
            heading(t('workspace.about'))
            self._picker = EmojiPicker(one.emoji, lambda symbol: self._autosave.change(emoji=symbol))
            self._field('name', one.name, limit=120)
            self._field('description', one.description, limit=2_000)
            self._parent = Field(
                t(LABELS['parent_id']),
                kind='choice',
                value=one.parent_id,
                choices=self._choices(one.parent_id),
                name='workspace-parent_id',
                on_change=lambda value: self._typed('parent_id', value),
            )

    def _field(self, part: str, value: str, **options: Any) -> None:
        field = Field(
            t(LABELS[part]),
            value=value,
            name=f'workspace-{part}',
            on_change=lambda value: self._typed(part, value),
            **options,
        )
        self._fields[part] = self._autosave.keep(field, part)

    def _choices(self, parent_id: str) -> list[tuple[str, str]]:
        """Where it may lie. The folder above may lie in the trash: then it stands at the top until that comes back."""
        choices = place_choices(self._services.workspaces.list(viewer()), self._id)
        if any(value == parent_id for value, _ in choices):
            return choices
        return [(parent_id, choices[0][1]), *choices[1:]]

    def _draw_up(self, parent_id: str) -> None:
        """The way back: to the folder above, or to all of them."""
        above = {one.id: one for one in self._services.workspaces.list(viewer())}.get(parent_id)
        self._up.clear()
        with self._up:
            label, target = (above.name, f'/ordner/{above.id}') if above else (t('workspace.all'), '/ordner')
            link_button(label, target, kind='text edge', icon='left', name='up')

    def _typed(self, part: str, value: str) -> None:
        if value != self._autosave.mine[part]:
            self._autosave.change(**{part: value})

    async def _save(self, changes: Mapping[str, Any], version: int) -> Workspace:
        one = await self._services.workspaces.update(viewer(), self._id, changes, expect=version)
        if not self._title.is_deleted:
            self._title.set_text(one.name)
            self._about.set_text(one.description)
            ui.page_title(t('frame.title', title=t('workspace.title', name=one.name)))
        return one

    def _show(self) -> None:
        mine = self._autosave.mine
        for part, field in self._fields.items():
            if field.value != mine[part]:
                field.put(mine[part])
        self._picker.show(mine['emoji'])
        self._title.set_text(mine['name'])
        self._about.set_text(mine['description'])
        self._show_place()

    def _show_place(self) -> None:
        parent_id = self._autosave.mine['parent_id']
        self._parent.set_choices(self._choices(parent_id))
        if self._parent.value != parent_id:
            self._parent.put(parent_id)
        self._draw_up(parent_id)

    def _problems(self, problems: Sequence[FieldProblem]) -> None:
        at = {problem.path.partition('.')[0]: sentence(problem) for problem in problems}
        for part, field in {**self._fields, 'parent_id': self._parent}.items():
            if field.error != at.get(part, ''):
                field.show_error(at.get(part, ''))

    def _in_words(self, part: str, value: Any) -> str:
        if part == 'parent_id':
            return dict(self._choices(value)).get(value, '')
        return str(value)

    def _stored_elsewhere(self, event: WorkspacesChanged) -> None:
        """Another window changed this folder, or one that it may lie in."""
        all_of_them = self._services.workspaces.list(viewer())
        mine = next((one for one in all_of_them if one.id == self._id), None)
        if mine is None:
            return
        if event.about == self._id:
            self._autosave.stored_elsewhere(mine)
            self._readers.show(mine.bot_ids)
        self._show_place()

    def _let_read(self, bot_id: str, allowed: bool) -> None:
        """Each tick is saved alone: two windows that tick different bots do not contradict each other."""
        background_tasks.create(self._save_reader(bot_id, allowed), name='let read', context=self._readers)

    async def _save_reader(self, bot_id: str, allowed: bool) -> None:
        change = partial(self._services.workspaces.let_read, viewer(), self._id, bot_id, allowed)
        if await attempt(change) is None and not self._readers.is_deleted:
            self._readers.show(self._services.workspaces.get(viewer(), self._id).bot_ids)

    def _ask_below(self) -> None:
        NewWorkspace(self._services, self._services.workspaces.get(viewer(), self._id))

    async def _delete(self) -> None:
        item = await self._services.workspaces.delete(viewer(), self._id)
        undo_delete(self._services, item)
        ui.navigate.to('/ordner')
