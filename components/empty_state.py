"""A list that has nothing yet: a text and one button that ends the emptiness."""

from __future__ import annotations

from components.buttons import link_button
from components.markup import box, tile, words


def empty_state(symbol: str, sentence: str, button: str = '', target: str = '', *, kind: str = 'two') -> None:
    """Draw it."""
    with box('card empty'):
        tile(symbol)
        words(sentence)
        if button:
            link_button(button, target, kind=kind)
