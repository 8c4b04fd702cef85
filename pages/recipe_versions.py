"""All versions of a recipe."""

from __future__ import annotations

from app.bootstrap import Services
from components.buttons import link_button
from components.frame import page, page_heading
from components.markup import box
from components.texts import t
from components.version_list import VersionList
from components.viewer import viewer


def create(services: Services, id: str) -> None:
    """Draw the page."""
    recipe = services.pipelines.get(viewer(), id)
    with page(t('version.page', name=recipe.name), help='help.versions', width='medium'):
        page_heading(t('version.heading', name=recipe.name), emoji=recipe.emoji, below=t('version.below'))
        VersionList(services, recipe)
        with box('row'):
            link_button(t('version.to_recipe'), f'/rezept/{id}', kind='two', icon='left', name='back')
