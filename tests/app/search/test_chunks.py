"""A page is cut into pieces at paragraphs, and nothing of it is lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.search.chunks import LONGEST, pieces

LINES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(['', '', '# Kündigung', '| Tag | Wer |', '| Montag | Öl |', 'Der 3. Mai ist frei. ', '\t', ' \r']),
    st.integers(1, 1500).map(lambda length: 'Wort ' * (length // 5)),
    st.integers(1, 3000).map(lambda length: 'x' * length),
    st.integers(1, 30).map(lambda count: 'Das ist ein Satz, z. B. der Nr. 3. ' * count),
)
PAGES = st.lists(LINES, max_size=25).flatmap(
    lambda lines: st.sampled_from(['\n', '\n\n', '\n \n']).map(lambda by: by.join(lines))
)
SENTENCE = 'Die Miete ist am dritten Werktag im Voraus auf das Konto des Vermieters zu zahlen. '


def texts(page: str) -> list[str]:
    """The pieces as they are read."""
    return [page[piece.start : piece.end] for piece in pieces(page)]


@settings(max_examples=300, deadline=None)
@given(PAGES)
def test_the_pieces_hold_all_of_the_page_in_order_and_none_is_too_long(page: str) -> None:
    found = pieces(page)
    assert all(page[piece.start : piece.end] == page[piece.start : piece.end].strip() != '' for piece in found)
    assert all(piece.end - piece.start <= LONGEST for piece in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    borders = [0, *(at for piece in found for at in (piece.start, piece.end)), len(page)]
    assert all(not page[start:end].strip() for start, end in zip(borders[::2], borders[1::2], strict=True))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(20, 600), min_size=1, max_size=30))
def test_paragraphs_fill_the_pieces_and_are_not_torn(lengths: list[int]) -> None:
    paragraphs = [('Wort ' * 300)[:length].strip() for length in lengths]
    found = texts('\n\n'.join(paragraphs))
    assert [part for piece in found for part in piece.split('\n\n')] == paragraphs
    assert len(found) <= sum(len(part) + 2 for part in paragraphs) // 500 + 1


def test_a_short_page_is_one_piece() -> None:
    assert texts('Liebe Eltern,\n\ndas Fest ist am 4. Juli.\n') == ['Liebe Eltern,\n\ndas Fest ist am 4. Juli.']


def test_an_empty_page_has_none() -> None:
    assert pieces('') == pieces(' \n\n\t\n') == []


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    found = texts(SENTENCE * 40)
    assert len(found) > 2
    assert all(piece.startswith('Die Miete') and piece.endswith('zahlen.') for piece in found)


def test_an_abbreviation_or_a_date_does_not_end_a_sentence() -> None:
    found = texts('Am 3. Mai kommt z. B. Herr Dr. Weiß von der Fa. Nr. 12 Abs. 3 vorbei ' * 40)
    assert not any(piece.endswith(('3.', 'z.', 'B.', 'Dr.', 'Nr.', 'Abs.')) for piece in found)


def test_a_heading_stays_with_what_follows_it() -> None:
    page = SENTENCE * 12 + '\n\n## § 5 Kündigung\n\n' + SENTENCE * 9 + '\n\n# § 6 Sonstiges\n' + SENTENCE * 9
    found = texts(page)
    assert [piece.split('\n')[0] for piece in found if piece.startswith('#')] == ['## § 5 Kündigung', '# § 6 Sonstiges']
    assert not any(piece.splitlines()[-1].startswith('#') for piece in found)


def test_a_piece_further_down_knows_its_heading() -> None:
    found = pieces('# § 5 Kündigung\n\n' + SENTENCE * 30)
    assert len(found) > 1
    assert {piece.context for piece in found[1:]} == {'# § 5 Kündigung'}


def test_a_long_table_is_cut_between_rows_and_each_piece_knows_its_header() -> None:
    page = '| Tag | Müll |\n|---|---|\n' + '\n'.join(f'| {day}. Mai | gelbe Tonne und Papier |' for day in range(1, 90))
    found = pieces(page)
    assert len(found) > 2
    assert all(page[piece.start] == '|' and page[piece.end - 1] == '|' for piece in found)
    assert all(piece.context == '| Tag | Müll |' for piece in found[1:])


def test_the_last_piece_is_no_scrap() -> None:
    found = texts((SENTENCE * 3 + '\n\n') * 5 + 'Mit freundlichen Grüßen')
    assert len(found) == 2 and min(map(len, found)) > 300
