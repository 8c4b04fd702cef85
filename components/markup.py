"""Plain page elements: boxes, headings, text, icons. Everything visible is made of these."""

from __future__ import annotations

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement


class Words(TextElement):
    """Text in a tag of its own; `set_text` changes it."""

    def __init__(self, content: str, tag: str, classes: str) -> None:
        super().__init__(text=content, tag=tag)
        self.classes(classes)


def box(classes: str = '', tag: str = 'div') -> ui.element:
    """A container."""
    return ui.element(tag).classes(classes)


def named_group(classes: str, label: str) -> ui.element:
    """A container of buttons that belong together; screen readers hear what for."""
    group = box(classes).props('role=group')
    group.props['aria-label'] = label
    return group


def words(content: str, classes: str = '', tag: str = 'p') -> Words:
    """A paragraph, or another tag with text."""
    return Words(content, tag, classes)


def heading(content: str, level: int = 2, classes: str = '') -> Words:
    """A heading; level 1 comes from `frame.page` only."""
    return Words(content, f'h{level}', classes)


def icon(name: str, classes: str = '') -> ui.element:
    """A drawing from assets/icons; silent for screen readers, so a word stands next to it."""
    return ui.element('span').classes(f'icon icon-{name} {classes}').props('aria-hidden=true')


def emoji(symbol: str, classes: str = '') -> Words:
    """An emoji as decoration; silent for screen readers."""
    sign = Words(symbol, 'span', f'emoji {classes}')
    sign.props('aria-hidden=true')
    return sign


def tile(symbol: str, classes: str = '') -> ui.element:
    """A bot's or recipe's emoji in its soft square."""
    square = box(f'tile {classes}')
    with square:
        emoji(symbol)
    return square
