"""Values that a person or a program hands in: what we take, and where it does not fit.

Everything that is stored passes through here, whether it came through a page or through REST.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from app.domain.accounts import Account
from app.domain.errors import FieldProblem, Invalid, NotFound
from app.domain.names import clean_emoji, clean_name

NUMBER_LIMIT = 2**63  # what JSON writers and other languages can carry
_UNSTORABLE = re.compile('[\x00\ud800-\udfff]')  # NUL, and halves of an emoji: no file or service takes them


class Owned(Protocol):
    """Anything that belongs to an account."""

    @property
    def owner(self) -> str:
        """The id of the account."""
        ...


Mine = TypeVar('Mine', bound=Owned)


def owned(actor: Account, item: Mine | None, kind: str, id: str) -> Mine:
    """`item`, if there is one and it is the actor's; else `NotFound`, so that nobody learns about others' things."""
    if item is None or item.owner != actor.id:
        raise NotFound(kind, id)
    return item


def text_problem(text: str) -> str:
    """'' when `text` can be stored, else the catalogue key of what is wrong."""
    return 'characters' if _UNSTORABLE.search(text) else ''


def number_problem(number: float) -> str:
    """'' when `number` can be written as JSON, else the catalogue key of what is wrong."""
    if isinstance(number, int):
        return '' if -NUMBER_LIMIT <= number < NUMBER_LIMIT else 'number'
    return '' if math.isfinite(number) else 'number'


class Form:
    """Reads fields one by one and collects every problem, so that a person sees them all at once."""

    def __init__(self, values: Mapping[str, Any], path: str = '') -> None:
        self._values = values
        self._path = path
        self.problems: list[FieldProblem] = []

    def problem(self, name: str, key: str, **params: Any) -> None:
        """Note that the field cannot be taken."""
        self.problems.append(FieldProblem(f'{self._path}.{name}' if self._path else name, key, params))

    def text(self, name: str, limit: int) -> str:
        """A text without blanks at its ends; '' and a noted problem when it cannot be taken."""
        value = self._values[name]
        if not isinstance(value, str):
            self.problem(name, 'type')
        elif key := text_problem(value):
            self.problem(name, key)
        elif len(value.strip()) > limit:
            self.problem(name, 'too_long', limit=limit)
        else:
            return value.strip()
        return ''

    def name(self, name: str = 'name') -> str:
        """A name that can be shown anywhere."""
        return self._cleaned(name, clean_name)

    def emoji(self, default: str) -> str:
        """Exactly one emoji; `default` for an empty field."""
        return self._cleaned('emoji', clean_emoji) if self._values['emoji'] else default

    def number(self, name: str, low: float, high: float) -> None:
        """A number between `low` and `high`; a noted problem for anything else."""
        value = self._values[name]
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.problem(name, 'type')
        elif not low <= value <= high:  # also true for NaN
            self.problem(name, 'range', low=low, high=high)

    def yes_no(self, name: str) -> bool:
        """True or false; False and a noted problem for anything else."""
        if not isinstance(self._values[name], bool):
            self.problem(name, 'type')
        return self._values[name] is True

    def check(self) -> None:
        """`Invalid` with all that was noted."""
        if self.problems:
            raise Invalid(*self.problems)

    def _cleaned(self, name: str, clean: Callable[[str], str]) -> str:
        before = len(self.problems)
        value = self.text(name, 1000)
        if len(self.problems) > before:
            return ''
        try:
            return clean(value)
        except Invalid as error:
            for problem in error.problems:
                self.problem(name, problem.key, **problem.params)
            return ''
