"""PDFs read back and measured: every sign right, nothing off the sheet, long and wide things too."""

from __future__ import annotations

from datetime import date

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.writers import writers
from app.writers.base import Letterhead
from tests.app.writers.sheets import height_of, ink, picture, texts, title

SIGNS = '€ „Grüße“ – … ß ẞ é ł ✓ • → ☐ ≥ Ж Ω ½ ‚x‘'
LONG = 'Donaudampfschifffahrtsgesellschaftskapitän' * 8
PLAIN_PDF = pytest.mark.parametrize('key', ['pdf', 'large'])
COUNTED = '\n'.join(f'| {number} | Zeile {number} |' for number in range(150))


def pdf(text: str, key: str = 'pdf', *, name: str = 'Brief', language: str = 'de', day: date | None = None) -> bytes:
    return writers()[key].write(text, title=name, language=language, letterhead=Letterhead(day=day))


@PLAIN_PDF
def test_every_sign_comes_back(key: str) -> None:
    assert SIGNS in texts(pdf(SIGNS, key))[0]


def test_the_sheet_has_title_date_and_language() -> None:
    content = pdf('Hallo', name='Brief an „Omas Bäckerei“', day=date(2026, 11, 26))
    assert title(content) == 'Brief an „Omas Bäckerei“'
    assert texts(content)[0].count('Brief an „Omas Bäckerei“') == 2  # in the head and above the text
    assert '26. November 2026' in texts(content)[0]
    assert b'/Lang (de-DE)' in content and b'/Lang (en-GB)' in pdf('Hello', language='en')


def test_a_text_with_a_heading_of_its_own_gets_no_second_one() -> None:
    assert texts(pdf('# Rundbrief\n\nHallo', name='Verein'))[0].count('Verein') == 1


def test_pages_are_numbered_when_there_are_several() -> None:
    content = pdf('\n\n'.join(f'Absatz {number}. ' + 'Wort ' * 60 for number in range(40)))
    sheets = texts(content)
    assert len(sheets) > 2 and f'Seite 2 von {len(sheets)}' in sheets[1]
    assert 'Seite' not in texts(pdf('kurz'))[0]
    assert 'Page 1 of' in texts(pdf('word ' * 5000, language='en'))[0]


def test_lists_keep_their_numbers_and_boxes() -> None:
    text = texts(pdf('7. Sieben\n8. Acht\n   - genauer\n\n- [ ] Brot\n- [x] Milch\n- ☐ Ei'))[0]
    assert '7. Sieben 8. Acht – genauer' in text
    assert '☐ Brot ☑ Milch ☐ Ei' in text


def test_a_link_shows_where_it_leads_and_can_be_pressed() -> None:
    content = pdf('Mehr auf [unserer Seite](https://schule.example/a?b=1&c=2), [Mail](mailto:a@schule.example).')
    assert 'unserer Seite (https://schule.example/a?b=1&c=2), Mail (a@schule.example).' in texts(content)[0]
    assert b'/URI (https://schule.example/a?b=1&c=2)' in content


def test_a_long_table_has_its_head_on_every_sheet() -> None:
    sheets = texts(pdf(f'| Nummer | Inhalt |\n|---|---|\n{COUNTED}'))
    assert len(sheets) > 2 and all('Nummer Inhalt' in sheet for sheet in sheets)
    assert all(any(f'Zeile {number}' in sheet for sheet in sheets) for number in range(150))


@PLAIN_PDF
@pytest.mark.parametrize('columns', [1, 2, 5, 9, 14, 15, 16, 30, 80])
def test_a_table_of_any_width_stays_on_the_sheet(key: str, columns: int) -> None:
    row = '|' + '|'.join(f'Spalte{number} Text' for number in range(columns)) + '|'
    content = pdf(f'{row}\n|{"---|" * columns}\n{row}\n{row}', key)
    _is_inside(content, 19)
    assert f'Spalte{columns - 1}' in ' '.join(texts(content)).replace(' ', '')


@PLAIN_PDF
@pytest.mark.parametrize(
    'text',
    [
        LONG,
        f'# {LONG}',
        f'- {LONG}',
        f'> {LONG}',
        f'```\n{LONG}\n```',
        f'|a|b|\n|-|-|\n|{LONG}|{LONG}|',
        '- ' * 40 + 'x',
    ],
    ids=['paragraph', 'heading', 'item', 'quote', 'code', 'table', 'deep list'],
)
def test_a_word_that_is_too_long_is_broken(key: str, text: str) -> None:
    _is_inside(pdf(text, key), 19)


@pytest.mark.parametrize(
    'text',
    [
        '|a|b|\n|-|-|\n|x|' + 'Wort ' * 3000 + '|',
        '|' + 'Kopf ' * 2500 + '|b|\n|-|-|\n|x|y|',
        '# Titel\n' * 200,
        'Wort ' * 40_000,
        '> ' + 'Wort ' * 5000,
        '```\n' + 'zeile\n' * 600 + '```',
        '- ' + 'Wort ' * 5000,
    ],
    ids=['cell', 'head of a table', 'headings', 'paragraph', 'quote', 'code', 'item'],
)
def test_whatever_is_longer_than_a_sheet_goes_on_on_the_next(text: str) -> None:
    content = pdf(text)
    with pdfium.PdfDocument(content) as document:
        assert len(document) > 1
    _is_inside(content, 19)


def test_code_keeps_its_spaces() -> None:
    content = pdf('```\nif x:\n    print(1)  # eins\n```')
    assert ink(content) is not None
    assert 'if x:' in texts(content)[0] and 'print(1) # eins' in texts(content)[0].replace('\u00a0', ' ')


def test_letters_we_have_no_font_for_are_told_and_never_drawn_as_boxes() -> None:
    text = texts(pdf('Hallo 日本語 und שלום 🍎🥨!'))[0]
    assert 'Hallo ? und ? !' in text and 'Einige Schriftzeichen fehlen hier' in text
    assert 'Schriftzeichen' not in texts(pdf('Hallo 🍎!'))[0]
    with_picture, without = picture(pdf('Apfel 🍎', name='x')), picture(pdf('Apfel', name='x'))
    assert with_picture.tobytes() == without.tobytes()


def test_a_picture_from_elsewhere_is_not_loaded() -> None:
    content = pdf('![Bild](http://evil.example/x.png) <img src="http://evil.example/y.png">')
    assert b'/Subtype /Image' not in content and 'evil.example/y.png' in texts(content)[0]


def test_the_same_text_gives_the_same_bytes() -> None:
    assert pdf('# Hallo\n\nWelt') == pdf('# Hallo\n\nWelt')


def test_large_print_is_really_large() -> None:
    assert height_of(pdf('Hallo', 'large'), 'Hallo') > 1.7 * height_of(pdf('Hallo'), 'Hallo')


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(['# H', '- a', '  - b', '1. c', '> q', '---', '', '|a|b|', '|-|-|', '```', 'Text ' * 90]))
)
def test_any_mixture_stays_on_its_sheets(lines: list[str]) -> None:
    _is_inside(pdf('\n'.join(lines)), 19)


def _is_inside(content: bytes, margin: float) -> None:
    """No ink nearer to the edges; on the first and the last sheet."""
    with pdfium.PdfDocument(content) as document:
        pages = len(document)
    for page in {0, pages - 1}:
        box = ink(content, page)
        if box is not None:
            assert box.left >= margin and box.right <= 210 - margin, box
            assert box.top >= 10 and box.bottom <= 297 - 9, box
