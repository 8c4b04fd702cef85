"""Texts packed as what differs from another one come out as they went in."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from app.storage.packed import Packed, pack, unpack

FEW = st.text('ab"äö', max_size=30)


@given(st.one_of(FEW, st.text(st.characters(exclude_categories=['Cs']))), FEW)
def test_a_text_comes_out_as_it_went_in(text: str, base: str) -> None:
    assert unpack(pack(text, base), base) == text
    assert unpack(pack(text)) == text


def test_a_small_change_of_a_long_text_is_small() -> None:
    base = ''.join(f'Satz Nummer {number}. ' for number in range(20_000))
    changed = base.replace('Nummer 777.', 'Zahl 777.')
    assert len(pack(changed, base).data) < 40
    assert unpack(pack(changed, base), base) == changed


@given(st.integers(-9, 99), st.integers(-9, 99), st.one_of(st.text(max_size=20), st.just('eJwDAAAAAAE=')), FEW)
def test_what_was_tampered_with_is_refused_and_nothing_else_happens(start: int, end: int, data: str, base: str) -> None:
    with suppress(ValueError):
        assert isinstance(unpack(Packed(start=start, end=end, data=data), base), str)
