"""Finds the template whose words are nearest to a sentence: no AI, no guessing beyond the words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from app.domain.templates import Template

MAX_WORDS = 100  # of a sentence
GOOD_ENOUGH = 0.22  # share of the sentence's weight that is found again
_WORD = re.compile(r'[^\W\d_]+')
_UMLAUTS = str.maketrans({'ä': 'a', 'ö': 'o', 'ü': 'u', 'ß': 'ss', 'é': 'e'})
_ENDINGS = ('ungen', 'ung', 'ern', 'eln', 'ing', 'en', 'er', 'em', 'es', 'ed', 'e', 's')
# How wishes are put into words; nothing of it says what the wish is about.
_EMPTY = frozenset(
    """
    ich du er sie es wir ihr mir mich dir dich uns euch ihm ihn ihnen mein meine meinem meinen meiner dein deine unser
    unsere unserem unseren der die das den dem des ein eine einen einem einer eines kein keine und oder aber auch als
    wie was wer wann wo warum ob dass so zu zum zur in im an am auf aus bei beim mit nach von vom vor fur uber um durch
    gegen ohne bis ab hier da dort dann danach nicht noch nur sehr schon mal bitte soll sollen sollte kann konnen
    konnte muss mussen will wollen mochte mochten brauche braucht habe hat haben hatte bin bist ist sind war waren
    werde werden wird wurde mach mache machen macht gemacht hilf hilfe lass lassen jemand etwas alles viel viele bot
    bots rezept ki man sich diese dieser dieses diesem diesen jede jeder jedes jeden mehr wieder immer gern gerne gut
    gute bekommen bekommt bekomme gib gibt suche suchen finden findet nachste nachsten nachster letzte letzten alte
    alten altes neu neue neuen ganz ganzen kurz lang lange langen kurze schwer schwere schweren geschrieben schreibt
    zusammen bringen bringt ordentlich wegen laut unter andere anderen tag tage
    the a an and or of to in on for with my me i you it is are be do does should would want need please help make get
    from this that some our your at by can let us we bot bots recipe got long short new old
    """.split()
)
# What stands before verbs and makes them mean something else: schreiben, anschreiben, beschreiben.
_PREFIXES = frozenset(('nach', 'uber', 'unter'))
# Everyday words for the same thing, one thing a line; all of them are compared by their stems.
_SAME = """
    Beschwerde beschweren Reklamation reklamieren Mangel kaputt defekt ärgern Ärger sauer umtauschen complaint refund
    Amt Behörde Finanzamt Jobcenter Krankenkasse Gemeinde Rathaus Bescheid Antrag Widerspruch office council authority
    Sitzung Besprechung Treffen Versammlung meeting
    Protokoll Mitschrift mitschreiben Notizen minutes notes
    Bewerbung bewerben Stelle Stellenanzeige Job Arbeitsplatz Lebenslauf Anschreiben Vorstellungsgespräch application
    Schule Lehrer Lehrerin Klasse Kindergarten Elternbrief Elternabend school teacher
    kochen Essen Gerichte Speisen Mahlzeit Mittagessen meal dish food cook
    Kochbuch Rezeptbuch Kochrezepte Backrezepte Rezepte backen recipes cookbook
    Einkauf einkaufen Einkaufszettel Einkaufsliste Supermarkt shopping
    Mail E-Mail Nachricht message
    Antwort antworten beantworten zurückschreiben reply answer
    Artikel Beitrag Blog Webseite Internetseite article website
    Beiträge Posts Instagram Facebook Netzwerke social media
    Entscheidung entscheiden Wahl abwägen überlegen decision decide choose
    dafür dagegen Vorteile Nachteile Gründe spricht pros cons
    prüfen kontrollieren korrigieren verbessern Fehler Rechtschreibung review check proofread
    einfach verständlich leicht verstehen erklären explain simple understand
    übersetzen Übersetzung Sprache Fremdsprache Englisch Französisch Spanisch Türkisch Deutsch translate
    Reise reisen Urlaub Ferien Ausflug verreisen Packliste travel trip holiday
    Rechnung Beleg Quittung Kassenzettel Buchhaltung Steuer Mehrwertsteuer invoice receipt accounting
    Arzt Doktor Praxis Klinik Krankenhaus Befund Diagnose Medizin doctor medical hospital
    Kunden Gäste Käufer customers
    Bewertung Rezension Kundenmeinung Rückmeldung Stimmen reviews feedback
    Produkt Ware Laden Shop Verkauf verkaufen Verkaufstext Angebot product sell
    Verein Mitglieder Vereinsblatt club members
    Rundbrief Rundschreiben Newsletter Vereinszeitung
    morgens Morgen Frühstück Tagesüberblick heute morning daily
    Brief Anschreiben letter
    planen Plan plan
