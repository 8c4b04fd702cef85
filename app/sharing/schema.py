"""Checks data of strangers against a description of it: what is not described is refused, every problem is named."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from app.domain.errors import FieldProblem

_UNSTORABLE = re.compile('[\x00\ud800-\udfff]')


class Kind(Protocol):
    """Something a value may be."""

    def problems(self, value: Any, path: str) -> Iterator[FieldProblem]:
        """What is wrong with it; nothing when it is fine."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A text of at most so many letters, all of a pattern if one is given."""

    limit: int
    pattern: str = ''

    def problems(self, value: Any, path: str) -> Iterator[FieldProblem]:
        """Not a text, too long, or letters that cannot be stored."""
        if not isinstance(value, str):
            yield FieldProblem(path, 'type', {})
        elif _UNSTORABLE.search(value):
            yield FieldProblem(path, 'characters', {})
        elif len(value) > self.limit:
            yield FieldProblem(path, 'too_long', {'limit': self.limit})
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield FieldProblem(path, 'pattern', {})


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds."""

    low: float
    high: float
    is_whole: bool = True

    def problems(self, value: Any, path: str) -> Iterator[FieldProblem]:
        """Not a number, or out of bounds."""
        if isinstance(value, bool) or not isinstance(value, int if self.is_whole else (int, float)):
            yield FieldProblem(path, 'type', {})
        elif not self.low <= value <= self.high or (isinstance(value, float) and not math.isfinite(value)):
            yield FieldProblem(path, 'range', {'low': self.low, 'high': self.high})


@dataclass(frozen=True, slots=True)
class YesNo:
    """True or false."""

    def problems(self, value: Any, path: str) -> Iterator[FieldProblem]:
        """Anything else."""
        if not isinstance(value, bool):
            yield FieldProblem(path, 'type', {})


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value of an enumeration."""

    choices: type[Enum]

    def problems(self, value: Any, path: str) -> Iterator[FieldProblem]:
        """Anything else."""
        known = [choice.value for choice in self.choices]
        if not isinstance(value, str) or value not in known:
            yield FieldProblem(path, 'choice', {'choices': ', '.join(known)})


@dataclass(frozen=True, slots=True)
class List:
    """At most so many values of one kind."""

    of: Kind
    limit: int
    at_least: int = 0

    def problems(self, value: Any, path: str) -> Iterator[FieldProblem]:
        """Not a list, too many or few entries, and what is wrong with each."""
        if not isinstance(value, list):
            yield FieldProblem(path, 'list', {})
        elif len(value) > self.limit:
            yield FieldProblem(path, 'too_many', {'limit': self.limit})
        elif len(value) < self.at_least:
            yield FieldProblem(path, 'required', {})
        else:
            for place, entry in enumerate(value):
                yield from self.of.problems(entry, f'{path}.{place}')


@dataclass(frozen=True, slots=True)
class Table:
    """These fields and no others; `needed` ones must be there."""

    fields: Mapping[str, Kind]
    needed: tuple[str, ...] = ()

    def problems(self, value: Any, path: str) -> Iterator[FieldProblem]:
        """Not a table, fields nobody knows or misses, and what is wrong with each."""
        if not isinstance(value, Mapping):
            yield FieldProblem(path, 'object', {})
            return
        for name in self.needed:
            if name not in value:
                yield FieldProblem(_below(path, name), 'required', {})
        for name, entry in value.items():
            if name in self.fields:
                yield from self.fields[name].problems(entry, _below(path, name))
            else:
                yield FieldProblem(_below(path, name), 'unknown_field', {})


@dataclass(frozen=True, slots=True)
class Names:
    """A table with any names of a pattern, whose values are all of one kind."""

    pattern: str
    of: Kind
    limit: int

    def problems(self, value: Any, path: str) -> Iterator[FieldProblem]:
        """Not a table, too many or strange names, and what is wrong with each value."""
        if not isinstance(value, Mapping):
            yield FieldProblem(path, 'object', {})
        elif len(value) > self.limit:
            yield FieldProblem(path, 'too_many', {'limit': self.limit})
        else:
            for name, entry in value.items():
                if re.fullmatch(self.pattern, name):
                    yield from self.of.problems(entry, _below(path, name))
                else:
                    yield FieldProblem(_below(path, name), 'pattern', {})


def _below(path: str, name: str) -> str:
    """The path of a field; a stranger's name must not fill the screen."""
    short = name if len(name) <= 60 else name[:60] + '…'
    return f'{path}.{short}' if path else short
