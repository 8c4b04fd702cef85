"""Changing a recipe by hand: every change gives a new recipe in which the steps still fit together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.domain.pipelines import InputField, InputPart, OutputPart, Pipeline, Step, StepKind, Subject

START, PREVIOUS = InputPart('start'), InputPart('previous')
MAX_UNDO = 50
LOOK_BACK = 8  # steps above that are looked at for one that begins at the same moment


def with_new_step(recipe: Pipeline, step_id: str, bot_id: str) -> Pipeline:
    """One more bot at the end; it reads the result before, the first one what the person gives."""
    return with_new(recipe, Step(id=step_id, bot_id=bot_id))


def with_new(recipe: Pipeline, step: Step, place: int | None = None) -> Pipeline:
    """A fresh step at `place` (at the end without one): it reads the result before, the next one reads its result."""
    place = len(recipe.steps) if place is None else max(0, min(place, len(recipe.steps)))
    steps = list(recipe.steps)
    source: tuple[InputPart, ...] = (PREVIOUS,)
    if place == 0 and steps:
        source, own = _split(steps[0].input_source)
        steps[0] = replace(steps[0], input_source=(PREVIOUS, *own))
    before = steps[place - 1].id if place else ''
    steps.insert(place, replace(step, input_source=_tidy(source, before)))
    return replace(recipe, steps=tuple(steps))


def with_step(recipe: Pipeline, step_id: str, **changes: Any) -> Pipeline:
    """The recipe with one step changed."""
    return replace(
        recipe, steps=tuple(replace(step, **changes) if step.id == step_id else step for step in recipe.steps)
    )


def with_settings(recipe: Pipeline, step_id: str, **changes: Any) -> Pipeline:
    """The recipe with some settings of one step changed, the others kept."""
    return with_step(recipe, step_id, settings={**recipe.step(step_id).settings, **changes})


def with_delivery(recipe: Pipeline, step_id: str, part: OutputPart | None) -> Pipeline:
    """The step's text goes into this folder too, in place of the first one named so far; None: into none.

    Other places that a program has set stay as they are.
    """
    targets = list(recipe.step(step_id).output_target)
    before = delivery(recipe.step(step_id))
    if before is None:
        targets += [part] if part else []
    else:
        place = targets.index(before)
        targets[place : place + 1] = [part] if part else []
    return with_step(recipe, step_id, output_target=tuple(targets) or (OutputPart('next'),))


def delivery(step: Step) -> OutputPart | None:
    """The first folder into which the step's text goes."""
    return next((part for part in step.output_target if part.kind in ('document', 'workspace')), None)


def with_step_at(recipe: Pipeline, step: Step, place: int) -> Pipeline:
    """The step put (back) at `place`, reading what it read if that is still there."""
    known = {('step', other.id) for other in recipe.steps} | {('input', field.key) for field in recipe.inputs}
    parts = [part for part in step.input_source if part.kind not in ('step', 'input') or (part.kind, part.ref) in known]
    before = recipe.steps[place - 1].id if 0 < place <= len(recipe.steps) else ''
    back = replace(step, input_source=_tidy(parts, before))
    if step.only_if and ('input', step.only_if.name) not in known:
        back = _without_input(back, step.only_if.name)
    return replace(recipe, steps=(*recipe.steps[:place], back, *recipe.steps[place:]))


def without_step(recipe: Pipeline, step_id: str) -> Pipeline:
    """Without the step; whoever read its result now reads what the step itself had read."""
    index = position(recipe, step_id)
    gone, rest = recipe.steps[index], [step for step in recipe.steps if step.id != step_id]
    inherited = spelled_out(recipe, index)
    steps = []
    before = ''
    for place, step in enumerate(rest):
        parts: list[InputPart] = []
        for part in step.input_source:
            reads_gone = part == InputPart('step', step_id) or (part == PREVIOUS and place == index)
            parts += [p for p in inherited if _fits(p, gone, step)] if reads_gone else [part]
        steps.append(replace(step, input_source=_tidy(parts, before)))
        before = step.id
    return replace(recipe, steps=tuple(steps))


def doubled(recipe: Pipeline, step_id: str, new_id: str) -> Pipeline:
    """The same step once more, right after it: the copy goes on with the result of the first."""
    index = position(recipe, step_id)
    step = recipe.steps[index]
    others = [part for part in spelled_out(recipe, index) if part.kind not in ('start', 'step')]
    copy = replace(step, id=new_id, input_source=_tidy([PREVIOUS, *others], step_id))
    return replace(recipe, steps=(*recipe.steps[: index + 1], copy, *recipe.steps[index + 1 :]))


def moved(recipe: Pipeline, step_id: str, by: int) -> Pipeline:
    """The step `by` places down, or up (negative); it stops at the ends of the list."""
    for _ in range(abs(by)):
        upper = position(recipe, step_id) - (1 if by < 0 else 0)
        if upper < 0 or upper + 1 >= len(recipe.steps):
            break
        recipe = _swapped(recipe, upper)
    return recipe


def moved_to(recipe: Pipeline, step_id: str, place: int) -> Pipeline:
    """The step at `place`, counted from 0."""
    return moved(recipe, step_id, place - position(recipe, step_id))


def spelled_out(recipe: Pipeline, place: int) -> tuple[InputPart, ...]:
    """What the step at `place` reads, with the id of the step before instead of 'previous'."""
    before = InputPart('step', recipe.steps[place - 1].id) if place else START
    return tuple(dict.fromkeys(before if part == PREVIOUS else part for part in recipe.steps[place].input_source))


