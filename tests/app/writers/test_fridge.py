"""The note for the fridge: one sheet whatever the text, as large as it can be, boxes to tick off."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.writers import writers
from tests.app.writers.sheets import height_of, ink, texts

SHOPPING = '# Einkauf\n\n- [ ] Brot\n- [x] Milch\n- Eier\n'
REST = 'Der Rest steht im Ergebnis.'


def note(text: str, language: str = 'de') -> bytes:
    return writers()['fridge'].write(text, title='Zettel', language=language)


def test_everything_listed_has_a_box() -> None:
    assert texts(note(SHOPPING)) == ['Einkauf ☐ Brot ☑ Milch ☐ Eier']


def test_a_short_list_is_very_large_and_a_longer_one_smaller() -> None:
    short, long = note(SHOPPING), note(SHOPPING + '\n'.join(f'- Ding {number}' for number in range(25)))
    assert height_of(short, 'Brot') > 1.5 * height_of(long, 'Brot')
    assert height_of(long, 'Brot') > 1.2 * height_of(writers()['pdf'].write(SHOPPING, title='', language='de'), 'Brot')


def test_what_does_not_fit_in_one_column_stands_in_two() -> None:
    content = note('# Einkauf\n\n' + '\n'.join(f'- Ding {number}' for number in range(70)))
    assert 'Ding 69' in texts(content)[0] and REST not in texts(content)[0]
    assert ink(content, within=(110, 60, 192, 280)) is not None


@pytest.mark.parametrize(
    'text',
    [
        '\n'.join(f'- Ding {number}' for number in range(400)),
        'Wort ' * 3000,
        '\n\n'.join('Ein ganzer Satz mit einigen Wörtern. ' * 4 for _ in range(60)),
        '|a|b|\n|-|-|\n' + '\n'.join(f'|Zeile {number}|x|' for number in range(200)),
        '|a|\n|-|\n|' + 'Wort ' * 2000 + '|',
        '# Titel\n' * 300,
        '```\n' + 'zeile\n' * 300 + '```',
    ],
    ids=['list', 'paragraph', 'paragraphs', 'table', 'cell', 'headings', 'code'],
)
def test_too_long_a_text_is_cut_and_the_note_says_so(text: str) -> None:
    (sheet,) = texts(note(text))
    assert sheet.endswith(REST)
    assert 'The rest is in the result.' in texts(note(text, 'en'))[0]


def test_a_cut_list_still_fills_the_sheet() -> None:
    box = ink(note('\n'.join(f'- Ding {number}' for number in range(400))))
    assert box is not None and box.bottom > 250


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(['# Titel', '- ding', '  - mehr', '1. eins', '> q', '|a|b|', '|-|-|', '', 'Satz. ' * 30]))
)
def test_any_text_is_one_sheet_with_margins(lines: list[str]) -> None:
    content = note('\n'.join(lines * 3))
    assert len(texts(content)) == 1
    box = ink(content)
    assert box is None or (box.left >= 17 and box.right <= 193 and box.top >= 15 and box.bottom <= 284)
