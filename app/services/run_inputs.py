"""What a person puts into a start form, checked against the recipe's fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.domain.errors import FieldProblem, Invalid
from app.domain.pipelines import InputField, InputKind
from app.services.fields import text_problem

MAX_INPUT = 500_000  # characters of one field
_GERMAN_NUMBER = re.compile(r'[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?', re.ASCII)  # 1.234,50
_PLAIN_NUMBER = re.compile(r'[+-]?\d+(\.\d+)?', re.ASCII)  # 1234.50
_GERMAN_DATE = re.compile(r'(\d{1,2})\.(\d{1,2})\.(\d{4})', re.ASCII)


def checked_inputs(fields: tuple[InputField, ...], given: Mapping[str, Any]) -> dict[str, str]:
    """A value for every field, defaults filled in; `Invalid` with the path of everything that cannot be taken."""
    problems = [
        FieldProblem(f'inputs.{key}', 'unknown_field', {})
        for key in given
        if key not in {field.key for field in fields}
    ]
    values: dict[str, str] = {}
    for field in fields:
        value = _text(field, given.get(field.key))
        problem = _problem(field, value)
        if problem:
            problems.append(FieldProblem(f'inputs.{field.key}', problem[0], {'label': field.label, **problem[1]}))
        values[field.key] = value if isinstance(value, str) else ''
    if problems:
        raise Invalid(*problems)
    return values


def checked_text(text: Any, path: str) -> str:
    """One text that must not be empty."""
    field = InputField(key=path, label='', kind=InputKind.LONGTEXT, required=True)
    problem = _problem(field, text)
    if problem:
        raise Invalid.field(path, problem[0], **problem[1])
    return str(text)


def _text(field: InputField, value: Any) -> Any:
    """A program may send a number as a number; an empty field means its default."""
    if field.kind is InputKind.NUMBER and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return field.default
    return value


def _problem(field: InputField, value: Any) -> tuple[str, Mapping[str, Any]] | None:
    return next(_problems(field, value), None)


def _problems(field: InputField, value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if not isinstance(value, str):
        yield 'type', {}
        return
    if key := text_problem(value):
        yield key, {}
    if len(value) > MAX_INPUT:
        yield 'too_long', {'limit': MAX_INPUT}
    text = value.strip()
    if not text:
        if field.required:
            yield 'required', {}
    elif field.kind is InputKind.CHOICE and value not in field.choices:
        yield 'choice', {'choices': ', '.join(field.choices)[:200]}
    elif field.kind is InputKind.NUMBER and not is_number(text):
        yield 'number', {}
    elif field.kind is InputKind.DATE and not _is_date(text):
        yield 'date', {}


def is_number(text: str) -> bool:
    """True for 1234, 1.234,50 and 1234.50: the German way and the programs' way."""
    return bool(_GERMAN_NUMBER.fullmatch(text) or _PLAIN_NUMBER.fullmatch(text))


def _is_date(text: str) -> bool:
    """True for 2026-03-02 and 2.3.2026."""
    german = _GERMAN_DATE.fullmatch(text)
    try:
        if german:
            date(int(german[3]), int(german[2]), int(german[1]))
        else:
            date.fromisoformat(text)
    except ValueError:
        return False
    return True
