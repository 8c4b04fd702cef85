"""Answers a yes/no question by simple rules: is it there, or do most words of the question occur in the text?"""

from __future__ import annotations

import re

from app.practice.brief import Brief
from app.practice.contacts import addresses, emails, phones
from app.practice.dates import find_dates, find_deadlines, find_weekdays
from app.practice.kinds import TONES, tone_of
from app.practice.money import find_money
from app.practice.sentences import sentences
from app.practice.words import related, stems

# NOTE: these are the words app/engine/prompt.py ends a yes/no question with.
_ASKED = re.compile(r'\s*(?:Antworte nur mit Ja oder Nein|Answer with yes or no only)\W*\Z', re.IGNORECASE)
_ABOUT_TEXT = re.compile(
    r'\b(?:ist|steht|stehen|sind|gibt|enthält|kommt|kommen|vor|darin|drin|text|hier|geht|nennt|wird|handelt|is|are|there|'
    r'does|do|contain\w*|mention\w*|name\w*|text|here|it|in)\b',
    re.IGNORECASE,
)
_MISSING = re.compile(r'\b(?:fehl\w*|kein\w*|ohne|nicht|missing|no|not|without|lack\w*)\b', re.IGNORECASE)
_LOOKED_UP = (
    (r'\b(?:frist|deadline|fällig|due)\b', lambda line: bool(find_deadlines(line))),
    (r'\b(?:datum|termin|tag|date|day|appointment)\b', lambda line: bool(find_dates(line) or find_weekdays(line))),
    (r'\b(?:betrag|preis|geld|summe|kosten|euro|price|money|sum|cost)\b', lambda line: bool(find_money(line))),
    (r'\b(?:telefon\w*|phone)\b', lambda line: bool(phones(line))),
    (r'\be-?mail\b', lambda line: bool(emails(line))),
    (r'\b(?:adresse|anschrift|address)\b', lambda line: bool(addresses(line))),
    (r'\b(?:frage|question)\b', lambda line: line.rstrip('"“”»').endswith('?')),
    (r'\b(?:zahl|nummer|number)\b', lambda line: any(letter.isdigit() for letter in line)),
)
_TONE = (
    (r'\b(?:beschwerde|kritik|ärger\w*|unzufrieden|negativ|complaint|criticism|angry|unhappy|negative)\b', (1, 2)),
    (r'\b(?:lob|zufrieden|positiv|praise|happy|positive)\b', (0, 2)),
)


def is_question(task: str) -> bool:
    """True for a task that wants a bare yes or no."""
    return _ASKED.search(task) is not None


def yes_or_no(brief: Brief) -> str:
    """'Ja' or 'Nein' in the language of the run, nothing else: the engine reads it."""
    return brief.say('Ja', 'Yes') if _holds(brief) else brief.say('Nein', 'No')


def _holds(brief: Brief) -> bool:
    question = _ASKED.sub('', brief.task)
    text = brief.everything
    found = sentences(text)
    turned = _MISSING.search(question) is not None
    for pattern, is_there in _LOOKED_UP:
        if re.search(pattern, question, re.IGNORECASE):
            return any(is_there(line) for line in found) != turned
    for pattern, tones in _TONE:
        if re.search(pattern, question, re.IGNORECASE):
            return (tone_of(brief, text) in [word for tone in tones for word in TONES[tone]]) != turned
    wanted = set(stems(_ABOUT_TEXT.sub(' ', _MISSING.sub(' ', question))))
    if not wanted:
        return False
    return (related(' '.join(wanted), text) * 2 >= len(wanted)) != turned
