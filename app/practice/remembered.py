"""Looks a question up in what the bot remembers of its documents: gives their own sentences, never its own answer."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from app.domain.passages import Remembered
from app.practice.brief import Brief
from app.practice.sentences import shorten, split_block
from app.practice.words import stems

MOST = 4  # sentences that are shown
LONGEST = 400  # characters of one of them
NEAR = 0.5  # of the best one's weight; what fits worse would only distract
_CANDIDATES = 2_000


def look_up(brief: Brief, documents: Sequence[Remembered]) -> str:
    """The sentences that share the rarest words with the question; '' when none shares any."""
    wanted = set(stems(f'{brief.task}\n{brief.given}'[:4_000]))
    found = {sentence: document for document in reversed(documents) for sentence in _sentences(document.text)}
    candidates = list(found.items())  # what stands in several places is named once, where it stands first
    bags = [frozenset(stems(sentence)) for sentence, _ in candidates[:_CANDIDATES]]
    spread = Counter(word for bag in bags for word in bag)
    scores = [sum(math.log(1 + len(bags) / spread[word]) for word in bag & wanted) for bag in bags]
    least = max(scores, default=0.0) * NEAR
    best = [place for place in sorted(range(len(bags)), key=lambda place: -scores[place]) if scores[place] >= least]
    if not least:
        return ''
    head = brief.say('Das steht dazu in deinen Unterlagen:', 'This is what your documents say about it:')
    return head + '\n\n' + '\n'.join(_line(*candidates[place]) for place in best[:MOST])


def _sentences(text: str) -> list[str]:
    return [
        sentence
        for line in text.splitlines()
        for sentence in split_block(line.strip(' #>*-|'))
        if len(sentence) > 12 and not line.startswith('| ---')
    ]


def _line(sentence: str, document: Remembered) -> str:
    words = shorten(sentence.replace('|', '·'), LONGEST)
    return f'- {words} {document.mark}' if document.mark else f'- {words} ({document.label})'
