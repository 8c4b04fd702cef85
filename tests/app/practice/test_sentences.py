"""Cutting text: abbreviations, dates, hard-wrapped lines, lists."""

from __future__ import annotations

import pytest

from app.practice.sentences import LONGEST, as_sentence, paragraphs, plain, sentences, shorten


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('Am 12. Dezember kommt Dr. Weber. Er bringt z. B. Kuchen mit.',
         ['Am 12. Dezember kommt Dr. Weber.', 'Er bringt z. B. Kuchen mit.']),
        ('Das war 2026. Danach kam nichts!', ['Das war 2026.', 'Danach kam nichts!']),
        ('Wirklich? Ja … vielleicht. „Gut!“ Sagte sie.', ['Wirklich?', 'Ja … vielleicht.', '„Gut!“', 'Sagte sie.']),
        ('Mr. Jones came at 3 p.m. on Friday. He left.', ['Mr. Jones came at 3 p.m. on Friday.', 'He left.']),
        ('- Brot\n- Milch\n1. Eier', ['Brot', 'Milch', 'Eier']),
        ('12. Dezember 2026: Wandertag', ['12. Dezember 2026: Wandertag']),
        ('Dieser Satz ist so lang, dass er in der Mitte nicht mehr in die\nZeile passt. Der nächste nicht.',
         ['Dieser Satz ist so lang, dass er in der Mitte nicht mehr in die Zeile passt.', 'Der nächste nicht.']),
        ('Sie fällt aus. bitte kommen um 8 Uhr. danke', ['Sie fällt aus.', 'bitte kommen um 8 Uhr.', 'danke']),
        ('Am 3.12. fällt der Unterricht aus.', ['Am 3.12. fällt der Unterricht aus.']),
        ('', []),
        ('... !!! ???', []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_line_that_names_its_topic_begins_a_paragraph_of_its_own() -> None:
    assert paragraphs('Topf: 20 Liter\nmit Loch\nPlatz: in der Sonne') == [
        'Topf: 20 Liter mit Loch',
        'Platz: in der Sonne',
    ]


def test_no_sentence_is_longer_than_a_pattern_may_read() -> None:
    assert max(map(len, sentences('wort ' * 10_000))) <= LONGEST


def test_marks_of_lists_go_and_dates_stay() -> None:
    assert plain('- ☐ **Brot** kaufen') == 'Brot kaufen'
    assert plain('3. Milch') == 'Milch'
    assert plain('3. März ist Abgabe') == '3. März ist Abgabe'
    assert as_sentence('9. November war ein Montag') == '9. November war ein Montag.'


def test_shortening_never_cuts_a_word() -> None:
    assert shorten('Tomaten auf dem Balkon ziehen', 20) == 'Tomaten auf dem…'
