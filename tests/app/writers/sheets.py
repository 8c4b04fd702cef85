"""Reads PDFs back and measures what is on their sheets, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image

DOTS = 8  # of the pictures, for each millimetre


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """Where ink is: distances from the left and the upper edge."""

    left: float
    top: float
    right: float
    bottom: float


def texts(content: bytes) -> list[str]:
    """The words of every sheet, in one line each."""
    with pdfium.PdfDocument(content) as document:
        return [' '.join(page.get_textpage().get_text_range().split()) for page in document]


def title(content: bytes) -> str:
    """What the file is called inside."""
    with pdfium.PdfDocument(content) as document:
        return str(document.get_metadata_dict()['Title'])


def picture(content: bytes, page: int = 0) -> Image.Image:
    """One sheet in grey."""
    with pdfium.PdfDocument(content) as document:
        return document[page].render(scale=DOTS * 25.4 / 72, grayscale=True).to_pil()


def ink(content: bytes, page: int = 0, within: tuple[float, float, float, float] = (0, 0, 210, 297)) -> Box | None:
    """The smallest box around everything drawn in a part of the sheet; None when it is empty."""
    left, top, right, bottom = (round(edge * DOTS) for edge in within)
    part = picture(content, page).crop((left, top, right, bottom))
    found = part.point(lambda grey: 255 if grey < 200 else 0).getbbox()
    if found is None:
        return None
    x, y, x2, y2 = found
    return Box(
        left=within[0] + x / DOTS, top=within[1] + y / DOTS, right=within[0] + x2 / DOTS, bottom=within[1] + y2 / DOTS
    )


def height_of(content: bytes, word: str, page: int = 0) -> float:
    """How high the letters of a word are."""
    with pdfium.PdfDocument(content) as document:
        words = document[page].get_textpage()
        found = words.search(word, match_case=True).get_next()
        assert found is not None, word
        _, low, _, high = words.get_charbox(found[0])
        return float(high - low) / 72 * 25.4
