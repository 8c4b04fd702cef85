"""One day in, another one out: shared by the actions that count on from a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from app.actions.base import ActionError, Done, Field, FieldKind, Job
from app.actions.columns import extended, place_of
from app.actions.placeholders import values_of
from app.actions.settings import choice_of
from app.domain.comparing import folded
from app.domain.shapes import Table, write_fields, write_table
from app.domain.text import Text
from app.domain.values import read_date, write_date

START = Field(
    key='start',
    label=Text('Ab wann?', 'From when?'),
    kind=FieldKind.CHOICE,
    default='read',
    choices=(
        ('read', Text('Ab dem Datum im Text davor', 'From the day in the text before')),
        ('today', Text('Ab heute', 'From today')),
    ),
)
COLUMN = Field(
    key='column',
    label=Text('Spalte oder Feld mit dem Datum', 'Column or field with the day'),
    kind=FieldKind.COLUMN,
    help=Text('Leer: Im Text davor steht genau ein Datum.', 'Empty: the text before has exactly one day.'),
)
NAME = Field(
    key='name',
    label=Text('So heißt das neue Datum', 'Name of the new day'),
    help=Text('Leer: Neues Datum.', 'Empty: New day.'),
    advanced=True,
)
_NEW_DAY, _WEEKDAY = Text('Neues Datum', 'New day'), Text('Wochentag', 'Weekday')
_WEEKDAYS = (
    Text('Montag', 'Monday'),
    Text('Dienstag', 'Tuesday'),
    Text('Mittwoch', 'Wednesday'),
    Text('Donnerstag', 'Thursday'),
    Text('Freitag', 'Friday'),
    Text('Samstag', 'Saturday'),
    Text('Sonntag', 'Sunday'),
)
_DAY = re.compile(
    r'(?<![\w.])(?:\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d{1,2}\.?\s{1,3}[A-Za-zäÄ]{3,9}\.?,?\s{1,3}\d{4}'
    r'|[A-Za-z]{3,9}\.?\s{1,3}\d{1,2},?\s{1,3}\d{4})(?!\d)'
)


def moved(job: Job, move: Callable[[date], date]) -> Done:
    """The new day as fields; with a column of a table, the table with one more column."""
    name = job.settings['name'] or _NEW_DAY.in_language(job.language)
    if choice_of(job, START) == 'today':
        return _alone(job, name, _moved(move, job.today))
    table = next(iter(job.tables()), None)
    if job.settings['column'] and table and place_of(table, job.settings['column']) is not None:
        return Done(text=write_table(_with_new_days(job, table, name, move)))
    return _alone(job, name, _moved(move, _the_day(job)))


def _alone(job: Job, name: str, day: date) -> Done:
    weekday = _WEEKDAYS[day.weekday()].in_language(job.language)
    return Done(text=write_fields({name: write_date(day, job.language), _WEEKDAY.in_language(job.language): weekday}))


def _with_new_days(job: Job, table: Table, name: str, move: Callable[[date], date]) -> Table:
    place = job.column(table, 'column')
    cells = []
    for row, line in enumerate(table.rows, 1):
        day = read_date(line[place])
        if line[place] and day is None:
            raise ActionError('act_no_day', row=row, cell=line[place][:60])
        cells.append((write_date(_moved(move, day), job.language) if day else '',))
    return extended(table, (name,), cells)


def _moved(move: Callable[[date], date], day: date) -> date:
    try:
        return move(day)
    except (OverflowError, ValueError) as error:
        raise ActionError('act_day_far') from error


def _the_day(job: Job) -> date:
    """The day in the field that is named, else the only day in the text."""
    text = job.text
    if name := job.settings['column']:
        values = values_of(job)
        if folded(name) not in values:
            raise ActionError('act_missing_fields', names=name[:80])
        text = values[folded(name)]
    found = {day: words for words in _DAY.findall(text) if (day := read_date(words))}
    if not found:
        raise ActionError('act_no_day_found')
    if len(found) > 1:
        raise ActionError('act_many_days', days=' · '.join(found.values())[:200])
    return next(iter(found))
