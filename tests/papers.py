"""Documents that tests hand in: made here, so that nothing of anybody lies in the repository."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Sequence

from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

CONTRACT = (
    ('Mietvertrag', 'Zwischen Frau Meier und Herrn Kunz.', 'Die Miete beträgt 500 Euro im Monat.'),
    ('Kaution', 'Die Kaution beträgt drei Monatsmieten.', 'Sie wird auf ein Sparbuch gelegt.'),
    ('Hausordnung', 'Im Treppenhaus stehen keine Fahrräder.', 'Von 22 Uhr an ist es leise.'),
)


def pdf(pages: Sequence[Sequence[str]] = CONTRACT) -> bytes:
    """A PDF; the first line of each page is its heading."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842))
    for title, *lines in pages:
        canvas.setFont('Helvetica-Bold', 22)
        canvas.drawString(72, 760, title)
        canvas.setFont('Helvetica', 13)
        for number, line in enumerate(lines):
            canvas.drawString(72, 715 - 26 * number, line)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def scan(text: str = 'Ihre Rechnung') -> bytes:
    """A PDF that holds nothing but the picture of a page."""
    page = Image.new('RGB', (600, 800), 'white')
    ImageDraw.Draw(page).text((80, 80), text, fill='black', font_size=44)
    made = io.BytesIO()
    page.save(made, 'PDF')
    return made.getvalue()


async def chunks(content: bytes) -> AsyncIterator[bytes]:
    """Bytes as they come in over the network."""
    yield content
