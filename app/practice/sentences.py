"""Cuts text into paragraphs, lines and sentences; knows abbreviations, ordinals and hard-wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 1_000  # characters of one sentence; longer ones are cut, so that no pattern ever runs over a huge line
_ABBREVIATIONS = frozenset(
    """
    z b d h u a o ä bzw ca usw etc evtl ggf inkl zzgl dr prof med jur nr str tel st hr fr abs art bd mio mrd tsd jh
    geb verh gest max min vgl ev bes ehem einschl gem lt sog u.a z.b d.h e.v i.d.r u.u s.o v.a mr mrs ms e.g i.e no
    vs approx dept est inc ltd jan feb mär apr jun jul aug sep sept okt nov dez oct dec mar kfz pkw mind incl std
    tägl
    """.split()
)
_END = re.compile(r'(?<![.!?…])[.!?…]+["“”»«’)\]]*(?=\s)')
# A number and a full stop begin a list item, unless a date begins there: '12. Dezember'.
_MONTHS = r'(?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)'
BULLET = re.compile(rf'\s*(?:[-*•–·▪◦‣]|\d{{1,2}}[.)](?!\d|\s+{_MONTHS})|\[[ xX]?\]|[☐☑✓✔])\s+', re.IGNORECASE)
_LABELLED = re.compile(r'[A-ZÄÖÜ][\w-]{1,25}(?: [\w-]{1,20}){0,2}:\s')
_HEADING = re.compile(r'\s*#{1,6}\s+')


def lines(text: str) -> list[str]:
    """The lines that are not empty, trimmed and none longer than LONGEST."""
    return [piece for line in text.splitlines() for piece in _cut(line.strip()) if piece]


def paragraphs(text: str) -> list[str]:
    """Blocks between empty lines; a list item or heading is a block of its own."""
    blocks: list[str] = []
    for chunk in re.split(r'\n[ \t]*\n', text):
        blocks.extend(_units(chunk))
    return blocks


def sentences(text: str) -> list[str]:
    """The sentences of `text` in order, without list marks and heading marks."""
    return list(_sentences(text))


@lru_cache(maxsize=8)  # the frames of one step ask for the same text again and again
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(sentence for block in paragraphs(text) for sentence in split_block(block))


def split_block(block: str) -> list[str]:
    """The sentences of one block without line breaks."""
    found: list[str] = []
    for piece in _cut(block):
        start = 0
        for match in _END.finditer(piece):
            if _is_end(piece, match):
                found.append(piece[start : match.end()].strip())
                start = match.end()
        found.append(piece[start:].strip())
    return [sentence for sentence in found if any(letter.isalnum() for letter in sentence)]


def as_sentence(text: str) -> str:
    """`text` with a capital first letter and a full stop where it has no end of its own."""
    clean = ' '.join(text.split()).replace('**', '')
    if not clean:
        return ''
    clean = clean[0].upper() + clean[1:]
    return clean if clean[-1] in '.!?…:“”"»)' else f'{clean}.'


def plain(text: str) -> str:
    """One line without list mark, heading mark and Markdown emphasis."""
    line = ' '.join(text.split())
    for mark in (_HEADING, BULLET, BULLET):  # twice, because a box to tick may follow a list mark
        match = mark.match(line)
        line = line[match.end() :] if match else line
    return line.replace('**', '').strip()


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words."""
    line = ' '.join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut.rsplit(' ', 1)[0] if ' ' in cut else cut).rstrip(' ,;:–-') + '…'


def is_heading(line: str) -> bool:
    """True for a Markdown heading."""
    return _HEADING.match(line) is not None


def _units(chunk: str) -> Iterator[str]:
    """Joins the lines that were only broken for the width of a page."""
    current = ''
    for raw in chunk.splitlines():
        line = raw.strip()
        if not line:
            continue
        starts_new = BULLET.match(line) or _HEADING.match(line) or _LABELLED.match(line) or line.startswith('|')
        if current and not starts_new and _continues(current, line):
            current = f'{current} {line}'
            continue
        if current:
            yield plain(current)
        current = line
    if current:
        yield plain(current)


def _continues(before: str, line: str) -> bool:
    if _HEADING.match(before) or before.endswith(':'):
        return False
    if before[-1] in '.!?…':
        return False
    return line[0].islower() or (len(before) > 55 and not before.endswith(','))


def _is_end(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() :].lstrip()
    goes_on = bool(rest) and rest[0].islower()
    if not match.group().startswith('.') or match.group().startswith('..'):
        return not (goes_on and (len(match.group()) > 1 or match.group() == '…'))  # '„Wirklich?“ fragte sie' goes on
    before = text[: match.start()].rsplit(None, 1)
    token = before[-1].strip('([„“"\'').lower() if before else ''
    if goes_on and not (len(token) >= 3 and token.isalpha()):
        return False  # many people write without capitals, so a small letter alone decides nothing
    if token.isdigit():
        return len(token) > 2  # '12. Dezember' goes on, '2026.' ends
    return token not in _ABBREVIATIONS and not (len(token) == 1 and token.isalpha())


def _cut(text: str) -> Iterator[str]:
    while len(text) > LONGEST:
        at = text.rfind(' ', 0, LONGEST)
        at = at if at > 0 else LONGEST
        yield text[:at]
        text = text[at:].lstrip()
    yield text
