"""Letters on paper: to an office, a complaint, a job application, and the look at them before they leave."""

from __future__ import annotations

import re
from datetime import date

from app.domain.values import read_date
from app.practice.brief import Brief
from app.practice.contacts import references
from app.practice.dates import days_later, find_dates, find_deadlines, long_date
from app.practice.facts import find_facts
from app.practice.layout import blank, blanks, bullets, checks, document, section, stacked
from app.practice.people import after_greeting, formal_greeting, own_lines, person_in, read_party, their_lines, writer
from app.practice.sentences import sentences, shorten
from app.practice.statements import Statements, sort_statements
from app.practice.values import cells

DAYS_TO_ANSWER = 14
_SUBJECTS = (
    (r'\bwiderspr|\bappeal|\bobject', 'Widerspruch', 'Objection'),
    (r'\beinspruch', 'Einspruch', 'Objection'),
    (r'\bkündig|\bcancel|\bterminate', 'Kündigung', 'Cancellation'),
    (r'frist\w* verlänger|mehr zeit|verlängerung|more time|extension', 'Bitte um mehr Zeit', 'Request for more time'),
    (r'ratenzahl|in raten|instal', 'Bitte um Ratenzahlung', 'Request to pay in instalments'),
    (r'\bbeantrag|\bantrag|\bapply|\bapplication', 'Antrag', 'Application'),
    (r'\breklam|\bbeschwer|\bcomplain|\bmangel|\bkaputt|\bdefekt|\bbroken|\bfaulty', 'Beschwerde', 'Complaint'),
    (r'\bfrage|\bauskunft|\bquestion|\binformation|\?', 'Anfrage', 'Enquiry'),
)
_PAPERS = re.compile(
    r'\b((?:[A-ZÄÖÜ][\wäöüß]*(?:bescheid|antrag|rechnung|vertrag))|Bescheid|Schreiben|Brief|Rechnung|Mahnung|Vertrag|'
    r'notice|letter|bill|invoice|contract|decision)\b',
)
_BOUGHT = re.compile(
    r'\b(?:eine?n?|die|den|das)\s+([A-ZÄÖÜ][\wäöüß-]{2,40})\b[^.!?]{0,60}'
    r'\b(?:gekauft|bestellt|gebucht|gemietet|erhalten)\b'
    r'|\b(?:bought|ordered|booked|rented)\s+(?:an?|the)\s+([a-z][\w-]*(?: [a-z][\w-]*)?)'
    r'(?=\s+(?:from|at|for|on|in)\b|[,.])'
)
_ENCLOSED = re.compile(
    r'\b(Anlage|Kopie|Kopien|Rechnung|Quittung|Kassenzettel|Kassenbon|Foto|Fotos|Bescheinigung|Nachweis|Mietvertrag|'
    r'Attest|Zeugnis|Zeugnisse|Lebenslauf|copy|copies|invoice|receipt|photos?|certificate|proof|CV)\b'
)


def matter(brief: Brief) -> str:
    """The case in order: what happened, what the person wants, the facts in it, what is missing."""
    sorted_ = sort_statements(_matter_text(brief))
    facts = find_facts(brief.given)
    found = [
        *(fact.text for fact in facts.references),
        *(fact.text for fact in facts.dates),
        *(fact.text for fact in facts.money),
    ]
    return document(
        section(brief.say('Was passiert ist', 'What happened'), bullets(sorted_.facts)),
        section(brief.say('Was du möchtest', 'What you want'), bullets(sorted_.wishes)),
        section(brief.say('Was du beilegst', 'What you enclose'), bullets(sorted_.enclosed)),
        section(brief.say('Daten, Beträge und Nummern', 'Dates, sums and numbers'), bullets(dict.fromkeys(found))),
        section(brief.say('Bleibt besser draußen', 'Better left out'), bullets(sorted_.anger)),
        section(brief.say('Das fehlt noch', 'Still missing'), bullets(_missing(brief, sorted_))),
    )


def letter(brief: Brief) -> str:
    """A letter to an office, filled with what was given."""
    text = _matter_text(brief)
    return _letter(brief, _subject(brief, text, ''), _body(brief, sort_statements(text), []))


def complaint(brief: Brief) -> str:
    """A calm complaint with a day until which an answer is expected."""
    text = _matter_text(brief)
    sorted_ = sort_statements(text)
    closing = []
    if not any(find_deadlines(sentence) for sentence in sorted_.wishes):
        until = long_date(_calculated(brief) or days_later(brief.today, DAYS_TO_ANSWER), brief.language)
        closing.append(brief.say(f'Bitte antworten Sie mir bis zum {until}.', f'Please answer by {until}.'))
    thing = _bought(text)
    default = brief.say('Beschwerde', 'Complaint') + (f': {thing}' if thing else '')
    return _letter(brief, _subject(brief, text, default), _body(brief, sorted_, closing))


def _calculated(brief: Brief) -> date | None:
    """The day another step worked out; None where none did."""
    found = (read_date(cell) for text in brief.earlier for cell in cells(text).values())
    return next((day for day in found if day), None)


