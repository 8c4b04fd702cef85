"""All bots of a person, ready ones to take, and the short form for one of their own."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.events import BotsChanged, ConnectionsChanged
from components.bot_card import bot_card
from components.bot_gallery import BotGallery
from components.bot_new import NewBot
from components.frame import page, page_heading
from components.keyed_list import KeyedList
from components.markup import box, tile, words
from components.texts import t
from components.viewer import viewer


def create(services: Services) -> None:
    """Draw the page."""
    with page(t('bots.title'), help='help.bots'):
        page_heading(t('bots.title'), below=t('bots.below'))
        actor = viewer()
        bots = KeyedList(
            services.bus,
            BotsChanged,
            lambda: services.bots.list(actor),
            lambda bot: bot_card(services, bot),
            _no_bots,
            key=lambda bot: bot.id,
        )
        bots.also(services.bus, ConnectionsChanged, lambda event: bots.sync(redraw=True))
        BotGallery(services)
        NewBot(services)


def _no_bots() -> None:
    with box('card empty'):
        tile('🤖')
        words(t('empty.bots'))
