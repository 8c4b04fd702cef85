"""Chooses the emoji of a bot, recipe or folder: a table to search in, or any single emoji typed in."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from app.domain.errors import Invalid
from app.domain.names import clean_emoji
from components.buttons import second_button
from components.dialog import panel
from components.emoji_table import EmojiTable
from components.field import Field
from components.fold import fold
from components.live import Boundary
from components.markup import box, emoji
from components.texts import t


class EmojiPicker(Boundary):
    """The chosen emoji in its tile, with a button that opens the table."""

    def __init__(self, value: str, on_choice: Callable[[str], None], *, name: str = 'emoji') -> None:
        super().__init__('row')
        self._value, self._on_choice = value, on_choice
        with self:
            with box('tile'):
                self._sign = emoji(value)
            second_button(t('emoji.choose'), self._open, name=name)

    def show(self, value: str) -> None:
        """Show another emoji."""
        self._value = value
        self._sign.set_text(value)

    def _open(self) -> None:
        with panel(t('emoji.title'), large=True) as dialog:
            EmojiTable(self._value, lambda symbol: self._take(dialog, symbol))
            with fold(t('emoji.other'), name='emoji-other'):
                own = Field(t('emoji.own'), help=t('emoji.own_help'), limit=40, name='emoji-own')

                def take() -> None:
                    try:
                        self._take(dialog, clean_emoji(own.value))
                    except Invalid as error:
                        own.show_error(t(f'field.{error.problems[0].key}'))
                        own.focus()

                with box('row'):
                    second_button(t('emoji.take'), take, name='emoji-take')
            with box('end'):
                second_button(t('btn.cancel'), dialog.close)
        dialog.open()

    def _take(self, dialog: ui.dialog, symbol: str) -> None:
        dialog.close()
        self.show(symbol)
        self._on_choice(symbol)
