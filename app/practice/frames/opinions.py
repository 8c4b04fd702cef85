"""Two sides of a question and a verdict that counts and reckons but leaves the decision to the person."""

from __future__ import annotations

import re

from app.practice.brief import Brief
from app.practice.facts import find_facts, when
from app.practice.layout import blank, bullets, document, section, table
from app.practice.money import find_money, format_money
from app.practice.notes import Point, read_points
from app.practice.sentences import as_sentence, plain, sentences, shorten

FOR = ('Dafür spricht', 'In favour')
AGAINST = ('Dagegen spricht', 'Against')
_GOOD = re.compile(
    r'\b(?:dafür|pro|vorteil\w*|günstig\w*|billig\w*|spar\w*|freu\w*|leicht\w*|schön\w*|nah|nahe|näher|nähe|hilfe|hilft|gesund\w*'
    r'|ruhig\w*|sicher|bequem\w*|aufzug|zeit für|endlich|gut|gute|besser\w*|weniger arbeit|keine treppe\w*|gern|möglich'
    r'|advantage\w*|cheap\w*|sav\w+|happy|easy|easier|nice|near|nearer|close|closer|help\w*|healthy|quiet|safe|comfortable|lift'
    r'|good|better|less work|no stairs|glad)\b',
    re.IGNORECASE,
)
_BAD = re.compile(
    r'\b(?:dagegen|contra|nachteil\w*|teuer|teurer|kostet|kosten|weit|weiter weg|angst|sorge\w*|risiko|schwer\w*'
    r'|anstrengend\w*|laut|vermiss\w*|verlier\w*|problem\w*|verzicht\w*|unsicher|fehl\w*|kleiner|eng|zu wenig|zu viel'
    r'|aufgeben|abschied|disadvantage\w*|expensive|costs?|far|farther|afraid|worr\w+|risk\w*|hard|tiring|noisy|miss|lose'
    r'|problems?|give up|smaller|too little|too much|unsure)\b',
    re.IGNORECASE,
)
_STRONG = re.compile(r'\b(?:ich spare|spare ich|wir sparen|i save|we save|vorteil|advantage)\b', re.IGNORECASE)
_LABEL_FOR = re.compile(r'^(?:dafür|pro|vorteile?|\+|for|pros?|advantages?)\b', re.IGNORECASE)
_LABEL_AGAINST = re.compile(r'^(?:dagegen|contra|kontra|nachteile?|against|cons?|disadvantages?)\b', re.IGNORECASE)
_ASK_YOURSELF = (
    ('Was kostet es, einmal und jeden Monat?', 'What does it cost, once and every month?'),
    ('Was ändert sich an einem ganz normalen Tag?', 'What changes on a quite normal day?'),
    ('Worauf freust du dich dabei am meisten?', 'What do you look forward to most?'),
    ('Wovor hast du Sorge?', 'What worries you?'),
    ('Wer kann dir helfen?', 'Who can help you?'),
    ('Lässt es sich wieder ändern?', 'Can it be changed back?'),
)
_BUT = re.compile(r',?\s+(?:aber|jedoch|dafür aber|but|however)\s+', re.IGNORECASE)
_MONTHLY = re.compile(r'\b(?:im monat|monatlich|pro monat|a month|per month|monthly)\b', re.IGNORECASE)
_COMPARED = re.compile(
    r'\b(?:statt|neu\w*|alt\w*|bisher\w*|jetzt|heute|künftig|dann|als|instead|new|old|now|than|currently|then)\b',
    re.IGNORECASE,
)


def in_favour(brief: Brief) -> str:
    """The person's own reasons for it."""
    return _side(brief, 0)


def against(brief: Brief) -> str:
    """The person's own reasons against it."""
    return _side(brief, 1)


