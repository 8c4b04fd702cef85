"""The printed recipe card: what stands on it and where. `card_pdf` and `card_png` only draw what is laid out here.

Measures are points (1/72 inch) from the upper left corner.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFont

from app.sharing.qr import Matrix

_FOLDER = Path(__file__).parents[2] / 'assets' / 'fonts'
FONTS = {  # is bold -> file
    False: _FOLDER / 'atkinson-hyperlegible-next-400.ttf',
    True: _FOLDER / 'atkinson-hyperlegible-next-700.ttf',
}
WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 54.0  # A4
INK, SOFT, MAIN, LINE = '#26211B', '#544B3F', '#17593F', '#E6DCCB'  # as on the screen, in the light look
MODULE = 1.8  # a small square of the code: 0.64 mm, the smallest that phones read well
SMALLEST_CODE, LARGEST_CODE = 110.0, 320.0
# Signs the font does not have, and what says the same. Pictures and everything else are left out.
_SAME = str.maketrans({'→': '›', '←': '‹', '≥': '>', '≤': '<', '✓': '–', '☐': '–', '\u00a0': ' ', '\t': ' '})


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """What stands on a card, in words. `code` is the QR code, None when the recipe is too long for one."""

    title: str
    description: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]  # heading and its lines
    code: Matrix | None
    code_note: str  # what to do with the code, or why there is none
    foot: str


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `y` is where its letters stand."""

    x: float
    y: float
    text: str
    size: float
    is_bold: bool = False
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Code:
    """The QR code, `size` wide and high."""

    x: float
    y: float
    size: float
    matrix: Matrix


Mark = Words | Bar | Code


@dataclass(slots=True)
class Page:
    """One sheet."""

    height: float
    marks: list[Mark] = field(default_factory=list)


def pages(card: Card, *, is_endless: bool = False) -> list[Page]:
    """The card on sheets of A4; with `is_endless` on a single one as long as it takes."""
    layout = _Layout(is_endless)
    layout.paragraph(card.title, 24, is_bold=True, colour=MAIN, gap=0)
    layout.paragraph(card.description, 12, colour=SOFT, gap=8)
    layout.rule()
    for heading, lines in card.sections:
        layout.heading(heading)
        for line in lines:
            layout.paragraph(line, 11, gap=5, indent=12)
    layout.code(card.code, card.code_note)
    layout.foot(card.foot)
    return layout.pages


class _Layout:
    """Goes down the sheet, and on to the next one."""

    def __init__(self, is_endless: bool) -> None:
        self._is_endless = is_endless
        self.pages = [Page(HEIGHT)]
        self._y = MARGIN

    def paragraph(
        self, text: str, size: float, *, is_bold: bool = False, colour: str = INK, gap: float = 6, indent: float = 0
    ) -> None:
        """A text in as many lines as it takes."""
        self._y += gap
        for line in wrapped(printable(text), size, WIDTH - 2 * MARGIN - indent, is_bold):
            self._room(size * 1.35)
            self._put(Words(MARGIN + indent, self._y + size, line, size, is_bold, colour))
            self._y += size * 1.35

    def heading(self, text: str) -> None:
        """A heading, never alone at the end of a sheet."""
        self._y += 14
        self._room(60)
        self.paragraph(text, 14, is_bold=True, gap=0)

    def rule(self) -> None:
        """A thin line."""
        self._y += 12
        self._put(Bar(MARGIN, self._y, WIDTH - 2 * MARGIN, 1.2, LINE))

    def code(self, matrix: Matrix | None, note: str) -> None:
        """The code with what to do with it, or the note alone."""
        if matrix is None:
            self.paragraph(note, 11, colour=SOFT, gap=20)
            return
        size = min(max(len(matrix) * MODULE, SMALLEST_CODE), LARGEST_CODE)
        self._y += 22
        self._room(size + 50)
        self._put(Code(MARGIN, self._y, size, matrix))
        self._y += size
        self.paragraph(note, 11, colour=SOFT, gap=8)

    def foot(self, text: str) -> None:
        """The last line."""
        self._room(40)
        self.rule()
        self.paragraph(text, 10, colour=SOFT, gap=4)
        if self._is_endless:
            self.pages[0].height = self._y + MARGIN

    def _room(self, height: float) -> None:
        if not self._is_endless and self._y + height > HEIGHT - MARGIN:
            self.pages.append(Page(HEIGHT))
            self._y = MARGIN

    def _put(self, mark: Mark) -> None:
        self.pages[-1].marks.append(mark)


def wrapped(text: str, size: float, width: float, is_bold: bool = False) -> Iterator[str]:
    """The text in lines of at most `width`; words that are longer are broken."""
    for paragraph in text.split('\n'):
        line = ''
        for word in paragraph.split():
            for piece in _pieces(word, size, width, is_bold):
                longer = f'{line} {piece}' if line else piece
                if line and length(longer, size, is_bold) > width:
                    yield line
                    line = piece
                else:
                    line = longer
        if line:
            yield line


def length(text: str, size: float, is_bold: bool = False) -> float:
    """How wide the text is."""
    return float(font(is_bold).stringWidth(text, size))


def printable(text: str) -> str:
    """The text with letters our font has: others become their plain form or a question mark, pictures are left out."""
    return ''.join(_letters(letter) for letter in unicodedata.normalize('NFC', text).translate(_SAME))


@cache
def font(is_bold: bool) -> TTFont:
    """The font as reportlab reads it; it measures for both kinds of card."""
    return TTFont(f'Card{"Bold" if is_bold else ""}', str(FONTS[is_bold]))


def _letters(letter: str) -> str:
    if letter == '\n' or ord(letter) in font(False).face.charToGlyph:
        return letter
    if letter.isspace():
        return ' '
    plain = unicodedata.normalize('NFKD', letter)[0]
    if plain != letter and ord(plain) in font(False).face.charToGlyph:
        return plain
    return '?' if letter.isalnum() else ''


def _pieces(word: str, size: float, width: float, is_bold: bool) -> Sequence[str]:
    if length(word, size, is_bold) <= width:
        return [word]
    pieces, piece = [], ''
    for letter in word:
        if piece and length(piece + letter, size, is_bold) > width:
            pieces.append(piece)
            piece = ''
        piece += letter
    return [*pieces, piece]
