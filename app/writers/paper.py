"""Sheets of A4 with what stands on each of them besides the text: head, page number, title of the file."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer

from app.domain.text import Text
from app.writers import fonts

WIDTH, HEIGHT = 210 * mm, 297 * mm
PAGE = Text('Seite {page} von {pages}', 'Page {page} of {pages}')
# Draws on a finished sheet; called with the canvas, the number of the page and how many there are.
Decorate = Callable[[Canvas, int, int], None]
_LOCK = Lock()  # the fonts note for each file which letters it needs


def write(
    story: Sequence[Flowable], *, frames: Sequence[Frame], decorate: Decorate, title: str, language: str
) -> bytes:
    """The story on as many sheets as it takes; the last of `frames` serves for all further ones."""
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=(WIDTH, HEIGHT),
        pageTemplates=[PageTemplate(id=f'sheet-{at}', frames=[frame]) for at, frame in enumerate(frames)],
        title=fonts.printable(title)[:200],
        author='',
        creator='openOrchestrator',
        lang='en-GB' if language == 'en' else 'de-DE',
        displayDocTitle=1,
        initialFontName=fonts.BODY,
        invariant=1,  # the same text gives the same bytes
    )
    document.handle_documentBegin = partial(_begin, document, len(frames))
    with _LOCK:
        document.build(list(story) or [Spacer(1, 1)], canvasmaker=partial(_Sheets, decorate=decorate))
    return buffer.getvalue()


def frame(left: float, top: float, right: float, bottom: float) -> Frame:
    """The part of a sheet where text stands, by its distances from the edges."""
    return Frame(
        left, bottom, WIDTH - left - right, HEIGHT - top - bottom, leftPadding=0, rightPadding=0, topPadding=0,
        bottomPadding=0,
    )  # fmt: skip


def page_number(canvas: Canvas, page: int, pages: int, language: str, *, size: float = 9, bottom: float = 12) -> None:
    """'Seite 2 von 3' at the lower right, unless there is only one; `bottom` in millimetres."""
    if pages == 1:
        return
    text = PAGE.in_language(language).format(page=page, pages=pages)
    canvas.setFont(fonts.BODY, size)
    canvas.drawRightString(WIDTH - 20 * mm, bottom * mm, text)


def line(canvas: Canvas, x: float, y: float, text: str, size: float, font: str = fonts.BODY) -> None:
    """One line of any text; `y` counts from the upper edge down to where the letters stand."""
    for name, piece in fonts.runs(fonts.printable(text).replace('\n', ' '), font):
        canvas.setFont(name, size)
        canvas.drawString(x, HEIGHT - y, piece)
        x += canvas.stringWidth(piece, name, size)


def shortened(text: str, size: float, room: float, font: str = fonts.BODY) -> str:
    """The text, with … at its end where it is wider than `room`."""
    text = ' '.join(fonts.printable(text[:400]).split())
    if fonts.width(text, size, font) <= room:
        return text
    while text and fonts.width(text + '…', size, font) > room:
        text = text[:-1].rstrip()
    return text + '…'


def _begin(document: Any, frames: int) -> None:
    """The first sheet, the second, and from then on the last one again and again."""
    BaseDocTemplate.handle_documentBegin(document)
    if frames > 1:
        document.handle_nextPageTemplate([f'sheet-{at}' for at in range(1, frames)][-1])


class _Sheets(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Keeps all sheets until it is known how many there are."""

    def __init__(self, *arguments: Any, decorate: Decorate, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._decorate = decorate
        self._sheets: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Keep the sheet."""
        self._sheets.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Finish all sheets and write the file."""
        sheets, pages = self._sheets, len(self._sheets)
        for number, sheet in enumerate(sheets, 1):
            self.__dict__.update(sheet)
            self.saveState()
            self._decorate(self, number, pages)
            self.restoreState()
            super().showPage()
        super().save()
