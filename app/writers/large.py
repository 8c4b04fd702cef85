"""Large print: the whole text in letters that are read without glasses."""

from __future__ import annotations

from functools import partial

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.domain.text import Text
from app.writers import paper
from app.writers.base import EMPTY, Letterhead
from app.writers.story import Look, Story

SIDE, TOP, BOTTOM = 20 * mm, 20 * mm, 25 * mm
SIZE = 20


class LargePrintWriter:
    """For eyes that are tired."""

    key, ending = 'large', 'pdf'
    title = Text('Großdruck (PDF)', 'Large print (PDF)')
    help = Text('Sehr große Schrift auf Papier.', 'Very large letters on paper.')
    rank = 40

    def write(self, text: str, *, title: str, language: str, letterhead: Letterhead = EMPTY) -> bytes:
        """The document: wide lines, no word broken, nothing small but the numbers of tables."""
        look = Look(size=SIZE, leading=1.5, gap=0.8, smallest=14, width=paper.WIDTH - 2 * SIDE)
        story = Story(look)
        return paper.write(
            story.whole(text, title, language),
            frames=[paper.frame(SIDE, TOP, SIDE, BOTTOM)],
            decorate=partial(_decorate, language=language),
            title=title,
            language=language,
        )


def _decorate(canvas: Canvas, page: int, pages: int, *, language: str) -> None:
    paper.page_number(canvas, page, pages, language, size=16, bottom=11)


PLUGIN = LargePrintWriter()
