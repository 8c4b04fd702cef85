"""All folders of a person, as a tree."""

from __future__ import annotations

from app.bootstrap import Services
from components.buttons import main_button
from components.frame import page, page_heading
from components.markup import box, tile, words
from components.texts import t
from components.workspace_new import NewWorkspace
from components.workspace_tree import WorkspaceTree


def create(services: Services) -> None:
    """Draw the page."""

    def ask() -> None:
        NewWorkspace(services)

    def draw_empty() -> None:
        with box('card empty'):
            tile('🗂️')
            words(t('empty.workspaces'))
            main_button(t('workspaces.new'), ask, icon='plus', name='first-workspace')

    def count(folders: int) -> None:
        actions.set_visibility(folders > 0)

    with page(t('nav.workspaces'), help='help.workspaces', width='medium'):
        page_heading(t('nav.workspaces'), below=t('workspaces.below'))
        with box('row wrap bar-actions') as actions:
            main_button(t('workspaces.new'), ask, icon='plus', name='new-workspace')
        with box('card folders'):
            WorkspaceTree(services, draw_empty, on_count=count)
