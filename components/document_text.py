"""The text of a document, paragraph by paragraph, with the passage that was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.paragraphs import Paragraph, ParagraphKind
from components.markup import box, heading, words
from components.rich_text import rich_text


def draw_text(paragraphs: Sequence[Paragraph], passage: tuple[int, int]) -> None:
    """Draw them; `passage` are the characters of the page that are marked, (0, 0) for none."""
    level = 1  # below the heading of the page
    for paragraph in paragraphs:
        is_wanted = paragraph.overlaps(*passage)
        if paragraph.kind is ParagraphKind.HEADING:
            level = min(level + 1, paragraph.level + 1, 4)
            heading(paragraph.text, level, 'passage' if is_wanted else '')
        elif paragraph.kind is ParagraphKind.TABLE:
            rich_text(paragraph.head + paragraph.text, classes='passage' if is_wanted else '')
        elif is_wanted:
            _draw_marked(paragraph, passage)
        else:
            words(paragraph.text, 'plain')


def _draw_marked(paragraph: Paragraph, passage: tuple[int, int]) -> None:
    start, end = (max(0, place - paragraph.start) for place in passage)
    text = paragraph.text
    with box('plain passage', tag='p'):
        words(text[:start], tag='span')
        words(text[start:end], tag='mark').mark('passage')
        words(text[end:], tag='span')
