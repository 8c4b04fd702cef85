"""A passage: a piece of a document that a step was given, and the marks by which an answer names passages.

A mark is a Markdown footnote, `[^3]`: models know it, and it is not mistaken for anything else in a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.places import Place

MARK = re.compile(r'[ \t]?\[\^(\d{1,3})\]')


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """`start` and `end` are characters of its page's text; `number` counts from 1 within a step, 0 = not marked."""

    place: Place
    document: str
    page: int = 1
    start: int = 0
    end: int = 0
    text: str
    has_pages: bool = False  # False: the document has no pages, so nobody is told a page number
    number: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Remembered:
    """A passage of the bot's own documents; `mark` is how an answer names it, '' = not at all."""

    label: str
    text: str
    mark: str = ''


def mark(number: int) -> str:
    """How an answer names the passage with that number."""
    return f'[^{number}]'


def marks_in(text: str) -> tuple[int, ...]:
    """The numbers of the passages a text names, in order, each once."""
    return tuple(dict.fromkeys(int(found) for found in MARK.findall(text)))


def without_marks(text: str) -> str:
    """The text as it is read, printed and handed on."""
    return MARK.sub('', text) if '[^' in text else text
