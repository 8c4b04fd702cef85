"""Changing a recipe by hand: every change gives a new recipe in which the steps still fit together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.domain.pipelines import InputField, InputPart, Pipeline, Step

START, PREVIOUS = InputPart('start'), InputPart('previous')
MAX_UNDO = 50


def with_new_step(recipe: Pipeline, step_id: str, bot_id: str) -> Pipeline:
    """One more step at the end; it reads the result before, the first one what the person gives."""
    source = PREVIOUS if recipe.steps else START
    return replace(recipe, steps=(*recipe.steps, Step(id=step_id, bot_id=bot_id, input_source=(source,))))


def with_step(recipe: Pipeline, step_id: str, **changes: Any) -> Pipeline:
    """The recipe with one step changed."""
    return replace(
        recipe, steps=tuple(replace(step, **changes) if step.id == step_id else step for step in recipe.steps)
    )


def with_step_at(recipe: Pipeline, step: Step, place: int) -> Pipeline:
    """The step put (back) at `place`, reading what it read if that is still there."""
    known = {other.id for other in recipe.steps}
    parts = [part for part in step.input_source if part.kind != 'step' or part.ref in known]
    back = replace(step, input_source=_tidy(parts, min(place, len(recipe.steps))))
    return replace(recipe, steps=(*recipe.steps[:place], back, *recipe.steps[place:]))


def without_step(recipe: Pipeline, step_id: str) -> Pipeline:
    """Without the step; whoever read its result now reads what the step itself had read."""
    index = position(recipe, step_id)
    gone, rest = recipe.steps[index], [step for step in recipe.steps if step.id != step_id]
    before = recipe.steps[index - 1].id if index else ''
    steps = []
    for place, step in enumerate(rest):
        parts: list[InputPart] = []
        for part in step.input_source:
            reads_gone = part == InputPart('step', step_id) or (part == PREVIOUS and place == index)
            parts += _inherited(gone, before, place == index) if reads_gone else [part]
        steps.append(replace(step, input_source=_tidy(parts, place)))
    return replace(recipe, steps=tuple(steps))


def moved(recipe: Pipeline, step_id: str, by: int) -> Pipeline:
    """The step one place up (-1) or down (+1); unchanged at the end of the list."""
    index = position(recipe, step_id)
    upper = min(index, index + by)
    if upper < 0 or upper + 1 >= len(recipe.steps):
        return recipe
    steps = list(recipe.steps)
    steps[upper], steps[upper + 1] = steps[upper + 1], steps[upper]
    if upper == 0 and PREVIOUS in steps[0].input_source:
        # A chain stays a chain: the new first step reads what the old one read, and that one reads on from it.
        steps[0], steps[1] = (
            replace(steps[0], input_source=steps[1].input_source),
            replace(steps[1], input_source=steps[0].input_source),
        )
    return replace(recipe, steps=tuple(steps))


def with_new_field(recipe: Pipeline, field: InputField) -> Pipeline:
    """One more field in the start form."""
    return replace(recipe, inputs=(*recipe.inputs, field))


def with_field(recipe: Pipeline, key: str, **changes: Any) -> Pipeline:
    """The recipe with one field of the start form changed."""
    return replace(
        recipe, inputs=tuple(replace(field, **changes) if field.key == key else field for field in recipe.inputs)
    )


def without_field(recipe: Pipeline, key: str) -> Pipeline:
    """Without the field; steps that read only it read everything the person gives, or the result before."""
    steps = tuple(
        replace(
            step, input_source=_tidy([part for part in step.input_source if part != InputPart('input', key)], place)
        )
        for place, step in enumerate(recipe.steps)
    )
    return replace(recipe, steps=steps, inputs=tuple(field for field in recipe.inputs if field.key != key))


def position(recipe: Pipeline, step_id: str) -> int:
    """Where the step stands, from 0; KeyError when it does not."""
    for index, step in enumerate(recipe.steps):
        if step.id == step_id:
            return index
    raise KeyError(step_id)


@dataclass(frozen=True, slots=True)
class Versions:
    """The recipe as it is now, with the way back and the way forward again."""

    now: Pipeline
    past: tuple[Pipeline, ...] = ()
    future: tuple[Pipeline, ...] = ()
    typing: str = ''  # the field that is being typed into: its letters are one step back, not hundreds

    def after(self, recipe: Pipeline, typing: str = '') -> Versions:
        """One change later; typing on in the same field belongs to the change before."""
        if recipe == self.now:
            return self
        if typing and typing == self.typing:
            return replace(self, now=recipe, future=())
        return Versions(recipe, (*self.past, self.now)[-MAX_UNDO:], (), typing)

    def back(self) -> Versions:
        """One change taken back; the same when there is none."""
        if not self.past:
            return self
        return Versions(self.past[-1], self.past[:-1], (self.now, *self.future))

    def forward(self) -> Versions:
        """The change taken back last, made again; the same when there is none."""
        if not self.future:
            return self
        return Versions(self.future[0], (*self.past, self.now), self.future[1:])


def _inherited(gone: Step, before: str, is_next: bool) -> Iterable[InputPart]:
    for part in gone.input_source:
        if part != PREVIOUS or is_next:
            yield part
        elif before:
            yield InputPart('step', before)


def _tidy(parts: Iterable[InputPart], place: int) -> tuple[InputPart, ...]:
    """Each part once; the first step has no result before it; never nothing."""
    kept = [part for part in dict.fromkeys(parts) if place or part != PREVIOUS]
    return tuple(kept) or ((PREVIOUS,) if place else (START,))
