"""The table of emoji: each is exactly one, named in both languages, found by everyday words."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from app.domain.emoji import GROUPS, emoji_table
from app.domain.names import clean_emoji
from tests.sources import ROOT

TABLE = emoji_table()


def test_there_are_enough_and_each_is_there_once() -> None:
    assert len(TABLE) >= 250
    assert set(Counter(one.group for one in TABLE)) == set(GROUPS)
    for names in ([one.symbol for one in TABLE], [one.name.de for one in TABLE], [one.name.en for one in TABLE]):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_each_is_exactly_one_emoji_as_it_is_stored() -> None:
    assert all(clean_emoji(one.symbol) == one.symbol for one in TABLE)


def test_names_are_short_enough_for_a_button() -> None:
    assert all(0 < len(name) <= 20 for one in TABLE for name in (one.name.de, one.name.en))
    assert all(word and word == word.strip() and '|' not in word for one in TABLE for word in one.words)


@pytest.mark.parametrize(
    ('word', 'symbol'),
    [('Katze', '🐱'), ('cat', '🐱'), ('Brief', '✉️'), ('letter', '✉️'), ('Schule', '🎒'), ('Geburtstag', '🎂')],
)
def test_everyday_words_of_both_languages_lead_to_it(word: str, symbol: str) -> None:
    assert symbol in [one.symbol for one in TABLE if word in one.words]


def test_what_templates_and_ready_bots_use_can_be_chosen() -> None:
    known = {one.symbol for one in TABLE}
    for path in sorted((ROOT / 'recipes_library').rglob('*.toml')):
        data = tomllib.loads(path.read_text('utf-8'))
        assert {data['emoji'], *(bot['emoji'] for bot in data['bots'])} <= known, path.name
