"""Whether a step is to work at all: a comparison of what it reads, or a question to its bot."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.domain.comparing import holds
from app.domain.notice import without_notice
from app.domain.pipelines import OnlyIf, Otherwise, Subject
from app.domain.runs import Run
from app.domain.shapes import ShapeProblem, read_fields, read_table
from app.engine.material import joined
from app.engine.units import Unit

_YES = re.compile(r'\W*(ja|yes)\b', re.IGNORECASE)
_NO = re.compile(r'\W*(nein|no)\b', re.IGNORECASE)


def compared(only_if: OnlyIf, unit: Unit, run: Run) -> bool:
    """The comparison; a field that is not there counts as empty."""
    if only_if.subject is Subject.INPUT:
        left = run.inputs.get(only_if.name, '')
    elif only_if.subject is Subject.FIELD:
        left = _field(unit, only_if.name)
    else:
        left = '\n\n'.join(block.plain for block in unit.blocks)
    return holds(only_if.op, left, only_if.value)


def yes_or_no(text: str) -> str:
    """The answer as 'yes' or 'no'; ShapeProblem('unclear') for anything else."""
    text = without_notice(text).strip()
    if _YES.match(text):
        return 'yes'
    if _NO.match(text):
        return 'no'
    raise ShapeProblem('unclear')


def left_out(only_if: OnlyIf, unit: Unit) -> str:
    """What the next steps read of a unit that did not work."""
    return joined(unit.blocks) if only_if.otherwise is Otherwise.PASS else ''


def _field(unit: Unit, name: str) -> str:
    wanted = ' '.join(name.split()).casefold()
    if unit.row:
        return _named(unit.row, wanted)
    for block in unit.blocks:
        try:
            table = read_table(block.text)
            if table.rows:
                return _named(next(table.records()), wanted)
        except ShapeProblem:
            pass
        try:
            fields = read_fields(block.plain)
        except ShapeProblem:
            continue
        if found := _named(fields, wanted):
            return found
    return ''


def _named(fields: Mapping[str, str], wanted: str) -> str:
    return next((value for key, value in fields.items() if ' '.join(key.split()).casefold() == wanted), '')
