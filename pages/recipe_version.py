"""One earlier version of a recipe."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.versions import number_in
from components.frame import page
from components.texts import t
from components.version_view import VersionView
from components.viewer import viewer


def create(services: Services, id: str, number: str) -> None:
    """Draw the page."""
    recipe = services.pipelines.get(viewer(), id)
    version = services.versions.get(viewer(), 'pipeline', id, number_in(number))
    with page(
        t('version.page_one', number=version.save.number, name=recipe.name), help='help.versions', width='medium'
    ):
        VersionView(services, recipe, version.save.number)
