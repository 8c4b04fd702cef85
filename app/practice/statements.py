"""Sorts a person's sentences: what happened, what they want, what they enclose, and what is only anger."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.practice.dates import find_dates
from app.practice.money import find_money
from app.practice.sentences import as_sentence, sentences

_WANTS = re.compile(
    r'^(?:(?:und|also|deshalb|deswegen|darum|daher|nun|jetzt|außerdem|and|so|therefore|now|also)[, ]+)?'
    r'(?:ich\s+(?:möchte|will|bitte|brauche|beantrage|fordere|verlange|erwarte|wünsche|hätte gern'
    r'|lege|kündige|widerspreche)'
    r'|(?:bitte|möchte|will)\s|bitte[, ]|können sie|könnten sie|ich würde gern|mein wunsch|mein ziel'
    r"|i\s+(?:want|would like|ask|request|need|expect|demand|hereby)|i'd like|please|could you|can you|my wish)",
    re.IGNORECASE,
)
_WANTS_INSIDE = re.compile(
    r'\b(?:möchte ich|will ich|bitte ich|brauche ich|beantrage ich|erwarte ich|verlange ich|fordere ich|hätte ich gern'
    r'|lege ich|widerspreche ich|kündige ich'
    r'|i would like|i want|i expect|i ask|i request)\b',
    re.IGNORECASE,
)
_ANGER = re.compile(
    r'\b(?:frechheit|unverschämt\w*|saftladen|sauladen|betrüger\w*|abzocke\w*|abzocker\w*|schweinerei|mist\w*|scheiß\w*'
    r'|idiot\w*|dumm\w*|unmöglich|lächerlich|witz|schämt|schämen|stinksauer|wütend|nie wieder|outrage\w*'
    r'|rip-?off|crooks?|idiots?|stupid|ridiculous|disgrace\w*|shame|shameful|furious|damn|crap|never again)\b',
    re.IGNORECASE,
)
_ENCLOSES = re.compile(
    r'\b(?:anbei|beigelegt|als anlage|beilage)\b|\b(?:lege|füge)\b.*\bbei\b|\b(?:enclose|attach)\w*\b', re.IGNORECASE
)
_SHOUTED = re.compile(r'\b[A-ZÄÖÜ]{2,}\b')


@dataclass(frozen=True, slots=True)
class Statements:
    """The sentences of a matter in heaps, each in the order of the text."""

    facts: tuple[str, ...]
    wishes: tuple[str, ...]
    enclosed: tuple[str, ...]
    anger: tuple[str, ...]


def sort_statements(text: str) -> Statements:
    """Put every sentence of `text` on one heap, calmed down where it shouts."""
    facts: list[str] = []
    wishes: list[str] = []
    enclosed: list[str] = []
    anger: list[str] = []
    for sentence in dict.fromkeys(sentences(text)):
        calm = as_sentence(_calm(sentence))
        if _ANGER.search(sentence) and not find_dates(sentence) and not find_money(sentence):
            anger.append(sentence)
        elif _ENCLOSES.search(sentence):
            enclosed.append(calm)
        elif calm.endswith('?') or _WANTS.search(sentence) or _WANTS_INSIDE.search(sentence):
            wishes.append(_polite(calm))
        else:
            facts.append(calm)
    return Statements(tuple(facts), tuple(wishes), tuple(enclosed), tuple(anger))


def _calm(sentence: str) -> str:
    """Without rows of exclamation marks and without words in capitals only."""
    quiet = re.sub(r'!+', '.', re.sub(r'\?[?!]+', '?', sentence))
    if sum(letter.islower() for letter in sentence) > len(sentence) // 3:
        quiet = _SHOUTED.sub(lambda match: _lowered(match.group()), quiet)
    return re.sub(r'\.{2,}$', '.', quiet)


def _lowered(word: str) -> str:
    """Only words that are surely none of the names that are written in capitals."""
    common = {'NICHT', 'NIE', 'KEIN', 'KEINE', 'SEHR', 'IMMER', 'SOFORT', 'WIEDER', 'JETZT', 'SCHON', 'NOCH', 'NICHTS'}
    english = {
        'NOT',
        'NEVER',
        'VERY',
        'ALWAYS',
        'AGAIN',
        'NOTHING',
        'STILL',
        'AT',
        'ONCE',
        'IMMEDIATELY',
        'BROKEN',
        'KAPUTT',
    }
    return word.lower() if word in common | english else word


def _polite(sentence: str) -> str:
    softer = re.sub(r'\b([Ii])ch will\b', r'\1ch möchte', sentence)
    softer = re.sub(r'\bwill ich\b', 'möchte ich', softer)
    return re.sub(r'\bI want\b', 'I would like', softer)
