"""Job applications: what is asked and what the person brings, and the letter made from it."""

from __future__ import annotations

import re
from functools import partial

from app.practice.brief import Brief
from app.practice.dates import long_date
from app.practice.facts import find_facts
from app.practice.layout import blank, blanks, bullets, checks, document, section, stacked, table
from app.practice.notes import read_points
from app.practice.people import Party, formal_greeting, own_lines, person_in, read_party, writer
from app.practice.sentences import BULLET, as_sentence, plain, sentences, shorten
from app.practice.words import related

_TITLE = (
    re.compile(r'\b(?:eine?n?|an?|als|as)\s+((?:[\w/:*-]+ ){0,2}[\w/:*-]+) \((?:m/w/d|w/m/d|m/f/d|f/m/d)\)'),
    re.compile(
        r'([A-ZÄÖÜ][\w/:*-]+(?: (?:für|in|im|am|an der|und|[A-ZÄÖÜ][\w/:*-]+)){0,4}) \((?:m/w/d|w/m/d|m/f/d|f/m/d)\)'
    ),
    re.compile(r'\b([A-ZÄÖÜ][\w/:*-]{3,40}) gesucht\b'),
    re.compile(r'\bsuch\w+\b.{0,80}?\beine?n?\s+(?:[a-zäöüß]+\s+){0,3}([A-ZÄÖÜ][\w/:*-]{3,40})'),
    re.compile(r'(?:Stelle|Bewerbung|Arbeit|Aushilfe)\s+als\s+([A-ZÄÖÜ][\w/:*-]+(?: [A-ZÄÖÜ][\w/:*-]+)?)'),
    re.compile(
        r'(?:such\w*|looking for|seek\w*|hiring)\b[^.:!?\n]{0,60}?\b(?:eine?n?|an?)\s+'
        r'([A-ZÄÖÜa-z][\w/:*-]+(?:[ -][a-zA-ZÄÖÜ][\w/:*-]+){0,2}?)'
        r'(?=\s+(?:für|in|im|zum|ab|mit|for|to|with|at)\b|[.,!(])'
    ),
)
_WANTED = re.compile(
    r'bringen sie mit|bringst du mit|ihr profil|dein profil|anforderung|wir erwarten|sie haben|das solltest|wir suchen'
    r'|you bring|your profile|requirement|we expect|you have|what we need|we are looking',
    re.IGNORECASE,
)
_OFFERED = re.compile(r'wir bieten|das bieten|bieten ihnen|we offer|benefits', re.IGNORECASE)
_OTHERWISE = re.compile(r'wir bieten|we offer|\bsuch(?:en|t)\b|\bgesucht\b|looking for|bewerb', re.IGNORECASE)
_ASKED = re.compile(
    r'\b(?:erfahrung|kenntnis|führerschein|deutsch|freundlich|zuverlässig|teamfähig|pünktlich|bereitschaft|ausbildung|'
    r'abschluss|experience|skills?|licen[cs]e|friendly|reliable|team|punctual|willing|training|qualification)\w*',
    re.IGNORECASE,
)


def match_job(brief: Brief) -> str:
    """A table: what the advert asks for, what the person brings along."""
    skills = _skills(brief)
    rows, open_points = [], []
    for wanted in requirements(brief):
        best = max(skills, key=partial(related, wanted), default='')
        fits = bool(best) and related(wanted, best) > 0
        rows.append((wanted, best if fits else '–'))
        if not fits:
            open_points.append(wanted)
    head = (brief.say('Das wird gesucht', 'What they ask for'), brief.say('Das bringst du mit', 'What you bring'))
    contact = find_facts(_job_text(brief))
    lines = [fact.sentence for fact in (*contact.deadlines, *contact.people, *contact.emails, *contact.phones)]
    return document(
        section(brief.say('Die Stelle', 'The job'), job_title(brief) or blank(brief.say('welche Stelle', 'which job'))),
        section(brief.say('Gesucht und mitgebracht', 'Asked for and brought'), table(head, rows)),
        section(brief.say('Dazu steht noch nichts in deinen Angaben', 'Your details say nothing about this yet'),
                bullets(open_points)),
        section(brief.say('Wichtig für die Bewerbung', 'Important for applying'), bullets(dict.fromkeys(lines))),
    )  # fmt: skip


