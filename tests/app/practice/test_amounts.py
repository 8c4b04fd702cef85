"""Ingredients: read, merged, subtracted and written exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.practice.amounts import Amount, format_amount, format_number, read_amount, singular, thing_key


@pytest.mark.parametrize(
    ('text', 'language', 'expected'),
    [
        ('1,5 kg Kartoffeln', 'de', Amount(Fraction(1500), 'g', 'Kartoffeln')),
        ('1.500 g Mehl', 'de', Amount(Fraction(1500), 'g', 'Mehl')),
        ('1,500 g flour', 'en', Amount(Fraction(1500), 'g', 'flour')),
        ('½ l Milch', 'de', Amount(Fraction(500), 'ml', 'Milch')),
        ('1 1/2 Zwiebeln', 'de', Amount(Fraction(1), '', '1/2 Zwiebeln')),
        ('1/2 Zwiebel', 'de', Amount(Fraction(1, 2), '', 'Zwiebel')),
        ('2 Dosen Tomaten', 'de', Amount(Fraction(2), 'Dose', 'Tomaten')),
        ('eine Zwiebel', 'de', Amount(Fraction(1), '', 'Zwiebel')),
        ('3 eggs', 'en', Amount(Fraction(3), '', 'eggs')),
        ('Salz', 'de', Amount(None, '', 'Salz')),
        ('1/0 l Milch', 'de', Amount(None, '', '1/0 l Milch')),
    ],
)
def test_amounts_are_read(text: str, language: str, expected: Amount) -> None:
    assert read_amount(text, language) == expected


@pytest.mark.parametrize(
    ('one', 'many'),
    [('Zwiebel', 'Zwiebeln'), ('Möhre', 'Möhren'), ('Ei', 'Eier'), ('onion', 'onions'), ('egg', 'eggs')],
)
def test_one_and_many_are_the_same_thing(one: str, many: str) -> None:
    assert thing_key(one) == thing_key(many)
    assert singular(many, 'en' if many.endswith('s') else 'de') == one


def test_different_things_stay_apart() -> None:
    assert len({thing_key(name) for name in ('Tomaten', 'Tomatenmark', 'Kartoffeln', 'Karotten', 'Milch', 'Mehl')}) == 6


def test_amounts_are_written_for_the_language() -> None:
    assert format_amount(Amount(Fraction(1750), 'g', 'Kartoffeln'), 'de') == '1,75 kg Kartoffeln'
    assert format_amount(Amount(Fraction(1750), 'g', 'potatoes'), 'en') == '1.75 kg potatoes'
    assert format_number(Fraction(4, 3), '', 'de') == '1 1/3'
    assert format_number(Fraction(3), 'Dose', 'de') == '3 Dosen'
