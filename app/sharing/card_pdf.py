"""Draws a recipe card as PDF, with its font inside."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from app.sharing.card import HEIGHT, WIDTH, Code, Page, Words, font


def draw(pages: Sequence[Page], title: str) -> bytes:
    """The pages as a PDF; the same card gives the same bytes."""
    paper = io.BytesIO()
    names = {is_bold: font(is_bold).fontName for is_bold in (False, True)}
    for is_bold in names:
        pdfmetrics.registerFont(font(is_bold))
    canvas = Canvas(paper, pagesize=(WIDTH, HEIGHT), invariant=1, initialFontName=names[False])
    canvas.setTitle(title)
    canvas.setCreator('openOrchestrator')
    for page in pages:
        for mark in page.marks:
            if isinstance(mark, Words):
                canvas.setFillColor(HexColor(mark.colour))
                canvas.setFont(names[mark.is_bold], mark.size)
                canvas.drawString(mark.x, HEIGHT - mark.y, mark.text)
            elif isinstance(mark, Code):
                _draw_code(canvas, mark)
            else:
                canvas.setFillColor(HexColor(mark.colour))
                canvas.rect(mark.x, HEIGHT - mark.y - mark.height, mark.width, mark.height, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def _draw_code(canvas: Canvas, code: Code) -> None:
    """One rectangle for each run of dark squares in a row, all of them one path: no hair lines between them."""
    module = code.size / len(code.matrix)
    canvas.setFillColor(HexColor('#000000'))
    path = canvas.beginPath()
    for number, row in enumerate(code.matrix):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                path.rect(
                    code.x + start * module, HEIGHT - code.y - (number + 1) * module, (end - start) * module, module
                )
            start = end + 1
    canvas.drawPath(path, stroke=0, fill=1)
