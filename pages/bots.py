"""All bots of a person, and the short form for a new one."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.bots import Bot
from app.domain.events import BotsChanged, ConnectionsChanged
from components.ai_name import ai_name
from components.buttons import link_button, main_button
from components.draft import Draft
from components.emoji_picker import EmojiPicker
from components.feedback import notice
from components.field import Field
from components.fold import fold
from components.form import Form
from components.frame import page, page_heading
from components.keyed_list import KeyedList
from components.markup import box, heading, icon, tile, words
from components.texts import t
from components.viewer import viewer

EMOJI = '🤖'


def create(services: Services) -> None:
    """Draw the page."""
    with page(t('bots.title'), help='help.bots'):
        page_heading(t('bots.title'), below=t('bots.below'))
        _NewBot(services)
        actor = viewer()
        bots = KeyedList(
            services.bus,
            BotsChanged,
            lambda: services.bots.list(actor),
            lambda bot: _card(services, bot),
            _no_bots,
            key=lambda bot: bot.id,
        )
        bots.also(services.bus, ConnectionsChanged, lambda event: bots.sync(redraw=True))


class _NewBot:
    """One field is needed: the name. Picture and personality are offered."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._emoji = EMOJI
        self._draft, self._form = Draft(services, 'new-bot'), Form()
        with box('card new-bot', tag='section'):
            heading(t('bots.new'))
            with box('row wrap ask-name'):
                self._picker = EmojiPicker(EMOJI, self._choose)
                self._name = Field(t('bots.name'), limit=120, required=True, name='bot-name', on_enter=self._create)
            with fold(t('bots.more'), name='more'):
                self._prompt = Field(
                    t('bot.personality'), kind='longtext', help=t('bot.personality_help'), name='bot-personality'
                )
            self._form.add('name', self._draft.keep('name', self._name))
            self._form.add('system_prompt', self._draft.keep('personality', self._prompt))
            with box('actions'):
                main_button(t('bots.create'), self._create, icon='plus', name='create-bot')

    def _choose(self, symbol: str) -> None:
        self._emoji = symbol

    async def _create(self) -> None:
        bot = await self._form.send(self._send)
        if bot is None:
            return
        await self._draft.clear()
        for field in (self._name, self._prompt):
            field.put('')
        self._choose(EMOJI)
        self._picker.show(EMOJI)
        notice(
            t('bots.created', name=bot.name),
            button=t('bots.open'),
            on_button=lambda: ui.navigate.to(f'/bot/{bot.id}'),
        )

    async def _send(self) -> Bot:
        return await self._services.bots.create(
            viewer(), name=self._name.value, emoji=self._emoji, system_prompt=self._prompt.value
        )


def _card(services: Services, bot: Bot) -> None:
    with box('card').mark(f'bot-{bot.id}'):
        with box('row'):
            tile(bot.emoji)
            with box('stack tight'):
                heading(bot.name, 2, 'h3')
                words(_about(bot), 'soft two-lines')
        with box('ai small soft'):
            icon('plug')
            words(ai_name(services, bot.model), tag='span')
        with box('actions'):
            link_button(t('bots.open'), f'/bot/{bot.id}', kind='two', icon='edit')


def _about(bot: Bot) -> str:
    return bot.description or bot.system_prompt or t('bots.no_personality')


def _no_bots() -> None:
    with box('card empty'):
        tile('🤖')
        words(t('empty.bots'))