def final_check(brief: Brief) -> str:
    """The letter as it is, and below it what to do before it goes to the post."""
    text = brief.last or brief.given
    gaps = blanks(text)
    deadlines = dict.fromkeys(found for line in sentences(text) for found in find_deadlines(line))
    todo = [brief.say(f'Lücke ausfüllen: {gap}', f'Fill the gap: {gap}') for gap in gaps]
    if deadlines:
        todo.append(brief.say('Diese Frist merken: ', 'Remember this deadline: ') + ', '.join(deadlines))
    todo += _enclosures(brief, text)
    todo += [
        brief.say('Alles noch einmal lesen. Stimmen Namen, Daten und Beträge?',
                  'Read everything once more. Are names, dates and sums right?'),
        brief.say('Unterschreiben und eine Kopie behalten.', 'Sign it and keep a copy.'),
    ]  # fmt: skip
    hint = brief.say(
        'Das ist eine Hilfe beim Schreiben und keine Rechtsberatung.', 'This helps you write. It is no legal advice.'
    )
    return document(
        text, '---', section(brief.say('Vor dem Abschicken', 'Before you send it'), f'{checks(todo)}\n\n{hint}')
    )


def _enclosures(brief: Brief, text: str) -> list[str]:
    """A reminder of what the letter says is enclosed; else what could be."""
    promised = sort_statements(text).enclosed
    if promised:
        return [
            brief.say(f'Beilegen nicht vergessen: „{line}“', f'Do not forget to enclose: “{line}”') for line in promised
        ]
    found = dict.fromkeys(match[1] for match in _ENCLOSED.finditer(text))
    if not found:
        return []
    return [
        brief.say('Falls du sie hast, eine Kopie beilegen: ', 'If you have it, enclose a copy: ') + ', '.join(found)
    ]


def _letter(brief: Brief, subject: str, body: list[str], enclosed: str = '') -> str:
    me = read_party(brief.answer('sender', 'name'))
    day = long_date(brief.today, brief.language)
    name = writer(brief)
    return document(
        stacked(own_lines(brief)),
        stacked(their_lines(brief)),
        f'{me.town}, {day}' if me.town else day,
        f'**{subject}**',
        formal_greeting(brief, brief.answer('recipient')),
        *body,
        brief.say(
            'Mit freundlichen Grüßen', 'Yours sincerely' if person_in(brief.answer('recipient')) else 'Yours faithfully'
        ),
        name,
        enclosed,
    )


def _matter_text(brief: Brief) -> str:
    text = brief.answer('matter', 'content', 'notes')
    return '\n\n'.join(piece for piece in (text, brief.text) if piece) or brief.last


def _body(brief: Brief, sorted_: Statements, closing: list[str]) -> list[str]:
    wishes = sorted_.wishes or (blank(brief.say('was du möchtest', 'what you want')),)
    facts = sorted_.facts
    if not facts and not sorted_.wishes:
        facts = (blank(brief.say('was passiert ist', 'what happened')),)
    if not facts:
        facts, wishes = wishes, ()
    thanks = brief.say('Vielen Dank für Ihre Mühe.', 'Thank you for your trouble.')
    facts = (after_greeting(brief, facts[0]), *facts[1:])
    return [*_paragraphs(facts), ' '.join(wishes), ' '.join(sorted_.enclosed), ' '.join([*closing, thanks])]


def _paragraphs(found: tuple[str, ...]) -> list[str]:
    """Three to five sentences each, so that none is left over alone."""
    size = 5 if len(found) <= 5 else 4 if len(found) % 4 != 1 else 3
    return [' '.join(found[start : start + size]) for start in range(0, len(found), size)]


def _subject(brief: Brief, text: str, default: str) -> str:
    low = text.lower()
    kind = default or next((brief.say(de, en) for pattern, de, en in _SUBJECTS if re.search(pattern, low)), '')
    about = '' if ':' in kind else _paper(text)
    if about:
        kind = brief.say(f'{kind} zu: {about}', f'{kind}: {about}') if kind else about
    if not kind:
        kind = shorten(next(iter(sentences(text)), blank(brief.say('worum es geht', 'what it is about'))), 60).rstrip(
            '.'
        )
    given = brief.answer('reference')
    numbers = [f'{label} {number}' for label, number in references(text)]
    if given:
        numbers = [given if re.match(r'[^\W\d]{3,}', given) else brief.say(f'Zeichen: {given}', f'Reference: {given}')]
    return ' – '.join([kind, *numbers[:2]])


def _paper(text: str) -> str:
    """The paper it is about with its date: 'Wohngeldbescheid vom 3. November 2026'."""
    for sentence in sentences(text):
        match = _PAPERS.search(sentence)
        if match:
            after = match.end()
            dates = [found.text for found in find_dates(sentence) if found.day and 0 < found.start - after < 12]
            joint = ' of ' if match[1].islower() else ' vom '
            name = match[1][0].upper() + match[1][1:]
            if dates:
                return f'{name}{joint}{dates[0]}'
    return ''


def _bought(text: str) -> str:
    """The thing that was bought, ordered or booked; '' when no such sentence is there."""
    match = _BOUGHT.search(' '.join(sentences(text[:20_000])))
    return (match[1] or match[2]) if match else ''


def _missing(brief: Brief, sorted_: Statements) -> list[str]:
    checks_ = (
        (brief.answer('recipient'), 'An wen geht der Brief?', 'Who will get the letter?'),
        (brief.answer('sender'), 'Dein Name und deine Adresse', 'Your name and address'),
        (sorted_.facts, 'Was ist passiert?', 'What happened?'),
        (sorted_.wishes, 'Was möchtest du genau?', 'What exactly do you want?'),
    )
    return [brief.say(de, en) for given, de, en in checks_ if not given]
