"""A letter after DIN 5008, form B: the address fits the window of the envelope, marks show where to fold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer

from app.domain.sender import Sender
from app.domain.text import Text
from app.writers import fonts, paper
from app.writers.base import EMPTY, Letterhead, clean
from app.writers.blocks import blocks
from app.writers.dates import in_words
from app.writers.letter_parts import LetterParts, letter_parts
from app.writers.story import INK, SOFT, Look, Story

# Millimetres from the upper left corner, as the standard has them.
LEFT, RIGHT, BOTTOM = 25, 20, 22
WINDOW_LEFT, WINDOW_TOP, WINDOW_WIDTH, WINDOW_HEIGHT = 20, 45, 85, 45
ADDRESS_TOP = 62.7  # above it the sender's line
BLOCK_LEFT, BLOCK_TOP, BLOCK_WIDTH = 125, 50, 65
TEXT_TOP, NEXT_TOP = 98.5, 27
FOLDS, PUNCH = (105, 210), 148.5
_INSET = 5  # from the edge of the window to its text
_SIZE, _SMALL, _POINTS = 11.0, 9.0, mm
_ADDRESS_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0)
_SIGNED = 15  # millimetres for the signature


class LetterWriter:
    """For an envelope with a window."""

    key, ending = 'letter', 'pdf'
    title = Text('Brief (PDF)', 'Letter (PDF)')
    help = Text(
        'Passt in den Umschlag mit Fenster. Enthält nur den Brief.',
        'Fits an envelope with a window. Holds the letter only.',
    )
    rank = 30

    def write(self, text: str, *, title: str, language: str, letterhead: Letterhead = EMPTY) -> bytes:
        """The letter that is in the text; what it does not say about the sender comes from `letterhead`."""
        sheet = _sheet(letter_parts(text), letterhead, language)
        story = Story(Look(size=_SIZE, leading=1.35, width=paper.WIDTH - (LEFT + RIGHT) * mm))
        return paper.write(
            _draw(story, sheet.parts),
            frames=[paper.frame(LEFT * mm, top * mm, RIGHT * mm, BOTTOM * mm) for top in (TEXT_TOP, NEXT_TOP)],
            decorate=partial(_decorate, sheet=sheet, language=language),
            title=sheet.parts.subject or title,
            language=language,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sheet:
    """What stands where on the first sheet."""

    parts: LetterParts
    name: str
    back: str  # to where the post office brings it back
    block: tuple[str, ...]  # the lines at the right


def _sheet(parts: LetterParts, letterhead: Letterhead, language: str) -> _Sheet:
    sender, contacts = _sender(parts, letterhead.sender)
    name = sender[0] if sender else ''
    signature = parts.signature or ((name,) if name and parts.closing else ())
    parts = replace(parts, signature=signature, date=parts.date or _date(letterhead, language))
    lines = (*sender, *contacts, '', *parts.references, '', parts.date)
    return _Sheet(parts=parts, name=name, back=' · '.join(sender), block=_without_double_gaps(lines))


def _sender(parts: LetterParts, known: Sender) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The one in the text; the one from the settings where there is none."""
    if len(parts.sender) > 1:
        is_same = bool(known.name) and known.name == parts.sender[0]
        return parts.sender, parts.contacts or (_contacts(known) if is_same else ())
    return known.address or parts.sender, _contacts(known) or parts.contacts


def _contacts(sender: Sender) -> tuple[str, ...]:
    return tuple(line for line in (sender.phone, sender.email) if line)


def _date(letterhead: Letterhead, language: str) -> str:
    if letterhead.day is None:
        return ''
    place = re.sub(r'^\d+\s+', '', letterhead.sender.town)
    return ', '.join(part for part in (place, in_words(letterhead.day, language)) if part)


