"""A journey: the wishes spread over the days, the costs that were named, a list for packing, all in one folder."""

from __future__ import annotations

import re
from datetime import date

from app.practice.brief import Brief
from app.practice.dates import DAYS, days_later, find_dates, long_date
from app.practice.layout import blank, bullets, checks, document, section
from app.practice.money import find_money
from app.practice.sentences import as_sentence, lines, plain, sentences, shorten
from app.practice.values import written

ROUTE = ('Die Tage', 'The days')
PACKING = ('Das kommt mit', 'What to pack')
MOST_DAYS = 21
_LENGTH = re.compile(
    r'\b(?P<number>\d{1,2}|ein|zwei|drei|vier|fünf|sechs|sieben|acht|zehn|one|two|three|four|five|six|seven|eight|ten)e?n?\s+'
    r'(?P<unit>Tage?n?|Nächte?n?|Wochen?|days?|nights?|weeks?)\b',
    re.IGNORECASE,
)
_NUMBERS = {
    'ein': 1, 'eine': 1, 'zwei': 2, 'drei': 3, 'vier': 4, 'fünf': 5, 'sechs': 6, 'sieben': 7, 'acht': 8, 'zehn': 10,
    'one': 1, 'two': 2, 'three': 3, 'four': 4, 'five': 5, 'six': 6, 'seven': 7, 'eight': 8, 'ten': 10,
}  # fmt: skip
_INSIDE = re.compile(
    r'museum|kino|theater|therme|hallenbad|aquarium|kirche|schloss|café|markthalle|konzert|ausstellung|bibliothek|'
    r'cinema|theatre|spa\b|church|castle|cafe|concert|exhibition|library|indoor|gallery|galerie',
    re.IGNORECASE,
)
_TAIL = re.compile(r'[\s,]*\b(?:für|kostet|kosten|zu|von|for|costs?|at|of)$', re.IGNORECASE)
# What most people take along; a list to think about, not a statement about this journey.
_USUAL = (
    ('Ausweis und Fahrkarten', 'Passport and tickets'),
    ('Geld und Karte', 'Money and card'),
    ('Handy und Ladegerät', 'Phone and charger'),
    ('Medikamente', 'Medicine'),
    ('Waschzeug', 'Wash bag'),
    ('Kleidung für jeden Tag', 'Clothes for every day'),
)
_EXTRA = (
    (r'strand|see\b|meer|baden|schwimm|therme|beach|sea\b|lake|swim|spa\b', 'Badesachen', 'Swimming things'),
    (r'wander|berg|hike|hiking|walk|mountain', 'Feste Schuhe', 'Sturdy shoes'),
    (r'kind|enkel|baby|child|kids|grand(?:son|daughter|child)', 'Spiele für unterwegs', 'Games for the journey'),
    (r'rad\b|räder|fahrrad|bike|cycl', 'Helm', 'Helmet'),
    (r'hund|dog', 'Leine und Futter', 'Lead and food'),
)


def route(brief: Brief) -> str:
    """The wishes in their order, spread evenly over the days."""
    wishes = _wishes(brief)
    days = _days(brief)
    size = max(1, -(-len(wishes) // max(1, len(days))))
    blocks = []
    for place, name in enumerate(days):
        mine = wishes[place * size : (place + 1) * size]
        free = brief.say('Noch frei.', 'Still free.')
        blocks.append(section(name, bullets(mine) or free, level=3))
    gap = blank(brief.say('was ihr machen wollt', 'what you want to do'))
    return section(brief.say(*ROUTE), document(*blocks) if wishes else gap)


def costs(brief: Brief) -> list[tuple[str, ...]]:
    """Every sum that was named, with what it is for: one row each. The money there is does not count as a cost."""
    rows: list[tuple[str, ...]] = []
    for line in _cost_lines(brief):
        for money in find_money(line):
            what = _TAIL.sub('', ' '.join(plain(line.replace(money.text, ' ')).split()).strip(' .,:;()–-'))
            rows.append((shorten(what, 60), written(money, brief.language)))
    return rows


def packing(brief: Brief) -> str:
    """The usual things, and what the wishes call for."""
    text = brief.given
    extra = [brief.say(de, en) for pattern, de, en in _EXTRA if re.search(pattern, text, re.IGNORECASE)]
    usual = [brief.say(de, en) for de, en in _USUAL]
    hint = brief.say('Das ist eine übliche Liste. Streich, was du nicht brauchst.',
                     'This is a usual list. Cross out what you do not need.')  # fmt: skip
    return section(brief.say(*PACKING), document(checks([*usual, *extra]), hint))


def folder(brief: Brief) -> str:
    """Everything one below the other, with what is possible in the rain."""
    head = ' – '.join(plain(brief.answers[role]) for role in ('destination', 'travel_days') if brief.answers.get(role))
    who = plain(brief.answer('travellers'))
    inside = [wish for wish in _wishes(brief) if _INSIDE.search(wish)]
    rain = bullets(inside) or brief.say(
        'In deinen Wünschen steht noch nichts für drinnen.', 'Your wishes name nothing indoors yet.'
    )
    return document(
        f'# {head or blank(brief.say("wohin", "where to"))}',
        f'{brief.say("Mit dabei", "Travelling")}: {who}' if who else '',
        *(_headed(brief, text) for text in brief.earlier),
        section(brief.say('Wenn es regnet', 'If it rains'), rain),
    )


def _headed(brief: Brief, text: str) -> str:
    """A bare table is the costs, with their sum as another step has worked it out."""
    if not text.startswith('|'):
        return text
    budget = plain(brief.answer('budget'))
    there = brief.say(f'So viel Geld habt ihr: {budget}', f'This is the money you have: {budget}') if budget else ''
    return section(brief.say('Das kostet es', 'What it costs'), document(text, there))


def _wishes(brief: Brief) -> list[str]:
    text = brief.answer('wishes', 'notes') or brief.text
    return [as_sentence(line) for block in lines(text) for line in sentences(block)]


def _cost_lines(brief: Brief) -> list[str]:
    """Pieces with one sum each, where a sentence lists several."""
    text = '\n'.join(piece for piece in (brief.answer('wishes', 'notes'), brief.text) if piece)
    found: list[str] = []
    for line in sentences(text):
        pieces = re.split(r'[;,](?!\d)\s*|\s(?:und|and)\s', line)
        found += pieces if all(find_money(piece) for piece in pieces) else [line]
    return found


def _days(brief: Brief) -> list[str]:
    """'Freitag, 12. Juni 2026' for every day of the journey; 'Tag 1' where the day is not known."""
    text = brief.answer('travel_days') or brief.given
    found = [day for line in sentences(text) for item in find_dates(line) if (day := item.exact())]
    first = found[0] if found else None
    count = _count(text, found)
    if first is None:
        return [brief.say(f'Tag {number}', f'Day {number}') for number in range(1, count + 1)]
    return [_named(brief, days_later(first, number)) for number in range(count)]


def _count(text: str, found: list[date]) -> int:
    length = _LENGTH.search(text)
    if length:
        number = _NUMBERS.get(length['number'].lower()) or int(length['number'])
        unit = length['unit'].lower()
        number = number * 7 if unit.startswith(('woche', 'week')) else number + unit.startswith(('n',))
        return max(1, min(MOST_DAYS, number))
    if len(found) > 1:
        return max(1, min(MOST_DAYS, (found[1] - found[0]).days + 1))
    return 1


def _named(brief: Brief, day: date) -> str:
    return f'{DAYS[brief.language][day.weekday()]}, {long_date(day, brief.language)}'
