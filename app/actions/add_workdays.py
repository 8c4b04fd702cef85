"""A day plus workdays: neither weekends nor the public holidays of a German state."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from app.actions.base import Done, Field, FieldKind, Job
from app.actions.days import COLUMN, NAME, START, moved
from app.actions.settings import choice_of, is_yes, whole_of
from app.domain.pipelines import Shape
from app.domain.text import Text

_NUMBER = Field(
    key='number',
    label=Text('Wie viele Arbeitstage?', 'How many workdays?'),
    kind=FieldKind.NUMBER,
    help=Text('Mit einem Minus davor geht es zurück.', 'With a minus in front it goes back.'),
    default='10',
    required=True,
)
_STATE = Field(
    key='state',
    label=Text('Feiertage in', 'Public holidays of'),
    kind=FieldKind.CHOICE,
    help=Text(
        'Feiertage einzelner Städte und Gemeinden sind nicht dabei.', 'Holidays of single towns are not among them.'
    ),
    default='DE',
    choices=(
        ('DE', Text('Ganz Deutschland', 'All of Germany')),
        ('BW', Text('Baden-Württemberg', 'Baden-Württemberg')),
        ('BY', Text('Bayern', 'Bavaria')),
        ('BE', Text('Berlin', 'Berlin')),
        ('BB', Text('Brandenburg', 'Brandenburg')),
        ('HB', Text('Bremen', 'Bremen')),
        ('HH', Text('Hamburg', 'Hamburg')),
        ('HE', Text('Hessen', 'Hesse')),
        ('MV', Text('Mecklenburg-Vorpommern', 'Mecklenburg-Vorpommern')),
        ('NI', Text('Niedersachsen', 'Lower Saxony')),
        ('NW', Text('Nordrhein-Westfalen', 'North Rhine-Westphalia')),
        ('RP', Text('Rheinland-Pfalz', 'Rhineland-Palatinate')),
        ('SL', Text('Saarland', 'Saarland')),
        ('SN', Text('Sachsen', 'Saxony')),
        ('ST', Text('Sachsen-Anhalt', 'Saxony-Anhalt')),
        ('SH', Text('Schleswig-Holstein', 'Schleswig-Holstein')),
        ('TH', Text('Thüringen', 'Thuringia')),
    ),
)
_SATURDAY = Field(
    key='saturday',
    label=Text('Samstage zählen mit', 'Saturdays count'),
    kind=FieldKind.YES_NO,
    default='no',
    advanced=True,
)
_KNOWN_YEARS = range(1991, 2100)  # for which the library knows the holidays


class AddWorkdays:
    """Day 1 is the first workday after the given day; with 0 a free day becomes the next workday."""

    key = 'add_workdays'
    title = Text('Arbeitstage dazuzählen', 'Add workdays')
    help = Text(
        'Zählt ohne Wochenenden und Feiertage, zum Beispiel 10 Arbeitstage ab heute.',
        'Counts without weekends and public holidays, for example 10 workdays from today.',
    )
    rank = 90
    fields: tuple[Field, ...] = (_NUMBER, _STATE, START, COLUMN, _SATURDAY, NAME)
    gives = Shape.FIELDS

    def run(self, job: Job) -> Done:
        """The new day and its weekday; with a column the table with the new days."""
        number, state = whole_of(job, _NUMBER, -5_000, 5_000), choice_of(job, _STATE)
        workdays, free = 6 if is_yes(job, _SATURDAY) else 5, Holidays(state)
        return moved(job, lambda day: _later(day, number, workdays, free))


class Holidays:
    """All public holidays of a state, of whichever year is asked for; 'DE' has those that hold everywhere."""

    def __init__(self, state: str) -> None:
        from holidays.countries.germany import Germany  # 0.2 s and 4 MB, only when somebody counts workdays

        self._of_years = partial(Germany, subdiv=None if state == 'DE' else state)
        self._years: dict[int, frozenset[date]] = {}

    def __contains__(self, day: date) -> bool:
        if day.year not in self._years:
            self._years[day.year] = frozenset(self._of_years(years=day.year))
        return day in self._years[day.year]


def _later(day: date, number: int, workdays: int, free: Holidays) -> date:
    def is_workday() -> bool:
        if day.year not in _KNOWN_YEARS:
            raise ValueError(day)
        return day.weekday() < workdays and day not in free

    one = timedelta(days=-1 if number < 0 else 1)
    left = abs(number)
    while left or not is_workday():
        day += one
        if left and is_workday():
            left -= 1
    return day


PLUGIN = AddWorkdays()
