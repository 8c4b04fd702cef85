"""A form of several fields: sends what was typed and shows at each field what cannot be taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from app.domain.errors import FieldProblem, Invalid
from components.announcer import announce
from components.feedback import show_error
from components.field import Field
from components.texts import t

T = TypeVar('T')


class Form:
    """Fields by the path the services name them with, e.g. 'inputs.topic'."""

    def __init__(self) -> None:
        self._fields: dict[str, Field] = {}

    def add(self, path: str, field: Field) -> Field:
        """Take a field in; the same field comes back."""
        self._fields[path] = field
        return field

    async def send(self, action: Callable[[], Awaitable[T]]) -> T | None:
        """Do `action`; None when fields were not right, which is then shown there, focus on the first."""
        for field in self._fields.values():
            field.show_error('')
        try:
            return await action()
        except Invalid as error:
            self.show(error)
            return None

    def show(self, error: Invalid) -> None:
        """Show each problem at its field; what belongs to no field is told in a message."""
        at_fields = [problem for problem in error.problems if problem.path in self._fields]
        for problem in at_fields:
            self._fields[problem.path].show_error(sentence(problem))
        if not at_fields:
            show_error(error)
            return
        first = self._fields[at_fields[0].path]
        announce(f'{first.label}: {sentence(at_fields[0])}', urgent=True)
        first.focus()


def sentence(problem: FieldProblem) -> str:
    """What is wrong with a field, in words."""
    return t(f'field.{problem.key}', **problem.params)
