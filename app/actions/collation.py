"""The order of words as a German dictionary has it: ä like a, ß like ss, 2 before 10."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = re.compile('([0-9]+)')
SortKey = tuple[tuple[tuple[int, str] | str, ...], str, str]


def sort_key(text: str) -> SortKey:
    """What to sort by; equal only for equal texts, so that an order is always the same one."""
    plain = unicodedata.normalize('NFKD', text.strip().casefold())
    bare = ''.join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(_chunks(bare)), plain, text


def _chunks(text: str) -> list[tuple[int, str] | str]:
    # Words and numbers take turns, so two keys never compare a word with a number.
    parts: list[tuple[int, str] | str] = []
    for place, part in enumerate(_DIGITS.split(text)):
        number = part.lstrip('0')
        parts.append((len(number), number) if place % 2 else part)
    return parts
