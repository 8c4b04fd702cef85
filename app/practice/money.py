"""Finds sums of money in German and English and adds them exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = r'\d{1,3}(?:[.,’\' ]\d{3})+(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2}|,[-–])?'
_SIGN = r'€|EUR|Euro|\$|USD|£|GBP|CHF'
_MONEY = re.compile(
    rf'(?<![\w.,])(?:(?P<before>{_SIGN})\s?(?P<n1>{_NUMBER})(?![\d])'
    rf'|(?P<n2>{_NUMBER})\s?(?P<after>{_SIGN}|euros?|dollars?|pounds?|Franken|Cents?|ct)(?!\w))',
    re.IGNORECASE,
)
_CURRENCIES = {
    '€': '€', 'eur': '€', 'euro': '€', 'euros': '€', '$': '$', 'usd': '$', 'dollar': '$', 'dollars': '$',
    '£': '£', 'gbp': '£', 'pound': '£', 'pounds': '£', 'chf': 'CHF', 'franken': 'CHF',
}  # fmt: skip
_TOTAL = re.compile(
    r'\b(?:insgesamt|zusammen|Summe|Gesamt\w*|Endbetrag|macht|total|altogether|in all|sum)\b', re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum as it was written. `is_total` when the text itself calls it the sum."""

    amount: Decimal
    currency: str
    text: str
    start: int = 0
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """What several sums of one currency make together, and the total the text names, if it names one."""

    items: tuple[Money, ...]
    total: Decimal
    named: Money | None

    @property
    def agrees(self) -> bool:
        """True when the text's own total is right."""
        return self.named is not None and self.named.amount == self.total


def find_money(text: str) -> list[Money]:
    """The sums in one sentence or line."""
    found = []
    for match in _MONEY.finditer(text):
        sign = (match['before'] or match['after']).lower()
        amount = parse_number(match['n1'] or match['n2'])
        cents = sign in ('cent', 'cents', 'ct')
        before = text[max(0, match.start() - 40) : match.start()]
        found.append(
            Money(
                amount / 100 if cents else amount,
                '€' if cents else _CURRENCIES[sign],
                match.group().strip(),
                match.start(),
                _TOTAL.search(before) is not None,
            )
        )
    return found


def parse_number(text: str) -> Decimal:
    """'1.234,50', '1,234.50', '12,-' and '1 234' as the number they mean; three digits after a mark are thousands."""
    digits = re.sub(r"[ ’']", '', text)
    digits = re.sub(r',[-–]$', '', digits)
    last = max(digits.rfind(','), digits.rfind('.'))
    if last >= 0 and len(digits) - last - 1 != 3:
        whole, fraction = digits[:last], digits[last + 1 :]
        return Decimal(re.sub(r'[.,]', '', whole) + '.' + fraction)
    return Decimal(re.sub(r'[.,]', '', digits))


def add_up(found: Iterable[Money]) -> Sum | None:
    """The sum of the single amounts; None when there are not two of the same currency."""
    items = list(found)
    singles = tuple(item for item in items if not item.is_total)
    if len(singles) < 2 or len({item.currency for item in items}) != 1:
        return None
    named = next((item for item in items if item.is_total), None)
    return Sum(singles, sum((item.amount for item in singles), Decimal(0)), named)


def format_money(amount: Decimal, currency: str, language: str) -> str:
    """'1.234,50 €' in German, '€1,234.50' in English."""
    english = f'{amount:,.2f}'
    if language == 'en':
        return f'CHF {english}' if currency == 'CHF' else f'{currency}{english}'
    german = english.replace(',', ' ').replace('.', ',').replace(' ', '.')
    return f'{german} {currency}'
