"""The tree of folders, as lists in lists. It follows every window; a line that changed changes in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nicegui import ui

from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.errors import NotFound
from app.domain.events import BotsChanged, DocumentsChanged, WorkspacesChanged
from app.domain.workspaces import Branch, Workspace, tree
from components.live import Boundary, Live
from components.markup import box, emoji, tile, words
from components.viewer import viewer
from components.workspace_words import about_words


class WorkspaceTree(Live, component='live.js'):
    """All folders, or those `under` one; `on_count` hears how many there are."""

    def __init__(
        self,
        services: Services,
        draw_empty: Callable[[], Any],
        *,
        under: str = '',
        on_count: Callable[[int], None] = lambda count: None,
    ) -> None:
        super().__init__(services.bus, WorkspacesChanged, lambda event: self.sync())
        self.also(services.bus, BotsChanged, lambda event: self._tell_all())
        self.also(services.bus, DocumentsChanged, lambda event: self._tell(event.about))
        self._services, self._actor, self._under, self._on_count = services, viewer(), under, on_count
        self._lines: dict[str, _Line] = {}
        with self:
            self._top = box('tree', tag='ul').mark('workspaces')
            self._empty = box()
            with self._empty:
                draw_empty()
        self.sync()

    def sync(self) -> None:
        """Show what is there now."""
        branches = _under(tree(self._services.workspaces.list(self._actor)), self._under)
        seen: set[str] = set()
        self._arrange(branches, self._top, seen)
        for gone in set(self._lines) - seen:
            self._lines.pop(gone).delete()
        self._empty.set_visibility(not seen)
        self._on_count(len(seen))

    def _arrange(self, branches: Sequence[Branch], container: ui.element, seen: set[str]) -> None:
        """Lines come to their places from wherever they stand now; what is gone is left behind them."""
        container.set_visibility(bool(branches))
        for index, branch in enumerate(branches):
            one = branch.workspace
            line = self._lines.get(one.id)
            if line is None:
                with container:
                    line = self._lines[one.id] = _Line(self._services, self._actor, one)
            if _is_elsewhere(line, container, index):
                line.move(container, index)
            line.show(one)
            seen.add(one.id)
            self._arrange(branch.below, line.below, seen)

    def _tell(self, id: str) -> None:
        if id in self._lines:
            self._lines[id].tell()

    def _tell_all(self) -> None:
        for line in self._lines.values():
            line.tell()


class _Line(Boundary, component='live.js'):
    """A folder as a link, and the list of those below it."""

    def __init__(self, services: Services, actor: Account, one: Workspace) -> None:
        super().__init__('branch', tag='li')
        self._services, self._actor, self._shown = services, actor, one
        with self:
            with ui.link('', f'/ordner/{one.id}').classes(replace='folder').mark(f'folder-{one.id}'):
                self._tile = tile(one.emoji, 'small')
                with box('what'):
                    self._name = words(one.name, 'name')
                    self._about = words(about_words(services, actor, one), 'soft small')
            self.below = box('branches', tag='ul')

    def show(self, one: Workspace) -> None:
        """As it is stored now."""
        if one == self._shown:
            return
        if one.emoji != self._shown.emoji:
            self._tile.clear()
            with self._tile:
                emoji(one.emoji)
        self._shown = one
        self._name.set_text(one.name)
        self.tell()

    def tell(self) -> None:
        """Count its files and readers anew."""
        try:
            said = about_words(self._services, self._actor, self._shown)
        except NotFound:  # deleted a moment ago, the line goes right after this
            return
        if said != self._about.text:
            self._about.set_text(said)


def _under(branches: Sequence[Branch], id: str) -> Sequence[Branch]:
    if not id:
        return branches
    waiting = list(branches)
    while waiting:
        branch = waiting.pop()
        if branch.workspace.id == id:
            return branch.below
        waiting += branch.below
    return ()


def _is_elsewhere(line: ui.element, container: ui.element, index: int) -> bool:
    slot = line.parent_slot
    return slot is None or slot.parent is not container or slot.children.index(line) != index
