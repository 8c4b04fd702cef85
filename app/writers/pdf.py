"""A PDF to print or send: the whole text on A4, its fonts inside."""

from __future__ import annotations

from functools import partial

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.domain.text import Text
from app.writers import fonts, paper
from app.writers.base import EMPTY, Letterhead
from app.writers.dates import in_words
from app.writers.story import LINE, SOFT, Look, Story

LEFT, TOP, RIGHT, BOTTOM = 25 * mm, 26 * mm, 20 * mm, 22 * mm


class PdfWriter:
    """For printing and sending; looks the same everywhere."""

    key = ending = 'pdf'
    title = Text('PDF (.pdf)', 'PDF (.pdf)')
    help = Text('Zum Drucken und Verschicken.', 'For printing and sending.')
    rank = 20

    def write(self, text: str, *, title: str, language: str, letterhead: Letterhead = EMPTY) -> bytes:
        """The document; a text without a heading gets its title above."""
        story = Story(Look(width=paper.WIDTH - LEFT - RIGHT))
        day = in_words(letterhead.day, language) if letterhead.day else ''
        return paper.write(
            story.whole(text, title, language),
            frames=[paper.frame(LEFT, TOP, RIGHT, BOTTOM)],
            decorate=partial(_decorate, title=title, day=day, language=language),
            title=title,
            language=language,
        )


def _decorate(canvas: Canvas, page: int, pages: int, *, title: str, day: str, language: str) -> None:
    canvas.setFillColor(SOFT)
    room = paper.WIDTH - LEFT - RIGHT
    taken = fonts.width(day, 9) + 12 if day else 0
    paper.line(canvas, LEFT, 15 * mm, paper.shortened(title, 9, room - taken), 9)
    if day:
        paper.line(canvas, paper.WIDTH - RIGHT - fonts.width(day, 9), 15 * mm, day, 9)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, paper.HEIGHT - 17.5 * mm, paper.WIDTH - RIGHT, paper.HEIGHT - 17.5 * mm)
    paper.page_number(canvas, page, pages, language)


PLUGIN = PdfWriter()
