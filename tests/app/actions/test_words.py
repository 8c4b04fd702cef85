"""Actions on running text: check, fill, split, join."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.actions.base import ActionError
from app.actions.sentences import pieces, sentences
from tests.calculating import columns, fields, play, rows, table

PARTS = st.lists(st.text(st.sampled_from('abä |\\-.'), min_size=1, max_size=9).map(str.strip).filter(bool), max_size=6)


def test_a_text_that_fits_is_told_its_length() -> None:
    assert fields(play('check_text', 'Drei kurze Wörter', most='20')) == {
        'Ergebnis': 'passt', 'Zeichen': '17', 'Wörter': '3',
    }  # fmt: skip


def test_a_text_that_does_not_fit_is_told_why() -> None:
    found = fields(
        play('check_text', 'Billig, billiger, gratis!', most='2', unit='words', forbidden='billig*, GRATIS\nneu')
    )
    assert found['Ergebnis'] == 'passt nicht'
    assert found['Grund'] == '1 Wort zu viel; Nicht gewünscht: billig, billiger, gratis'
    english = fields(play('check_text', 'abc', least='5', language='en'))
    assert english['Result'] == 'does not fit' and english['Reason'] == '2 characters too few'


def test_only_whole_words_are_found() -> None:
    assert fields(play('check_text', 'Der Preis ist billiger.', forbidden='billig, eis'))['Ergebnis'] == 'passt'


def test_stopping_passes_a_good_text_on_and_names_what_is_wrong_with_a_bad_one() -> None:
    assert play('check_text', 'Gut so.', most='10', then='stop').text == 'Gut so.'
    with pytest.raises(ActionError) as error:
        play('check_text', 'Viel zu lang.', most='10', then='stop')
    assert error.value.params == {'findings': '3 Zeichen zu viel'}


def test_every_row_of_a_column_is_checked() -> None:
    text = table('Nr | Text', '1 | kurz', '2 | viel zu lang')
    done = play('check_text', text, column='Text', most='5')
    assert columns(done) == ('Nr', 'Text', 'Ergebnis', 'Grund')
    assert [row[2:] for row in rows(done)] == [('passt', ''), ('passt nicht', '7 Zeichen zu viel')]
    with pytest.raises(ActionError) as error:
        play('check_text', text, column='Text', most='5', then='stop')
    assert error.value.params == {'findings': 'Zeile 2: 7 Zeichen zu viel'}


def test_checked_again_the_findings_are_those_of_the_last_check() -> None:
    first = play('check_text', table('Text', 'viel zu lang'), column='Text', most='5').text
    again = play('check_text', first.replace('viel zu lang', 'kurz'), column='Text', most='5')
    assert columns(again) == ('Text', 'Ergebnis', 'Grund')
    assert [tuple(row) for row in rows(again)] == [('kurz', 'passt', '')]


def test_places_are_filled_from_fields_labels_and_single_rows() -> None:
    frame = 'Hallo {name}, bis {Tag}! {Text 2} {Heute}'
    done = play('fill_text', '- Name: Anna {Tag}', 'Gruß', table('Tag | x', 'Montag | 1'), frame=frame)
    assert done.text == 'Hallo Anna {Tag}, bis Montag! Gruß 02.03.2026'


def test_every_row_fills_its_own_text() -> None:
    text = table('Name | Ort', 'Anna | Ulm', 'Bert | Bonn')
    assert play('fill_text', text, frame='{Name} aus {Ort}', per='rows').text == 'Anna aus Ulm\n\nBert aus Bonn'


def test_what_is_missing_is_named_and_braces_that_are_no_places_stay() -> None:
    with pytest.raises(ActionError) as error:
        play('fill_text', '- Name: Anna', frame='{Name} {Ort} {Tag} {Ort}')
    assert error.value.params == {'names': 'Ort, Tag'}
    assert play('fill_text', '- Name: Anna', frame='{} {{Name}} }{').text == '{} {Anna} }{'


def test_a_text_is_split_at_empty_lines() -> None:
    done = play('split_text', 'Eins\nnoch eins\n \nZwei\n\n\n\nDrei')
    assert columns(done) == ('Nummer', 'Text')
    assert rows(done) == [('1', 'Eins\nnoch eins'), ('2', 'Zwei'), ('3', 'Drei')]


def test_a_text_is_split_at_a_mark_or_into_lines() -> None:
    assert play('split_text', 'rot, grün,,blau', where='mark', mark=',', **{'as': 'lines'}).text == 'rot\ngrün\nblau'
    assert [row[1] for row in rows(play('split_text', 'a\n\nb', where='lines'))] == ['a', 'b']


def test_a_long_text_is_split_where_sentences_end() -> None:
    text = 'Am 3. Mai kommt Dr. Klein. Er bringt z. B. Kuchen mit! Und dann? Dann essen wir.'
    assert list(sentences(text)) == [
        'Am 3. Mai kommt Dr. Klein. ', 'Er bringt z. B. Kuchen mit! ', 'Und dann? ', 'Dann essen wir.',
    ]  # fmt: skip
    assert [row[1] for row in rows(play('split_text', text, where='length', length='40'))] == [
        'Am 3. Mai kommt Dr. Klein.', 'Er bringt z. B. Kuchen mit! Und dann?', 'Dann essen wir.',
    ]  # fmt: skip


@given(st.text(st.sampled_from('abcÄ.!? \n'), max_size=200), st.integers(1, 30))
def test_splitting_by_length_loses_nothing_but_blanks(text: str, longest: int) -> None:
    parts = pieces(text, longest)
    assert ''.join(''.join(parts).split()) == ''.join(text.split())
    assert all(0 < len(part) <= longest for part in parts)


def test_texts_are_joined_with_headings() -> None:
    assert play('join_text', 'Eins', '', 'Zwei').text == 'Eins\n\nZwei'
    assert play('join_text', 'Eins', 'Zwei', between='comma').text == 'Eins, Zwei'
    assert play('join_text', 'Eins', 'Zwei', between='mark', mark='und').text == 'Eins und Zwei'
    assert play('join_text', 'Eins', 'Zwei', headings='yes').text == '## Text 1\n\nEins\n\n## Text 2\n\nZwei'
    text = table('Name | Text', 'Anna | Hallo', 'Bert |')
    assert play('join_text', text, column='Text', headings='yes').text == '## Anna\n\nHallo'


@settings(deadline=None)
@given(PARTS)
def test_what_is_split_is_joined_to_the_same(parts: list[str]) -> None:
    whole = '\n\n'.join(parts)
    split = play('split_text', whole)
    assert [row[1] for row in rows(split)] == parts
    assert play('join_text', split.text, column='Text').text == whole
