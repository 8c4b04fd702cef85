"""Reads notes: list items and sentences, with the heading or the 'Word: …' they stand under."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.practice.sentences import is_heading, paragraphs, plain, shorten, split_block
from app.practice.words import keywords

_ENGLISH = re.compile(r'\b(?:the|is|are|and|of|to)\b', re.IGNORECASE)
_LABELLED = re.compile(r'([^\W\d_][^:.!?\n]{1,40}):\s+(\S.*)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was noted; `label` is what it stands under, or ''."""

    label: str
    text: str


def read_points(text: str) -> list[Point]:
    """The points of `text` in order, without repetitions."""
    found: list[Point] = []
    label = ''
    for block, heading in _blocks(text):
        if heading:
            label = block.rstrip(':').strip()
            continue
        match = _LABELLED.fullmatch(block)
        if match:
            found.extend(Point(match[1].strip(), sentence) for sentence in split_block(match[2]))
        else:
            found.extend(Point(label, sentence) for sentence in split_block(block))
    return list(dict.fromkeys(found))


def group(points: list[Point], most: int) -> list[tuple[str, list[str]]]:
    """`(heading, sentences)`: by label where there are labels, else neighbours together, at most `most` groups."""
    if not points:
        return []
    if sum(bool(point.label) for point in points) * 2 >= len(points):
        groups: dict[str, list[str]] = {}
        for point in points:
            groups.setdefault(point.label, []).append(point.text)
        return [(label or _heading(texts), texts) for label, texts in groups.items()]
    texts = [f'{point.label}: {point.text}' if point.label else point.text for point in points]
    size = max(1, -(-len(texts) // most))
    neighbours = [texts[start : start + size] for start in range(0, len(texts), size)]
    headings: list[str] = []
    for found in neighbours:
        headings.append(_heading(found, ' '.join(headings)))
    return list(zip(headings, neighbours, strict=True))


def _blocks(text: str) -> list[tuple[str, bool]]:
    """Blocks of text, each with True when it is a heading of what follows."""
    marked = {plain(line) for line in text.splitlines() if is_heading(line)}
    return [(block, block in marked or (block.endswith(':') and len(block) < 60)) for block in paragraphs(text)]


def _heading(texts: list[str], taken: str = '') -> str:
    """The one or two words these sentences are about, in their order; none that an earlier heading has."""
    text = ' '.join(texts)
    wanted = [word for word in keywords(text, 12) if word not in taken]
    nouns = [word for word in wanted if word[0].isupper()][:2] or wanted[:2]
    ordered = sorted(nouns, key=text.find)
    joint = ' and ' if _ENGLISH.search(text) else ' und '
    heading = joint.join(ordered) or shorten(texts[0], 48)
    return heading[:1].upper() + heading[1:]
