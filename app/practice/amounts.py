"""Amounts of ingredients: reads, adds, subtracts and writes them exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from app.practice.words import stem

_UNITS: dict[str, tuple[str, int, str]] = {}  # word -> (base unit, how many of it, name for showing)
_FRACTIONS = {'½': '1/2', '¼': '1/4', '¾': '3/4', '⅓': '1/3', '⅔': '2/3'}
_NUMBER = r'\d{1,6}(?:[.,]\d{1,3})?(?:\s?/\s?\d{1,2})?(?:\s?[½¼¾⅓⅔])?|[½¼¾⅓⅔]'
_WORDS = {
    'ein': 1,
    'eine': 1,
    'einen': 1,
    'zwei': 2,
    'drei': 3,
    'vier': 4,
    'a': 1,
    'an': 1,
    'one': 1,
    'two': 2,
    'three': 3,
    'four': 4,
}
_ITEM = re.compile(
    rf'^\s*(?:ca\.|etwa|about|circa)?\s*(?P<number>{_NUMBER}|(?:{"|".join(_WORDS)})\b)\s*(?P<rest>.*)$', re.IGNORECASE
)
_SMALL = {'ei': 'ei', 'eier': 'ei', 'egg': 'egg', 'eggs': 'egg', 'öl': 'öl', 'reis': 'reis', 'käse': 'käse'}


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of a thing. `unit` is a base unit (g, ml) or a word like 'Dose'; `number` None = not said."""

    number: Fraction | None
    unit: str
    name: str

    @property
    def key(self) -> tuple[str, str]:
        """Equal for amounts that may be added."""
        return (thing_key(self.name), self.unit)


def _teach(base: str, factor: int, shown: str, words: str) -> None:
    for word in words.split():
        _UNITS[word] = (base, factor, shown)


_teach('g', 1, 'g', 'g gramm gram grams')
_teach('g', 1000, 'kg', 'kg kilo kilos kilogramm')
_teach('ml', 1, 'ml', 'ml milliliter')
_teach('ml', 10, 'cl', 'cl')
_teach('ml', 1000, 'l', 'l liter litre litres')
for _name, _list in (
    ('EL', 'el esslöffel'), ('TL', 'tl teelöffel'), ('Dose', 'dose dosen'), ('Glas', 'glas gläser'),
    ('Packung', 'packung packungen päckchen pck pkg'), ('Becher', 'becher'), ('Bund', 'bund'), ('Zehe', 'zehe zehen'),
    ('Scheibe', 'scheibe scheiben'), ('Flasche', 'flasche flaschen'), ('Beutel', 'beutel'), ('Kopf', 'kopf köpfe'),
    ('Prise', 'prise prisen'), ('Stange', 'stange stangen'), ('', 'stück stk st piece pieces'),
    ('tbsp', 'tbsp tablespoon tablespoons'), ('tsp', 'tsp teaspoon teaspoons'), ('tin', 'tin tins can cans'),
    ('jar', 'jar jars'), ('pack', 'pack packs packet packets'), ('bunch', 'bunch bunches'), ('clove', 'clove cloves'),
    ('slice', 'slice slices'), ('bottle', 'bottle bottles'), ('cup', 'cup cups'), ('oz', 'oz'), ('lb', 'lb lbs'),
):  # fmt: skip
    _teach(_name, 1, _name, _list)


def read_amount(text: str, language: str) -> Amount:
    """'250 g Linsen', '2 Dosen Tomaten', 'Salz'."""
    plain = ' '.join(text.split())
    match = _ITEM.match(plain)
    if not match:
        return Amount(None, '', plain)
    number = _number(match['number'], language)
    word, _, rest = match['rest'].partition(' ')
    unit = _UNITS.get(word.lower().rstrip('.'))
    if number is None or not match['rest']:
        return Amount(None, '', plain)
    if unit and rest:
        return Amount(number * unit[1], unit[0], re.sub(r'^(?:of|von)\s+', '', rest))
    return Amount(number, '', match['rest'])


