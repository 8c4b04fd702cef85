"""What an action is: one file with a class and `PLUGIN`, file name = `key`. Code, no model; same in, same out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, Protocol

from app.domain.errors import AppError
from app.domain.pipelines import Shape
from app.domain.shapes import ShapeProblem, Table, read_fields, read_table
from app.domain.text import Text


class FieldKind(Enum):
    """How a setting is asked for, and what its value is in JSON."""

    TEXT = 'text'  # str
    LONGTEXT = 'longtext'  # str
    NUMBER = 'number'  # str as the person wrote it; read with app.domain.values
    CHOICE = 'choice'  # str, one of `choices`
    COLUMN = 'column'  # str, name of a column of the table that is read
    COLUMNS = 'columns'  # str, names separated by commas
    YES_NO = 'yes_no'  # 'yes' | 'no'


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One setting of an action. All values are strings, '' = not filled in."""

    key: str
    label: Text
    kind: FieldKind = FieldKind.TEXT
    help: Text = Text('', '')
    default: str = ''
    required: bool = False
    choices: tuple[tuple[str, Text], ...] = ()
    advanced: bool = False  # behind "Mehr Einstellungen"


@dataclass(frozen=True, slots=True)
class Material:
    """One text the step reads, with the name of where it comes from."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Job:
    """What an action gets. `settings` has a string for every field of the action, defaults filled in."""

    materials: tuple[Material, ...]
    settings: Mapping[str, str]
    language: str
    today: date

    @cached_property
    def text(self) -> str:
        """Everything that is read, one below the other."""
        return '\n\n'.join(material.text.strip() for material in self.materials if material.text.strip())

    def table(self) -> Table:
        """The first table that is read; ActionError('act_no_table')."""
        tables = self.tables()
        if not tables:
            raise ActionError('act_no_table')
        return tables[0]

    def tables(self) -> list[Table]:
        """One table for every text that has one."""
        found = []
        for material in self.materials:
            try:
                found.append(read_table(material.text))
            except ShapeProblem:
                continue
        return found

    def fields(self) -> dict[str, str]:
        """All fields that are read; later ones win. Empty when there are none."""
        found: dict[str, str] = {}
        for material in self.materials:
            try:
                found |= read_fields(material.text)
            except ShapeProblem:
                continue
        return found

    def column(self, table: Table, key: str) -> int:
        """Where the column named by the setting `key` stands; ActionError('act_no_column')."""
        try:
            return table.column(self.settings[key])
        except KeyError as error:
            there = ', '.join(table.columns)[:200]
            raise ActionError('act_no_column', name=self.settings[key], columns=there) from error


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file an action made; it belongs to the step's result and can be saved from there."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What an action gives: its text (a table and fields as in app.domain.shapes), and files."""

    text: str
    files: tuple[MadeFile, ...] = field(default=())


class ActionError(AppError):
    """The action cannot do this with what it was given; `err.KEY.*` says why and what helps."""

    status = 422


class Action(Protocol):
    """A step that calculates. `run` is called in a thread, touches nothing outside and never guesses."""

    key: str
    title: Text  # a verb phrase: "Summen bilden"
    help: Text  # one sentence with an example
    rank: int  # place in the list, lowest first
    fields: tuple[Field, ...]
    gives: Shape

    def run(self, job: Job) -> Done:
        """The result; ActionError when it cannot be."""
        ...


def settings_of(action: Action, given: Mapping[str, Any]) -> dict[str, str]:
    """A string for every field of the action, defaults filled in."""
    return {field.key: str(given.get(field.key) or '').strip() or field.default for field in action.fields}
