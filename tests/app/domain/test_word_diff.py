"""Two texts compared word by word."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.word_diff import GONE, NEW, SAME, Piece, is_worth_marking, word_diff

FEW_LETTERS = st.text('ab .\n', max_size=40)


def old_of(pieces: list[Piece]) -> str:
    return ''.join(text for kind, text in pieces if kind != NEW)


def new_of(pieces: list[Piece]) -> str:
    return ''.join(text for kind, text in pieces if kind != GONE)


def test_a_changed_word_is_marked_between_those_that_stayed() -> None:
    assert word_diff('Schreib einen kurzen Brief.', 'Schreib einen langen Brief.') == [
        (SAME, 'Schreib einen '),
        (GONE, 'kurzen'),
        (NEW, 'langen'),
        (SAME, ' Brief.'),
    ]


def test_words_that_came_or_went_stand_alone() -> None:
    assert word_diff('Sei höflich.', 'Sei immer höflich.') == [(SAME, 'Sei '), (NEW, 'immer '), (SAME, 'höflich.')]
    assert word_diff('Sei immer höflich.', 'Sei höflich.') == [(SAME, 'Sei '), (GONE, 'immer '), (SAME, 'höflich.')]
    assert word_diff('', 'Neu') == [(NEW, 'Neu')]
    assert word_diff('Alt', '') == [(GONE, 'Alt')]
    assert word_diff('', '') == []


def test_a_changed_sentence_is_one_mark_and_not_many_crumbs() -> None:
    pieces = word_diff('Bitte fasse alles in zwei Sätzen zusammen. Danke.', 'Nenne nur die drei Zahlen. Danke.')
    assert [kind for kind, _ in pieces] == [GONE, NEW, SAME]


def test_a_new_paragraph_leaves_the_others_alone() -> None:
    assert word_diff('eins\nzwei\n', 'eins\nneu\nzwei\n') == [(SAME, 'eins\n'), (NEW, 'neu\n'), (SAME, 'zwei\n')]


@given(st.one_of(FEW_LETTERS, st.text()), st.one_of(FEW_LETTERS, st.text()))
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert (old_of(pieces), new_of(pieces)) == (old, new)
    assert all(text for _, text in pieces)
    for (kind, _), (following, _) in zip(pieces, pieces[1:], strict=False):
        assert kind != following and (kind, following) != (NEW, GONE)


@given(FEW_LETTERS)
def test_equal_texts_have_one_piece(text: str) -> None:
    assert word_diff(text, text) == ([(SAME, text)] if text else [])


@pytest.mark.parametrize('vocabulary', [1, 2, 5, 1000])
@pytest.mark.parametrize('line', [12, 10**9])
def test_long_and_repetitive_texts_need_no_patience(vocabulary: int, line: int) -> None:
    """A full comparison of these would take minutes."""
    dice = random.Random(vocabulary)

    def text() -> str:
        words = [f'w{dice.randrange(vocabulary)}' + ('\n' if number % line == 11 else ' ') for number in range(60_000)]
        return ''.join(words)

    old, new = text(), text()
    pieces = word_diff(old, new)
    assert (old_of(pieces), new_of(pieces)) == (old, new)


def test_one_word_in_a_long_text_is_found() -> None:
    old = ' '.join(f'Wort{number % 700}' for number in range(30_000))
    new = old.replace('Wort55 ', 'Satz ', 1)
    assert [(kind, text) for kind, text in word_diff(old, new) if kind != SAME] == [(GONE, 'Wort55'), (NEW, 'Satz')]


def test_two_texts_with_nothing_in_common_are_better_read_as_two() -> None:
    assert not is_worth_marking(word_diff('Ein Brief an Oma', 'Rezept für Kuchen mit Nüssen'))
    assert is_worth_marking(word_diff('Ein Brief an Oma', 'Ein Brief an Opa'))
    assert is_worth_marking(word_diff('', 'Neu'))
