"""A doctor's letter: its difficult words, what is to be taken and when, and questions for the practice."""

from __future__ import annotations

import re

from app.practice.brief import Brief
from app.practice.facts import when
from app.practice.layout import bullets, checks, document, section, table
from app.practice.medicine import explained
from app.practice.sentences import as_sentence, lines, plain, sentences, shorten

QUESTIONS = ('Fragen an die Praxis', 'Questions for the practice')
_MEDICINE = re.compile(
    r'\b(?P<name>[A-ZÄÖÜ][\w-]{3,30}(?:\s[A-Z][\w-]{2,15})?)\s+(?P<dose>\d+(?:[.,]\d+)?\s?(?:mg|µg|g|ml|IE|IU|I\.E\.)\b)(?!/)'
    r'(?P<rest>[^\n.;]{0,60})'
)
_TIMES = re.compile(
    r'\b\d(?:-\d){2,3}\b|(?:\d|ein|zwei|one|two)?-?(?:mal|x) (?:täglich|am Tag|daily|a day)', re.IGNORECASE
)
_VALUE = re.compile(
    r'\b(?P<name>(?:HbA1c|RR|Blutdruck|Puls|Gewicht|Größe|Kreatinin|LDL|CRP|Cholesterin|Blood pressure|Pulse|Weight|'
    r'Creatinine|Cholesterol))\s*:?\s*(?P<value>\d+(?:[.,]\d+)?(?:/\d+)?\s?(?:%|mmHg|mg/dl|mmol/l|kg|cm|/min)?)',
    re.IGNORECASE,
)
_SUSPECTED = re.compile(r'\bV\.\s?a\.|\bVerdacht\b|\bsuspect', re.IGNORECASE)
_NEXT = re.compile(
    r'\b(?:kontroll\w*|wiedervorstell\w*|empfehl\w*|termin|vorstell\w*|bitten|bitte|nächste\w*|follow-up|recommend\w*|'
    r'review|appointment|please|next)\b',
    re.IGNORECASE,
)


def explain(brief: Brief) -> str:
    """Each difficult word with the sentence it stands in."""
    text = _letter(brief)
    blocks = [f'**{meaning}**  \n  {_quote(brief, text, place)}' for meaning, place in explained(text, brief.language)]
    nothing = brief.say(
        'Im Brief steht keines der Wörter, die der Übungsmodus kennt.',
        'The letter has none of the words that practice mode knows.',
    )
    return section(brief.say('Schwere Wörter', 'Difficult words'), bullets(blocks) or nothing)


def questions(brief: Brief) -> str:
    """The person's own questions first, then those that the letter leaves open."""
    text = _letter(brief)
    own = [as_sentence(line).rstrip('.') for line in lines(brief.answer('own_questions'))]
    asked = [line if line.endswith('?') else f'{line}?' for line in own]
    for name, dose, rest in _medicines(text):
        if not _TIMES.search(rest):
            asked.append(brief.say(f'Wie oft soll ich {name} {dose} nehmen?', f'How often do I take {name} {dose}?'))
    unsure = [shorten(line, 100) for line in sentences(text) if _SUSPECTED.search(line)]
    asked += [
        brief.say(f'Was heißt das für mich: „{line}“?', f'What does this mean for me: “{line}”?') for line in unsure
    ]
    asked.append(brief.say('Worauf soll ich im Alltag achten?', 'What should I look out for in everyday life?'))
    asked.append(brief.say('Wann soll ich wiederkommen?', 'When should I come back?'))
    return section(brief.say(*QUESTIONS), checks(dict.fromkeys(asked)))


def sheet(brief: Brief) -> str:
    """One page: words, medicines, values, dates, questions, and who to ask."""
    text = _letter(brief)
    who = plain(brief.answer('patient'))
    words, asked = (next((one for one in brief.earlier if brief.say(*head) in one[:60]), '')
                    for head in (('Schwere Wörter', 'Difficult words'), QUESTIONS))  # fmt: skip
    head = (brief.say('Medikament', 'Medicine'), brief.say('Menge', 'Amount'), brief.say('Wann', 'When'))
    rows = [(name, dose, _how_often(rest)) for name, dose, rest in _medicines(text)]
    values = [f'{match["name"]}: {match["value"].strip()}' for match in _VALUE.finditer(text)]
    warning = brief.say(
        'Dieser Zettel ersetzt keinen Arzt. Ändere nichts an deinen Medikamenten, ohne die Praxis zu fragen.',
        'This note does not replace a doctor. Do not change your medicine without asking the practice.',
    )
    return document(
        f'# {brief.say("Der Arztbrief", "The doctor’s letter")}{brief.say(" für ", " for ") + who if who else ""}',
        f'**{warning}**',
        words,
        section(brief.say('Medikamente', 'Medicines'), table(head, rows)),
        section(brief.say('Gemessene Werte', 'Measured values'), bullets(dict.fromkeys(values))),
        section(brief.say('Wie es weitergeht', 'What comes next'), bullets(_next(text))),
        asked,
    )


def _letter(brief: Brief) -> str:
    return brief.answer('doctor_letter', 'letter') or brief.text or brief.last


def _medicines(text: str) -> list[tuple[str, str, str]]:
    return [(match['name'], ' '.join(match['dose'].split()), match['rest']) for match in _MEDICINE.finditer(text)]


def _how_often(rest: str) -> str:
    found = _TIMES.search(rest)
    return found.group() if found else '–'


def _next(text: str) -> list[str]:
    """Sentences that speak of what is to come."""
    found = [line for line in sentences(text) if _NEXT.search(line) and (when(line) or _NEXT.match(line))]
    return [as_sentence(line) for line in found[:6]]


def _quote(brief: Brief, text: str, place: int) -> str:
    """The sentence a word stands in, so that it can be found in the letter."""
    start = text.rfind('\n', 0, place) + 1
    line = text[start:].split('\n', 1)[0]
    sentence = next((one for one in sentences(line) if _covers(line, one, place - start)), line)
    found = shorten(plain(sentence), 120)
    return brief.say(f'Im Brief: „{found}“', f'In the letter: “{found}”')


def _covers(line: str, sentence: str, place: int) -> bool:
    start = line.find(sentence)
    return start <= place < start + len(sentence)
