"""Chooses the emoji of a bot or recipe: a grid of named buttons, or any single emoji typed in."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from app.domain.errors import Invalid
from app.domain.names import clean_emoji
from components.buttons import Button, second_button
from components.dialog import panel
from components.field import Field
from components.live import Boundary
from components.markup import box, emoji, words
from components.texts import t

BOTS = {
    '🤖': 'bot', '🦊': 'fox', '🐻': 'bear', '🦉': 'owl', '🐝': 'bee', '🐱': 'cat', '🐶': 'dog', '🐢': 'turtle',
    '🔎': 'search', '🖋️': 'pen', '✍️': 'writing', '📬': 'mailbox', '✉️': 'letter', '📚': 'books', '📝': 'notes',
    '📋': 'list', '📈': 'growth', '🧮': 'sums', '💶': 'money', '📅': 'calendar', '🗂️': 'folders', '💬': 'talk',
    '🎓': 'school', '⚖️': 'scales', '🩺': 'health', '💊': 'medicine', '🍲': 'cooking', '🛒': 'shopping',
    '🌻': 'garden', '🏡': 'house', '🔧': 'tools', '🚗': 'car', '🧳': 'travel', '🎁': 'present', '🎵': 'music',
    '🎨': 'painting', '💡': 'idea', '✅': 'done', '❤️': 'heart', '⭐': 'star',
}  # fmt: skip


class EmojiPicker(Boundary):
    """The chosen emoji in its tile, with a button that opens the grid."""

    def __init__(self, value: str, on_choice: Callable[[str], None], *, name: str = 'emoji') -> None:
        super().__init__('row')
        self._on_choice = on_choice
        with self:
            with box('tile'):
                self._sign = emoji(value)
            second_button(t('emoji.choose'), self._open, name=name)

    def show(self, value: str) -> None:
        """Show another emoji."""
        self._sign.set_text(value)

    def _open(self) -> None:
        with panel(t('emoji.title'), large=True) as dialog:
            with box('emojis', tag='ul'):
                for symbol, key in BOTS.items():
                    with box(tag='li'):
                        self._choice(dialog, symbol, key)
            own = Field(t('emoji.own'), help=t('emoji.own_help'), limit=40, name='emoji-own')

            def take() -> None:
                try:
                    self._take(dialog, clean_emoji(own.value))
                except Invalid as error:
                    own.show_error(t(f'field.{error.problems[0].key}'))
                    own.focus()

            with box('end'):
                second_button(t('btn.cancel'), dialog.close)
                second_button(t('emoji.take'), take, name='emoji-take')
        dialog.open()

    def _choice(self, dialog: ui.dialog, symbol: str, key: str) -> None:
        button = Button('', lambda: self._take(dialog, symbol), kind='two pick-emoji', name=f'emoji-{key}')
        with button:
            emoji(symbol)
            words(t(f'emoji.{key}'), 'small', 'span')

    def _take(self, dialog: ui.dialog, symbol: str) -> None:
        dialog.close()
        self.show(symbol)
        self._on_choice(symbol)
