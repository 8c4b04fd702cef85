"""Numbers, days and times: read as people write them, written so that they are read again."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.values import read_date, read_number, read_time, rounded, write_date, write_number

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6)
LANGUAGES = st.sampled_from(['de', 'en'])


@pytest.mark.parametrize(
    ('text', 'number'),
    [
        ('1.234,50', '1234.50'),
        ('1234,5', '1234.5'),
        ('1234.50', '1234.50'),
        ('1,234.50', '1234.50'),
        ('1,234,567', '1234567'),
        ("1'234.50", '1234.50'),
        ('1 234 567,8', '1234567.8'),
        ('1.234', '1234'),
        ('0.125', '0.125'),  # nobody begins a thousand with a nought
        ('0,5', '0.5'),
        ('12 €', '12'),
        ('€ 12,-', '12'),
        ('CHF 12.--', '12'),
        ('−3,–', '-3'),
        ('- 3', '-3'),
        ('19\u00a0%', '19'),
        ('01067', '1067'),
    ],
)
def test_numbers_as_people_write_them(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize('text', ['', '-', 'zwölf', '12 kg', '1.2.3', '1.234.56', '12,34,56', '030 123', '٣', '1' * 99])
def test_anything_else_is_no_number(text: str) -> None:
    assert read_number(text) is None


@given(NUMBERS, LANGUAGES)
def test_a_written_number_is_read_as_the_same(number: Decimal, language: str) -> None:
    assert read_number(write_number(number, language=language)) == number


@given(NUMBERS, st.integers(0, 4), LANGUAGES)
def test_so_is_a_rounded_one(number: Decimal, places: int, language: str) -> None:
    written = write_number(number, places, language)
    assert read_number(written) == rounded(number, places)
    assert abs(rounded(number, places) - number) * 2 <= Decimal(1).scaleb(-places)


def test_german_has_dots_and_a_comma_and_english_only_a_point() -> None:
    assert write_number(Decimal('1234567.5'), 2) == '1.234.567,50'
    assert write_number(Decimal('1234567.5'), 2, 'en') == '1234567.50'
    assert write_number(Decimal('1.234'), language='en') == '1.2340'  # 1.234 alone would be read as a thousand
    assert write_number(Decimal('-0.001'), 2) == '0,00'
    assert write_number(Decimal('1.005'), 2) == '1,01' and write_number(Decimal('-1.005'), 2) == '-1,01'


@pytest.mark.parametrize(
    'text',
    ['2.3.2026', '02.03.26', '2. 3. 2026', '2. März 2026', 'Montag, 2. März 2026', 'Mo., 2.3.2026', '2026-03-02',
     '2 Mar 2026', 'March 2, 2026', 'Monday, March 2, 2026', ' 2 mrz. 2026 '],
)  # fmt: skip
def test_days_as_people_write_them(text: str) -> None:
    assert read_date(text) == date(2026, 3, 2)


@pytest.mark.parametrize('text', ['', '2.3.', '31.2.2026', '2/3/2026', '2026', '2. Foo 2026', 'Mo', '20260302'])
def test_anything_else_is_no_day(text: str) -> None:
    assert read_date(text) is None


@given(st.dates(), LANGUAGES)
def test_a_written_day_is_read_as_the_same(day: date, language: str) -> None:
    assert read_date(write_date(day, language)) == day


@pytest.mark.parametrize(
    ('text', 'clock'),
    [
        ('14:30', time(14, 30)),
        ('14.30 Uhr', time(14, 30)),
        ('um 8 Uhr', time(8)),
        ('ab 8 Uhr', time(8)),
        ('08:05:00', time(8, 5)),
        ('2 pm', time(14)),
        ('12:15 a.m.', time(0, 15)),
    ],
)
def test_times_as_people_write_them(text: str, clock: time) -> None:
    assert read_time(text) == clock


@pytest.mark.parametrize('text', ['', '14', '25:00', '14:75', '13 pm', '0 am', 'mittags'])
def test_anything_else_is_no_time(text: str) -> None:
    assert read_time(text) is None


@given(st.text(max_size=200))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (read_number, read_date, read_time):
        read(text)
