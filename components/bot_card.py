"""A bot on the page of all bots."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.bots import Bot
from components.ai_name import ai_name
from components.buttons import link_button
from components.markup import box, heading, icon, tile, words
from components.texts import t


def bot_card(services: Services, bot: Bot) -> None:
    """Who it is, what it does, which AI answers, and the way to its page."""
    with box('card').mark(f'bot-{bot.id}'):
        with box('row'):
            tile(bot.emoji)
            with box('stack tight'):
                heading(bot.name, 2, 'h3')
                words(bot.description or bot.system_prompt or t('bots.no_personality'), 'soft two-lines')
        with box('ai small soft'):
            icon('plug')
            words(ai_name(services, bot.model), tag='span')
        with box('actions'):
            link_button(t('bots.open'), f'/bot/{bot.id}', kind='two', icon='edit')
