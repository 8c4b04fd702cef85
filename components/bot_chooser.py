"""'Wer soll das machen?': the person's bots as buttons, and a new one by its name alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.bootstrap import Services
from app.domain.bots import Bot
from components.buttons import Button, second_button, text_button
from components.field import Field
from components.form import Form
from components.live import Boundary
from components.markup import box, emoji, heading, words
from components.texts import t
from components.viewer import viewer


class BotChooser(Boundary):
    """Closed it is one button, open a question; `on_choice` gets the bot's id."""

    def __init__(self, services: Services, on_choice: Callable[[str], None], *, is_open: bool) -> None:
        super().__init__('grow')
        self._services, self._on_choice = services, on_choice
        self._form = Form()
        if is_open:
            self._ask(can_close=False)
        else:
            self._close()

    def _close(self) -> None:
        self.clear()
        with self:
            second_button(t('step.add'), lambda: self._ask(can_close=True), icon='plus', name='add-step')

    def _ask(self, *, can_close: bool) -> None:
        self.clear()
        bots = self._services.bots.list(viewer())
        with self, box('card tight-card', tag='section'):
            heading(t('step.who'), 2, 'h3')
            if bots:
                with box('choices'):
                    for bot in bots:
                        self._button(bot)
            else:
                words(t('step.no_bots'))
            with box('row wrap ask-name'):
                self._name = self._form.add(
                    'name', Field(t('step.new_bot'), limit=120, name='new-bot-name', on_enter=self._create)
                )
                second_button(t('step.create_bot'), self._create, icon='plus', name='new-bot')
            if can_close:
                with box('row'):
                    text_button(t('btn.cancel'), self._close, kind='edge')

    def _button(self, bot: Bot) -> None:
        with Button(bot.name, partial(self._on_choice, bot.id), kind='two', name=f'take-{bot.name}'):
            emoji(bot.emoji)

    async def _create(self) -> None:
        bot = await self._form.send(partial(self._services.bots.create, viewer(), name=self._name.value))
        if bot is not None:
            self._on_choice(bot.id)
