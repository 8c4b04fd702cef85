"""PDF files, their pages with their numbers."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.documents import Page, Reading, ReadProblem
from app.readers.base import Unreadable
from app.readers.pdf_pages import open_pdf, page_of, page_text
from app.readers.tables import MOST_CHARACTERS

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

FEW = 20  # characters on the average page: then the text is in the pictures
MOST_PAGES = 20_000
MOST_BROKEN = 20  # pages in a row: the file only claims to have them


class PdfReader:
    """Text by pdfium; a scan is named so, with the number of its pages."""

    key = 'pdf'
    endings = ('pdf',)
    media_type = 'application/pdf'

    def accepts(self, head: bytes, name: str) -> bool:
        """The mark may come after some rubbish."""
        return b'%PDF-' in head[:1024]

    def read(self, path: Path) -> Reading:
        """Every page, also the empty ones."""
        with open_pdf(path) as document:
            if len(document) > MOST_PAGES:
                raise Unreadable(ReadProblem.LONG)
            texts, shown = _pages(document)
        letters = [len(''.join(text.split())) for text in texts]
        if sum(letters) < FEW * len(texts):
            is_blank = not any(letters) and all(shows is _Shows.NOTHING for shows in shown)
            raise Unreadable(ReadProblem.EMPTY if is_blank else ReadProblem.SCAN, pages=len(texts))
        is_part = any(count < FEW and shows is _Shows.PICTURE for count, shows in zip(letters, shown, strict=True))
        return Reading(
            pages=tuple(Page(number=number, text=text) for number, text in enumerate(texts, 1)),
            media_type=self.media_type,
            has_pages=True,
            note='part' if is_part else '',
        )


def _pages(document: PdfDocument) -> tuple[list[str], list[_Shows]]:
    """The text of each page, and what there is to see on it."""
    texts: list[str] = []
    shown: list[_Shows] = []
    length = broken = 0
    for number in range(1, len(document) + 1):
        try:
            with page_of(document, number) as page:
                texts.append(page_text(page))
                shown.append(_shows(page) if len(texts[-1]) < 2 * FEW else _Shows.DRAWING)
            broken = 0
        except Unreadable as error:
            broken += 1
            if error.problem is not ReadProblem.DAMAGED or broken > MOST_BROKEN or broken == len(document):
                raise
            texts.append('')
            shown.append(_Shows.PICTURE)
        length += len(texts[-1])
        if length > MOST_CHARACTERS:
            raise Unreadable(ReadProblem.LONG)
    if not texts:
        raise Unreadable(ReadProblem.DAMAGED)
    return texts, shown


class _Shows(Enum):
    """What there is on a page besides text."""

    NOTHING = 'nothing'
    DRAWING = 'drawing'
    PICTURE = 'picture'


def _shows(page: PdfPage) -> _Shows:
    from pypdfium2 import raw

    if any(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)):
        return _Shows.PICTURE
    return _Shows.DRAWING if raw.FPDFPage_CountObjects(page) > 0 else _Shows.NOTHING


PLUGIN = PdfReader()