"""
# How much a word counts by where the template has it.
_NAME, _PURPOSE, _STEPS, _REST = 1.0, 0.7, 0.5, 0.2


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
        self._known = {word for words in (*self._words.values(), *_same()) for word in words}
        self._by_begin: dict[str, list[str]] = {}
        self._by_end: dict[str, list[str]] = {}
        for word in self._known:
            self._by_begin.setdefault(word[0], []).append(word)
            self._by_end.setdefault(word[-3:], []).append(word)

    def rank(self, sentence: str) -> list[Match]:
        """All templates, the nearest first."""
        wanted = list(dict.fromkeys(_stems(sentence)))[:MAX_WORDS]
        fits = {word: self._fits(word) for word in wanted}
        # Words that many templates use say little.
        rarity = {word: _rarity(len(self._words), sum(found.values())) for word, found in fits.items()}
        whole = sum(rarity.values())
        found = [
            Match(id, sum(rarity[word] * fits[word][id] for word in fits) / whole if whole else 0.0)
            for id in self._words
        ]
        return sorted(found, key=lambda match: -match.score)

    def best(self, sentence: str) -> Match | None:
        """The nearest template; None when none is near."""
        ranked = self.rank(sentence)
        return ranked[0] if ranked and ranked[0].score >= GOOD_ENOUGH else None

    def _fits(self, word: str) -> dict[str, float]:
        """How well each template answers the word, as a whole or in its parts: Beschwerde-brief, Koch-plan."""
        whole = self._near(word)
        parts = [
            (self._near(begin), self._near(end))
            for begin, end in _splits(word)
            if begin in self._known and end in self._known
        ]
        return {
            id: max([_best(whole, words), *(0.6 * _best(a, words) + 0.4 * _best(b, words) for a, b in parts)])
            for id, words in self._words.items()
        }

    def _near(self, word: str) -> dict[str, float]:
        """Known words that are like this one or mean the same, and how much so."""
        near = dict.fromkeys(_others(word), 0.8)
        for other in (*self._by_begin.get(word[0], ()), *self._by_end.get(word[-3:], ())):
            near[other] = max(near.get(other, 0.0), _likeness(word, other))
        return {other: likeness for other, likeness in near.items() if likeness}


def _rarity(templates: int, users: float) -> float:
    return min(2.0, math.log(1 + templates / max(1.0, users)))


def _texts(template: Template) -> list[tuple[str, float]]:
    texts = [(template.name, _NAME), (template.description, _PURPOSE), (template.category, _STEPS)]
    texts += [(step.name, _STEPS) for step in template.steps]
    texts += [(field.label, _STEPS) for field in template.inputs]
    texts += [(f'{bot.name} {bot.description}', _STEPS) for bot in template.bots]
    texts += [(step.instruction, _REST) for step in template.steps]
    texts += [(example, _REST) for example in template.example_inputs.values()]
    return texts


def _best(near: Mapping[str, float], words: Mapping[str, float]) -> float:
    return max((likeness * words[other] for other, likeness in near.items() if other in words), default=0.0)


@lru_cache(maxsize=50_000)
def _others(word: str) -> frozenset[str]:
    """Other words for the same thing."""
    return frozenset(other for line in _same() if any(_is_form_of(word, one) for one in line) for other in line)


def _is_form_of(word: str, other: str) -> bool:
    """True for other endings of the same word."""
    short, long = sorted((word, other), key=len)
    return short == long or (len(short) >= 4 and len(long) - len(short) <= 2 and long.startswith(short))


@cache
def _same() -> list[list[str]]:
    return [_stems(line) for line in _SAME.strip().splitlines()]


def _likeness(word: str, other: str) -> float:
    """0 to 1: the same, a part of the other one as in compounds, or nearly the same letters (typing)."""
    if word == other:
        return 1.0
    short, long = sorted((word, other), key=len)
    before = long.removesuffix(short)
    if len(short) >= 3 and len(before) >= 4 and long != before and before not in _PREFIXES:
        return 0.8 if len(short) > 3 else 0.6
    if len(short) < 4:
        return 0.0
    if long.startswith(short):
        return 0.9 if len(short) > 4 or long == other else 0.6
    common = len(_trigrams(word) & _trigrams(other))
    dice = 2 * common / (len(_trigrams(word)) + len(_trigrams(other)))
    return 0.8 * dice if dice >= 0.6 else 0.0


def _splits(word: str) -> list[tuple[str, str]]:
    """The word in two parts of at least four letters, without what German puts in between."""
    found = []
    for at in range(4, len(word) - 3):
        begin, end = word[:at], _stem(word[at:])
        found += [(one, end) for one in {begin, _stem(begin), begin.removesuffix('s')}]
    return found


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
