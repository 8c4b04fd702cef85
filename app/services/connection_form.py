"""What a person types in to connect an AI: checked, tidied, or refused with the field named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.domain.connections import ConnectionKind
from app.domain.errors import Invalid
from app.providers import address
from app.providers.base import Provider
from app.services.fields import Form

MAX_KEY = 2_000
MAX_PARALLEL = 1_000


def kind_of(value: object) -> ConnectionKind:
    """The kind a person may add; `Invalid` for anything else."""
    choices = [kind for kind in ConnectionKind if kind is not ConnectionKind.PRACTICE]
    for kind in choices:
        if value in (kind, kind.value):
            return kind
    raise Invalid.field('kind', 'choice', choices=', '.join(kind.value for kind in choices))


def checked(provider: Provider, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `changes` as they will be stored (and `api_key`); `Invalid` with everything that does not fit."""
    form = Form(changes)
    values: dict[str, Any] = {}
    for name in changes:
        match name:
            case 'name':
                values[name] = form.name()
            case 'base_url':
                values[name] = _base_url(form, provider)
            case 'api_key':
                values[name] = _api_key(form)
            case 'default_model':
                values[name] = form.text(name, 200)
            case 'is_default':
                values[name] = _flag(form, name, changes[name])
            case 'max_parallel':
                values[name] = _max_parallel(form, changes[name])
            case _:
                form.problem(name, 'unknown_field')
    form.check()
    return values


def _base_url(form: Form, provider: Provider) -> str:
    text = form.text('base_url', address.MAX_LENGTH) or provider.default_url
    try:
        return address.normal(text, provider.key)
    except ValueError:
        form.problem('base_url', 'address')
        return ''


def _api_key(form: Form) -> str:
    key = re.sub(r'^bearer\s+', '', form.text('api_key', MAX_KEY), flags=re.IGNORECASE).strip('\'"').strip()
    if not re.fullmatch(r'[\x21-\x7e]*', key):  # it travels in a header
        form.problem('api_key', 'key')
    return key


def _flag(form: Form, name: str, value: object) -> bool:
    if not isinstance(value, bool):
        form.problem(name, 'type')
    return bool(value)


def _max_parallel(form: Form, value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        form.problem('max_parallel', 'type')
    elif not 1 <= value <= MAX_PARALLEL:
        form.problem('max_parallel', 'range', low=1, high=MAX_PARALLEL)
    else:
        return value
    return None
