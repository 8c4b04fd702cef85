"""Proposes a pass phrase: four everyday words that a person can picture, type and remember."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path

WORDS = 4  # of more than 500 each: 36 bit, behind a limiter of one try a minute


def propose_phrase(language: str) -> str:
    """For example `igel sommer brot fenster`."""
    return ' '.join(secrets.choice(_words('en' if language == 'en' else 'de')) for _ in range(WORDS))


@cache
def _words(language: str) -> tuple[str, ...]:
    return tuple((Path(__file__).parent / f'words.{language}.txt').read_text('utf-8').split())
