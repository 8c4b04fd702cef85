"""Numbers and dates as people write them, in German and in the programs' way. Decimal, never float."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_NUMBER = re.compile(
    r'(?P<sign>[+\-−–])?\s*'
    r'(?P<digits>\d{1,3}(?:[.\'\u00a0\u202f ]\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+\.\d+|\d+(?:[.,]\d+)?)'
    r'(?P<dash>,[-–])?',
    re.ASCII,
)
_AROUND = re.compile(
    r'^(?:€|EUR|Euro|\$|USD|CHF|£|%)?\s*(?P<core>.*?)\s*(?:€|EUR|Euro|\$|USD|CHF|£|%)?$', re.IGNORECASE
)
_GERMAN_DATE = re.compile(r'(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})', re.ASCII)
_WORD_DATE = re.compile(r'(?P<day>\d{1,2})\.?\s+(?P<month>[A-Za-zäÄ]{3,9})\.?\s+(?P<year>\d{4})')
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
    core = _AROUND.fullmatch(text.strip())
    found = _NUMBER.fullmatch(core['core']) if core else None
    if not found:
        return None
    digits = re.sub(r"['\u00a0\u202f ]", '', found['digits'])
    if '.' in digits and ',' in digits:
        decimal = max(digits.rfind('.'), digits.rfind(','))
        digits = re.sub('[.,]', '', digits[:decimal]) + '.' + digits[decimal + 1 :]
    elif ',' in digits:
        digits = digits.replace(',', '.')
    elif re.fullmatch(r'\d{1,3}(\.\d{3})+', digits):
        digits = digits.replace('.', '')
    return -Decimal(digits) if found['sign'] in ('-', '−', '–') else Decimal(digits)


def write_number(number: Decimal, places: int | None = None) -> str:
    """1234.5 as 1.234,5; with `places` exactly so many digits behind the comma (rounded half up by the caller)."""
    text = f'{number:,.{places}f}' if places is not None else f'{number:,f}'
    if places is None and '.' in text:
        text = text.rstrip('0').rstrip('.')
    return text.translate(str.maketrans(',.', '.,'))


def read_date(text: str) -> date | None:
    """2.3.2026 · 02.03.26 · 2. März 2026 · 2026-03-02 as a day; None for anything else."""
    text = text.strip()
    try:
        if german := _GERMAN_DATE.fullmatch(text):
            year = int(german['year'])
            return date(year if year > 99 else 2000 + year, int(german['month']), int(german['day']))
        if words := _WORD_DATE.fullmatch(text):
            month = _MONTHS.get(words['month'].lower())
            return date(int(words['year']), month, int(words['day'])) if month else None
        return date.fromisoformat(text) if re.fullmatch(r'\d{4}-\d{2}-\d{2}', text, re.ASCII) else None
    except ValueError:
        return None


def write_date(day: date, language: str = 'de') -> str:
    """02.03.2026; in English 2026-03-02, which nobody can misread."""
    return f'{day:%d.%m.%Y}' if language == 'de' else day.isoformat()
