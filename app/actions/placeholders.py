"""{Name} inside a setting or a frame: the place of a value that the step reads."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.actions.base import ActionError, Job
from app.domain.comparing import folded
from app.domain.values import write_date

_PLACE = re.compile(r'\{([^{}\n]{1,80})\}')


def values_of(job: Job) -> dict[str, str]:
    """What can be named, by its name without capitals: whole texts by their label, a single row, and all fields."""
    values = {folded(material.label): material.text.strip() for material in job.materials if material.label.strip()}
    for table in job.tables():
        if len(table.rows) == 1:
            values |= {folded(name): cell for name, cell in next(table.records()).items()}
    values |= {folded(name): value for name, value in job.fields().items()}
    today = write_date(job.today, job.language)
    return {'heute': today, 'today': today, 'text': job.text} | values


def filled(frame: str, values: Mapping[str, str]) -> str:
    """The frame with its places filled, each once: braces inside a value stay. ActionError names what is missing."""
    missing = dict.fromkeys(name for name in _PLACE.findall(frame) if folded(name) not in values)
    if missing:
        raise ActionError('act_missing_fields', names=', '.join(missing)[:200])
    return _PLACE.sub(lambda place: values[folded(place[1])], frame)


def has_places(frame: str) -> bool:
    """Whether there is anything to fill in."""
    return bool(_PLACE.search(frame))
