"""What a paragraph of a Word file is: a heading of which level, an entry of which list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r'heading (\d)', re.IGNORECASE)  # this name is English in every language of Word
_DEEPEST = 8


def name_of(element: _Element) -> str:
    """The name without its namespace: there are two of them for the same thing."""
    return element.tag.rpartition('}')[2] if isinstance(element.tag, str) else ''


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child with that name."""
    return None if element is None else next((one for one in element if name_of(one) == name), None)


def value_of(element: _Element | None, attribute: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    for name, value in () if element is None else element.items():
        if name.rpartition('}')[2] == attribute:
            return str(value)
    return None


class Styles:
    """Looks up the styles and the numberings of one file, and counts its numbered lists."""

    def __init__(self, styles: _Element | None, numbering: _Element | None) -> None:
        self._styles = {value_of(one, 'styleId') or '': one for one in (() if styles is None else styles)}
        self._bullets = _bullets(numbering)
        self._counts: dict[tuple[str, int], int] = {}

    def level(self, paragraph: _Element) -> int | None:
        """1 for a heading of the first level and for the title; None for no heading."""
        for properties in self._properties(paragraph):
            told = value_of(child(properties, 'outlineLvl'), 'val')
            if told and told.isdecimal() and int(told) < 9:
                return int(told) + 1
        for style in self._chain(paragraph):
            name = value_of(child(style, 'name'), 'val') or ''
            if found := _HEADING.fullmatch(name):
                return int(found[1])
            if name.lower() == 'title':
                return 1
        return None

    def list_entry(self, paragraph: _Element) -> str | None:
        """What stands before the text of an entry: `-` or its number, indented; None when it is none."""
        for properties in self._properties(paragraph):
            numbers = child(properties, 'numPr')
            if numbers is not None:
                number = value_of(child(numbers, 'numId'), 'val') or '0'
                told = value_of(child(numbers, 'ilvl'), 'val') or '0'
                return None if number == '0' else self._entry(number, int(told) if told.isdecimal() else 0)
        return None

    def _entry(self, number: str, level: int) -> str:
        level = min(level, _DEEPEST)
        indent = '  ' * level
        if self._bullets.get((number, level), True):
            return f'{indent}-'
        for key in [key for key in self._counts if key[0] == number and key[1] > level]:
            del self._counts[key]
        self._counts[number, level] = self._counts.get((number, level), 0) + 1
        return f'{indent}{self._counts[number, level]}.'

    def _properties(self, paragraph: _Element) -> list[_Element]:
        """Its own, then those of its style, then of the style that one is based on."""
        found = [child(paragraph, 'pPr'), *(child(style, 'pPr') for style in self._chain(paragraph))]
        return [one for one in found if one is not None]

    def _chain(self, paragraph: _Element) -> list[_Element]:
        chain: list[_Element] = []
        told = value_of(child(child(paragraph, 'pPr'), 'pStyle'), 'val')
        while told in self._styles and len(chain) < 10:
            chain.append(self._styles[told])
            told = value_of(child(chain[-1], 'basedOn'), 'val')
        return chain


def _bullets(numbering: _Element | None) -> dict[tuple[str, int], bool]:
    """For each list and level whether it has bullets."""
    kinds: dict[str, list[bool]] = {}
    found: dict[tuple[str, int], bool] = {}
    for one in () if numbering is None else numbering:
        if name_of(one) == 'abstractNum':
            levels = [level for level in one if name_of(level) == 'lvl']
            formats = [value_of(child(level, 'numFmt'), 'val') for level in levels]
            kinds[value_of(one, 'abstractNumId') or ''] = [told in ('bullet', 'none', None) for told in formats]
        elif name_of(one) == 'num':
            kind = kinds.get(value_of(child(one, 'abstractNumId'), 'val') or '', [])
            found |= {(value_of(one, 'numId') or '', level): bullet for level, bullet in enumerate(kind)}
    return found
