"""What is special about a step, in a few words on its card: 'für jede Zeile', 'nur wenn Betrag mehr als 100'."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.editing import delivery
from app.domain.pipelines import Shape, Step, StepKind
from components import step_condition, step_repeat
from components.live import Boundary
from components.markup import words
from components.texts import t


class StepMarks(Boundary):
    """A short list; not there when nothing is special."""

    def __init__(self, step: Step, labels: Sequence[tuple[str, str]], beside: int | None) -> None:
        super().__init__('marks', tag='ul')
        self._drawn: list[str] = []
        self.show(step, labels, beside)

    def show(self, step: Step, labels: Sequence[tuple[str, str]], beside: int | None) -> None:
        """The step as it is now."""
        fresh = marks(step, labels, beside)
        if fresh == self._drawn:
            return
        self._drawn = fresh
        self.clear()
        with self:
            for mark in fresh:
                words(mark, 'mark', 'li')


def marks(step: Step, labels: Sequence[tuple[str, str]], beside: int | None) -> list[str]:
    """`labels` are keys and labels of the start form, `beside` the place of a step that begins at the same moment."""
    found = []
    if beside is not None:
        found.append(t('make.mark.beside', number=beside + 1))
    if step.for_each is not None:
        found.append(step_repeat.in_words(step.for_each.over))
    if step.only_if is not None:
        found.append(step_condition.in_words(step, labels))
    if delivery(step) is not None:
        found.append(t('make.mark.output'))
    if step.kind is StepKind.BOT and step.shape is not Shape.TEXT:
        names = ', '.join(step.columns)
        key = f'make.mark.{step.shape.value}'
        found.append(t('make.mark.names', what=t(key), names=names) if names else t(key))
    return found
