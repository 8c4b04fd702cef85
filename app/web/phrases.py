"""Proposes a pass phrase: four everyday words that a person can picture, type and remember."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path

WORDS = 4  # of more than 500 each: 36 bit, behind a limiter of one try a minute


def propose_phrase(language: str) -> str:
    """For example `igel sommer brot fenster`."""
    return ' '.join(secrets.choice(_words('en' if language == 'en' else 'de')) for _ in range(WORDS))


def words_for(digest: bytes, language: str) -> str:
    """The same words for the same bytes, for comparing two of them aloud: six words, 54 bit.

    NOTE: words may be added to the lists at their ends only, or people would see other words than before.
    """
    words = _words('en' if language == 'en' else 'de')[:512]
    number = int.from_bytes(digest[:8], 'big')
    return ' '.join(words[number >> 9 * place & 511] for place in range(6))


@cache
def _words(language: str) -> tuple[str, ...]:
    return tuple((Path(__file__).parent / f'words.{language}.txt').read_text('utf-8').split())
