"""Dates, times and deadlines as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from app.practice.dates import days_later, find_dates, find_deadlines, find_times, find_weekdays, long_date


@pytest.mark.parametrize(
    ('text', 'day'),
    [
        ('am 4.12.2026 um acht', date(2026, 12, 4)),
        ('am 04.12.26', date(2026, 12, 4)),
        ('Freitag, den 4. Dezember 2026', date(2026, 12, 4)),
        ('4. Dez. 2026', date(2026, 12, 4)),
        ('2026-12-04', date(2026, 12, 4)),
        ('on 4 December 2026', date(2026, 12, 4)),
        ('December 4th, 2026', date(2026, 12, 4)),
        ('the 4th of December 2026', date(2026, 12, 4)),
    ],
)
def test_full_dates_in_both_languages(text: str, day: date) -> None:
    assert [found.exact() for found in find_dates(text)] == [day]


@pytest.mark.parametrize('text', ['3.500 Euro', '12.50', 'Version 1.2.3', 'Seite 45.12', '99.99.2026', 'im Mai'])
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_a_date_that_does_not_exist_is_shown_but_never_reckoned_with() -> None:
    (found,) = find_dates('am 30. Februar 2026')
    assert (found.text, found.exact()) == ('30. Februar 2026', None)


def test_times_and_weekdays() -> None:
    assert find_times('Treffen um 15:30 Uhr, Ende 18 Uhr') == ['um 15:30 Uhr', '18 Uhr']
    assert find_times('from 3:30 pm') == ['from 3:30 pm']
    assert find_weekdays('nächsten Freitag oder am Samstag, 5. Dezember') == ['nächsten Freitag']


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('Bitte bis zum 4. Dezember 2026 zurückgeben.', ['4. Dezember 2026']),
        ('Zahlen Sie innerhalb von 14 Tagen.', ['innerhalb von 14 Tagen']),
        ('Please pay by 4 December.', ['4 December']),
        ('Sag mir bis Mittwoch Bescheid.', ['bis Mittwoch']),
        ('Das Fest ist am 4. Dezember 2026.', []),
    ],
)
def test_deadlines_are_dates_with_an_until(text: str, expected: list[str]) -> None:
    assert find_deadlines(text) == expected


def test_dates_without_a_year_sort_into_the_coming_year() -> None:
    today = date(2026, 11, 22)
    found = [find_dates(text)[0] for text in ('5. Januar', '1. Dezember', '30. November 2026')]
    assert [item.text for item in sorted(found, key=lambda item: item.key(today))] == [
        '30. November 2026', '1. Dezember', '5. Januar',
    ]  # fmt: skip


def test_days_are_added_by_the_calendar() -> None:
    assert days_later(date(2024, 2, 20), 14) == date(2024, 3, 5)
    assert days_later(date.max, 14) == date.max
    assert (long_date(date(2026, 3, 1), 'de'), long_date(date(2026, 3, 1), 'en')) == ('1. März 2026', '1 March 2026')
