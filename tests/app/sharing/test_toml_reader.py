"""Files of strangers are read quickly or refused, never with a surprise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import AppError, Malformed, TooLarge
from app.sharing.toml_reader import MAX_BYTES, read
from app.sharing.toml_writer import write
from tests.app.sharing.test_toml_writer import TEXTS

HOSTILE = {
    'a key of half a million parts': b'.'.join([b'a'] * 400_000) + b' = 1',
    'the same in quotes': b'.'.join([b'"a"'] * 200_000) + b' = 1',
    'the same in a header': b'[' + b'.'.join([b'a'] * 400_000) + b']',
    'the same inside braces': b'x = {' + b'.'.join([b'a'] * 400_000) + b' = 1}',
    'the same behind a text that looks like the beginning of another': b'x = """\\""""\n' + b'a.' * 400_000 + b'a = 1',
    'half a million brackets': b'x = ' + b'[' * 500_000,
    'braces': b'x = ' + b'{a = ' * 100_000,
    'forty thousand tables': b''.join(b'[a%d.b.c.d.e.f.g.h]\n' % i for i in range(40_000)),
    'a number of a million digits': b'x = ' + b'9' * 900_000,
    'no end of a text': b'x = """' + b'"" ' * 300_000,
    'no end of many texts': b'x = "\n' * 100_000,
    'not UTF-8': b'\xff\xfe' * 1000,
    'half an emoji': b'x = "\\ud83e"',
    'the same key twice': b'x = 1\nx = 2',
    'a zip': b'PK\x03\x04' + bytes(1000),
}


@pytest.mark.parametrize('name', HOSTILE)
def test_hostile_files_are_refused_at_once(name: str) -> None:
    with pytest.raises(Malformed, match='shared_unreadable'):
        read(HOSTILE[name])


def test_more_than_a_megabyte_is_not_even_looked_at() -> None:
    with pytest.raises(TooLarge, match='shared_big'):
        read(b'#' * (MAX_BYTES + 1))
    assert read(b'#' * MAX_BYTES) == {}


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(TEXTS, st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS))))
def test_texts_full_of_dots_quotes_and_brackets_are_fine(data: dict[str, object]) -> None:
    assert read(write(data).encode()) == data


def test_a_mark_of_the_byte_order_and_lines_of_windows_are_fine() -> None:
    assert read(b'\xef\xbb\xbfx = """\r\na\r\nb"""\r\n# ' + b'.' * 100) == {'x': 'a\nb'}


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text('"\'\\\n#.=[]{}a1 ', max_size=60).map(str.encode))
def test_any_bytes_are_a_file_or_refused(content: bytes) -> None:
    try:
        read(content)
    except AppError as error:
        assert error.key == 'shared_unreadable'
