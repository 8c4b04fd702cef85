"""What stands in a cell of a spreadsheet, written as a German Excel shows it.

Decimals always have a comma: `1.234` would be read as one thousand two hundred and thirty-four (see
`app/domain/values.py`). Marks for thousands, places, € and % are there when the format of the cell has them.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from app.domain.values import write_date, write_number

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]')
_BRACKETS = re.compile(r'\[[^\]]*\]|_.|\*.')
_MONEY = re.compile(r'€|EUR|\$|USD|CHF|£', re.IGNORECASE)
_DIGITS = re.compile(r'[#0?]+(?:[,.][#0?]+)*')
_BIG = 10**15  # above this Excel does not know all digits any more


def cell_text(value: object, number_format: str) -> str:
    """One cell; '' for an empty one."""
    if value is None:
        return ''
    if isinstance(value, bool):
        return 'WAHR' if value else 'FALSCH'
    if isinstance(value, (int, float, Decimal)):
        return _number(value, number_format or 'General')
    if isinstance(value, datetime):
        day = write_date(value.date())
        return day if value.time() == time() else f'{day} {value:%H:%M}'
    if isinstance(value, date):
        return write_date(value)
    if isinstance(value, time):
        return f'{value:%H:%M}'
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f'{minutes // 60}:{minutes % 60:02}'
    return str(value)


def _number(value: int | float | Decimal, number_format: str) -> str:
    if isinstance(value, float) and (value != value or abs(value) >= _BIG):
        return str(value).replace('.', ',')
    number = Decimal(value) if isinstance(value, int) else Decimal(f'{value:.15g}')
    shown = number_format.split(';')[0]
    words = ''.join(''.join(found) for found in _QUOTED.findall(shown))
    bare = _BRACKETS.sub('', _QUOTED.sub('', shown))
    digits = _DIGITS.search(bare)
    if not digits or 'E' in bare.upper() or 'general' in bare.lower():
        return _plain(number)
    if '%' in bare:
        number *= 100
    whole, _, behind = digits[0].partition('.')
    text = write_number(number, len(behind))
    if ',' not in whole:
        text = text.replace('.', '')
    text = _padded(text, whole.count('0')) if ',' not in whole else text
    money = _MONEY.search(words) or _MONEY.search(bare)
    return f'{text} %' if '%' in bare else f'{text} {money[0]}' if money else text


def _plain(number: Decimal) -> str:
    """All digits there are, with a comma."""
    text = f'{number:f}'
    return (text.rstrip('0').rstrip('.') if '.' in text else text).replace('.', ',')


def _padded(text: str, places: int) -> str:
    """01067 is a postcode, whose zero only the format knows."""
    sign = '-' if text.startswith('-') else ''
    whole, comma, behind = text.removeprefix('-').partition(',')
    return f'{sign}{whole.zfill(places)}{comma}{behind}'
