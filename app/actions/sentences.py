"""Cuts a text into pieces of a longest length, at the ends of sentences where that is possible."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r'(?<=[.!?…])["“”»«)]*\s+|\n+')
_ABBREVIATED = re.compile(
    r'(?:\b[A-Za-zÄÖÜäöü]|\d|\b(?:Dr|Prof|Str|Nr|Abs|Art|bzw|ca|usw|etc|evtl|ggf|inkl|Mr|Mrs))\.$'
)


def sentences(text: str) -> Iterator[str]:
    """The sentences with what stands between them; an abbreviation or a date ends none."""
    start = 0
    for end in _END.finditer(text):
        if '\n' not in end[0] and _ABBREVIATED.search(text, max(start, end.start() - 6), end.start()):
            continue
        yield text[start : end.end()]
        start = end.end()
    if start < len(text):
        yield text[start:]


def pieces(text: str, longest: int) -> list[str]:
    """The text in pieces of at most so many characters; only a word that is longer still is cut itself."""
    found: list[str] = []
    piece = ''
    for sentence in sentences(text):
        for part in (sentence,) if len(sentence.rstrip()) <= longest else _words(sentence):
            if piece and len((piece + part).rstrip()) > longest:
                found.append(piece.strip())
                piece = ''
            while len(part.rstrip()) > longest:
                found.append(part[:longest].strip())
                part = part[longest:]
            piece += part
    found.append(piece.strip())
    return [piece for piece in found if piece]


def _words(sentence: str) -> list[str]:
    return re.findall(r'\S+\s*|\s+', sentence)
