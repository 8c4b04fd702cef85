"""The bots of a recipe as pills with arrows between them."""

from __future__ import annotations

from collections.abc import Iterable

from components.markup import box, emoji, icon, words


def chain(bots: Iterable[tuple[str, str]], label: str) -> None:
    """Pairs of emoji and name, in the order they work; `label` names the list for screen readers."""
    with box('chain', tag='ol') as row:
        row.props['aria-label'] = label
        for position, (sign, name) in enumerate(bots):
            with box('link', tag='li'):
                if position:
                    icon('right', 'arrow')
                with box('who', tag='span'):
                    emoji(sign)
                    words(name, tag='span')
