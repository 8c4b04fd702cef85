"""What is written is read back exactly, whatever it is made of."""

from __future__ import annotations

import math
import tomllib
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.sharing.toml_writer import write

TEXTS = st.text(st.characters(exclude_categories=['Cs'])) | st.text('"\\\n\r\t\x00\x1f\x7f\u2028\x85 a\'#[]{}=.🤖')
NUMBERS = st.integers(-(10**40), 10**40) | st.floats(allow_nan=False)
VALUES = st.recursive(
    TEXTS | NUMBERS | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(TEXTS, VALUES, max_size=6), st.booleans())
@example({'a': '"""', 'b': '\n"""', 'c': '\\\n\\', 'd': '\r\n', 'e': '\nx"', '': ''}, False)
@example({'a': [{}], 'b': {}, 'c': [], 'd': [{'e': {}}, 1]}, True)
def test_reading_gives_back_what_was_written(data: dict[str, Any], in_order: bool) -> None:
    text = write(data, in_order=in_order)
    assert tomllib.loads(text) == data
    assert tomllib.loads(text.replace('\n', '\r\n')) == data  # a mail program or an editor on Windows


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(TEXTS, VALUES, max_size=6))
def test_equal_data_gives_equal_text_when_in_order(data: dict[str, Any]) -> None:
    assert write(dict(reversed(data.items())), in_order=True) == write(data, in_order=True)


def test_a_text_of_several_lines_stays_readable() -> None:
    assert write({'task': 'Schreib kurz.\nSag „du“.'}) == 'task = """\nSchreib kurz.\nSag „du“."""\n'


def test_numbers_that_are_none_are_written_too() -> None:
    assert math.isnan(tomllib.loads(write({'a': math.nan}))['a'])


@pytest.mark.parametrize('value', [None, b'a', 'half \ud83e', {1}])
def test_what_toml_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r'TOML|emoji'):
        write({'a': value})
