"""Pages as pictures: for looking at, with passages marked, and for tesseract."""

from __future__ import annotations

from ctypes import byref, c_int
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.documents import ReadProblem
from app.readers.base import Reader, Unreadable
from app.readers.pdf_pages import boxes_of, open_pdf, page_of
from app.readers.pictures import as_png, upright

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

WIDEST = 2_000  # pixels
MOST_PIXELS = 16_000_000
DPI = 200
POINTS = 72  # per inch, which is how PDF measures
SMALL = 1_000_000  # pixels: letters in a picture like that are too small for tesseract
_INK, _EDGE = (255, 232, 110), (220, 160, 0)


def picture(reader: Reader, path: Path, page: int, width: int, marks: list[tuple[int, int]]) -> bytes:
    """PNG of a page `width` pixels wide, the marked characters of its text in yellow; `TYPE` when it has none."""
    width = max(1, min(width, WIDEST))
    if reader.key == 'image':
        return as_png(_resized(upright(path, MOST_PIXELS, page), width))
    if reader.key != 'pdf':
        raise Unreadable(ReadProblem.TYPE)
    with open_pdf(path) as document, page_of(document, page) as one:
        shown = _rendered(one, width / one.get_width(), in_grey=False)
        return as_png(_marked(shown, one, marks) if marks else shown)


def for_tesseract(reader: Reader, path: Path, page: int) -> bytes:
    """PNG of a page in grey, big enough for its letters to be recognised."""
    if reader.key == 'image':
        shown = upright(path, MOST_PIXELS, page).convert('L')
        return as_png(_resized(shown, 2 * shown.width) if shown.width * shown.height < SMALL else shown, DPI)
    if reader.key != 'pdf':
        raise Unreadable(ReadProblem.TYPE)
    with open_pdf(path) as document, page_of(document, page) as one:
        return as_png(_rendered(one, DPI / POINTS, in_grey=True), DPI)


def _rendered(page: PdfPage, scale: float, *, in_grey: bool) -> Image:
    """The page, in less detail than asked for when that would be too many pixels."""
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise Unreadable(ReadProblem.DAMAGED)
    scale = min(scale, (MOST_PIXELS / (width * height)) ** 0.5, MOST_PIXELS / max(width, height))
    shown: Image = page.render(scale=scale, grayscale=in_grey, limit_image_cache=True).to_pil()
    return shown


def _resized(shown: Image, width: int) -> Image:
    from PIL.Image import Resampling

    height = max(1, min(round(shown.height * width / shown.width), MOST_PIXELS // width))
    return shown.resize((width, height), Resampling.LANCZOS)


def _marked(shown: Image, page: PdfPage, marks: list[tuple[int, int]]) -> Image:
    """As with a marker pen: black letters stay black. The edge also shows where the page itself is dark."""
    from PIL import Image, ImageChops, ImageDraw

    ink = Image.new('RGB', shown.size, 'white')
    corners = []
    for left, bottom, right, top in boxes_of(page, marks):
        across, down = zip(_pixel(page, shown, left, top), _pixel(page, shown, right, bottom), strict=True)
        corners.append((min(across), min(down), max(across), max(down)))
        ImageDraw.Draw(ink).rectangle(corners[-1], fill=_INK)
    marked = ImageChops.multiply(shown.convert('RGB'), ink)
    for one in corners:
        ImageDraw.Draw(marked).rectangle(one, outline=_EDGE)
    return marked


def _pixel(page: PdfPage, shown: Image, across: float, up: float) -> tuple[int, int]:
    """Where a point of the page is in the picture, whichever way the page is turned or cut."""
    from pypdfium2 import raw

    x, y = c_int(), c_int()
    raw.FPDF_PageToDevice(page, 0, 0, shown.width, shown.height, 0, across, up, byref(x), byref(y))
    return x.value, y.value
