"""The text of a page, piece by piece: headings, tables and paragraphs, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

LONGEST = 3_000  # characters of one paragraph; a longer one is shown as several
ROWS = 40  # of one table; a longer one is shown as several, each below its own heading
_HEADING = re.compile(r'(#{1,6})[ \t]+(\S.*)')
_RULE = re.compile(r'\|?[ \t]*:?-+:?[ \t]*(\|[ \t:|-]*)?')


class ParagraphKind(Enum):
    """How it is drawn."""

    TEXT = 'text'
    HEADING = 'heading'
    TABLE = 'table'


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """`start` and `end` are characters of the page's text; `head` are the first lines of a table that goes on here."""

    kind: ParagraphKind
    start: int
    end: int
    text: str
    level: int = 0  # of a heading, from 1
    head: str = ''

    def overlaps(self, start: int, end: int) -> bool:
        """True when some of these characters stand in it."""
        return self.start < end and start < self.end


def paragraphs(text: str) -> list[Paragraph]:
    """All of them, in order; nothing but empty lines is left out."""
    found: list[Paragraph] = []
    for kind, start, end in _groups(text):
        piece = text[start:end]
        if kind is ParagraphKind.HEADING and (heading := _HEADING.match(piece)):
            found.append(
                Paragraph(kind=kind, start=start, end=end, text=heading[2].rstrip(' #'), level=len(heading[1]))
            )
        elif kind is ParagraphKind.TABLE:
            found += _table(piece, start)
        else:
            found += [
                Paragraph(kind=ParagraphKind.TEXT, start=start + first, end=start + last, text=piece[first:last])
                for first, last in _short(piece)
            ]
    return found


def _groups(text: str) -> Iterator[tuple[ParagraphKind, int, int]]:
    """Lines that belong together: (kind, start, end), without the line break at the end."""
    kind: ParagraphKind | None = None
    start = end = at = 0
    for line in text.splitlines(keepends=True):
        found = _kind(line)
        if kind is not None and (found is not kind or found is ParagraphKind.HEADING):
            yield kind, start, end
            kind = None
        if found is not None:
            start = start if kind is not None else at
            kind, end = found, at + len(line.rstrip())
        at += len(line)
    if kind is not None:
        yield kind, start, end


def _kind(line: str) -> ParagraphKind | None:
    bare = line.strip()
    if not bare:
        return None
    if _HEADING.match(bare) and line.startswith('#'):
        return ParagraphKind.HEADING
    return ParagraphKind.TABLE if bare.startswith('|') else ParagraphKind.TEXT


def _table(text: str, at: int) -> Iterator[Paragraph]:
    lines = text.splitlines(keepends=True)
    has_head = len(lines) > 1 and _RULE.fullmatch(lines[1].strip()) is not None
    head = ''.join(lines[:2]) if has_head else ''
    for first in range(0, len(lines), ROWS):
        piece = ''.join(lines[first : first + ROWS])
        yield Paragraph(
            kind=ParagraphKind.TABLE, start=at, end=at + len(piece.rstrip()), text=piece, head=head if first else ''
        )
        at += len(piece)


def _short(text: str) -> Iterator[tuple[int, int]]:
    """Cut where a line or a sentence ends."""
    start = 0
    while len(text) - start > LONGEST:
        piece = text[start : start + LONGEST]
        ends = [piece.rfind(sign) + len(sign) for sign in ('\n', '. ', ' ') if sign in piece[LONGEST // 2 :]]
        end = start + (max(ends[:-1] or ends) if ends else LONGEST)
        yield start, end
        start = end
    yield start, len(text)
