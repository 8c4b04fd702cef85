"""Minutes of a meeting: who was there, what was decided, who does what until when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.practice.brief import Brief
from app.practice.contacts import PERSON
from app.practice.dates import find_dates, find_deadlines, find_weekdays
from app.practice.layout import blank, bullets, checks, document, section, table
from app.practice.notes import Point, read_points
from app.practice.sentences import as_sentence, plain, shorten

_PRESENT = re.compile(
    r'^(?:anwesend\w*|teilnehm\w*|dabei(?: waren)?|present|participants?|attendees?|there)$', re.IGNORECASE
)
_CAME = re.compile(
    r'^(?:(?:da|dabei|anwesend|gekommen) (?:waren|sind|war)|es waren (?:da|dabei)'
    r'|(?:present|there) were|we were)[: ]+(.+)$',
    re.IGNORECASE,
)
_EXCUSED = re.compile(r'^(?:entschuldigt|es fehl\w+|fehlt|fehlten|nicht da|apologies|absent|excused)$', re.IGNORECASE)
_DECISION = re.compile(
    r'\b(?:beschluss|beschlossen|beschließ\w*|abstimmung|abgestimmt|einstimmig|angenommen|abgelehnt|gewählt|einigen|geeinigt'
    r'|genehmigt|decided|decision|agreed|approved|voted|elected|unanimous\w*|rejected)\b',
    re.IGNORECASE,
)
_TASK = re.compile(
    r'\b(?:übernimmt|kümmert|besorgt|fragt|ruft|schreibt|macht|organisiert|bringt|prüft|klärt|holt|schickt|bestellt|lädt'
    r'|bereitet|spricht|kauft|erstellt|druckt|verteilt|leitet|sammelt|rechnet|meldet|soll|will|wird|aufgabe|will|takes|'
    r'looks after|asks|calls|writes|organi[sz]es|brings|checks|clarifies|orders|buys|prepares|sends|prints|collects|'
    r'to do)\b',
    re.IGNORECASE,
)
_TASK_LABEL = re.compile(r'^(?:aufgaben?|to-?dos?|tasks?|wer macht was)$', re.IGNORECASE)
_VOTES = re.compile(
    r'\b(\d{1,3})\s+(?:Stimmen\s+|votes\s+)?(dafür|dagegen|Enthaltung(?:en)?|for|in favour|against|abstentions?)\b',
    re.I,
)
_NEXT = re.compile(r'\b(?:nächste[rsn]?\s+(?:\w+)?(?:sitzung|treffen|termin)|next meeting)\b', re.IGNORECASE)
_DUE_TAIL = re.compile(
    r'\s*[,–-]?\s*\b(?:bis(?: spätestens)?(?: zum| zur| am)?|spätestens(?: am)?|by|until)\s*$', re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Task:
    """Who does what until when; '' where the notes do not say."""

    who: str
    what: str
    until: str
    key: tuple[int, int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Minutes:
    """The notes of a meeting, sorted."""

    present: tuple[str, ...]
    excused: tuple[str, ...]
    decisions: tuple[Point, ...]
    tasks: tuple[Task, ...]
    topics: tuple[Point, ...]
    upcoming: tuple[str, ...]
    head: tuple[str, ...]


def minutes(brief: Brief) -> str:
    """Minutes with all their parts."""
    found = read_minutes(_notes(brief), brief.today)
    gap = blank(brief.say('wer war da', 'who was there'))
    return document(
        f'# {_title(brief)}',
        _head(brief, found),
        section(brief.say('Anwesend', 'Present'), ', '.join(found.present) or gap),
        section(brief.say('Es fehlten', 'Apologies'), ', '.join(found.excused)),
        section(brief.say('Besprochen', 'Discussed'), bullets(_labelled(found.topics))),
        section(brief.say('Beschlüsse', 'Decisions'), _numbered(_with_votes(brief, found.decisions))),
        section(brief.say('Aufgaben', 'Tasks'), _task_table(brief, found.tasks)),
        section(brief.say('Nächstes Treffen', 'Next meeting'), bullets(found.upcoming)),
    )  # fmt: skip


def tasks(brief: Brief) -> str:
    """The minutes as they are, and below them one note per person, earliest first."""
    text = brief.last
    found = read_minutes(_notes(brief), brief.today)
    per_person: dict[str, list[Task]] = {}
    for task in sorted(found.tasks, key=lambda task: task.key):
        per_person.setdefault(task.who or brief.say('Noch niemand', 'Nobody yet'), []).append(task)
    notes = [
        section(who, checks(f'{task.what}{_until(brief, task)}' for task in todo), level=3)
        for who, todo in per_person.items()
    ]
    empty = brief.say('In der Mitschrift steht keine Aufgabe.', 'The notes name no task.')
    return document(text, section(brief.say('Zettel für jeden', 'A note for everyone'), document(*notes) or empty))


def read_minutes(text: str, today: date) -> Minutes:
    """Sort the notes of a meeting."""
    points = [_with_label(point) for point in read_points(text)]
    present = _people(points, _PRESENT)
    excused = _people(points, _EXCUSED)
    names = _first_names([*present, *excused])
    rest = [point for point in points if not _PRESENT.match(point.label) and not _EXCUSED.match(point.label)]
    head, decisions, todo, topics, upcoming = [], [], [], [], []
    for point in rest:
        if _NEXT.search(f'{point.label} {point.text}'):
            upcoming.append(as_sentence(f'{point.label}: {point.text}' if point.label else point.text))
        elif re.match(r'(?:ort|datum|beginn|ende|uhrzeit|zeit|place|date|start|end|time)$', point.label, re.I):
            head.append(f'{point.label}: {point.text}')
        elif _DECISION.search(point.label) or (_DECISION.search(point.text) and not _TASK_LABEL.match(point.label)):
            decisions.append(point)
        elif (task := _task(point, names, today)) is not None:
            todo.append(task)
        else:
            topics.append(point)
    return Minutes(
        present=tuple(present),
        excused=tuple(excused),
        decisions=tuple(decisions),
        tasks=tuple(todo),
        topics=tuple(topics),
        upcoming=tuple(upcoming),
        head=tuple(head),
    )


def _with_label(point: Point) -> Point:
    """'Da waren Sabine und Tom' means 'Anwesend: Sabine und Tom'."""
    match = _CAME.match(point.text.rstrip('.'))
    return Point('Anwesend', match[1]) if match else point


def _notes(brief: Brief) -> str:
    return brief.answer('minutes', 'notes') or brief.text or brief.last


def _title(brief: Brief) -> str:
    meeting = plain(brief.answer('meeting', 'topic'))
    named = shorten(meeting.split(',')[0], 80)
    return brief.say(f'Protokoll: {named}', f'Minutes: {named}') if named else brief.say('Protokoll', 'Minutes')


def _head(brief: Brief, found: Minutes) -> str:
    rest = plain(brief.answer('meeting').partition(',')[2])
    return '  \n'.join([*([rest] if rest else []), *found.head])


def _people(points: list[Point], pattern: re.Pattern[str]) -> list[str]:
    found: list[str] = []
    for point in points:
        if pattern.match(point.label):
            for piece in re.split(r',|;|\bund\b|\band\b|\n', point.text):
                name = piece.strip(' .')
                if 0 < len(name) <= 60 and name.lower() not in ('ich', 'i', 'me'):
                    found.append(name)
    return list(dict.fromkeys(found))


def _first_names(people: list[str]) -> dict[str, str]:
    """Every way a person may be named in the notes, with the full name."""
    ways: dict[str, str] = {}
    for person in people:
        bare = re.sub(r'\(.*?\)', '', person).strip()
        words = [word for word in bare.split() if word not in ('Herr', 'Frau', 'Dr.', 'Mr', 'Mrs', 'Ms')]
        for way in (bare, *words):
            if way and way[0].isupper():
                ways.setdefault(way, bare)
    return ways


def _task(point: Point, names: dict[str, str], today: date) -> Task | None:
    """The task in a point; None when it is none. Somebody must be named, or it stands below 'Aufgaben'."""
    text = f'{point.label}: {point.text}' if point.label in names else point.text
    who, mention = _who(text, names)
    is_labelled = _TASK_LABEL.match(point.label) is not None
    if not is_labelled and not (who and (_TASK.search(text) or point.label in names)):
        return None
    until = next(iter([*find_deadlines(text), *(found.text for found in find_dates(text)), *find_weekdays(text)]), '')
    dates = find_dates(until) if until else []
    what = text.replace(until, '', 1) if until else text
    what = _DUE_TAIL.sub('', what.rstrip(' .'))
    if mention and what.startswith(mention):
        what = what[len(mention) :]
    what = re.sub(r'\s+([,.;])', r'\1', ' '.join(what.split())).strip(' ,:.–-')
    until = re.sub(r'^(?:bis|am|by|until|on)\s+', '', until, flags=re.IGNORECASE)
    return Task(who, what[:1].upper() + what[1:], until, dates[0].key(today) if dates else (9999, 0, 0))


def _who(text: str, names: dict[str, str]) -> tuple[str, str]:
    """`(full name, as mentioned)` of the person the sentence is about."""
    first = [(text.find(way), -len(way), way) for way in names if re.search(rf'\b{re.escape(way)}\b', text[:80])]
    if first:
        way = min(first)[2]
        return names[way], way
    match = PERSON.match(text)
    return (match.group(), match.group()) if match else ('', '')


def _with_votes(brief: Brief, decisions: tuple[Point, ...]) -> list[str]:
    """A sentence with nothing but votes belongs to the decision before it."""
    lines: list[str] = []
    for point in decisions:
        shown = point.label if point.label and not _DECISION.search(point.label) else ''
        line = as_sentence(f'{shown}: {point.text}' if shown else point.text)
        votes = [int(match[1]) for match in _VOTES.finditer(line)]
        if len(votes) > 1:
            terms = ' + '.join(str(vote) for vote in votes)
            line += brief.say(f' (Stimmen: {terms} = {sum(votes)})', f' (Votes: {terms} = {sum(votes)})')
        if votes and lines and not re.search(r'[^\W\d]{3,}', _VOTES.sub('', point.text)):
            lines[-1] += f' {line}'
        else:
            lines.append(line)
    return lines


def _labelled(points: tuple[Point, ...]) -> list[str]:
    """One line per topic, its sentences together."""
    lines: list[str] = []
    before = ''
    for point in points:
        text = as_sentence(point.text)
        if point.label and point.label == before:
            lines[-1] += f' {text}'
        else:
            lines.append(f'**{point.label}:** {text}' if point.label else text)
        before = point.label
    return lines


def _numbered(lines: list[str]) -> str:
    return '\n'.join(f'{number}. {line}' for number, line in enumerate(lines, 1))


def _task_table(brief: Brief, found: tuple[Task, ...]) -> str:
    head = (brief.say('Wer', 'Who'), brief.say('Was', 'What'), brief.say('Bis wann', 'Until'))
    return table(head, [(task.who or '–', task.what, task.until or '–') for task in found])


def _until(brief: Brief, task: Task) -> str:
    return brief.say(f' – bis {task.until}', f' – by {task.until}') if task.until else ''