def verdict(brief: Brief) -> str:
    """Both sides next to each other, counted, with what can be reckoned and what to think about."""
    sides = _sides(brief)
    good, bad = sides[0], sides[1]
    rows = [
        (good[place] if place < len(good) else '', bad[place] if place < len(bad) else '')
        for place in range(max(len(good), len(bad)))
    ]
    return document(
        f'# {_question(brief)}',
        section(brief.say('Beide Seiten', 'Both sides'), table((brief.say(*FOR), brief.say(*AGAINST)), rows)),
        section(brief.say('Auch wichtig', 'Also important'), bullets(line for line in sides[2] if not when(line))),
        section(brief.say('Gerechnet', 'Reckoned'), bullets(_differences(brief))),
        section(brief.say('Termine', 'Dates'), bullets(_dates(brief))),
        section(brief.say('Das Urteil', 'The verdict'), _counted(brief, len(good), len(bad))),
        section(brief.say('Bevor du entscheidest', 'Before you decide'), bullets(_advice(brief, good, bad))),
    )


def _side(brief: Brief, which: int) -> str:
    found = _sides(brief)
    heading = brief.say(*(FOR, AGAINST)[which])
    gap = brief.say('dein wichtigster Grund dafür', 'your main reason for it') if which == 0 else brief.say(
        'dein wichtigster Grund dagegen', 'your main reason against it')  # fmt: skip
    none = brief.say('In deinen Notizen steht dazu noch nichts: ', 'Your notes say nothing about this yet: ') + blank(
        gap
    )
    return document(
        section(brief.say('Die Frage', 'The question'), _question(brief)),
        section(heading, bullets(found[which]) or none),
        section(brief.say('Auch wichtig', 'Also important'), bullets(found[2])) if which == 0 else '',
    )


def _question(brief: Brief) -> str:
    given = brief.answer('question', 'topic')
    if not given:
        given = next(iter(sentences(brief.text)), '') or _earlier_question(brief)
    line = shorten(plain(given.split('\n', 1)[0]), 140)
    return line or blank(brief.say('deine Frage', 'your question'))


def _earlier_question(brief: Brief) -> str:
    heading = brief.say('Die Frage', 'The question')
    match = re.search(rf'(?m)^## {heading}\n+(.+)$', brief.last)
    return match[1] if match else ''


def _sides(brief: Brief) -> tuple[list[str], list[str], list[str]]:
    """Reasons for, reasons against, and the rest. The person's notes first; without them the earlier results."""
    notes = brief.answer('points', 'notes')
    more = brief.answer('question', 'topic').partition('\n')[2]
    free = brief.text if brief.answer('question', 'topic') else '\n'.join(sentences(brief.text)[1:])
    typed = _signed('\n'.join(piece for piece in (more, notes, free) if piece))
    good: list[str] = []
    bad: list[str] = []
    rest: list[str] = []
    for label, text in _clauses(read_points(typed)) if typed else _from_results(brief):
        side = _which(label, text)
        (good, bad, rest)[side].append(as_sentence(text))
    return list(dict.fromkeys(good)), list(dict.fromkeys(bad)), list(dict.fromkeys(rest))


def _signed(text: str) -> str:
    """Lines with + and - as 'Dafür:' and 'Dagegen:'; a - alone is only the mark of a list."""
    if not re.search(r'(?m)^\s*\+', text):
        return text
    plus = re.sub(r'(?m)^\s*\+\s*', 'Dafür: ', text)
    return re.sub(r'(?m)^\s*[-–−]\s*', 'Dagegen: ', plus)


def _clauses(points: list[Point]) -> list[tuple[str, str]]:
    """Points cut at 'aber', because its two halves speak for different sides."""
    found: list[tuple[str, str]] = []
    for point in points:
        is_side = _LABEL_FOR.match(point.label) or _LABEL_AGAINST.match(point.label)
        text = point.text if is_side or not point.label else f'{point.label}: {point.text}'
        halves = [text] if is_side else _BUT.split(text)
        found.extend((point.label if is_side else '', half) for half in halves if half.strip())
    return found


