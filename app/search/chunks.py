"""Cuts the text of a page into pieces of at most 1,200 characters, at headings and paragraphs where possible."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

LONGEST = 1200
LONGEST_SENTENCE = 900  # leaves room for the heading above
SHORTEST = 600  # a page with less is one piece; the last piece of a page may be shorter too
PARAGRAPH = re.compile(r'\n[^\S\n]*\n\s*')
HEADING = re.compile(r'^#{1,6}[ \t].*$', re.MULTILINE)
LINE = re.compile(r'\n')
SENTENCE = re.compile(r'(?<=[.!?…:;])["“”»«’)\]]*\s+(?=["„“»«(\[]?[A-ZÄÖÜ0-9])|\n')
NOT_THE_END = re.compile(
    r'(?:\b\w|\b\d+|\b(?:Nr|Abs|Art|bzw|ca|Dr|Prof|Fr|Hr|Str|St|Tel|usw|evtl|inkl|max|min|vgl|Mr|Mrs))\.$'
)

# How good it is to cut before a unit.
ANYWHERE, SENTENCES, PARAGRAPHS, HEADINGS = range(4)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of a page. `context`: the heading above, and the first row of its table."""

    start: int
    end: int
    context: str = ''


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    cut: int  # before it
    heading: bool = False
    table: bool = False


def pieces(text: str) -> list[Piece]:
    """All of the text that is not blank, in order; headings stay with what follows them."""
    units = list(_units(text))
    found, first = [], 0
    while first < len(units):
        following = _cut(units, first)
        found.append(Piece(units[first].start, units[following - 1].end, _context(text, units, first)))
        first = following
    return found


def _units(text: str) -> Iterator[_Unit]:
    """Headings, rows of tables, short paragraphs as a whole, and the sentences of long ones."""
    for start, end in _between(PARAGRAPH, text, 0, len(text)):
        at, cut = start, PARAGRAPHS
        for heading in HEADING.finditer(text, start, end):
            yield from _block(text, at, heading.start(), cut)
            for unit in _split(text, _Unit(heading.start(), heading.end(), HEADINGS), LINE):
                yield replace(unit, heading=True)
            at, cut = heading.end(), ANYWHERE
        yield from _block(text, at, end, cut)


def _block(text: str, at: int, to: int, cut: int) -> Iterator[_Unit]:
    for start, end in _stripped(text, at, to):
        table = text.startswith('|', start)
        yield from _split(text, _Unit(start, end, cut, table=table), LINE if table else SENTENCE)


def _split(text: str, unit: _Unit, border: re.Pattern[str]) -> Iterator[_Unit]:
    if unit.end - unit.start <= SHORTEST and not unit.table:
        yield unit
        return
    cut = unit.cut
    for start, end in _between(border, text, unit.start, unit.end):
        for at, to in _short_enough(text, start, end):
            yield replace(unit, start=at, end=to, cut=cut)
            cut = SENTENCES if at == start or to == end else ANYWHERE


def _between(border: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between the borders, without blanks around it."""
    at = start
    for found in border.finditer(text, start, end):
        if (
            border is SENTENCE
            and found[0] != '\n'
            and NOT_THE_END.search(text, max(at, found.start() - 12), found.start())
        ):
            continue
        yield from _stripped(text, at, found.end())
        at = found.end()
    yield from _stripped(text, at, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if part and not part.isspace():
        left = start + len(part) - len(part.lstrip())
        yield left, left + len(part.strip())


def _short_enough(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A very long sentence is cut between words, a very long word anywhere."""
    while end - start > LONGEST_SENTENCE:
        space = max(text.rfind(blank, start + SHORTEST, start + LONGEST_SENTENCE) for blank in ' \t')
        cut = space if space > 0 else start + LONGEST_SENTENCE
        yield from _stripped(text, start, cut)
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    yield from _stripped(text, start, end)


def _cut(units: list[_Unit], first: int) -> int:
    """The unit with which the next piece begins."""
    begin, rest = units[first].start, units[-1].end - units[first].start
    if rest <= LONGEST:
        return len(units)
    aim = LONGEST if rest > 3 * LONGEST else rest / math.ceil(rest / LONGEST)
    best, following = (-1.0, -1.0), first + 1
    for number in range(first + 1, len(units)):
        length = units[number - 1].end - begin
        if length > LONGEST:
            break
        good = -1 if units[number - 1].heading else units[number].cut
        value = (float(good if length >= SHORTEST else min(good, ANYWHERE)), -abs(aim - length))
        if value >= best:
            best, following = value, number
    return following


def _context(text: str, units: list[_Unit], first: int) -> str:
    """What a reader knows from above: the nearest heading, and the first row of the table he is in."""
    known, table = [], first
    while units[first].table and table > 0 and units[table - 1].table and units[table].cut != PARAGRAPHS:
        table -= 1
    if table != first:
        known.append(text[units[table].start : units[table].end])
    for unit in reversed(units[:first]):
        if unit.heading:
            known.append(text[unit.start : unit.end])
            break
    return '\n'.join(known)
