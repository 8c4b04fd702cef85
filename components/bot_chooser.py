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
    """Closed it is one button, open a question; `on_choice` gets the bot's id, `on_other` opens what else there is."""

    def __init__(
        self,
        services: Services,
        on_choice: Callable[[str], None],
        *,
        is_open: bool,
        on_other: Callable[[], None] | None = None,
    ) -> None:
        super().__init__('grow')
        self._services, self._on_choice, self._on_other = services, on_choice, on_other
        self._can_close = not is_open
        self._form = Form()
        if is_open:
            self.ask()
        else:
            self.close()

    def close(self) -> None:
        """One button again."""
        self.clear()
        with self:
            second_button(t('step.add'), self.ask, icon='plus', name='add-step')

    def ask(self) -> None:
        """The question with all bots."""
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
            with box('row wrap quiet'):
                if self._on_other is not None:
                    text_button(t('make.else'), self._on_other, icon='right', kind='slim', name='something-else')
                if self._can_close:
                    text_button(t('btn.cancel'), self.close, kind='slim', name='cancel-step')

    def _button(self, bot: Bot) -> None:
        with Button(bot.name, partial(self._on_choice, bot.id), kind='two', name=f'take-{bot.name}'):
            emoji(bot.emoji)

    async def _create(self) -> None:
        bot = await self._form.send(partial(self._services.bots.create, viewer(), name=self._name.value))
        if bot is not None:
            self._on_choice(bot.id)
