"""The printed card: every word is on it, in our own font, and its code holds the recipe."""

from __future__ import annotations

import base64
import io
import random
import re
import zlib
from dataclasses import replace

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.services.sharing_card import card_of, code_text, draw
from app.sharing import card_pdf, card_png, qr, seal
from app.sharing.card import HEIGHT, MARGIN, WIDTH, Card, Code, Page, Words, length, pages, printable, wrapped
from app.sharing.file import read_file
from app.sharing.packed import unpack
from tests.app.sharing.samples import EVERYTHING, MAIN, TEXTER

NOISE = ''.join(random.Random(1).choices('abcdefghijklmnopqrstuvwxyz', k=6_000))  # what cannot be squeezed
LONG = replace(EVERYTHING, bots=(replace(TEXTER, system_prompt=NOISE), *EVERYTHING.bots[1:]))


def words_of(sheets: list[Page]) -> str:
    """All text on the sheets."""
    return ' '.join(mark.text for page in sheets for mark in page.marks if isinstance(mark, Words))


def squares(picture: bytes, count: int) -> qr.Matrix:
    """What a camera would see: whether it is dark in the middle of every square of the code."""
    dark = numpy.asarray(Image.open(io.BytesIO(picture)).convert('L')) == 0  # nothing else on a card is black
    rows, columns = numpy.nonzero(dark)
    top, left = rows.min(), columns.min()
    module = (rows.max() - top + 1) // count
    middles = [module * place + module // 2 for place in range(count)]
    return tuple(tuple(bool(dark[top + row, left + column]) for column in middles) for row in middles)


def test_the_card_says_everything_and_says_it_in_words() -> None:
    text = words_of(pages(card_of(EVERYTHING, 'de')))
    for word in (
        'Rechnungen prüfen',
        'Worüber? (Ein Satz.)',
        'Texter',
        'Prüfer: Sieht alles.',
        'Von Anna',
        'Schritt 6',
    ):
        assert word in text
    assert 'Step 6' in words_of(pages(card_of(EVERYTHING, 'en')))


def test_the_picture_holds_a_code_that_holds_the_recipe() -> None:
    matrix = qr.matrix(code_text(EVERYTHING))
    assert matrix and squares(draw(EVERYTHING, 'png', 'de'), len(matrix)) == matrix
    assert read_file(unpack(code_text(EVERYTHING).encode())).shared == EVERYTHING


def test_a_signature_goes_into_the_code() -> None:
    key = seal.new_key()
    opened = read_file(unpack(code_text(EVERYTHING, key, 'Anna').encode()))
    assert opened.signature and opened.signature.public_key == seal.public_key_of(key)


def test_a_recipe_too_long_for_a_code_says_so() -> None:
    card = card_of(LONG, 'de')
    assert card.code is None and 'zu lang für einen Code' in words_of(pages(card))


def test_the_pdf_has_its_font_inside_and_is_the_same_every_time() -> None:
    first, again = draw(EVERYTHING, 'pdf', 'de'), draw(EVERYTHING, 'pdf', 'de')
    assert first == again and first.startswith(b'%PDF')
    fonts = re.findall(rb'/BaseFont /(\S+)', first)
    assert fonts and all(b'AtkinsonHyperlegibleNext' in font for font in fonts)
    assert first.count(b'/FontFile2') == 2


def test_the_code_in_the_pdf_is_dark_where_it_should_be() -> None:
    matrix = qr.matrix('REZEPT:ABC')
    assert matrix
    paper = card_pdf.draw([Page(HEIGHT, [Code(0, 0, float(len(matrix)), matrix)])], 'x')
    [stream] = re.findall(rb'/ASCII85Decode /FlateDecode.*?stream\s*(.*?)endstream', paper, re.DOTALL)
    drawing = zlib.decompress(base64.a85decode(b'<~' + stream.strip(), adobe=True))
    seen = [[False] * len(matrix) for _ in matrix]
    for x, y, width in re.findall(rb'(\S+) (\S+) (\S+) \S+ re', drawing):
        for column in range(round(float(x)), round(float(x) + float(width))):
            seen[round(HEIGHT - float(y)) - 1][column] = True
    assert tuple(map(tuple, seen)) == matrix


def test_two_hundred_steps_go_on_many_sheets_and_nothing_leaves_the_paper() -> None:
    steps = tuple(replace(MAIN.steps[0], id=f's{number}', instruction='Lies. ' * 40) for number in range(200))
    sheets = pages(card_of(replace(EVERYTHING, recipes=(replace(MAIN, steps=steps),)), 'de'))
    assert len(sheets) > 10
    for page in sheets:
        for mark in page.marks:
            assert MARGIN <= mark.y <= HEIGHT - MARGIN / 2
            if isinstance(mark, Words):
                assert mark.x + length(mark.text, mark.size, mark.is_bold) <= WIDTH - MARGIN + 0.01


def test_the_picture_grows_with_the_recipe_but_not_without_end() -> None:
    lines = tuple(f'Schritt {number}' for number in range(3_000))
    long = Card(title='Lang', description='', sections=(('Schritte', lines),), code=None, code_note='', foot='')
    picture = Image.open(io.BytesIO(card_png.draw(pages(long, is_endless=True)[0])))
    assert picture.height <= card_png.HIGHEST


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_printed(text: str) -> None:
    shown = printable(text)
    lines = list(wrapped(shown, 11, 100))
    assert all(length(line, 11) <= 100.01 for line in lines)
    assert ''.join(''.join(lines).split()) == ''.join(shown.split())


@pytest.mark.parametrize(
    ('text', 'shown'),
    [
        ('Größe „Zahl“ – 12 €', 'Größe „Zahl“ – 12 €'),
        ('Zażółć gęślą, Šárka, Őze, İzmir', 'Zażółć gęślą, Šárka, Őze, İzmir'),
        ('Brief ✍️ an 👨‍👩‍👧 🇩🇪', 'Brief  an  '),
        ('A → B', 'A › B'),
        ('Да', '??'),
    ],
)
def test_letters_are_printed_and_pictures_left_out(text: str, shown: str) -> None:
    assert printable(text) == shown
