"""Puts a text on a heap by the words in it: the kind of a bill, the topic and the tone of an opinion."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.practice.brief import Brief
from app.practice.sentences import plain
from app.practice.words import related

# German name, English name, words that belong there.
_CATEGORIES: Sequence[tuple[str, str, str]] = (
    ('Büro', 'Office', r'papier|ordner|stift|toner|drucker|patrone|büro|umschl|schreibw|paper|folder|pens?\b|ink|'
     r'printer|envelope|stationery|office'),
    ('Porto', 'Postage', r'porto|briefmarke|paket|versand|postage|stamps?|parcel|shipping'),
    ('Telefon und Internet', 'Phone and internet', r'telefon|handy|mobilfunk|internet|dsl|webspace|domain|phone|mobile|'
     r'broadband|hosting'),
    ('Reise', 'Travel', r'bahn|fahrkarte|fahrt|taxi|hotel|benzin|diesel|tank|parken|parkhaus|parkschein|flug|train|'
     r'ticket|petrol|fuel|parking|flight|bus\b'),
    ('Essen', 'Meals', r'restaurant|gasthaus|gasthof|café|imbiss|bewirt|mittagessen|kaffee|lunch|dinner|coffee'),
    ('Versicherung', 'Insurance', r'versicher|haftpflicht|insurance'),
    ('Miete', 'Rent', r'\bmiete|pacht|nebenkosten|strom|heizung|\brent\b|electricity|heating'),
    ('Ware', 'Goods', r'\bwaren?\b|material|holz|stoff|wolle|garn|mehl|goods|wood|fabric|wool|flour|parts?\b'),
)  # fmt: skip
_OTHER = ('Sonstiges', 'Other')
_TOPICS: Sequence[tuple[str, str, str]] = (
    ('Wartezeit', 'Waiting', r'wart|lange|schlange|minuten|stunde|pünktlich|schnell|langsam|wait|queue|slow|quick|late|'
     r'delay'),
    ('Freundlichkeit', 'Friendliness', r'freundlich|nett|unhöflich|patzig|herzlich|beratung|berät|personal|bedien|'
     r'friendly|rude|kind|staff|advice|helpful|polite'),
    ('Preis', 'Price', r'preis|teuer|günstig|billig|kostet|euro|price|expensive|cheap|cost|£|€'),
    ('Auswahl', 'Choice', r'auswahl|sortiment|ausverkauft|vielfalt|angebot|choice|range|sold out|selection'),
    ('Sauberkeit', 'Cleanliness', r'sauber|schmutz|dreck|klo|toilette|hygien|clean|dirty|toilet'),
    ('Qualität', 'Quality', r'qualität|frisch|lecker|geschmack|schmeck|kaputt|defekt|trocken|altbacken|hält|quality|'
     r'fresh|tasty|taste|broken|faulty|stale|dry'),
    ('Lage', 'Place', r'parkplatz|parken|öffnungszeit|lage|erreich|bus|treppe|parking|opening hours|location|stairs'),
)  # fmt: skip
_GOOD = re.compile(
    r'\b(?:super|toll\w*|prima|klasse|gut|gute[rnms]?|besser|beste[rnms]?|lecker\w*|freundlich\w*|nett\w*|gern|gerne|'
    r'zufrieden\w*|empfehl\w*|schnell\w*|frisch\w*|wunderbar\w*|herzlich\w*|sauber\w*|danke|lob|schön\w*|günstig\w*|'
    r'great|good|best|better|lovely|nice|friendly|happy|recommend\w*|quick\w*|fresh|wonderful|clean|thank\w*|tasty|'
    r'cheap|kind|helpful)\b',
    re.IGNORECASE,
)
_BAD = re.compile(
    r'\b(?:schlecht\w*|leider|enttäusch\w*|unfreundlich\w*|unhöflich\w*|patzig\w*|kalt\w*|teuer|zu (?:lang\w*|laut)|'
    r'ewig|schlange|warte(?:n|te|ten|zeit\w*)|kaputt\w*|defekt\w*|ärger\w*|schmutzig\w*|dreckig\w*|trocken\w*|altbacken\w*|nie|'
    r'nicht|ausverkauft|mangel\w*|fehl\w*|langsam\w*|bad|poor|disappoint\w*|rude|cold|expensive|too (?:long|loud)|'
    r'queue|wait(?:ed|ing)?|broken|faulty|dirty|stale|dry|never|not|sold out|slow\w*|unfortunately|annoy\w*)\b',
    re.IGNORECASE,
)
_NOT_GOOD = re.compile(r'\b(?:nicht|kein\w*|nie|not|never|no)\s+(?:\w+\s+)?$', re.IGNORECASE)
TONES = (('Lob', 'Praise'), ('Kritik', 'Criticism'), ('Gemischt', 'Mixed'), ('Neutral', 'Neutral'))


def category_of(brief: Brief, text: str) -> str:
    """The kind of expense; where the person gave own kinds, only one of those."""
    own = own_kinds(brief)
    found = _heap(brief, text, _CATEGORIES)
    if not own:
        return found or brief.say(*_OTHER)
    same = next((kind for kind in own if related(kind, found) or related(kind, text)), '')
    last = next((kind for kind in own if kind.casefold() in (_OTHER[0].casefold(), _OTHER[1].casefold())), '')
    return same or last


def own_kinds(brief: Brief) -> list[str]:
    """The kinds of expense the person wants to use, in their order."""
    return [name for piece in re.split(r'[,;\n]', brief.answer('kinds')) if (name := plain(piece).strip(' .'))]


def topic_of(brief: Brief, text: str) -> str:
    """What an opinion is about; the first of the topics with the most words in it."""
    return _heap(brief, text, _TOPICS) or brief.say('Anderes', 'Other')


def tone_of(brief: Brief, text: str) -> str:
    """Praise, criticism, both or neither, by the words in the text."""
    good = [
        match
        for match in _GOOD.finditer(text)
        if not _NOT_GOOD.search(text[max(0, match.start() - 30) : match.start()])
    ]
    bad = _BAD.findall(text)
    if good and bad:
        return brief.say(*TONES[2])
    return brief.say(*TONES[0 if good else 1 if bad else 3])


def _heap(brief: Brief, text: str, heaps: Sequence[tuple[str, str, str]]) -> str:
    counted = [(len(re.findall(pattern, text, re.IGNORECASE)), de, en) for de, en, pattern in heaps]
    most = max(counted, key=lambda entry: entry[0])
    return brief.say(most[1], most[2]) if most[0] else ''
