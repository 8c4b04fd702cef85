"""Words are compared without case, marks and endings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.words import fold, is_english, root, says_something, stem, stems, words


@pytest.mark.parametrize(
    ('one', 'other'),
    [('Straße', 'STRASSE'), ('Müller', 'Mueller'), ('Größe', 'Groesse'), ('Café', 'cafe'), ('Übung', 'Uebung')],
)
def test_spellings_of_a_word_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_eu_and_aue_are_no_umlauts() -> None:
    assert fold('neue Steuer, Frauen, Quelle') == 'neue steuer, frauen, quelle'


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert [fold(word) for word in words(text)] == words(text) or not text.isascii()


def test_words_parted_at_the_end_of_a_line_are_one_again() -> None:
    assert words('Haus-\nordnung, Haus- \nund Hoftür, Wärme\xadpumpe') == [
        'hausordnung', 'haus', 'und', 'hoftur', 'warmepumpe',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ('forms', 'expected'), [('Häuser Hauses Haus', 'haus'), ('Verträge Vertrags Vertrag', 'vertrag')]
)
def test_forms_of_a_word_have_one_stem(forms: str, expected: str) -> None:
    assert {stem(word) for word in words(forms)} == {expected}


def test_english_texts_have_english_stems() -> None:
    found = words('The tenants are allowed to keep bicycles')
    assert is_english(found) and not is_english(words('Die Mieter dürfen Fahrräder abstellen'))
    assert 'allow' in stems(found, english=True)


@pytest.mark.parametrize('forms', ['Impfung Impfungen geimpft impfen', 'Reparatur repariert reparieren'])
def test_relatives_have_one_root(forms: str) -> None:
    assert len({root(word) for word in words(forms)}) == 1


def test_small_words_of_two_letters_say_something_unless_they_are_stop_words() -> None:
    assert [word for word in words('Wo ist das Öl in der EU?') if says_something(word)] == ['ol', 'eu']
