"""Checks a text: typing slips, long sentences, weekdays that do not fit their date, sums that do not add up."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.practice.brief import Brief
from app.practice.dates import DAYS, Found, find_dates
from app.practice.facts import sums
from app.practice.frames.mails import CHECKED
from app.practice.layout import blanks, bullets, document, section
from app.practice.money import add_up, format_money
from app.practice.sentences import sentences, shorten
from app.practice.words import words

LONG_SENTENCE = 20  # words
_FIXES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str], str, str], ...] = (
    (re.compile(r'(?<=\S)[ \t]{2,}(?=\S)'), ' ', 'Doppelte Leerzeichen entfernt.', 'Removed double spaces.'),
    (re.compile(r'(?<=\w)[ \t]+([,;])[ \t]*(?=\S)'), r'\1 ',
     'Komma an die richtige Stelle gesetzt.', 'Put commas where they belong.'),
    (re.compile(r'(?<=\w)[ \t]+([,;:!?.])(?=\s|$)'), r'\1',
     'Leerzeichen vor Satzzeichen entfernt.', 'Removed spaces before punctuation.'),
    (re.compile(r'(?<=[a-zäöüß]),(?=[A-Za-zÄÖÜäöüß])'), ', ',
     'Leerzeichen nach Komma ergänzt.', 'Added spaces after commas.'),
    (re.compile(r'!{2,}'), '!',
     'Mehrere Ausrufezeichen zu einem gemacht.', 'Turned rows of exclamation marks into one.'),
    (re.compile(r'\?{2,}'), '?', 'Mehrere Fragezeichen zu einem gemacht.', 'Turned rows of question marks into one.'),
    (re.compile(r'\b(und|oder|der|die|das|ich|wir|in|zu|ist|the|and|a|to|of|is|in) \1\b', re.IGNORECASE), r'\1',
     'Doppelte Wörter entfernt.', 'Removed double words.'),
    (re.compile(r'(?<=[a-zäöüß]{3}[.!?] )([a-zäöü])'), lambda match: match[1].upper(),
     'Satzanfang großgeschrieben.', 'Began sentences with a capital letter.'),
)  # fmt: skip


def review(brief: Brief) -> str:
    """The corrected text, what was changed, and what the person should look at."""
    fixed, changes = _fix(brief, brief.last or brief.given)
    checked = [*_weekdays(brief, fixed), *_sum_notes(brief, fixed)]
    good = [note for fine, note in checked if fine]
    notes = [*(note for fine, note in checked if not fine), *_long(brief, fixed), *_gaps(brief, fixed)]
    if not changes:
        changes = [brief.say('Es gab nichts zu verbessern.', 'There was nothing to correct.')]
    return document(
        section(brief.say(*CHECKED), fixed),
        section(brief.say('Das wurde geändert', 'What was changed'), bullets(changes)),
        section(brief.say('Das stimmt', 'This is right'), bullets(good)),
        section(brief.say('Bitte schau noch darauf', 'Please have a look at this'), bullets(notes)),
    )


def weekday_notes(brief: Brief, text: str) -> list[str]:
    """A warning for every weekday that does not fit its full date."""
    return [note for fine, note in _weekdays(brief, text) if not fine]


def _fix(brief: Brief, text: str) -> tuple[str, list[str]]:
    changes = []
    lines = text.split('\n')
    for pattern, new, de, en in _FIXES:
        better = [pattern.sub(new, line) if len(line) < 5_000 else line for line in lines]
        if better != lines:
            changes.append(brief.say(de, en))
            lines = better
    return '\n'.join(lines), changes


def _weekdays(brief: Brief, text: str) -> list[tuple[bool, str]]:
    notes: list[tuple[bool, str]] = []
    for sentence in sentences(text):
        for found in find_dates(sentence):
            note = _weekday(brief, found)
            if note:
                notes.append(note)
    return list(dict.fromkeys(notes))


def _weekday(brief: Brief, found: Found) -> tuple[bool, str] | None:
    day = found.exact()
    said = next((name for name in (*DAYS['de'], *DAYS['en']) if found.text.lower().startswith(name.lower())), '')
    if not day or not said:
        return None
    really = DAYS[brief.language][day.weekday()]
    if said in (DAYS['de'][day.weekday()], DAYS['en'][day.weekday()]):
        return True, brief.say(f'{found.text}: Der Wochentag stimmt.', f'{found.text}: The weekday is right.')
    return False, brief.say(
        f'{found.text}: Der Wochentag passt nicht. Dieser Tag ist ein {really}.',
        f'{found.text}: The weekday does not fit. That day is a {really}.',
    )


def _sum_notes(brief: Brief, text: str) -> list[tuple[bool, str]]:
    found = add_up(sums(text))
    if not found or not found.named:
        return []
    terms = ' + '.join(format_money(item.amount, item.currency, brief.language) for item in found.items)
    total = format_money(found.total, found.named.currency, brief.language)
    if found.agrees:
        return [(True, brief.say(f'Die Summe stimmt: {terms} = {total}.', f'The sum is right: {terms} = {total}.'))]
    named = found.named.text
    note = brief.say(
        f'Die Summe passt nicht: {terms} = {total}. Im Text steht {named}.',
        f'The sum does not fit: {terms} = {total}. The text says {named}.',
    )
    return [(False, note)]


def _long(brief: Brief, text: str) -> list[str]:
    found = [sentence for sentence in sentences(text) if len(words(sentence)) > LONG_SENTENCE]
    return [
        brief.say(
            f'Dieser Satz ist lang ({len(words(sentence))} Wörter): „{shorten(sentence, 70)}“',
            f'This sentence is long ({len(words(sentence))} words): “{shorten(sentence, 70)}”',
        )
        for sentence in found[:5]
    ]


def _gaps(brief: Brief, text: str) -> list[str]:
    return [
        brief.say(f'Hier fehlt noch etwas: {gap}', f'Something is still missing here: {gap}') for gap in blanks(text)
    ]
