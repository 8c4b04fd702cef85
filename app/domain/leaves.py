"""What of a document is looked at at once: a page, or a part of a long text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.domain.documents import Page
from app.domain.paragraphs import Paragraph, paragraphs

PARAGRAPHS = 40
CHARACTERS = 12_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """`part` of `parts` counts the leaves of one page, from 1."""

    page: int
    label: str
    part: int
    parts: int
    paragraphs: tuple[Paragraph, ...]


def leaves(pages: Sequence[Page]) -> list[Leaf]:
    """At least one leaf a page, in order."""
    found: list[Leaf] = []
    for page in pages:
        cut = _cut(paragraphs(page.text)) or [()]
        found += [
            Leaf(page=page.number, label=page.label, part=part, parts=len(cut), paragraphs=group)
            for part, group in enumerate(cut, 1)
        ]
    return found


def leaf_of(found: Sequence[Leaf], page: int, start: int = 0, end: int = 0) -> int:
    """The place of the leaf with these characters of this page; of its first leaf when there are none; else 0."""
    of_page = [place for place, leaf in enumerate(found) if leaf.page == page]
    for place in of_page:
        if any(paragraph.overlaps(start, end) for paragraph in found[place].paragraphs):
            return place
    return of_page[0] if of_page else 0


def _cut(found: Sequence[Paragraph]) -> list[tuple[Paragraph, ...]]:
    """Groups of at most `PARAGRAPHS` and about `CHARACTERS`."""
    groups: list[int] = []
    count = length = number = 0
    for paragraph in found:
        if count >= PARAGRAPHS or (count and length + len(paragraph.text) > CHARACTERS):
            count = length = 0
            number += 1
        count, length = count + 1, length + len(paragraph.text)
        groups.append(number)
    pairs = zip(groups, found, strict=True)
    return [tuple(paragraph for _, paragraph in group) for _, group in groupby(pairs, key=lambda pair: pair[0])]
