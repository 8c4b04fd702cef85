"""Appointments in the rows of a table: title, day, time and place, each cell read as people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.actions.base import ActionError
from app.domain.values import read_date, read_time

_ALL_DAY = frozenset({'', '-', '–', 'ganztägig', 'ganztags', 'den ganzen tag', 'all day', 'all-day'})
_RANGE = re.compile(r'\s*(?:-|–|—|\bbis\b|\bto\b|\buntil\b)\s*')
_FIRST, _LAST = 1900, 2200  # years that calendar programs know
_BETWEEN = re.compile(r'(?<=\d)T(?=\d)')  # 2026-03-02T14:30
_WORD = re.compile(r'Uhr|h|am|pm', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Appointment:
    """One entry of a calendar. Without a time it lasts from `start` to `end`, both days included."""

    title: str
    start: date | datetime
    end: date | datetime
    place: str = ''

    @property
    def is_all_day(self) -> bool:
        """Whether it has no time."""
        return not isinstance(self.start, datetime)


def appointment(row: int, title: str, when: tuple[str, str, str], place: str, minutes: int) -> Appointment:
    """The appointment of a row; `when` is its day, its time and its end. ActionError names what cannot be read."""
    if not title:
        raise ActionError('act_no_title', row=row)
    day, first = _day_and_time(row, when[0])
    last: time | None = None
    if when[1].strip().casefold() not in _ALL_DAY:
        first, last = _times(row, when[1])
    end_day, end_time = _end(row, when[2], last)
    if first is None:
        if end_time is not None:
            raise ActionError('act_no_time', row=row, cell=when[2][:60])
        return _checked(row, Appointment(title, day, end_day or day, place))
    start = datetime.combine(day, first)
    if end_time is None:
        end = datetime.combine(end_day or day, first) + timedelta(minutes=minutes)
    else:
        end = datetime.combine(end_day or day, end_time)
        if end_day is None and end < start:
            end += timedelta(days=1)  # 22–1 Uhr
    return _checked(row, Appointment(title, start, end, place))


def _checked(row: int, found: Appointment) -> Appointment:
    if found.end < found.start:
        raise ActionError('act_end_early', row=row)
    return found


def _day_and_time(row: int, text: str) -> tuple[date, time | None]:
    """'12.5.2026' or '12.5.2026, 14 Uhr'."""
    day = read_date(text)
    if day:
        return _near(day), None
    words = _BETWEEN.sub(' ', text).split() if len(text) <= 60 else []
    for cut in range(1, len(words)):
        day, clock = read_date(' '.join(words[:cut]).rstrip(',')), read_time(' '.join(words[cut:]))
        if day and clock is not None:
            return _near(day), clock
    raise ActionError('act_no_day', row=row, cell=text[:60])


def _near(day: date) -> date:
    if not _FIRST <= day.year <= _LAST:
        raise ActionError('act_day_far')
    return day


def _times(row: int, text: str) -> tuple[time, time | None]:
    """'14 Uhr' or '14–15:30 Uhr'."""
    parts = _RANGE.split(text.strip(), maxsplit=1)
    last = read_time(parts[1]) if len(parts) > 1 else None
    word = _WORD.search(parts[-1])
    first = read_time(parts[0]) or (read_time(f'{parts[0]} {word[0]}') if last and word else None)
    if first is None or (len(parts) > 1 and last is None):
        raise ActionError('act_no_time', row=row, cell=text[:60])
    return first, last


def _end(row: int, text: str, last: time | None) -> tuple[date | None, time | None]:
    """Day and time of the end, each None when nothing is said about it."""
    if not text:
        return None, last
    clock = read_time(text)
    return (None, clock) if clock is not None else _day_and_time(row, text)
