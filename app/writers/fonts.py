"""Which font draws which letter of our papers, and what is written instead of signs that no font has.

The fonts lie in the files we make, so a paper looks the same everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from threading import Lock
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.writers.base import clean
from app.writers.blocks import Line, Span

_FOLDER = Path(__file__).parents[2] / 'assets' / 'fonts'
BODY, BOLD, ITALIC, BOLD_ITALIC = 'Paper', 'PaperBold', 'PaperItalic', 'PaperBoldItalic'
SIGNS, SIGNS_BOLD, MONO = 'PaperSigns', 'PaperSignsBold', 'PaperMono'
_FILES = {
    BODY: _FOLDER / 'atkinson-hyperlegible-next-400.ttf',
    BOLD: _FOLDER / 'atkinson-hyperlegible-next-700.ttf',
    ITALIC: _FOLDER / 'atkinson-hyperlegible-next-400-italic.ttf',
    BOLD_ITALIC: _FOLDER / 'atkinson-hyperlegible-next-700-italic.ttf',
    SIGNS: _FOLDER / 'dejavu-sans-400.ttf',
    SIGNS_BOLD: _FOLDER / 'dejavu-sans-700.ttf',
    MONO: _FOLDER / 'dejavu-sans-mono-400.ttf',
}
# One letter for another that says the same; '' leaves it out.
_SAME = str.maketrans({'\u202f': '\u00a0', '\u2011': '-', '\t': '    '})
_UNKNOWN = '\ufffc'  # stands for letters of a script that we have no font for
_OPENS = re.compile(r'(?:https?://|mailto:|tel:)', re.IGNORECASE)
_LOCK = Lock()


def register() -> None:
    """Make the fonts known to reportlab, once."""
    with _LOCK:
        _fonts()


def printable(text: str) -> str:
    """The text in letters that one of our fonts has; pictures and whole words of other scripts are left out."""
    known = ''.join(map(_letter, unicodedata.normalize('NFC', clean(text)).translate(_SAME)))
    return re.sub(f'{_UNKNOWN}(?:{_UNKNOWN}| (?={_UNKNOWN}))*', '?', known)


def has_unknown(text: str) -> bool:
    """True when letters of the text cannot be printed."""
    return any(_letter(letter) == _UNKNOWN for letter in set(unicodedata.normalize('NFC', clean(text))))


def runs(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Printable text in pieces, each with the font that has all its letters."""

    def drawn_with(letter: str) -> str:
        return _drawn_with(letter, font)

    for name, letters in groupby(text, key=drawn_with):
        yield name, ''.join(letters)


def width(text: str, size: float, font: str = BODY) -> float:
    """How wide the printable text is."""
    return sum(float(pdfmetrics.stringWidth(piece, name, size)) for name, piece in runs(text, font))


def markup(line: Line, *, bold: bool = False, addresses: bool = True) -> str:
    """A line as reportlab's paragraphs read it; with `addresses` a link shows where it leads."""
    return ''.join(_span(span, bold, addresses) for span in line)


def words_of(line: Line) -> str:
    """A line without its looks, printable."""
    return printable(''.join(span.text for span in line))


def font_of(span: Span, *, bold: bool = False) -> str:
    """The font for words that look like this."""
    if span.code:
        return MONO
    if bold or span.bold:
        return BOLD_ITALIC if span.italic else BOLD
    return ITALIC if span.italic else BODY


def _span(span: Span, bold: bool, addresses: bool) -> str:
    drawn = marked(span.text, font_of(span, bold=bold))
    if span.strike:
        drawn = f'<strike>{drawn}</strike>'
    if not span.link:
        return drawn
    if _OPENS.match(span.link):
        drawn = f'<a href={quoteattr(clean(span.link))}><u>{drawn}</u></a>'
    plain = re.sub(r'^(?:mailto|tel):', '', span.link)
    return drawn if not addresses or plain in span.text else drawn + marked(f' ({plain})', font_of(span, bold=bold))


def marked(text: str, font: str) -> str:
    """Any text for reportlab's paragraphs, every piece with its font."""
    return ''.join(
        f'<font name="{name}">{escape(piece)}</font>'.replace('\n', '<br/>')
        for name, piece in runs(printable(text), font)
    )


@cache
def _fonts() -> dict[str, TTFont]:
    found = {name: TTFont(name, str(file)) for name, file in _FILES.items()}
    for name, font in found.items():
        pdfmetrics.registerFont(font)
        for is_bold in (0, 1):
            for is_italic in (0, 1):
                addMapping(name, is_bold, is_italic, name)
    return found


@cache
def _has(font: str, letter: str) -> bool:
    return ord(letter) in _fonts()[font].face.charToGlyph


def _drawn_with(letter: str, font: str) -> str:
    if letter == '\n' or _has(font, letter):
        return font
    fallback = SIGNS_BOLD if font in (BOLD, BOLD_ITALIC) else SIGNS
    return fallback if _has(fallback, letter) else font


@cache
def _letter(letter: str) -> str:
    if letter == '\n' or _has(BODY, letter):
        return letter
    if letter.isspace():
        return ' '
    if unicodedata.category(letter) == 'Cf':  # joins or turns letters, is none itself
        return ''
    if _has(SIGNS, letter):
        return letter
    plain = unicodedata.normalize('NFKD', letter)[0]
    if plain != letter and (_has(BODY, plain) or _has(SIGNS, plain)):
        return plain
    return _UNKNOWN if letter.isalpha() else ''
