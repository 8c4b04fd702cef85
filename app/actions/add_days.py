"""A day plus days, weeks, months or years."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from app.actions.base import Done, Field, FieldKind, Job
from app.actions.days import COLUMN, NAME, START, moved
from app.actions.settings import choice_of, whole_of
from app.domain.pipelines import Shape
from app.domain.text import Text

_NUMBER = Field(
    key='number',
    label=Text('Wie viele?', 'How many?'),
    kind=FieldKind.NUMBER,
    help=Text('Mit einem Minus davor geht es zurück.', 'With a minus in front it goes back.'),
    default='14',
    required=True,
)
_UNIT = Field(
    key='unit',
    label=Text('Wovon?', 'Of what?'),
    kind=FieldKind.CHOICE,
    default='days',
    choices=(
        ('days', Text('Tage', 'Days')),
        ('weeks', Text('Wochen', 'Weeks')),
        ('months', Text('Monate', 'Months')),
        ('years', Text('Jahre', 'Years')),
    ),
)


class AddDays:
    """The last day of a short month stands for days it does not have: one month after 31 January is 28 February."""

    key = 'add_days'
    title = Text('Tage dazuzählen', 'Add days')
    help = Text(
        'Rechnet eine Frist aus, zum Beispiel das Datum der Rechnung und 14 Tage.',
        'Works out a deadline, for example the day of the invoice and 14 days.',
    )
    rank = 80
    fields: tuple[Field, ...] = (_NUMBER, _UNIT, START, COLUMN, NAME)
    gives = Shape.FIELDS

    def run(self, job: Job) -> Done:
        """The new day and its weekday; with a column the table with the new days."""
        number, unit = whole_of(job, _NUMBER, -100_000, 100_000), choice_of(job, _UNIT)
        if unit in ('days', 'weeks'):
            return moved(job, lambda day: day + timedelta(days=number * (7 if unit == 'weeks' else 1)))
        return moved(job, lambda day: months_later(day, number * (12 if unit == 'years' else 1)))


def months_later(day: date, months: int) -> date:
    """The same day of another month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


PLUGIN = AddDays()
