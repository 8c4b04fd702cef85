"""Shortens a text to its own most important sentences (TextRank)."""

from __future__ import annotations

import math
from collections import Counter

from app.practice.sentences import sentences
from app.practice.words import stems

_MOST = 400  # sentences that are ranked against each other; the work grows with their square
_ROUNDS = 25
_DAMPING = 0.85


def summarise(text: str, count: int) -> list[str]:
    """The `count` most important sentences of `text`, in their order, without repetitions."""
    return pick(sentences(text), count)


def pick(candidates: list[str], count: int) -> list[str]:
    """The `count` most important of these sentences, in their order."""
    unique = [sentence for sentence in dict.fromkeys(candidates) if len(sentence) > 12]
    if len(unique) <= count:
        return unique
    strongest = _strongest(unique)
    scores = _rank([frozenset(stems(unique[index])) for index in strongest])
    if strongest[0] == 0:
        scores[0] *= 1.25  # a first sentence usually says what it is all about
    best = sorted(range(len(strongest)), key=lambda place: -scores[place])[:count]
    return [unique[strongest[place]] for place in sorted(best)]


def _strongest(unique: list[str]) -> list[int]:
    """Indices of at most _MOST sentences that use the text's frequent words."""
    if len(unique) <= _MOST:
        return list(range(len(unique)))
    per_sentence = [stems(sentence) for sentence in unique]
    frequency = Counter(word for found in per_sentence for word in set(found))
    weight = [sum(frequency[word] for word in set(found)) / (len(found) + 4) for found in per_sentence]
    return sorted(sorted(range(len(unique)), key=lambda index: -weight[index])[:_MOST])


def _rank(bags: list[frozenset[str]]) -> list[float]:
    links: list[list[tuple[int, float]]] = [[] for _ in bags]
    for left, first in enumerate(bags):
        for right in range(left + 1, len(bags)):
            shared = len(first & bags[right])
            if shared:
                weight = shared / (math.log(len(first) + 1) + math.log(len(bags[right]) + 1))
                links[left].append((right, weight))
                links[right].append((left, weight))
    totals = [sum(weight for _, weight in found) or 1.0 for found in links]
    scores = [1.0] * len(bags)
    for _ in range(_ROUNDS):
        scores = [
            (1 - _DAMPING) + _DAMPING * sum(scores[other] * weight / totals[other] for other, weight in found)
            for found in links
        ]
    return scores
