"""A day as it stands on paper."""

from __future__ import annotations

from datetime import date

_MONTHS = {
    'de': 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(),
    'en': 'January February March April May June July August September October November December'.split(),
}


def in_words(day: date, language: str) -> str:
    """26. November 2026, or 26 November 2026."""
    month = _MONTHS['en' if language == 'en' else 'de'][day.month - 1]
    return f'{day.day} {month} {day.year}' if language == 'en' else f'{day.day}. {month} {day.year}'