def _without_double_gaps(lines: Sequence[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return tuple(kept)


def _draw(story: Story, parts: LetterParts) -> list[Flowable]:
    gap = _SIZE * 1.35
    drawn: list[Flowable] = []
    if parts.subject:
        drawn += [story.paragraph(parts.subject, bold=True, spaceAfter=2 * gap, keepWithNext=1)]
    if parts.salutation:
        drawn += [story.paragraph(parts.salutation, spaceAfter=gap, keepWithNext=1)]
    drawn += story.flowables(blocks(parts.body))
    end: list[Flowable] = []
    if parts.closing:
        end += [Spacer(1, gap * 0.4), story.paragraph(parts.closing, spaceAfter=0), Spacer(1, _SIGNED * mm)]
    end += [story.paragraph(line, spaceAfter=0) for line in parts.signature]
    if parts.attachments:
        end += [Spacer(1, gap)]
        end += [story.paragraph(line, bold=at == 0, spaceAfter=0) for at, line in enumerate(parts.attachments[:20])]
    return [*drawn, KeepTogether(end)] if end else drawn


def _decorate(canvas: Canvas, page: int, pages: int, *, sheet: _Sheet, language: str) -> None:
    canvas.setFillColor(INK)
    if page == 1:
        _draw_marks(canvas)
        _draw_window(canvas, sheet)
        _draw_block(canvas, sheet)
    paper.page_number(canvas, page, pages, language)


def _draw_marks(canvas: Canvas) -> None:
    canvas.setStrokeColor(SOFT)
    canvas.setLineWidth(0.4)
    for top, length in (*((fold, 5) for fold in FOLDS), (PUNCH, 7)):
        y = paper.HEIGHT - top * mm
        canvas.line(4 * mm, y, (4 + length) * mm, y)


def _draw_window(canvas: Canvas, sheet: _Sheet) -> None:
    x, room = (WINDOW_LEFT + _INSET) * mm, (WINDOW_WIDTH - _INSET - 2) * mm
    if sheet.back:
        size = next((size for size in (8.0, 7.0, 6.5) if fonts.width(fonts.printable(sheet.back), size) <= room), 6.0)
        canvas.setFillColor(SOFT)
        paper.line(canvas, x, (ADDRESS_TOP - 2.6) * mm, paper.shortened(sheet.back, size, room), size)
        canvas.setStrokeColor(SOFT)
        canvas.setLineWidth(0.4)
        y = paper.HEIGHT - (ADDRESS_TOP - 1.4) * mm
        canvas.line(x, y, x + room, y)
    canvas.setFillColor(INK)
    height = (WINDOW_TOP + WINDOW_HEIGHT - ADDRESS_TOP - 1) * mm
    lines, size = _fitting(sheet.parts.receiver, room, height)
    for at, line in enumerate(lines):
        paper.line(canvas, x, ADDRESS_TOP * mm + size * (1.15 + 1.2 * at), line, size)


def _fitting(lines: Sequence[str], room: float, height: float) -> tuple[list[str], float]:
    """The address in the largest letters in which all of it fits into the window."""
    size, folded = _ADDRESS_SIZES[-1], list(lines)
    for size in _ADDRESS_SIZES:
        folded = [piece for line in lines for piece in _folded(fonts.printable(clean(line)), size, room)]
        if (len(folded) * 1.2 + 0.2) * size <= height:
            break
    return [paper.shortened(line, size, room) for line in folded[: int(height // (size * 1.2))]], size


def _folded(line: str, size: float, room: float) -> list[str]:
    found = ['']
    for word in line.split():
        longer = f'{found[-1]} {word}'.strip()
        if found[-1] and fonts.width(longer, size) > room:
            found.append(word)
        else:
            found[-1] = longer
    return found


def _draw_block(canvas: Canvas, sheet: _Sheet) -> None:
    """Who writes, how to reach them, the other side's references, and the day."""
    y = BLOCK_TOP * mm + _SMALL
    for line in sheet.block[:9]:
        font = fonts.BOLD if line and line == sheet.name else fonts.BODY
        paper.line(canvas, BLOCK_LEFT * mm, y, paper.shortened(line, 10, BLOCK_WIDTH * mm, font), 10, font)
        y += 4.6 * mm if line else 3 * mm


PLUGIN = LetterWriter()
