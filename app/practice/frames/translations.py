"""A translation without an AI does not exist: these frames say so, and check what rules can check."""

from __future__ import annotations

from app.practice.brief import Brief
from app.practice.facts import find_facts
from app.practice.layout import bullets, document, section, stacked, table

TRANSLATED = ('Übersetzung', 'Translation')


def translate(brief: Brief) -> str:
    """The text as it is, below a word that only an AI can translate it."""
    return _untranslated(brief, brief.say(*TRANSLATED), brief.answer('foreign') or brief.text or brief.last)


def back(brief: Brief) -> str:
    """The same for the way back."""
    return _untranslated(brief, brief.say('Zurück übersetzt', 'Translated back'), _body(brief.last or brief.given))


def deviations(brief: Brief) -> str:
    """The translation, and whether every number, day and name of the letter is still in it."""
    letter = brief.answer('foreign') or brief.text
    translated = next((text for text in brief.earlier if brief.say(*TRANSLATED) in text[:40]), brief.last)
    facts = find_facts(letter or translated)
    listed = [
        fact.text
        for group in (facts.deadlines, facts.dates, facts.money, facts.people, facts.references, facts.accounts)
        for fact in group
    ]
    yes, no = brief.say('ja', 'yes'), brief.say('nein', 'no')
    rows = [(text, yes if text in translated else no) for text in dict.fromkeys(listed)]
    head = (brief.say('Das steht im Brief', 'The letter says'), brief.say('Ist es noch da?', 'Is it still there?'))
    nothing = brief.say('Im Brief stehen keine Zahlen, Tage oder Namen.', 'The letter has no numbers, days or names.')
    return document(
        translated,
        section(brief.say('Unsichere Stellen', 'Uncertain passages'), bullets(_doubts(brief, rows, no))),
        section(brief.say('Zahlen, Tage und Namen', 'Numbers, days and names'), table(head, rows) or nothing),
    )


def _doubts(brief: Brief, rows: list[tuple[str, str]], no: str) -> list[str]:
    lost = [brief.say(f'Das fehlt: {text}', f'This is missing: {text}') for text, there in rows if there == no]
    words = brief.say(
        'Ob die Wörter stimmen, kann erst eine echte KI prüfen.',
        'Only a real AI can check whether the words are right.',
    )
    return [*lost, words]


def _untranslated(brief: Brief, heading: str, text: str) -> str:
    into = ' '.join(brief.answer('into').split())
    named = brief.say(f' Gewünscht ist: {into}.', f' You asked for: {into}.') if into else ''
    hint = brief.say(
        'Übersetzen kann erst eine echte KI. Darum steht hier der Text, wie er ist.',
        'Only a real AI can translate. So here is the text as it is.',
    )
    nothing = brief.say('Es liegt noch kein Text vor.', 'There is no text yet.')
    return document(section(heading, hint + named), _with_its_lines(text) or nothing)


def _with_its_lines(text: str) -> str:
    """The text with every line break visible, as in an address."""
    return '\n\n'.join(stacked(block.splitlines()) for block in text.split('\n\n') if block.strip())


def _body(text: str) -> str:
    """Without the heading and the hint of the translation."""
    if not text.startswith('## '):
        return text
    return text.split('\n\n', 2)[2] if text.count('\n\n') > 1 else ''
