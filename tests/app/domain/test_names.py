"""Names and emoji: what people type arrives, what nobody can see does not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.names import MAX_GRAPHEMES, clean_emoji, clean_name, graphemes

FAMILY = '👩\u200d👩\u200d👧\u200d👦'


@pytest.mark.parametrize(
    ('typed', 'stored'),
    [
        ('  Texter ', 'Texter'),
        ('Brief\tans\nAmt\r\n', 'Brief ans Amt'),
        ('Bu\u0308ro', 'Büro'),
        ('a\u202eb\u2066c\u200bd\u00ade\ufefff', 'abcdef'),
        ('a\x00\x07\x9fb', 'ab'),
        (f'Familie {FAMILY}\u200d', f'Familie {FAMILY}'),
        ('x\u200dy', 'xy'),
        ('Ünal & Söhne <GmbH> "1/2"', 'Ünal & Söhne <GmbH> "1/2"'),
        ('日本語 العربية हिन्दी', '日本語 العربية हिन्दी'),
        ('❤️ Rezepte', '❤️ Rezepte'),
        ('a\u3164b', 'ab'),
    ],
)
def test_a_name_is_kept_as_it_looks(typed: str, stored: str) -> None:
    assert clean_name(typed) == stored


@pytest.mark.parametrize(
    'typed', ['', ' \n\t', '\u200b\u200d\u2060', '\u202e\u202c', '\ufeff', '\u3164\u115f', '\ud800']
)
def test_nothing_to_see_is_no_name(typed: str) -> None:
    with pytest.raises(Invalid):
        clean_name(typed)


def test_the_limit_counts_what_a_reader_counts() -> None:
    assert clean_name(FAMILY * MAX_GRAPHEMES) == FAMILY * MAX_GRAPHEMES
    assert clean_name('e\u0323\u0302' * MAX_GRAPHEMES)
    for long in ('x' * (MAX_GRAPHEMES + 1), FAMILY * (MAX_GRAPHEMES + 1), 'e' + '\u0301' * 1000):
        with pytest.raises(Invalid):
            clean_name(long)


@given(st.text(max_size=80))
def test_whatever_is_typed_a_name_is_safe_and_stays_as_it_is(typed: str) -> None:
    try:
        name = clean_name(typed)
    except Invalid:
        return
    assert name == clean_name(name) == unicodedata.normalize('NFC', name) == name.strip()
    assert 1 <= len(graphemes(name)) <= MAX_GRAPHEMES and name.encode()
    bad = {letter for letter in name if unicodedata.category(letter) in ('Cc', 'Cs', 'Co', 'Cn')}
    assert not bad and not set(name) & set(
        '\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff'
    )


@pytest.mark.parametrize(
    'emoji',
    [
        '🤖',
        '✍️',
        '☎',
        FAMILY,
        '👍🏽',
        '🧑🏽\u200d🚀',
        '🇩🇪',
        '1️⃣',
        '#️⃣',
        '❤️\u200d🔥',
        '🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f',
        '🥣',
        ' 🔎 ',
    ],
)
def test_one_emoji_is_one_emoji(emoji: str) -> None:
    assert clean_emoji(emoji) == emoji.strip()


@pytest.mark.parametrize(
    'text',
    [
        '',
        ' ',
        'a',
        '1',
        '©',
        '🤖🤖',
        '🤖a',
        '🇩',
        '🇩🇪🇩🇪',
        '\u200d',
        '🤖\u200d',
        '<',
        '\ufe0f',
        '🏽🏽',
        'ä',
        '🤖' * 100,
        FAMILY * 4,
    ],
)
def test_anything_else_is_none(text: str) -> None:
    with pytest.raises(Invalid):
        clean_emoji(text)
