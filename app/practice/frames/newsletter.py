"""A club's newsletter: report, dates and greeting side by side, then one letter, a notice and a mail."""

from __future__ import annotations

import re

from app.practice.brief import Brief
from app.practice.dates import find_dates
from app.practice.facts import when
from app.practice.layout import blank, bullets, document, section, stacked
from app.practice.notes import Point, read_points
from app.practice.sentences import as_sentence, plain
from app.practice.summary import pick

REPORT = ('Das war los', 'What happened')
DATES = ('Das kommt', 'What is coming')
GREETING = ('Gruß', 'Greeting')
_THANKS = re.compile(r'\b(?:dank\w*|danke|vielen dank|thank\w*)\b', re.IGNORECASE)


def report(brief: Brief) -> str:
    """What has happened, in paragraphs by topic."""
    points = [point for point in _points(brief) if point not in _coming(brief)]
    blocks: dict[str, list[str]] = {}
    for point in points:
        blocks.setdefault(point.label, []).append(as_sentence(point.text))
    told = [f'**{label}:** {" ".join(lines)}' if label else ' '.join(lines) for label, lines in blocks.items()]
    return section(brief.say(*REPORT), document(*told) or blank(brief.say('was war los', 'what happened')))


def dates(brief: Brief) -> str:
    """What is coming, the nearest first."""
    lines: dict[str, str] = {}
    for point in _coming(brief):
        text = as_sentence(f'{point.label}: {point.text}' if point.label else point.text)
        if point.label and not find_dates(point.text):  # 'Bring gloves.' belongs to the date above it
            lines[point.label] += f' {as_sentence(point.text)}'
        else:
            lines[point.label or text] = f'**{when(point.text)[0]}** – {text}'
    nothing = brief.say('In den Notizen steht kein Termin.', 'The notes name no date.')
    return section(brief.say(*DATES), bullets(lines.values()) or nothing)


def greeting(brief: Brief) -> str:
    """A greeting made of thanks that stand in the notes, and the name of who greets."""
    thanks = [as_sentence(point.text) for point in _points(brief) if _THANKS.search(f'{point.label} {point.text}')]
    club = plain(brief.answer('club'))
    name = plain(brief.answer('greeter')) or blank(brief.say('wer grüßt', 'who greets'))
    hello = brief.say(
        f'hier ist der neue Rundbrief{" von: " + club if club else ""}.',
        f'here is the new newsletter{" of: " + club if club else ""}.',
    )
    return section(
        brief.say(*GREETING),
        document(
            brief.say('Liebe Mitglieder,', 'Dear members,'),
            ' '.join([hello, *thanks]),
            stacked((brief.say('Viele Grüße', 'Kind regards'), name)),
        ),
    )


def newsletter(brief: Brief) -> str:
    """Greeting, report and dates as one letter."""
    parts = {name: _part(brief, name) for name in (GREETING, REPORT, DATES)}
    head = ' – '.join(plain(text) for text in (brief.answer('club'), brief.answer('month')) if text)
    hello, _, closing = parts[GREETING].rpartition('\n\n')
    return document(
        f'# {brief.say("Rundbrief", "Newsletter")}{": " + head if head else ""}',
        hello,
        section(brief.say(*REPORT), parts[REPORT]),
        section(brief.say(*DATES), parts[DATES]),
        closing,
    )


def notice(brief: Brief) -> str:
    """The dates alone, for the notice board."""
    listed = [line for line in _section(brief.last or brief.given, DATES).splitlines() if line.startswith('- ')]
    coming = '\n'.join(listed)
    club = plain(brief.answer('club'))
    nothing = brief.say('Es steht kein Termin an.', 'There is no date to come.')
    return section(brief.say('Aushang', 'Notice'), document(f'**{club}**' if club else '', coming or nothing))


def mail(brief: Brief) -> str:
    """The few sentences that go with the newsletter."""
    text = brief.last or brief.given
    month = plain(brief.answer('month'))
    told = pick([line for line in _section(text, REPORT).splitlines() if line.strip()], 1)
    subject = brief.say('Rundbrief', 'Newsletter') + (f' {month}' if month else '')
    body = brief.say(
        'anbei bekommt ihr den neuen Rundbrief. Darin geht es auch um dies:',
        'please find the new newsletter with this mail. Among other things it says:',
    )
    name = plain(brief.answer('greeter')) or blank(brief.say('wer grüßt', 'who greets'))
    return section(
        brief.say('Text für die E-Mail', 'Text for the e-mail'),
        document(
            f'**{brief.say("Betreff", "Subject")}:** {subject}',
            brief.say('Liebe Mitglieder,', 'Dear members,'),
            body,
            *told,
            stacked((brief.say('Viele Grüße', 'Kind regards'), name)),
        ),
    )


def _points(brief: Brief) -> list[Point]:
    return read_points(brief.answer('news', 'notes') or brief.text)


def _coming(brief: Brief) -> list[Point]:
    """The points with a day that is not over, the nearest first, each with the others of its label behind it."""
    today = (brief.today.year, brief.today.month, brief.today.day)
    points = _points(brief)
    dated = [(min(keys), point) for point in points if (keys := _keys(brief, point)) and max(keys) >= today]
    found: list[Point] = []
    for _, point in sorted(dated, key=lambda entry: entry[0]):
        found.append(point)
        if point.label and [one.label for _, one in dated].count(point.label) == 1:
            found += [one for one in points if one.label == point.label and not _keys(brief, one)]
    return found


def _keys(brief: Brief, point: Point) -> list[tuple[int, int, int]]:
    """The days of a point; one without a year counts as the next one."""
    return [found.key(brief.today) for found in find_dates(point.text) if found.day]


def _part(brief: Brief, name: tuple[str, str]) -> str:
    """What an earlier step wrote below that heading."""
    return next((text for whole in brief.earlier if (text := _section(whole, name))), '')


def _section(text: str, name: tuple[str, str]) -> str:
    match = re.search(rf'(?ms)^## (?:{"|".join(map(re.escape, name))})\n+(.*?)(?=^#{{1,2}} |\Z)', text)
    return match[1].strip() if match else ''
