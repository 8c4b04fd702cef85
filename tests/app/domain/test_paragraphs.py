"""Texts of pages, piece by piece: nothing is lost, every piece knows its place, long ones are cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.documents import Page
from app.domain.leaves import PARAGRAPHS, leaf_of, leaves
from app.domain.paragraphs import LONGEST, ROWS, ParagraphKind, paragraphs

LETTER = """# Mietvertrag

Zwischen Frau Meier
und Herrn Kunz.

| Posten | Euro |
|---|---|
| Miete | 500 |

Die Kaution beträgt 1.000 €."""


def test_headings_tables_and_paragraphs_are_told_apart() -> None:
    found = paragraphs(LETTER)
    assert [one.kind for one in found] == [
        ParagraphKind.HEADING,
        ParagraphKind.TEXT,
        ParagraphKind.TABLE,
        ParagraphKind.TEXT,
    ]
    assert (found[0].text, found[0].level) == ('Mietvertrag', 1)
    assert found[1].text == 'Zwischen Frau Meier\nund Herrn Kunz.'


def test_every_piece_knows_where_it_stands_in_the_page() -> None:
    at = LETTER.index('Kaution')
    assert [one.text for one in paragraphs(LETTER) if one.overlaps(at, at + 7)] == ['Die Kaution beträgt 1.000 €.']
    assert not [one for one in paragraphs(LETTER) if one.overlaps(0, 0)]


def test_a_table_follows_its_paragraph_without_an_empty_line() -> None:
    found = paragraphs('Preise:\n| a | b |\n|---|---|\n| 1 | 2 |\nEnde')
    assert [one.kind.value for one in found] == ['text', 'table', 'text']


def test_a_long_table_goes_on_below_its_own_heading() -> None:
    rows = ''.join(f'| {number} | x |\n' for number in range(3 * ROWS))
    first, second, *others = paragraphs('| Nr | Name |\n|---|---|\n' + rows)
    assert first.head == '' and second.head == '| Nr | Name |\n|---|---|\n'
    assert len(others) == 2 and f'| {3 * ROWS - 1} | x |' in others[-1].text


def test_a_very_long_paragraph_is_cut_where_a_sentence_ends() -> None:
    found = paragraphs('Das ist ein Satz. ' * 1000)
    assert all(len(one.text) <= LONGEST for one in found)
    assert all(one.text.endswith('Satz. ') for one in found[:-1])


@given(st.text(alphabet='ab #|-\n.', max_size=300))
def test_nothing_but_blanks_is_lost(text: str) -> None:
    found = paragraphs(text)
    assert [one.start for one in found] == sorted(one.start for one in found)
    kept = ''.join(text[one.start : one.end] for one in found)
    assert ''.join(kept.split()) == ''.join(text.split())


def test_a_long_text_without_pages_is_looked_at_in_parts() -> None:
    text = '\n\n'.join(f'Absatz {number}.' for number in range(3 * PARAGRAPHS))
    found = leaves([Page(number=1, text=text)])
    assert [(leaf.part, leaf.parts) for leaf in found] == [(1, 3), (2, 3), (3, 3)]
    at = text.index('Absatz 50.')
    assert leaf_of(found, 1, at, at + 10) == 1
    assert leaf_of(found, 1) == leaf_of(found, 99) == 0


def test_every_page_has_a_leaf_even_an_empty_one() -> None:
    found = leaves([Page(number=1, text='Eins'), Page(number=2, text=''), Page(number=3, text='Drei')])
    assert [leaf.page for leaf in found] == [1, 2, 3]
    assert leaf_of(found, 3) == 2