def application(brief: Brief) -> str:
    """The letter: the person's own sentences, those the advert asks for first."""
    title = job_title(brief)
    named = title or blank(brief.say('welche Stelle', 'which job'))
    wanted = ' '.join(requirements(brief)) or _job_text(brief)
    skills = _skills(brief)
    first = [skill for skill in skills if related(wanted, skill)]
    rest = [skill for skill in skills if skill not in first]
    person = person_in(_job_text(brief))
    me = read_party(brief.answer('sender', 'name'))
    day = long_date(brief.today, brief.language)
    return document(
        stacked(own_lines(brief)),
        stacked(_firm(brief, person)),
        f'{me.town}, {day}' if me.town else day,
        f'**{brief.say(f"Bewerbung als {named}", f"Application as {named}")}**',
        formal_greeting(brief, person),
        brief.say(
            f'mit Interesse habe ich Ihre Anzeige gelesen. Ich bewerbe mich als {named}.',
            f'I have read your advert with interest. I am applying for the job as {named}.',
        ),
        ' '.join(first) or blank(brief.say('was du für diese Stelle mitbringst', 'what you bring for this job')),
        ' '.join(rest),
        brief.say(
            'Gern erzähle ich Ihnen in einem Gespräch mehr. Ich freue mich auf Ihre Antwort.',
            'I would be glad to tell you more in person. I look forward to your answer.',
        ),
        brief.say('Mit freundlichen Grüßen', 'Yours sincerely'),
        writer(brief),
    )


def interview(brief: Brief) -> str:
    """The letter as it is, what is still open in it, and questions to practise."""
    text = brief.last or brief.given
    skills = ' '.join(_skills(brief))
    asked = [
        brief.say(f'Nennen Sie uns ein Beispiel dazu: {shorten(wanted, 80)}.', f'Give us an example: {wanted}.')
        if related(wanted, skills)
        else brief.say(f'Wie sieht es bei Ihnen damit aus: {shorten(wanted, 80)}?', f'What about this: {wanted}?')
        for wanted in requirements(brief)[:6]
    ]
    asked.append(brief.say('Warum möchten Sie gerade zu uns?', 'Why do you want to work with us?'))
    todo = [brief.say(f'Lücke ausfüllen: {gap}', f'Fill the gap: {gap}') for gap in blanks(text)]
    for fact in find_facts(_job_text(brief)).deadlines:
        todo.append(brief.say(f'Bis dahin abschicken: {fact.text}', f'Send it by: {fact.text}'))
    todo.append(brief.say('Lebenslauf und Zeugnisse beilegen.', 'Enclose your CV and certificates.'))
    todo.append(brief.say('Alles noch einmal lesen und unterschreiben.', 'Read everything once more and sign it.'))
    return document(
        text,
        '---',
        section(brief.say('Vor dem Abschicken', 'Before you send it'), checks(todo)),
        section(brief.say('Fragen zum Üben', 'Questions to practise'), bullets(asked)),
    )


def job_title(brief: Brief) -> str:
    """The job's name out of the advert; '' when the advert does not say it in a way we know."""
    text = _job_text(brief)
    for pattern in _TITLE:
        for line in sentences(text):
            match = pattern.search(line)
            if match:
                return match[1].strip()
    return ''


def requirements(brief: Brief) -> list[str]:
    """What the advert asks for: the list below 'Das bringen Sie mit', else sentences that sound like it."""
    text = _job_text(brief)
    found: list[str] = []
    listening = False
    for line in text.splitlines():
        is_item = BULLET.match(line) is not None
        if is_item and listening:
            found.append(plain(line).rstrip('.,;'))
        elif line.strip() and not is_item:
            listening = _WANTED.search(line) is not None and not _OFFERED.search(line)
    if not found:
        found = [line.rstrip('.') for line in sentences(text) if _ASKED.search(line) and not _OTHERWISE.search(line)]
    return list(dict.fromkeys(found))[:10]


def _firm(brief: Brief, person: str) -> list[str]:
    given: Party = read_party(brief.answer('recipient'))
    if given.lines:
        return list(given.lines)
    places = [fact.text for fact in find_facts(_job_text(brief)).addresses]
    lines = [blank(brief.say('Name der Firma', 'name of the company'))]
    if _first_line_firm(brief):
        lines = [_first_line_firm(brief)]
    return [*lines, person, *(places[0].split(', ') if places else [blank(brief.say('Adresse', 'address'))])]


def _first_line_firm(brief: Brief) -> str:
    """Many adverts begin with the name of the firm, alone in its line."""
    lines = [line.strip() for line in _job_text(brief).splitlines() if line.strip()]
    first = lines[0] if len(lines) > 1 else ''
    is_name = (
        0 < len(first) <= 50 and first[-1] not in '.!?:,' and not re.search(r'\(|such|wanted|job|stelle', first, re.I)
    )
    return plain(first) if is_name else ''


def _job_text(brief: Brief) -> str:
    return brief.answer('job') or brief.text


def _skills(brief: Brief) -> list[str]:
    given = brief.answer('skills', 'notes') or (brief.text if brief.answer('job') else '')
    return [as_sentence(f'{point.label}: {point.text}' if point.label else point.text) for point in read_points(given)]
