"""One earlier version of a bot."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.versions import number_in
from components.frame import page
from components.texts import t
from components.version_view import VersionView
from components.viewer import viewer


def create(services: Services, id: str, number: str) -> None:
    """Draw the page."""
    bot = services.bots.get(viewer(), id)
    version = services.versions.get(viewer(), 'bot', id, number_in(number))
    with page(t('version.page_one', number=version.save.number, name=bot.name), help='help.versions', width='medium'):
        VersionView(services, bot, version.save.number)
