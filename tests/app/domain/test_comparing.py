"""Conditions compare what people mean: numbers, days, words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.comparing import holds, order
from app.domain.pipelines import Op
from app.domain.values import write_date, write_number

NUMBERS = st.decimals(-(10**9), 10**9, places=2)


@pytest.mark.parametrize(
    ('left', 'op', 'right'),
    [
        ('1.234,50 €', Op.IS, '1234.5'),
        ('1.234', Op.MORE, '1233,99'),
        ('9', Op.LESS, '10'),
        ('−3', Op.LESS, '0'),
        ('02.03.2026', Op.IS, '2. März 2026'),
        ('31.12.2025', Op.LESS, '1.1.2026'),
        ('2026-03-02', Op.MORE, '01.03.2026'),
        ('Straße', Op.IS, ' STRASSE '),
        ('u\u0308ber  alles', Op.IS, 'Über alles'),
        ('Eine Rechnung liegt bei', Op.CONTAINS, 'rechnung'),
        ('Eine Rechnung', Op.CONTAINS_NOT, 'Mahnung'),
        ('offen', Op.IS_NOT, 'bezahlt'),
        (' \n', Op.EMPTY, ''),
        ('x', Op.NOT_EMPTY, ''),
        ('**Ja**, die Frist läuft.', Op.YES, ''),
        ('Nein.', Op.NO, ''),
    ],
)
def test_it_holds(left: str, op: Op, right: str) -> None:
    assert holds(op, left, right)


@pytest.mark.parametrize(
    ('left', 'op', 'right'),
    [
        ('viel', Op.MORE, '10'),  # no number, so neither more nor less
        ('viel', Op.LESS, '10'),
        ('', Op.LESS, '10'),
        ('01067', Op.IS, '1067'),  # a postal code is a word
        ('1.1.2026', Op.MORE, '5'),
        ('Vielleicht', Op.YES, ''),
        ('Vielleicht', Op.NO, ''),
        ('', Op.YES, ''),
        ('Jahrelang', Op.YES, ''),
    ],
)
def test_it_does_not_hold(left: str, op: Op, right: str) -> None:
    assert not holds(op, left, right)


@given(NUMBERS, NUMBERS)
def test_numbers_compare_like_numbers(left: Decimal, right: Decimal) -> None:
    german, plain = write_number(left), f'{right:f}'
    assert holds(Op.MORE, german, plain) == (left > right)
    assert holds(Op.LESS, german, plain) == (left < right)
    assert holds(Op.IS, german, plain) == (left == right)


@given(st.dates(date(1900, 1, 1)), st.dates(date(1900, 1, 1)))
def test_days_compare_like_days(left: date, right: date) -> None:
    assert holds(Op.MORE, write_date(left), write_date(right, 'en')) == (left > right)


@given(st.text(), st.text())
def test_opposites_never_hold_together(left: str, right: str) -> None:
    assert holds(Op.IS, left, right) != holds(Op.IS_NOT, left, right)
    assert holds(Op.CONTAINS, left, right) != holds(Op.CONTAINS_NOT, left, right)
    assert holds(Op.EMPTY, left) != holds(Op.NOT_EMPTY, left)
    assert not (holds(Op.MORE, left, right) and holds(Op.LESS, left, right))
    assert order(left, left) in (0, None) and holds(Op.IS, left, left)
