"""Sums of money: read in both languages, added exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.money import Money, add_up, find_money, format_money, parse_number


@pytest.mark.parametrize(
    ('text', 'amount', 'currency'),
    [
        ('kostet 1.234,50 €', '1234.50', '€'),
        ('€1,234.50', '1234.50', '€'),
        ('EUR 12,-', '12', '€'),
        ('6,5 Euro', '6.5', '€'),
        ('80 Cent', '0.80', '€'),
        ('$1,000', '1000', '$'),
        ('£12.99', '12.99', '£'),
        ('CHF 2’500.00', '2500.00', 'CHF'),
        ('1.000 Euro', '1000', '€'),
    ],
)
def test_a_sum_is_read_as_it_is_meant(text: str, amount: str, currency: str) -> None:
    (found,) = find_money(text)
    assert (found.amount, found.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize('text', ['12 Personen', 'Europa 12', '20 Eurocents-Stücke', '5 €-Schein-Nr. X12€34', ''])
def test_numbers_without_a_currency_are_no_money(text: str) -> None:
    assert all(found.currency for found in find_money(text))
    assert len(find_money('12 Personen und 3 Hunde')) == 0


def test_a_named_total_is_checked_and_not_added() -> None:
    right = add_up(find_money('Kaffee 4 Euro, Grillen 6 Euro, insgesamt 10 Euro'))
    wrong = add_up(find_money('Kaffee 4 Euro, Grillen 6 Euro, insgesamt 11 Euro'))
    assert right and right.agrees and right.total == 10
    assert wrong and not wrong.agrees and wrong.total == 10


def test_different_currencies_are_never_added() -> None:
    assert add_up(find_money('4 Euro und 6 $')) is None


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=12))
def test_cents_never_get_lost(cents: list[int]) -> None:
    text = ', '.join(format_money(Decimal(number) / 100, '€', 'de') for number in cents)
    found = add_up(find_money(text))
    assert found is not None
    assert found.total == Decimal(sum(cents)) / 100


@given(st.integers(0, 10**11), st.sampled_from(['de', 'en']))
def test_what_is_written_is_read_back(cents: int, language: str) -> None:
    amount = Decimal(cents) / 100
    (found,) = find_money(format_money(amount, '€', language))
    assert found == Money(amount, '€', format_money(amount, '€', language), 0, False)


def test_three_digits_behind_a_mark_are_thousands() -> None:
    assert [parse_number(text) for text in ('1.234', '1,234', '1,23', '1 234,5')] == [
        Decimal('1234'), Decimal('1234'), Decimal('1.23'), Decimal('1234.5'),
    ]  # fmt: skip
