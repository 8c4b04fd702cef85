"""Finds the template whose words are nearest to a sentence: no AI, no guessing beyond the words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from app.domain.templates import Template

GOOD_ENOUGH = 0.2  # share of the sentence's weight that is found again
_WORD = re.compile(r'[^\W\d_]+')
_UMLAUTS = str.maketrans({'ä': 'a', 'ö': 'o', 'ü': 'u', 'ß': 'ss', 'é': 'e'})
_ENDINGS = ('ungen', 'ung', 'ern', 'est', 'ing', 'en', 'er', 'em', 'es', 'st', 'te', 'ed', 'e', 'n', 's', 't')
# How wishes are put into words; nothing of it says what the wish is about.
_EMPTY = frozenset(
    """
    ich du er sie es wir ihr mir mich dir dich uns euch ihm ihn ihnen mein meine meinem meinen meiner dein deine unser
    unsere unseren der die das den dem des ein eine einen einem einer eines kein keine und oder aber auch als wie was
    wer wann wo warum ob dass so zu zum zur in im an am auf aus bei beim mit nach von vom vor fur uber um durch gegen
    ohne bis ab hier da dort dann danach nicht noch nur sehr schon mal bitte soll sollen sollte kann konnen konnte muss
    mussen will wollen mochte mochten brauche braucht habe hat haben hatte bin bist ist sind war waren werde werden
    wird wurde mach mache machen macht hilf hilfe lass lassen jemand etwas alles viel viele bot bots rezept ki man sich
    diese dieser dieses diesem diesen jede jeder jedes mehr wieder immer gern gerne gut bekommen gib gibt bekomme
    the a an and or of to in on for with my me i you it is are be do does should would want need please help make get
    from this that some our your at by can let us we bot bots recipe
    """.split()
)
# Everyday words for the same thing, one thing a line; all of them are compared by their stems.
_SAME = """
    Beschwerde Reklamation Mangel kaputt defekt ärgern sauer complaint broken refund
    Amt Behörde Finanzamt Jobcenter Krankenkasse Gemeinde Rathaus Bescheid Antrag Widerspruch office authority
    Sitzung Besprechung Treffen Versammlung meeting
    Protokoll Mitschrift Notizen minutes notes
    Bewerbung Stelle Stellenanzeige Job Arbeitsplatz Lebenslauf Anschreiben Vorstellungsgespräch application interview
    Schule Lehrer Lehrerin Klasse Kindergarten Elternbrief school teacher
    kochen Essen Gerichte Speisen Mahlzeit meal dish food cook
    Einkauf Einkaufszettel Einkaufsliste Supermarkt shopping
    Mail E-Mail Nachricht message
    Antwort beantworten zurückschreiben reply answer
    Artikel Beitrag Blog article post
    Entscheidung Wahl abwägen decision decide
    dafür dagegen Vorteil Nachteil Gründe pros cons
    prüfen kontrollieren korrigieren Fehler Rechtschreibung review check proofread
    einfach verständlich leicht verstehen erklären explain simple
    übersetzen Sprache Englisch translate translation language
    Reise Urlaub Ausflug travel trip holiday
    Rechnung Beleg Quittung invoice receipt
    Brief Schreiben letter
"""
# How much a word counts by where the template has it.
_NAME, _PURPOSE, _STEPS, _REST = 1.0, 0.7, 0.55, 0.3


@dataclass(frozen=True, slots=True)
class Match:
    """A template's id and how well it fits, 0 to 1."""

    template_id: str
    score: float


class Nearest:
    """Compares sentences with the words of all templates, which it reads once."""

    def __init__(self, templates: Iterable[Sequence[Template]]) -> None:
        """Each entry is one template in all its languages."""
        self._words: dict[str, dict[str, float]] = {}
        for languages in templates:
            weights: dict[str, float] = {}
            for template in languages:
                for text, weight in _texts(template):
                    for word in _stems(text):
                        weights[word] = max(weight, weights.get(word, 0.0))
            self._words[languages[0].id] = weights
        self._known: Counter[str] = Counter(word for weights in self._words.values() for word in weights)

    def rank(self, sentence: str) -> list[Match]:
        """All templates, the nearest first."""
        wanted = list(dict.fromkeys(_stems(sentence)))
        weights = {word: self._rarity(word) for word in wanted}
        whole = sum(weights.values())
        found = [
            Match(id, sum(weight * _best(word, words) for word, weight in weights.items()) / whole if whole else 0.0)
            for id, words in self._words.items()
        ]
        return sorted(found, key=lambda match: -match.score)

    def best(self, sentence: str) -> Match | None:
        """The nearest template; None when none is near."""
        ranked = self.rank(sentence)
        return ranked[0] if ranked and ranked[0].score >= GOOD_ENOUGH else None

    def _rarity(self, word: str) -> float:
        """Words that many templates use say little."""
        count = sum(1 for words in self._words.values() if _best(word, words) > 0)
        return math.log(1 + len(self._words) / max(1, count))


def _texts(template: Template) -> list[tuple[str, float]]:
    texts = [(template.name, _NAME), (template.description, _PURPOSE), (template.category, _STEPS)]
    texts += [(step.name, _STEPS) for step in template.steps]
    texts += [(field.label, _STEPS) for field in template.inputs]
    texts += [(f'{bot.name} {bot.description}', _STEPS) for bot in template.bots]
    texts += [(step.instruction, _REST) for step in template.steps]
    texts += [(example, _REST) for example in template.example_inputs.values()]
    return texts


def _best(word: str, words: Mapping[str, float]) -> float:
    if word in words:
        return words[word]
    likeness = max((weight * _likeness(word, other) for other, weight in words.items()), default=0.0)
    return max([likeness, *(0.8 * words[other] for other in _others(word) if other in words)])


@lru_cache(maxsize=50_000)
def _others(word: str) -> frozenset[str]:
    """Other words for the same thing."""
    return frozenset(other for line in _same() if any(_likeness(one, word) >= 0.75 for one in line) for other in line)


@cache
def _same() -> list[list[str]]:
    return [_stems(line) for line in _SAME.strip().splitlines()]


@lru_cache(maxsize=200_000)
def _likeness(one: str, other: str) -> float:
    """0 to 1: a common beginning, one inside the other (compounds), or most letters in the same order (typing)."""
    short, long = sorted((one, other), key=len)
    if one == other:
        return 1.0
    if len(short) < 4:
        return 0.0
    if long.startswith(short):
        return 0.9
    if len(short) >= 5 and short in long:
        return 0.75
    common = len(_trigrams(one) & _trigrams(other))
    dice = 2 * common / (len(_trigrams(one)) + len(_trigrams(other)))
    return 0.8 * dice if dice >= 0.6 else 0.0


@lru_cache(maxsize=50_000)
def _trigrams(word: str) -> frozenset[str]:
    padded = f' {word} '
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def _stems(text: str) -> list[str]:
    folded = text.casefold().translate(_UMLAUTS)
    return [_stem(word) for word in _WORD.findall(folded) if len(word) > 2 and word not in _EMPTY]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