def _from_results(brief: Brief) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for text in brief.earlier:
        for point in read_points(text):
            if point.label in (*FOR, *AGAINST) and '[' not in point.text:
                found.append(
                    (brief.say('Dafür', 'For') if point.label in FOR else brief.say('Dagegen', 'Against'), point.text)
                )
    return found


def _which(label: str, text: str) -> int:
    """0 for it, 1 against it, 2 neither."""
    if _LABEL_FOR.match(label):
        return 0
    if _LABEL_AGAINST.match(label):
        return 1
    score = len(_GOOD.findall(text)) + 2 * len(_STRONG.findall(text)) - len(_BAD.findall(text))
    return 0 if score > 0 else 1 if score < 0 else 2


def _differences(brief: Brief) -> list[str]:
    """'790,00 € − 620,00 € = 170,00 €' for sentences that compare two sums."""
    lines = []
    for sentence in sentences(brief.given):
        found = find_money(sentence)
        if len(found) == 2 and found[0].currency == found[1].currency and _COMPARED.search(sentence):
            high, low = sorted((item.amount for item in found), reverse=True)
            money = [format_money(number, found[0].currency, brief.language) for number in (high, low, high - low)]
            lines.append(f'{money[0]} − {money[1]} = **{money[2]}** – {shorten(sentence, 100)}')
            if _MONTHLY.search(sentence):
                year = format_money((high - low) * 12, found[0].currency, brief.language)
                lines.append(brief.say('Im Jahr: ', 'In a year: ') + f'12 × {money[2]} = **{year}**')
    return lines


def _dates(brief: Brief) -> list[str]:
    facts = find_facts(brief.given)
    lines = [f'**{fact.text}** – {shorten(fact.sentence, 120)}' for fact in (*facts.deadlines, *facts.dates)]
    return list(dict.fromkeys(lines))


def _counted(brief: Brief, good: int, bad: int) -> str:
    if not good and not bad:
        return brief.say(
            'Es stehen noch keine Gründe da. Schreib auf, was dir einfällt, und starte noch einmal.',
            'There are no reasons yet. Write down what comes to mind and start again.',
        )
    counted = brief.say(f'Deine Notizen nennen {_reasons_de(good)} dafür und {bad} dagegen.',
                        f'Your notes name {good} reason{"s" * (good != 1)} for it and {bad} against it.')  # fmt: skip
    if good == bad:
        lean = brief.say('Nach der Zahl der Gründe steht es unentschieden.', 'By number of reasons it is a draw.')
    elif good > bad:
        lean = brief.say('Nach der Zahl der Gründe spricht mehr dafür.', 'By number of reasons, more speaks for it.')
    else:
        lean = brief.say(
            'Nach der Zahl der Gründe spricht mehr dagegen.', 'By number of reasons, more speaks against it.'
        )
    own = brief.say(
        'Gezählt ist aber nicht gewogen. Ein Grund kann mehr zählen als alle anderen. Entscheiden kannst nur du.',
        'But counting is not weighing. One single reason can matter more than all others. Only you can decide.',
    )
    return f'{counted} {lean} {own}'


def _reasons_de(count: int) -> str:
    return '1 Grund' if count == 1 else f'{count} Gründe'


def _advice(brief: Brief, good: list[str], bad: list[str]) -> list[str]:
    if not good and not bad:
        return [brief.say(*question) for question in _ASK_YOURSELF]
    advice = [
        brief.say('Welcher Grund ist dir am wichtigsten? Streich ihn an.', 'Which reason matters most to you? Mark it.')
    ]
    for reason in bad[:2]:
        advice.append(
            brief.say(f'Lässt sich das lösen? „{shorten(reason, 90)}“', f'Can this be solved? “{shorten(reason, 90)}”')
        )
    advice.append(brief.say('Schlaf eine Nacht darüber.', 'Sleep on it for a night.'))
    return advice
