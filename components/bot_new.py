"""A bot of one's own: one field is needed, the name. Picture and personality are offered."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.bots import Bot
from components.buttons import main_button
from components.draft import Draft
from components.emoji_picker import EmojiPicker
from components.feedback import notice
from components.field import Field
from components.fold import fold
from components.form import Form
from components.markup import box, heading, words
from components.texts import t
from components.viewer import viewer

EMOJI = '🤖'


class NewBot:
    """The short form. What is typed is kept until the bot is made."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._emoji = EMOJI
        self._draft, self._form = Draft(services, 'new-bot'), Form()
        with box('card new-bot', tag='section'):
            heading(t('bots.own'))
            words(t('bots.own_below'), 'soft')
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
