"""What the person set for an action, checked: a text, a number, one of the choices, yes or no.

A text or a number may come from what the step reads: {Personen} is the field of that name.
"""

from __future__ import annotations

from decimal import Decimal

from app.actions.base import ActionError, Field, Job
from app.actions.placeholders import filled, has_places, values_of
from app.domain.values import read_number, write_number


def text_of(job: Job, field: Field) -> str:
    """The text with its {places} filled; ActionError when it is needed and not there."""
    text = job.settings[field.key]
    if has_places(text):
        text = filled(text, values_of(job))
    if field.required and not text:
        raise ActionError('act_setting_missing', field=label_of(job, field))
    return text


def number_of(job: Job, field: Field, low: int, high: int) -> Decimal:
    """The number within its limits; ActionError for anything else."""
    text = text_of(job, field)
    number = read_number(text)
    if number is None:
        raise ActionError('act_bad_number', field=label_of(job, field), value=text[:60])
    if not low <= number <= high:
        limits = {
            name: write_number(Decimal(end), language=job.language) for name, end in (('low', low), ('high', high))
        }
        raise ActionError('act_number_range', field=label_of(job, field), **limits)
    return number


def whole_of(job: Job, field: Field, low: int, high: int) -> int:
    """The whole number within its limits; ActionError for anything else."""
    number = number_of(job, field, low, high)
    if number != int(number):
        raise ActionError(
            'act_not_whole', field=label_of(job, field), value=write_number(number, language=job.language)
        )
    return int(number)


def choice_of(job: Job, field: Field) -> str:
    """One of the field's choices; ActionError for anything else."""
    value = job.settings[field.key]
    if value not in dict(field.choices):
        raise ActionError('act_setting_missing', field=label_of(job, field))
    return value


def is_yes(job: Job, field: Field) -> bool:
    """Whether the person said yes."""
    return job.settings[field.key] == 'yes'


def label_of(job: Job, field: Field) -> str:
    """What the field is called where the person sees it."""
    return field.label.in_language(job.language)
