"""The letter after DIN 5008, form B, measured with a ruler on its picture."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.sender import Sender
from app.writers import writers
from app.writers.base import Letterhead
from tests.app.writers.sheets import DOTS, height_of, ink, picture, texts, title
from tests.app.writers.test_letter_parts import LABELLED, PRACTICE

ERIKA = Sender(
    name='Erika Sommer', street='Gartenweg 5', town='88662 Überlingen', phone='07551 123456', email='e@example.org'
)
WITHOUT_SENDER = """Stadtwerke
Hafenstraße 2
88662 Überlingen

**Strom**

Sehr geehrte Damen und Herren,

bitte prüfen Sie die Rechnung.

Mit freundlichen Grüßen
"""
WINDOW = (20.0, 45.0, 105.0, 90.0)
BLOCK = (120.0, 45.0, 210.0, 95.0)
EDGE = (0.0, 0.0, 20.0, 297.0)  # where the marks are


def letter(text: str, sender: Sender = ERIKA, language: str = 'de') -> bytes:
    letterhead = Letterhead(sender=sender, day=date(2026, 11, 26))
    return writers()['letter'].write(text, title='Brief', language=language, letterhead=letterhead)


def marks(content: bytes) -> list[tuple[float, float]]:
    """Distance from the upper edge, and length, of every line at the left edge."""
    rows = picture(content).crop((0, 0, 20 * DOTS, 297 * DOTS)).point(lambda grey: 255 if grey < 200 else 0)
    found: list[tuple[float, float]] = []
    for y in range(rows.height):
        box = rows.crop((0, y, rows.width, y + 1)).getbbox()
        if box and (not found or y / DOTS - found[-1][0] > 1):
            found.append((y / DOTS, (box[2] - box[0]) / DOTS))
    return found


def test_fold_marks_and_punch_mark_are_where_they_belong() -> None:
    (first, punch, second) = marks(letter(PRACTICE))
    assert first[0] == pytest.approx(105, abs=0.3) and second[0] == pytest.approx(210, abs=0.3)
    assert punch[0] == pytest.approx(148.5, abs=0.3) and punch[1] > first[1] > 3


def test_the_address_is_inside_the_window_and_nothing_else() -> None:
    box = ink(letter(PRACTICE), within=(12, 40, 118, 95))
    assert box is not None
    assert box.left >= 24.5 and box.right <= 105 and box.top >= 45 and box.bottom <= 90
    assert ink(letter(PRACTICE), within=(12, 0, 210, 44)) is None


@pytest.mark.parametrize('lines', [1, 4, 6, 9, 12])
@pytest.mark.parametrize('length', [5, 40, 85])
def test_an_address_of_any_size_fits_into_the_window(lines: int, length: int) -> None:
    receiver = '\n'.join(('Wort ' * 20)[:length] for _ in range(lines))
    box = ink(letter(f'An das {receiver}\n\nHallo Inge,\n\nbitte.'), within=(12, 40, 118, 95))
    assert box is not None and box.left >= 24.5 and box.right <= 105.1 and box.top >= 45 and box.bottom <= 90


def test_above_the_address_stands_to_where_the_letter_comes_back_in_small_letters() -> None:
    content = letter(WITHOUT_SENDER)
    assert 'Erika Sommer · Gartenweg 5 · 88662 Überlingen Stadtwerke Hafenstraße 2' in texts(content)[0]
    assert height_of(content, 'Gartenweg 5 ·') < 0.8 * height_of(content, 'Stadtwerke')


def test_sender_and_day_stand_at_the_right() -> None:
    content = letter(WITHOUT_SENDER)
    assert 'Erika Sommer Gartenweg 5 88662 Überlingen 07551 123456 e@example.org' in texts(content)[0]
    assert 'Überlingen, 26. November 2026' in texts(content)[0]
    box = ink(content, within=BLOCK)
    assert box is not None and box.left >= 124.8 and box.right <= 190 and box.top >= 49 and box.bottom <= 90


def test_subject_and_text_are_at_their_places() -> None:
    content = letter(WITHOUT_SENDER)
    box = ink(content, within=(21, 92, 210, 280))
    assert box is not None
    assert box.left == pytest.approx(25, abs=0.6) and box.top == pytest.approx(100, abs=2) and box.right <= 190
    (sheet,) = texts(content)
    assert 'Strom Sehr geehrte Damen und Herren, bitte prüfen' in sheet and 'Betreff' not in sheet
    assert title(content) == 'Strom'


def test_the_sender_in_the_text_goes_before_the_one_in_the_settings() -> None:
    content = letter(LABELLED, Sender(name='Anna Weber', town='12345 Berlin'))
    assert 'Erika Sommer · Gartenweg 5' in texts(content)[0] and 'Anna' not in texts(content)[0]
    assert 'Ihr Zeichen: WM-77' in texts(content)[0]


def test_whoever_sends_signs_and_there_is_room_for_it() -> None:
    content = letter(WITHOUT_SENDER)
    assert 'Mit freundlichen Grüßen Erika Sommer' in texts(content)[0]
    end = ink(content, within=(21, 100, 190, 280))
    assert end is not None
    assert ink(content, within=(21, end.bottom - 16, 190, end.bottom - 5)) is None


def test_what_is_not_known_stays_empty() -> None:
    content = writers()['letter'].write('Bitte prüfen Sie das.', title='', language='de')
    assert texts(content) == ['Bitte prüfen Sie das.']


def test_what_stands_around_the_letter_is_left_out() -> None:
    assert 'Abschicken' not in texts(letter(PRACTICE))[0] and 'Übungsmodus' not in texts(letter(PRACTICE))[0]
    assert 'Hinweis' not in texts(letter(LABELLED))[0]


def test_a_long_letter_goes_on_higher_up_on_the_next_sheet() -> None:
    content = letter(WITHOUT_SENDER.replace('bitte prüfen', 'bitte prüfen ' + 'und prüfen ' * 900))
    sheets = texts(content)
    assert len(sheets) > 1 and f'Seite 2 von {len(sheets)}' in sheets[1]
    box = ink(content, 1)
    assert box is not None and 26 <= box.top <= 32 and 24.5 <= box.left and box.right <= 190


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([*PRACTICE.split('\n'), *LABELLED.split('\n'), 'Wort ' * 200, 'x' * 300]), max_size=30))
def test_any_letter_keeps_its_margins(lines: list[str]) -> None:
    content = letter('\n'.join(lines))
    box = ink(content, within=(20, 0, 210, 297))
    assert box is None or (box.left >= 24.5 and box.right <= 190.2 and box.top >= 44 and box.bottom <= 289)
