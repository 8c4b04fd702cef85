"""Finds dates, times and deadlines in German and English sentences and calculates with days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    'de': 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(),
    'en': 'January February March April May June July August September October November December'.split(),
}
DAYS = {
    'de': 'Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag'.split(),
    'en': 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(),
}
_NUMBERS = {name.lower(): index % 12 + 1 for index, name in enumerate(MONTHS['de'] + MONTHS['en'])}
_NUMBERS |= {'jan': 1, 'feb': 2, 'mär': 3, 'mar': 3, 'apr': 4, 'jun': 6, 'jul': 7, 'aug': 8}
_NUMBERS |= {'sep': 9, 'sept': 9, 'okt': 10, 'oct': 10, 'nov': 11, 'dez': 12, 'dec': 12, 'jänner': 1}
_MONTH = '(?:' + '|'.join(sorted(_NUMBERS, key=len, reverse=True)) + r')\b\.?'
_DAY_NAME = '(?:' + '|'.join([*DAYS['de'], 'Sonnabend', *DAYS['en'], r'(?:Mo|Di|Mi|Do|Fr|Sa|So)(?=[.,]\s)']) + ')'
_DATE = re.compile(
    rf"""(?:\b(?P<weekday>{_DAY_NAME})s?[.,]?\s+(?:den\s+|the\s+|dem\s+)?)?
    (?:\b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b
    |(?<![\d.])(?P<d1>\d{{1,2}})\.\s?(?P<m1>\d{{1,2}})\.(?:\s?(?P<y1>\d{{4}}|\d{{2}})(?!\d))?(?!\d)
    |(?<![\d.,])(?P<d2>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})(?:,?\s+(?P<y2>\d{{4}})\b)?
    |\b(?P<m3>{_MONTH})\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\.?\d|:|\s*(?:Uhr|[ap]\.?m))(?:,?\s+(?P<y3>\d{{4}})\b)?
    |\b(?P<m4>{_MONTH})\s+(?P<y4>(?:19|20)\d{{2}})\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_WEEKDAY = re.compile(
    r'\b(?:(?:nächste[nrms]?|kommende[nrms]?|diese[nrms]?|jede[nrms]?|am|bis|next|this|every|on|by|until)\s+)'
    rf'{_DAY_NAME}(?:s|(?:morgen|vormittag|mittag|nachmittag|abend))?\b',
    re.IGNORECASE,
)
_CLOCK = r'(?:[01]?\d|2[0-3])'
_TIME = re.compile(
    rf"""\b(?:um\s|ab\s|von\s|gegen\s|at\s|from\s)?{_CLOCK}(?:[:.][0-5]\d)?
    (?:\s?(?:Uhr\s)?(?:bis|-|–|to)\s?{_CLOCK}(?:[:.][0-5]\d)?)?\s?(?:Uhr\b|[ap]\.m\.|[ap]m\b|o'clock\b)
    |\b(?:um|at)\s{_CLOCK}[:.][0-5]\d\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PERIOD = re.compile(
    r'\b(?:innerhalb|binnen|within|in den nächsten|in the next)(?:\s+von|\s+of)?\s+'
    r'(?:\d{1,3}|einer?s?|zwei|drei|vier|a|one|two|three|four)\s+'
    r'(?:Tage?n?|Wochen?|Monate?n?s?|days?|weeks?|months?)\b',
    re.IGNORECASE,
)
_DUE = re.compile(
    r'\b(?:bis|spätestens|Frist|fällig|Abgabe|Anmeldeschluss|Einsendeschluss|binnen|innerhalb'
    r'|until|by|before|deadline|due|no later than|within|latest)\b',
    re.IGNORECASE,
)
_DIGIT = re.compile(r'\d')
_DUE_NEAR = 30  # characters between the word and its date


@dataclass(frozen=True, slots=True)
class Found:
    """A date as it was written, with what is known of it."""

    text: str
    start: int
    end: int
    day: int = 0
    month: int = 0
    year: int = 0

    def key(self, today: date) -> tuple[int, int, int]:
        """For sorting: a date without a year is the nearest one from three months ago on."""
        year = self.year or today.year
        if not self.year and self.month and today.month - self.month > 3:
            year += 1
        return (year, self.month, self.day)

    def exact(self) -> date | None:
        """The calendar day, when day, month and year are all given and fit."""
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def find_dates(text: str) -> list[Found]:
    """The dates in one sentence or line, as written."""
    if not _DIGIT.search(text):
        return []
    found = [_read(match) for match in _DATE.finditer(text)]
    return [item for item in found if item is not None]


def find_times(text: str) -> list[str]:
    """Times of day as written: '15 Uhr', '3:30 pm'."""
    return [match.group().strip() for match in _TIME.finditer(text)] if _DIGIT.search(text) else []


def find_weekdays(text: str) -> list[str]:
    """Days named without a date: 'nächsten Freitag'."""
    taken = [(item.start, item.end) for item in find_dates(text)]
    return [
        match.group()
        for match in _WEEKDAY.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]


def find_deadlines(sentence: str) -> list[str]:
    """What in a sentence says until when: 'bis 12. Dezember 2026', 'innerhalb von 14 Tagen'."""
    if not _DUE.search(sentence):
        return []
    found = [match.group() for match in _PERIOD.finditer(sentence)]
    dated = [(item.start, item.text) for item in find_dates(sentence)]
    if not dated:
        dated = [(match.start(), match.group()) for match in _WEEKDAY.finditer(sentence)]
    for start, text in dated:
        if _DUE.search(sentence[max(0, start - _DUE_NEAR) : start] + ' ' + text[:6]):
            found.append(text)
    return found


def long_date(day: date, language: str) -> str:
    """'22. November 2026' or '22 November 2026'."""
    name = MONTHS['en' if language == 'en' else 'de'][day.month - 1]
    return f'{day.day} {name} {day.year}' if language == 'en' else f'{day.day}. {name} {day.year}'


def days_later(day: date, days: int) -> date:
    """The day that many days after `day`; the last day of the calendar when there is no such day."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def _read(match: re.Match[str]) -> Found | None:
    groups = match.groupdict()
    text = match.group().strip()
    if groups['iso']:
        year, month, day = (int(piece) for piece in groups['iso'].split('-'))
        return Found(text, match.start(), match.end(), day, month, year) if 1 <= month <= 12 else None
    day = int(groups['d1'] or groups['d2'] or groups['d3'] or 0)
    name = groups['m2'] or groups['m3'] or groups['m4']
    month = _NUMBERS[name.lower().rstrip('.')] if name else int(groups['m1'] or 0)
    year = int(groups['y1'] or groups['y2'] or groups['y3'] or groups['y4'] or 0)
    if not 1 <= month <= 12 or day > 31 or (day == 0 and not groups['m4']):
        return None
    text = text.rstrip('.') if name else text  # the full stop of the sentence is not part of 'November.'
    return Found(
        text,
        match.start(),
        match.start() + len(match.group().rstrip('.') if name else match.group()),
        day,
        month,
        year + 2000 if 0 < year < 100 else year,
    )
