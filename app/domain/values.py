"""Numbers, days and times as people write them, in German and in the programs' way. Decimal, never float."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=120, rounding=ROUND_HALF_UP)  # more digits than any sum of numbers that are read here
_LONGEST = 60  # a number or a day is never longer; keeps the patterns from working on whole texts
_NUMBER = re.compile(
    r"""(?P<sign>[+\-−–])?\s*(?:
        (?P<german>[1-9]\d{0,2}(?:(?P<mark>[.'’\u00a0\u202f\ ])\d{3}(?:(?P=mark)\d{3})*)(?:,\d+)?)  # 1.234,50
        |(?P<english>[1-9]\d{0,2}(?:(?:,\d{3}){2,}|(?:[,'’\u00a0\u202f\ ]\d{3})+\.\d+))  # 1,234.50 and 1'234.50
        |(?P<plain>\d+(?:[.,]\d+)?)
    )(?:[.,][-–—]{1,2})?""",
    re.ASCII | re.VERBOSE,
)
_AROUND = re.compile(
    r'^(?:€|EUR|Euro|\$|USD|CHF|£|%)?\s*(?P<core>.*?)\s*(?:€|EUR|Euro|\$|USD|CHF|£|%)?$', re.IGNORECASE
)
_WEEKDAY = re.compile(
    r'(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend|Mo|Di|Mi|Do|Fr|Sa|So'
    r'|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:\.,?|,)?\s+',
    re.IGNORECASE,
)
_GERMAN_DATE = re.compile(r'(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})', re.ASCII)
_WORD_DATE = re.compile(r'(?P<day>\d{1,2})\.?\s+(?P<month>[A-Za-zäÄ]{3,9})\.?,?\s+(?P<year>\d{4})', re.ASCII)
_ENGLISH_DATE = re.compile(r'(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})', re.ASCII)
_TIME = re.compile(
    r'(?:(?:um|ab|von|at|from)\s+)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::\d{2})?)?\s*(?P<word>Uhr|h|am|pm|a\.m\.|p\.m\.)?',
    re.IGNORECASE | re.ASCII,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            'januar jänner january jan',
            'februar february feb',
            'märz maerz march mär mrz mar',
            'april apr',
            'mai may',
            'juni june jun',
            'juli july jul',
            'august aug',
            'september sept sep',
            'oktober october okt oct',
            'november nov',
            'dezember december dez dec',
        ),
        1,
    )
    for name in names.split()
}


def read_number(text: str) -> Decimal | None:
    """1.234,50 · 1234,5 · 1234.50 · 1,234.50 · 12 € · −3,- as a number; None for anything else.

    A single dot before exactly three digits is a German thousands mark: 1.234 is 1234.
    """
    core = _AROUND.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    found = _NUMBER.fullmatch(core['core']) if core else None
    if not found:
        return None
    if found['german']:
        digits = re.sub("[.'’\u00a0\u202f ]", '', found['german'])
    else:
        digits = re.sub("[,'’\u00a0\u202f ]", '', found['english'] or '') or found['plain']
    number = Decimal(digits.replace(',', '.'))
    return number.copy_negate() if number and found['sign'] in ('-', '−', '–') else number


def write_number(number: Decimal, places: int | None = None, language: str = 'de') -> str:
    """1234.5 as 1.234,5; with `places` exactly so many digits behind the comma, rounded half up.

    In English 1234.5 without a mark for thousands: `read_number` understands both, and the same number again.
    """
    if places is not None:
        number = rounded(number, places)
    number = number.copy_abs() if not number else number
    text = f'{number:,f}' if language == 'de' else f'{number:f}'
    if places is None and '.' in text:
        text = text.rstrip('0').rstrip('.')
    if language == 'de':
        return text.translate(str.maketrans(',.', '.,'))
    return f'{text}0' if re.fullmatch(r'-?[1-9]\d{0,2}\.\d{3}', text) else text  # 1.234 would be 1234


def rounded(number: Decimal, places: int = 2) -> Decimal:
    """Half up, away from zero: 0.005 is 0.01, −0.005 is −0.01."""
    return number.quantize(Decimal(1).scaleb(-places), context=EXACT)


def read_date(text: str) -> date | None:
    """2.3.2026 · 02.03.26 · Montag, 2. März 2026 · March 2, 2026 · 2026-03-02 as a day; None for anything else."""
    if len(text) > _LONGEST:
        return None
    text = text.strip()
    text = text[found.end() :] if (found := _WEEKDAY.match(text)) else text
    try:
        if german := _GERMAN_DATE.fullmatch(text):
            century = 2000 if len(german['year']) == 2 else 0
            return date(century + int(german['year']), int(german['month']), int(german['day']))
        if words := _WORD_DATE.fullmatch(text) or _ENGLISH_DATE.fullmatch(text):
            month = _MONTHS.get(words['month'].lower())
            return date(int(words['year']), month, int(words['day'])) if month else None
        return date.fromisoformat(text) if re.fullmatch(r'\d{4}-\d{2}-\d{2}', text, re.ASCII) else None
    except ValueError:
        return None


def write_date(day: date, language: str = 'de') -> str:
    """02.03.2026; in English 2026-03-02, which nobody can misread."""
    german, other = f'{day.day:02}.{day.month:02}.{day.year:04}', f'{day.year:04}-{day.month:02}-{day.day:02}'
    return german if language == 'de' else other


def read_time(text: str) -> time | None:
    """14:30 · 14.30 Uhr · 8 Uhr · 2 pm as a time of the day; None for anything else, also for a bare number."""
    found = _TIME.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if not found or not (found['minute'] or found['word']):
        return None
    hour, half = int(found['hour']), (found['word'] or '').lower()[:1]
    if half in ('a', 'p'):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == 'p' else 0)
    minute = int(found['minute'] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
