"""PDF files page by page: opened with named problems, and the text of a page with where each character stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.documents import ReadProblem
from app.readers.base import Unreadable
from app.readers.decoding import tidy
from app.readers.hyphens import without_hyphens

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MOST_ON_A_PAGE = 5_000_000  # characters
Box = tuple[float, float, float, float]
_PASSWORD = 4  # pdfium's number for it
_MOST_LOOKED_AT = 1_000  # notes on a page
_WIDE = 0.5  # of a line's height: so much more than the usual gap between two lines is a new paragraph


@contextmanager
def open_pdf(path: Path) -> Iterator[PdfDocument]:
    """The document; `LOCKED` when it wants a password, `DAMAGED` when pdfium cannot make sense of it."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(path)
    except PdfiumError as error:
        is_locked = error.err_code == _PASSWORD
        raise Unreadable(ReadProblem.LOCKED if is_locked else ReadProblem.DAMAGED) from error
    try:
        yield document
    finally:
        document.close()


@contextmanager
def page_of(document: PdfDocument, number: int) -> Iterator[PdfPage]:
    """A page, counted from 1, with what was filled in; `DAMAGED` when it cannot be loaded or is not there."""
    from pypdfium2 import PdfiumError

    try:
        page = document[number - 1]
        if _is_filled_in(page):
            page = _flat(document, page, number)
    except (PdfiumError, IndexError) as error:
        raise Unreadable(ReadProblem.DAMAGED) from error
    try:
        yield page
    finally:
        page.close()


def _is_filled_in(page: PdfPage) -> bool:
    """True for forms, and for words and stamps that were put on the page later."""
    from pypdfium2 import raw

    wanted = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)
    for place in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_LOOKED_AT)):
        note = raw.FPDFPage_GetAnnot(page, place)
        kind = raw.FPDFAnnot_GetSubtype(note) if note else None
        raw.FPDFPage_CloseAnnot(note)
        if kind in wanted:
            return True
    return False


def _flat(document: PdfDocument, page: PdfPage, number: int) -> PdfPage:
    """The page with all that as a part of it: otherwise pdfium leaves it out of the text, and of the picture."""
    from pypdfium2 import raw

    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[number - 1]


def page_text(page: PdfPage) -> str:
    """The text: paragraphs apart by an empty line, words that were divided at line ends in one piece."""
    letters = page.get_textpage()
    try:
        return _text(letters, _raw(letters))
    finally:
        letters.close()


def boxes_of(page: PdfPage, marks: list[tuple[int, int]]) -> list[Box]:
    """Where these characters of `page_text` stand: left, bottom, right, top in points; one box per line and mark."""
    letters = page.get_textpage()
    try:
        raw = _raw(letters)
        places = _places(_text(letters, raw), raw)
        found = []
        for start, end in marks:
            found += _lines(letters, [place for place in places[max(0, start) : max(0, end)] if place >= 0])
        return found
    finally:
        letters.close()


def _raw(letters: PdfTextPage) -> str:
    """Pdfium's own text."""
    if letters.count_chars() > MOST_ON_A_PAGE:
        raise Unreadable(ReadProblem.LONG)
    return str(letters.get_text_range())


def _text(letters: PdfTextPage, raw: str) -> str:
    lines = raw.split('\r\n')
    parted = '\n'.join(('\n' if new else '') + line for line, new in zip(lines, _begins(letters, lines), strict=True))
    return tidy(without_hyphens(parted))


def _begins(letters: PdfTextPage, lines: list[str]) -> list[bool]:
    """For each line whether a paragraph begins with it: further below the line before than usual, or above it."""
    boxes, start = [], 0
    for line in lines:
        first = start + len(line) - len(line.lstrip())
        boxes.append(_box(letters, first) if line.strip() else None)
        start += len(line) + 2
    gaps: list[float | None] = [None]
    for above, below in zip(boxes, boxes[1:], strict=False):
        gaps.append(above[1] - below[3] if above and below else None)
    height = _height(boxes)
    known = sorted(gap for gap in gaps if gap is not None and gap > -height)
    usual = min(known[len(known) // 2], height) if known else 0.0  # no text is more than double spaced
    wide = _WIDE * height
    return [gap is not None and not -2 * wide < gap - usual <= wide for gap in gaps]


def _height(boxes: list[Box | None]) -> float:
    heights = sorted(box[3] - box[1] for box in boxes if box)
    return heights[len(heights) // 2] if heights else 1.0


def _box(letters: PdfTextPage, place: int) -> Box | None:
    """Left, bottom, right, top of a character with the room its font wants around it; None where there is none.

    The text leaves out letters of which the font does not say what they are, so its places are not pdfium's numbers.
    """
    from pypdfium2 import PdfiumError, raw

    number = raw.FPDFText_GetCharIndexFromTextIndex(letters, place)
    if number < 0:
        return None
    try:
        left, bottom, right, top = letters.get_charbox(number, loose=True)
    except PdfiumError:
        return None
    return left, bottom, right, top


def _places(text: str, raw: str) -> list[int]:
    """For each character of `text` where it stands in `raw`, -1 for those that pdfium does not know.

    `text` is `raw` with some characters left out and blanks changed, so reading both side by side finds all.
    """
    source = [(part, place) for place, letter in enumerate(raw) for part in _parts(letter)]
    places, at = [], 0
    for letter in text:
        found = -1
        for part in _parts(letter):
            ahead = next((step for step in range(at, min(at + 200, len(source))) if source[step][0] == part), None)
            if ahead is not None:
                found, at = source[ahead][1], ahead + 1
        places.append(found)
    return places


def _parts(letter: str) -> str:
    """The letter and its accents one by one; nothing for a blank."""
    return '' if letter.isspace() else unicodedata.normalize('NFKD', letter)


def _lines(letters: PdfTextPage, places: list[int]) -> list[Box]:
    """The boxes of characters that follow each other, put together as long as they are on one line."""
    found: list[Box] = []
    for place in places:
        box = _box(letters, place)
        if not box:
            continue
        last = found[-1] if found else None
        middle = (box[1] + box[3]) / 2
        if last and last[1] <= middle <= last[3] and box[0] >= last[0] - 1:
            found[-1] = (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            found.append(box)
    return found
