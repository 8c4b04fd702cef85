"""A file as one line: it survives what phones, mails and people do to a line."""

from __future__ import annotations

import base64
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import AppError
from app.sharing.file import read_file, write_file
from app.sharing.packed import is_packed, pack, unpack
from tests.app.sharing.samples import EVERYTHING

BOMB = b'REZEPT:' + base64.b32encode(zlib.compress(bytes(50_000_000), 9))


@given(st.binary(max_size=400))
def test_unpacking_gives_back_what_was_packed(content: bytes) -> None:
    text = pack(content)
    assert set(text) <= set('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:')  # what a QR code stores in 5.5 bits
    assert is_packed(text.encode()) and unpack(text.encode()) == content


def test_line_breaks_blanks_and_small_letters_do_no_harm() -> None:
    text = pack(write_file(EVERYTHING)).lower()
    broken = '\n '.join(text[place : place + 20] for place in range(0, len(text), 20))
    assert read_file(unpack(f'  {broken}\n'.encode())).shared == EVERYTHING


@pytest.mark.parametrize(
    'text', [BOMB, b'rezept:' + b'A' * 300_000, b'rezept:', b'rezept:AB1', b'rezept:AAAA', b'Rezept:\xff']
)
def test_bombs_and_nonsense_are_refused(text: bytes) -> None:
    with pytest.raises(AppError, match=r'shared_big|shared_unreadable'):
        unpack(text)


@given(st.binary(max_size=100))
def test_any_bytes_behind_the_word_are_refused_or_unpacked(content: bytes) -> None:
    try:
        unpack(b'rezept:' + content)
    except AppError as error:
        assert error.key == 'shared_unreadable'


def test_what_was_printed_once_can_be_read_for_ever() -> None:
    """The line is from the first version: never make it anew."""
    printed = (Path(__file__).parent / 'printed.txt').read_bytes()
    assert read_file(unpack(printed)).shared == EVERYTHING