def singular(name: str, language: str) -> str:
    """'Ei' for 'Eier', 'Möhre' for 'Möhren', 'egg' for 'eggs'; names we do not know stay."""
    if name in ('Eier', 'Äpfel'):
        return {'Eier': 'Ei', 'Äpfel': 'Apfel'}[name]
    if language == 'en':
        return re.sub(r'(?<=o)es$|(?<=[^s])s$', '', name)
    return re.sub(r'(?<=\w{2}e)n$|(?<=el)n$', '', name)


def thing_key(name: str) -> str:
    """Equal for 'Zwiebel' and 'Zwiebeln'."""
    low = re.sub(r'\(.*?\)', '', name).strip().lower()
    words = low.split()
    return ' '.join(_SMALL.get(word) or _root(word) for word in words)


def _root(word: str) -> str:
    """The stem of the stem, until nothing comes off any more: 'onions' and 'onion' meet."""
    shorter = stem(word)
    return word if shorter == word else _root(shorter)


def format_amount(amount: Amount, language: str) -> str:
    """'1,5 kg Kartoffeln'; without a number only the name."""
    if amount.number is None:
        return amount.name
    shown = format_number(amount.number, amount.unit, language)
    return f'{shown} {amount.name}'


def format_number(number: Fraction, unit: str, language: str) -> str:
    """'1,5 kg', '250 g', '1/2', '2 Dosen'."""
    if unit in ('g', 'ml') and abs(number) >= 1000:
        number, unit = number / 1000, 'kg' if unit == 'g' else 'l'
    return f'{_digits(number, language)} {_plural(unit, number)}'.strip()


def _plural(unit: str, number: Fraction) -> str:
    many = {'Dose': 'Dosen', 'Glas': 'Gläser', 'Packung': 'Packungen', 'Zehe': 'Zehen', 'Scheibe': 'Scheiben',
            'Flasche': 'Flaschen', 'Kopf': 'Köpfe', 'Prise': 'Prisen', 'Stange': 'Stangen', 'tin': 'tins',
            'jar': 'jars', 'pack': 'packs', 'bunch': 'bunches', 'clove': 'cloves', 'slice': 'slices',
            'bottle': 'bottles', 'cup': 'cups'}  # fmt: skip
    return many.get(unit, unit) if number > 1 else unit


def _digits(number: Fraction, language: str) -> str:
    if number.denominator == 1:
        return str(number.numerator)
    for digits in (1, 2, 3):
        scaled = number * 10**digits
        if scaled.denominator == 1:
            text = f'{abs(scaled.numerator):0{digits + 1}d}'
            mark = '.' if language == 'en' else ','
            return ('-' if number < 0 else '') + f'{text[:-digits]}{mark}{text[-digits:]}'
    whole, rest = divmod(number.numerator, number.denominator)
    return f'{whole} {rest}/{number.denominator}' if whole else f'{rest}/{number.denominator}'


def _number(text: str, language: str) -> Fraction | None:
    low = text.lower().strip()
    if low in _WORDS:
        return Fraction(_WORDS[low])
    extra = Fraction(0)
    for sign, value in _FRACTIONS.items():
        if sign in low:
            extra, low = Fraction(value), low.replace(sign, '').strip()
    if not low:
        return extra
    if '/' in low:
        above, below = (piece.strip().replace(',', '.') for piece in low.split('/'))
        return None if int(below) == 0 else Fraction(above) / int(below) + extra
    # '1.500 g' is a thousand and a half in German, '1,500 g' in English.
    thousands, decimal = (',', '.') if language == 'en' else ('.', ',')
    low = re.sub(rf'\{thousands}(?=\d{{3}}$)', '', low)
    return Fraction(low.replace(decimal, '.').replace(',', '.')) + extra
