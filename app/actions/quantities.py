"""Amounts in running text: 500 g · 2–3 EL · 1 ½ Tassen · 1/2 TL · 3 Eier. Exact fractions, never rounded inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from app.actions.units import Unit, unit_of
from app.domain.values import EXACT, read_number, write_number

_GLYPHS = {
    '½': Fraction(1, 2), '⅓': Fraction(1, 3), '⅔': Fraction(2, 3), '¼': Fraction(1, 4), '¾': Fraction(3, 4),
    '⅕': Fraction(1, 5), '⅖': Fraction(2, 5), '⅗': Fraction(3, 5), '⅘': Fraction(4, 5), '⅙': Fraction(1, 6),
    '⅛': Fraction(1, 8), '⅜': Fraction(3, 8), '⅝': Fraction(5, 8), '⅞': Fraction(7, 8),
}  # fmt: skip
_GLYPH = f'[{"".join(_GLYPHS)}]'
_ONE = (
    r'(?:\d{1,4}\s)?\d{1,4}\s?[/⁄]\s?\d{1,4}(?![\d/])'
    rf'|(?:\d{{1,4}}\s?)?{_GLYPH}'
    r'|\d{1,12}(?:[.,]\d{1,9}){0,3}'
)
_AMOUNT = re.compile(
    rf'(?<![\w.,/:{"".join(_GLYPHS)}])(?P<low>{_ONE})(?:\s?(?:-|–|—|bis|to)\s?(?P<high>{_ONE}))?'
    r'(?P<gap>[ \t\u00a0\u202f]{0,3})(?P<word>°[CF]?|[A-Za-zÄÖÜäöüßé²³]{1,20}(?:/[hs])?(?![\w/]))?(?!\d|:\d|[/.]\d)'
)
_COUNTED = frozenset('tl el tasse prise pfund zoll fuss'.split())  # and everything that is no measure


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount or a range, in a unit or just so many; `start` and `end` are its place in the text."""

    low: Fraction
    high: Fraction
    unit: Unit | None = None
    word: str = ''  # how the unit stands in the text
    start: int = 0
    end: int = 0

    def times(self, factor: Fraction) -> Quantity:
        """So many times as much."""
        return Quantity(self.low * factor, self.high * factor, self.unit, self.word, self.start, self.end)


def quantities(text: str) -> Iterator[Quantity]:
    """All amounts in the text, in order. The word behind the number counts only when it is a unit."""
    for found in _AMOUNT.finditer(text):
        low = read_fraction(found['low'])
        high = read_fraction(found['high']) if found['high'] else low
        if low is None or high is None:
            continue
        word = found['word'] or ''
        unit = unit_of(word) if word else None
        end = found.end('word') if unit else found.end('high') if found['high'] else found.end('low')
        yield Quantity(low, high, unit, word if unit else '', found.start(), end)


def read_fraction(text: str) -> Fraction | None:
    """1 ½ · 1/2 · 1 1/2 · 1.500 · 0,5 as an exact number; None for anything else."""
    parts = text.replace('⁄', '/').replace(' /', '/').replace('/ ', '/').split()
    if text and text[-1] in _GLYPHS:
        whole = text[:-1].strip()
        return (Fraction(int(whole)) if whole else Fraction(0)) + _GLYPHS[text[-1]]
    if parts and '/' in parts[-1]:
        above, below = (int(number) for number in parts[-1].split('/'))
        return Fraction(int(parts[0]) if len(parts) > 1 else 0) + Fraction(above, below) if below else None
    number = read_number(text)
    return None if number is None else Fraction(number)


def write_quantity(amount: Quantity, language: str, *, with_unit: bool = True, digits: int = 3) -> str:
    """250 g · 1 ½ Tassen · 2–3 EL"""
    is_metric = amount.unit is not None and amount.unit.key not in _COUNTED and amount.unit.kind != amount.unit.key
    numbers = [
        write_fraction(value, language, is_metric=is_metric, digits=digits)
        for value in dict.fromkeys((amount.low, amount.high))
    ]
    unit = amount.unit.written(amount.high, language) if amount.unit and with_unit else ''
    return f'{"–".join(numbers)} {unit}'.rstrip()


def write_fraction(value: Fraction, language: str, *, is_metric: bool = True, digits: int = 3) -> str:
    """0,5 for what is measured, ½ for what is counted; as short as can be cooked by."""
    whole, rest = divmod(value, 1)
    if not is_metric and 0 <= value < 20 and rest:
        glyph = next((sign for sign, part in _GLYPHS.items() if part == rest), '')
        if glyph:
            return f'{whole} {glyph}' if whole else glyph
    return write_number(_short(value, digits), language=language)


def _short(value: Fraction, digits: int) -> Decimal:
    """Exact with up to three digits behind the comma; else rounded to the first `digits` that matter."""
    exact = EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    if Fraction(exact) == value and (exact * 1000) % 1 == 0:
        return exact
    places = min(max(0, digits - 1 - exact.adjusted()), 20)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=EXACT)