def beside(recipe: Pipeline, step_id: str) -> int | None:
    """The place of the nearest step above that begins at the same moment; None when there is none."""
    place = position(recipe, step_id)
    needs = _links(spelled_out(recipe, place))
    for other in range(place - 1, max(-1, place - 1 - LOOK_BACK), -1):
        if _links(spelled_out(recipe, other)) == needs:
            return other
    return None


def side_by_side(recipe: Pipeline, step_id: str) -> Pipeline:
    """The step reads what the one before reads, so that both work at the same time."""
    place = position(recipe, step_id)
    if not place or not _is_in_order(recipe):
        return recipe
    step, other = recipe.steps[place], recipe.steps[place - 1]
    parts = [part for part in spelled_out(recipe, place - 1) if _fits(part, other, step)]
    return with_step(recipe, step_id, input_source=tuple(parts) or (START,))


def usable_inside(recipe: Pipeline, others: Iterable[Pipeline]) -> list[Pipeline]:
    """The recipes that may run inside this one: not itself, and none that has it inside somewhere."""
    all_of = {other.id: other for other in others}
    inner = {id: _recipes_in(other) for id, other in all_of.items()}
    leads_here = {recipe.id}
    while more := {id for id, inside in inner.items() if id not in leads_here and inside & leads_here}:
        leads_here |= more
    return [other for id, other in all_of.items() if id not in leads_here]


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
    steps = []
    before = ''
    for step in recipe.steps:
        parts = [part for part in step.input_source if part != InputPart('input', key)]
        steps.append(_without_input(replace(step, input_source=_tidy(parts, before)), key))
        before = step.id
    return replace(recipe, steps=tuple(steps), inputs=tuple(field for field in recipe.inputs if field.key != key))


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


def _swapped(recipe: Pipeline, upper: int) -> Pipeline:
    """Two neighbours change places.

    When the lower one reads the upper one, it takes its place in the chain and the upper one reads on from it.
    Otherwise every step goes on reading what it read, only the order in the list is another.
    """
    steps = list(recipe.steps)
    first, second = steps[upper : upper + 2]
    of_first, of_second = spelled_out(recipe, upper), spelled_out(recipe, upper + 1)
    is_chain = InputPart('step', first.id) in of_second and _is_in_order(recipe)
    if is_chain:
        taken, own = _split(of_first)
        of_second = _exchanged(of_second, [InputPart('step', first.id)], taken)
        of_first = (InputPart('step', second.id), *own)
    before = steps[upper - 1].id if upper else ''
    steps[upper] = replace(second, input_source=_tidy(of_second, before))
    steps[upper + 1] = replace(first, input_source=_tidy(of_first, second.id))
    if upper + 2 < len(steps):
        third = steps[upper + 2]
        parts = third.input_source if is_chain else spelled_out(recipe, upper + 2)
        steps[upper + 2] = replace(third, input_source=_tidy(parts, first.id))
    return replace(recipe, steps=tuple(steps))


def _split(parts: tuple[InputPart, ...]) -> tuple[tuple[InputPart, ...], tuple[InputPart, ...]]:
    """What a step gets from the chain (steps, else what the person gives), and what stays its own."""
    chain = tuple(part for part in parts if part.kind in ('step', 'previous'))
    chain = chain or tuple(part for part in parts if part.kind in ('start', 'input', 'text')) or (START,)
    return chain, tuple(part for part in parts if part not in chain)


def _exchanged(parts: Iterable[InputPart], old: Iterable[InputPart], new: Iterable[InputPart]) -> tuple[InputPart, ...]:
    fresh, wanted = tuple(new), set(old)
    return tuple(part for known in parts for part in (fresh if known in wanted else (known,)))


def _is_in_order(recipe: Pipeline) -> bool:
    """True when every step reads only steps above it; recipes of programs may be in another order."""
    above: set[str] = set()
    for step in recipe.steps:
        if any(part.kind == 'step' and part.ref not in above for part in step.input_source):
            return False
        above.add(step.id)
    return True


def _links(parts: Iterable[InputPart]) -> frozenset[str]:
    return frozenset(part.ref for part in parts if part.kind == 'step')


def _recipes_in(recipe: Pipeline) -> set[Any]:
    return {step.settings.get('pipeline_id') for step in recipe.steps if step.kind is StepKind.RECIPE}


def _fits(part: InputPart, owner: Step, reader: Step) -> bool:
    """Which documents may be read depends on the bot; everything else can be read by any step."""
    return part.kind not in ('document', 'workspace') or owner.bot_id == reader.bot_id


def _without_input(step: Step, key: str) -> Step:
    """A condition about a field that is gone has to be told anew; it is not dropped, or the step would always work."""
    if step.only_if and step.only_if.subject is Subject.INPUT and step.only_if.name == key:
        return replace(step, only_if=replace(step.only_if, name=''))
    return step


def _tidy(parts: Iterable[InputPart], before: str) -> tuple[InputPart, ...]:
    """Each part once; the step before is called 'previous', and the first step has none; never nothing."""
    above = InputPart('step', before)
    kept = [PREVIOUS if before and part == above else part for part in parts]
    kept = [part for part in dict.fromkeys(kept) if before or part != PREVIOUS]
    return tuple(kept) or ((PREVIOUS,) if before else (START,))
