"""Draws a recipe card as PNG."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from app.sharing.card import FONTS, WIDTH, Code, Page, Words

DPI = 200
HIGHEST = 14_000  # pixels; a longer card is drawn smaller


def draw(page: Page) -> bytes:
    """The page as a PNG; the squares of its code are whole pixels, so that they stay sharp."""
    scale = min(DPI / 72, HIGHEST / page.height)
    picture = Image.new('RGB', (round(WIDTH * scale), round(page.height * scale)), '#FFFFFF')
    pen = ImageDraw.Draw(picture)
    for mark in page.marks:
        x, y = mark.x * scale, mark.y * scale
        if isinstance(mark, Words):
            font = ImageFont.truetype(FONTS[mark.is_bold], mark.size * scale, layout_engine=ImageFont.Layout.BASIC)
            pen.text((x, y), mark.text, mark.colour, font, anchor='ls')
        elif isinstance(mark, Code):
            _draw_code(pen, mark, round(x), round(y), scale)
        else:
            pen.rectangle((x, y, x + mark.width * scale, y + max(mark.height * scale - 1, 0)), mark.colour)
    paper = io.BytesIO()
    picture.quantize(32).save(paper, 'PNG', optimize=True)
    return paper.getvalue()


def _draw_code(pen: ImageDraw.ImageDraw, code: Code, x: int, y: int, scale: float) -> None:
    module = max(1, round(code.size * scale / len(code.matrix)))
    for number, row in enumerate(code.matrix):
        for place, dark in enumerate(row):
            if dark:
                left, top = x + place * module, y + number * module
                pen.rectangle((left, top, left + module - 1, top + module - 1), '#000000')
