"""Which version of a recipe a run was made with."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.runs import Run
from components.buttons import link_button
from components.markup import box, words
from components.texts import t, when
from components.version_words import address
from components.viewer import viewer


def used_version(services: Services, run: Run) -> None:
    """'Gemacht mit Fassung 7 vom ...', with the way there if it is still kept; nothing for a bot alone."""
    recipe = run.pipeline
    if not run.pipeline_id or not recipe.version:
        return
    said = t('version.used', number=recipe.version, when=when(recipe.updated_at, services.clock.now()))
    with box('row wrap noprint').mark('used-version'):
        if services.versions.is_kept(viewer(), 'pipeline', recipe.id, recipe.version):
            link_button(said, address(recipe, recipe.version), kind='text edge', icon='clock')
        else:
            words(said, 'soft small')
