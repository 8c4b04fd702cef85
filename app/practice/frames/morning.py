"""A sheet for the morning: what is on today by the clock, what is due, and the news in a few sentences."""

from __future__ import annotations

import re

from app.domain.values import write_date
from app.practice.brief import Brief
from app.practice.dates import DAYS, Found, days_later, find_dates, find_deadlines, find_times, long_date
from app.practice.layout import bullets, document, section
from app.practice.notes import Point, read_points
from app.practice.sentences import as_sentence, plain, sentences, shorten
from app.practice.summary import pick

IN_SHORT = ('Kurz gelesen', 'In short')
_TODAY = re.compile(r'\b(?:heute|today)\b', re.IGNORECASE)
_TOMORROW = re.compile(r'\b(?:morgen(?! früh\w)|tomorrow)\b', re.IGNORECASE)
_CLOCK = re.compile(r'(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?', re.IGNORECASE)


def news(brief: Brief) -> str:
    """The most important sentences of what was pasted."""
    text = brief.answer('reading') or brief.text
    chosen = pick(sentences(text), 5) or sentences(text)[:5]
    nothing = brief.say('Du hast keine Nachrichten hineinkopiert.', 'You have not pasted any news.')
    return section(brief.say(*IN_SHORT), bullets(as_sentence(line) for line in chosen) or nothing)


def appointments(brief: Brief) -> list[tuple[str, ...]]:
    """Day, time and matter of everything that has a day or a time, as rows. Without a day it is today."""
    rows: list[tuple[str, ...]] = []
    for point in _points(brief):
        text = f'{point.label}: {point.text}' if point.label else point.text
        found, times = find_dates(text), find_times(text)
        if found or times or _TODAY.search(text) or _TOMORROW.search(text):
            rows.append((_day(brief, text, found), _clock(times[0]) if times else '', _what(text, found, times)))
    return rows


def sheet(brief: Brief) -> str:
    """Greeting, the day, the table of dates, what has no time, the news; in sentences one can read aloud."""
    name = plain(brief.answer('name'))
    day = f'{DAYS[brief.language][brief.today.weekday()]}, {long_date(brief.today, brief.language)}'
    hello = brief.say(f'Guten Morgen{", " + name if name else ""}!', f'Good morning{", " + name if name else ""}!')
    loose = [
        as_sentence(f'{point.label}: {point.text}' if point.label else point.text)
        for point in _points(brief)
        if not (find_dates(point.text) or find_times(point.text) or _TODAY.search(point.text))
        and not _TOMORROW.search(point.text)
    ]
    today = brief.say(f'Heute ist {day}.', f'Today is {day}.')
    table = next((text for text in brief.earlier if '|' in text), '')
    short = next((text for text in brief.earlier if '|' not in text), '')
    quiet = brief.say('Heute steht kein Termin an.', 'There is no date today.')
    return document(
        f'# {hello}',
        today,
        section(brief.say('Termine', 'Dates'), table if table.count('\n') > 1 else quiet),
        section(brief.say('Ohne feste Zeit', 'At any time'), bullets(loose)),
        short,
    )


def _points(brief: Brief) -> list[Point]:
    return read_points(brief.answer('agenda', 'notes') or brief.text or '')


def _day(brief: Brief, text: str, found: list[Found]) -> str:
    """The day in a form that can be sorted; one without a year is the next one."""
    if not found:
        return write_date(days_later(brief.today, 1 if _TOMORROW.search(text) else 0), brief.language)
    exact = found[0].exact()
    if exact is None and found[0].day and found[0].month:
        year, month, day = found[0].key(brief.today)
        exact = Found('', 0, 0, day, month, year).exact()
    return write_date(exact, brief.language) if exact else found[0].text


def _clock(time: str) -> str:
    """'09:30' for '9.30 Uhr' and '9:30 am', '15:00' for '3 pm': times that can be sorted."""
    match = _CLOCK.search(time)
    if not match:
        return time
    hour = int(match[1])
    if match[3] and match[3].lower() == 'p' and hour < 12:
        hour += 12
    return f'{hour:02d}:{match[2] or "00"}'


def _what(text: str, found: list[Found], times: list[str]) -> str:
    """The matter without its day and time."""
    for piece in [*(item.text for item in found[:1]), *times[:1], *find_deadlines(text)]:
        text = re.sub(
            rf'(?:\b(?:am|um|ab|bis|at|on|by|until)\s+)?{re.escape(piece)}', ' ', text, count=1, flags=re.IGNORECASE
        )
    text = re.sub(r'^\W*(?:heute|morgen|today|tomorrow)\b', ' ', text, flags=re.IGNORECASE)
    text = re.sub(r'\s+([,.:;])', r'\1', ' '.join(text.split())).strip(' ,.:;–-')
    return shorten(text[:1].upper() + text[1:], 100)
