"""What is asked for: the telling words of a question, with the relatives and the parts by which they are found."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os.path import commonprefix
from typing import Protocol

from app.search.words import WEAK, is_english, root, says_something, stem, words

MOST_WORDS = 24  # more make a search slow, and what is asked for unclear
LOOKED_AT = 120  # the longest words of a very long question
KNOWN = 18  # of the words at most, so that there is room for compounds that stand nowhere as a whole
SHORTEST_PART = 3  # letters: `bad` of badezimmer
SHORTEST_ALONE = 4  # letters, where the rest of the compound is no word we know

BEGINNINGS = re.compile(  # many words share these by chance
    '(?:ver|ent|zer|aus|auf|ein|vor|unter|uber|nach|zusammen|haupt|gegen|wieder|inter|an|ab|be|ge|er|un)'
)
SYLLABLE = re.compile('[aeiouy][^aeiouy]')


class Vocabulary(Protocol):
    """All stems in a folder."""

    def spread(self, stems: Iterable[str]) -> Mapping[str, int]:
        """The number of pieces in which each of these stands; the others are missing."""
        ...

    def beginning_with(self, letters: str) -> list[str]:
        """Those that begin so."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """One word. `weight`: the rarer, the more it tells. `parts`: with the number of pieces in which each stands."""

    word: str
    stems: tuple[str, ...]
    root: str
    parts: tuple[tuple[str, int], ...]
    spread: int  # the number of pieces in which it stands itself
    weight: float

    def found_in(self, text: str) -> float:
        """How sure it is that a folded text speaks of it, 0 to 1."""
        if any(one in text for one in self.stems):
            return 1.0
        if self.root in text or (len(self.stems[-1]) > SHORTEST_ALONE and self.stems[-1][:-1] in text):
            return 0.7  # the last letter: berries and berry have the stem berri
        return 0.6 * sum(len(part) for part, _ in self.parts if part in text) / len(self.word)


def asked_in(query: str, vocabulary: Vocabulary, pieces: int) -> list[Asked]:
    """The words that tell most, at most two dozen; none when there are only small words in it."""
    found = words(query)
    counts = Counter(word for word in found if says_something(word))
    telling = [word for word in counts if word not in WEAK] or list(counts)
    if len(telling) > MOST_WORDS:
        forms = _most_telling(counts, is_english(found), vocabulary, pieces)
        known = vocabulary.spread(form for stems in forms.values() for form in stems)
        return [_asked(word, stems, (), known, pieces) for word, stems in forms.items()]  # it has enough whole words
    forms = {word: tuple(dict.fromkeys((stem(word), stem(word, english=True)))) for word in telling}
    splits = {part for stems in forms.values() for part in _splits(stems[0])}
    known = vocabulary.spread(splits.union(*forms.values()))
    parts = {word: _parts(forms[word][0], known) or _beginning(forms[word], known, vocabulary) for word in forms}
    return [_asked(word, stems, parts[word], known, pieces) for word, stems in forms.items()]


def _most_telling(
    counts: Counter[str], english: bool, vocabulary: Vocabulary, pieces: int
) -> dict[str, tuple[str, ...]]:
    """Of a long text: words that come again in it and are rare in the folder. Short numbers stand everywhere."""
    words_only = [word for word in counts if word not in WEAK and (len(word) > 3 or not word.isdigit())]
    long = sorted(words_only, key=lambda word: -len(word) * (1 + math.log(counts[word])))[:LOOKED_AT]
    stems = {word: stem(word, english) for word in long}
    known = vocabulary.spread(stems.values())

    def tells(word: str) -> float:
        return (1 + math.log(counts[word])) * _weight(known.get(stems[word], 0), pieces)

    there = sorted((word for word in long if stems[word] in known), key=tells, reverse=True)[:KNOWN]
    unknown = [word for word in long if stems[word] not in known][: MOST_WORDS - len(there)]
    return {word: (stems[word],) for word in (*there, *unknown)}


def _weight(spread: int, pieces: int) -> float:
    return math.log(1 + pieces / (0.5 + spread))


def _asked(word: str, stems: tuple[str, ...], parts: tuple[str, ...], known: Mapping[str, int], pieces: int) -> Asked:
    spread = max(known.get(form, 0) for form in stems)
    return Asked(
        word=word,
        stems=stems,
        root=root(word),
        parts=tuple((part, known.get(part, 0)) for part in parts),
        spread=spread,
        weight=_weight(spread, pieces),
    )


def _splits(word: str) -> Iterable[str]:
    for at in range(SHORTEST_PART, len(word[:40]) - SHORTEST_PART + 1):
        yield word[:at]
        yield word[at:]


def _parts(word: str, known: Mapping[str, int]) -> tuple[str, ...]:
    """The two words of which a compound is made; one, where the other is unknown."""
    splits = list(_splits(word))
    heads = ['', *(head for head in splits[::2] if head in known and not BEGINNINGS.fullmatch(head))]
    tails = ['', *(tail for tail in splits[1::2] if tail in known and not BEGINNINGS.fullmatch(tail))]
    best, parts = 0, ('', '')
    for head in heads:
        for tail in tails:
            value = _value(head, tail, len(word) - len(head) - len(tail))
            if value > best:
                best, parts = value, (head, tail)
    return tuple(part for part in parts if part)


def _value(head: str, tail: str, between: int) -> int:
    if between < 0 or (not head and len(tail) < SHORTEST_ALONE) or (not tail and len(head) < SHORTEST_ALONE):
        return 0
    both = len(head) + len(tail)
    if not head or not tail:
        return both - SHORTEST_PART
    return both + 2 if between <= 1 else both - between  # an s may stand between


def _beginning(stems: tuple[str, ...], known: Mapping[str, int], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Of a word that stands nowhere, not even in parts: what it shares with its nearest neighbours."""
    word, chance = stems[0], BEGINNINGS.match(stems[0])
    least = SHORTEST_ALONE + (chance.end() if chance else 0)
    if len(word) < least or any(form in known for form in stems):
        return ()
    shared = (commonprefix([word, other]) for other in vocabulary.beginning_with(word[:least]))
    longest = max(shared, key=len, default='')
    return (longest,) if SYLLABLE.search(longest) else ()
