"""Makes a calendar file of a table of appointments; every calendar program and phone can open it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from app.actions.appointments import Appointment, appointment
from app.actions.base import ActionError, Done, Field, FieldKind, Job, MadeFile
from app.actions.columns import column_or, one_row
from app.actions.made_files import NAME, file_name, storable
from app.actions.settings import label_of, whole_of
from app.domain.pipelines import Shape
from app.domain.shapes import Table, write_table
from app.domain.text import Text
from app.domain.values import write_date

_TITLE = Field(
    key='title',
    label=Text('Spalte mit dem Termin', 'Column with the appointment'),
    kind=FieldKind.COLUMN,
    help=Text('Leer: Termin, Titel oder Was.', 'Empty: Appointment, Title or What.'),
)
_DAY = Field(
    key='day',
    label=Text('Spalte mit dem Tag', 'Column with the day'),
    kind=FieldKind.COLUMN,
    help=Text('Leer: Datum, Tag oder Wann.', 'Empty: Date, Day or When.'),
)
_TIME = Field(
    key='time',
    label=Text('Spalte mit der Uhrzeit', 'Column with the time'),
    kind=FieldKind.COLUMN,
    help=Text('Leer: Uhrzeit, Zeit oder Beginn. Ohne Uhrzeit gilt der ganze Tag.', 'Empty: Time or Start.'),
    advanced=True,
)
_END = Field(
    key='end',
    label=Text('Spalte mit dem Ende', 'Column with the end'),
    kind=FieldKind.COLUMN,
    help=Text('Eine Uhrzeit oder ein Tag. Leer: Ende oder Bis.', 'A time or a day. Empty: End or Until.'),
    advanced=True,
)
_PLACE = Field(
    key='place',
    label=Text('Spalte mit dem Ort', 'Column with the place'),
    kind=FieldKind.COLUMN,
    help=Text('Leer: Ort oder Wo.', 'Empty: Place or Where.'),
    advanced=True,
)
_MINUTES = Field(
    key='minutes',
    label=Text('So viele Minuten, wenn kein Ende dasteht', 'So many minutes, if there is no end'),
    kind=FieldKind.NUMBER,
    default='60',
    advanced=True,
)
_USUAL = {
    'title': ('Termin', 'Titel', 'Was', 'Betreff', 'Appointment', 'Title', 'What', 'Event'),
    'day': ('Datum', 'Tag', 'Wann', 'Date', 'Day', 'When'),
    'time': ('Uhrzeit', 'Zeit', 'Beginn', 'Von', 'Time', 'Start', 'From'),
    'end': ('Ende', 'Bis', 'End', 'Until', 'To'),
    'place': ('Ort', 'Wo', 'Place', 'Where', 'Location'),
}
_NAMES = (
    Text('Termin', 'Appointment'),
    Text('Datum', 'Date'),
    Text('Uhrzeit', 'Time'),
    Text('Ende', 'End'),
    Text('Ort', 'Place'),
)
_BERLIN = ZoneInfo('Europe/Berlin')
# The rule since 1996, so that programs that do not know the zone by its name are right as well.
_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE"""


class MakeCalendar:
    """The same table gives the same entries: read in again, they are not there twice."""

    key = 'make_calendar'
    title = Text('Kalender-Datei machen (.ics)', 'Make a calendar file (.ics)')
    help = Text(
        'Macht Termine für deinen Kalender, zum Beispiel aus einem Schulbrief.',
        'Makes entries for your calendar, for example from a letter of the school.',
    )
    rank = 75
    fields: tuple[Field, ...] = (_TITLE, _DAY, _TIME, _END, _PLACE, _MINUTES, NAME)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """The appointments as a table, and the file."""
        table = next(iter(job.tables()), None)
        if table is None:
            table = one_row(job.fields())
        if not table.columns:
            raise ActionError('act_no_table')
        found = _appointments(job, table)
        if not found:
            raise ActionError('act_no_rows')
        name = file_name(job, Text('Termine', 'Appointments'), 'ics')
        return Done(text=write_table(_shown(found, job.language)), files=(MadeFile(name, ics_of(found, job.today)),))


def ics_of(found: Sequence[Appointment], today: date) -> bytes:
    """The whole file."""
    from icalendar import Calendar, Timezone  # 0.1 s, only when somebody makes such a file

    calendar = Calendar()
    calendar.add('version', '2.0')
    calendar.add('prodid', '-//openOrchestrator//DE')
    if not all(entry.is_all_day for entry in found):
        calendar.add_component(Timezone.from_ical(_ZONE))
    seen: Counter[Appointment] = Counter()
    for entry in found:
        seen[entry] += 1
        calendar.add_component(_event(entry, seen[entry], today))
    return bytes(calendar.to_ical())


def _event(entry: Appointment, number: int, today: date) -> Any:
    from icalendar import Event

    words = f'{entry.title}\n{entry.start.isoformat()}\n{entry.end.isoformat()}\n{entry.place}\n{number}'
    event = Event()
    event.add('uid', f'{sha256(words.encode("utf-8", "replace")).hexdigest()[:32]}@openorchestrator')
    event.add('dtstamp', datetime.combine(today, time(), UTC))
    event.add('summary', storable(entry.title))
    if isinstance(entry.start, datetime) and isinstance(entry.end, datetime):
        event.add('dtstart', entry.start.replace(tzinfo=_BERLIN))
        event.add('dtend', entry.end.replace(tzinfo=_BERLIN))
    else:
        event.add('dtstart', entry.start)
        event.add('dtend', entry.end + timedelta(days=1))
    if entry.place:
        event.add('location', storable(entry.place))
    return event


def _appointments(job: Job, table: Table) -> list[Appointment]:
    title, day, *others = (
        column_or(job, table, field, _USUAL[field.key]) for field in (_TITLE, _DAY, _TIME, _END, _PLACE)
    )
    for field, there in ((_TITLE, title), (_DAY, day)):
        if there is None:
            raise ActionError('act_setting_missing', field=label_of(job, field))
    minutes, found = whole_of(job, _MINUTES, 1, 100_000), []
    assert title is not None and day is not None
    for number, row in enumerate(table.rows, 1):
        clock, end, place = ('' if column is None else row[column] for column in others)
        found.append(appointment(number, row[title], (row[day], clock, end), place, minutes))
    return found


def _shown(found: Sequence[Appointment], language: str) -> Table:
    """The appointments as they were understood; columns in which nothing stands are left out."""
    rows = [(entry.title, *_when(entry, language), entry.place) for entry in found]
    used = [place for place in range(len(_NAMES)) if place < 2 or any(row[place] for row in rows)]
    names = (_NAMES[place].in_language(language) for place in used)
    return Table.of(names, ([row[place] for place in used] for row in rows))


def _when(entry: Appointment, language: str) -> tuple[str, str, str]:
    """Day, time and end; the end has a column of its own only on another day."""
    first, last = entry.start, entry.end
    day, is_one_day = write_date(first, language), f'{first:%Y%m%d}' == f'{last:%Y%m%d}'
    if not isinstance(first, datetime):
        return day, '', '' if is_one_day else write_date(last, language)
    if is_one_day:
        return day, f'{first:%H:%M}–{last:%H:%M}', ''
    return day, f'{first:%H:%M}', f'{write_date(last, language)} {last:%H:%M}'


PLUGIN = MakeCalendar()
