"""The emoji a person can choose from, in groups, with German and English words to find them by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.domain import emoji_living, emoji_things
from app.domain.text import Text

GROUPS = {
    'faces': emoji_living.FACES,
    'animals': emoji_living.ANIMALS,
    'plants': emoji_living.PLANTS,
    'food': emoji_living.FOOD,
    'writing': emoji_things.WRITING,
    'home': emoji_things.HOME,
    'leisure': emoji_things.LEISURE,
    'signs': emoji_things.SIGNS,
}


@dataclass(frozen=True, slots=True)
class Emoji:
    """One of them. `words` are those of both languages: who speaks one may look in the other."""

    symbol: str
    group: str
    name: Text
    words: tuple[str, ...]


@cache
def emoji_table() -> tuple[Emoji, ...]:
    """All of them, group by group."""
    return tuple(_entries())


def _entries() -> Iterator[Emoji]:
    for group, lines in GROUPS.items():
        for line in lines.strip().splitlines():
            symbol, _, words = line.partition(' ')
            german, english = ([word.strip() for word in part.split(',')] for part in words.split('|'))
            yield Emoji(symbol, group, Text(german[0], english[0]), (*german, *english))
