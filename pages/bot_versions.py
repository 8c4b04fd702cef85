"""All versions of a bot."""

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
    bot = services.bots.get(viewer(), id)
    with page(t('version.page', name=bot.name), help='help.versions', width='medium'):
        page_heading(t('version.heading', name=bot.name), emoji=bot.emoji, below=t('version.below'))
        VersionList(services, bot)
        with box('row'):
            link_button(t('version.to_bot'), f'/bot/{id}', kind='two', icon='left', name='back')
