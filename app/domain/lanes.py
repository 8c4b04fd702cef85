"""Moving steps on the board: into a place of their own, or beside another one so that both work at the same time.

A place of its own is behind everything in the column left of it and before everything in the column right of it:
the step reads the whole left column, and whoever read that column now reads the step. Beside another step it reads
what that one reads, and whoever reads that one now reads both. Afterwards the list is in the order of the board.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from app.domain.board import Columns, column_of, columns
from app.domain.edges import edges
from app.domain.editing import PREVIOUS, START, spelled_out
from app.domain.pipelines import InputPart, Pipeline, Step

Parts = tuple[InputPart, ...]
FRONT = ''  # the place before all steps


def placed_after(recipe: Pipeline, step_id: str, anchor: str) -> Pipeline:
    """The step in a place of its own, right behind the column in which `anchor` lies; FRONT is before all."""
    if anchor == step_id:
        return in_line(recipe, step_id)
    layout = columns(recipe)
    here = column_of(layout, step_id)
    left = column_of(layout, anchor) if anchor != FRONT else -1
    if len(layout[here]) == 1 and left == here - 1:
        return recipe  # it lies there already
    step, rest = _taken_out(recipe, step_id)
    return _settled(_put_after(rest, step, anchor))


def placed_beside(recipe: Pipeline, step_id: str, other_id: str) -> Pipeline:
    """The step under another one: both work at the same time, whoever read the other one reads both."""
    if step_id == other_id or _is_beside(recipe, step_id, other_id):
        return recipe
    step, rest = _taken_out(recipe, step_id)
    return _settled(_put_beside(rest, step, other_id))


def with_card(recipe: Pipeline, step: Step, *, after: str | None = None, beside: str = '') -> Pipeline:
    """A new step: beside another one, behind the column of another one (FRONT = before all), or at the end."""
    fresh, whole = replace(step, input_source=()), _explicit(recipe)
    if beside:
        return _settled(_put_beside(whole, fresh, beside))
    layout = columns(recipe)
    if after is None:
        after = layout[-1][0].id if layout else FRONT
    return _settled(_put_after(whole, fresh, after))


def in_line(recipe: Pipeline, step_id: str) -> Pipeline:
    """No longer at the same time as the others of its column: right after them."""
    others = [step for step in _column(recipe, step_id) if step.id != step_id]
    return placed_after(recipe, step_id, others[0].id) if others else recipe


def one_place(recipe: Pipeline, step_id: str, by: int) -> Pipeline:
    """One place earlier (-1) or later (+1), always into a place of its own; unchanged at the ends."""
    layout = columns(recipe)
    here = column_of(layout, step_id)
    is_alone = len(layout[here]) == 1
    left = here - (2 if is_alone else 1) if by < 0 else here + (1 if is_alone else 0)
    if left < -1 or left >= len(layout):
        return recipe
    others = [step.id for step in layout[left] if step.id != step_id] if left >= 0 else [FRONT]
    return placed_after(recipe, step_id, others[0])


def neighbour(recipe: Pipeline, step_id: str) -> Step | None:
    """With whom a step that works alone could work at the same time: the one before it, for the first the next one."""
    layout = columns(recipe)
    here = column_of(layout, step_id)
    if len(layout[here]) > 1 or len(layout) == 1:
        return None
    return layout[here - 1][-1] if here else layout[1][-1]


def _column(recipe: Pipeline, step_id: str) -> list[Step]:
    layout = columns(recipe)
    return layout[column_of(layout, step_id)]


def _is_beside(recipe: Pipeline, step_id: str, other_id: str) -> bool:
    needs = edges(recipe)
    return needs[step_id] == needs[other_id] and other_id in {step.id for step in _column(recipe, step_id)}


def _put_after(rest: Pipeline, step: Step, anchor: str) -> Pipeline:
    layout = columns(rest)
    place = column_of(layout, anchor) + 1 if anchor != FRONT else 0
    if place == 0:
        return _put_first(rest, step, layout)
    left = [InputPart('step', other.id) for other in layout[place - 1]]
    if place == len(layout):  # at the end it waits for everything nobody reads yet
        left += [InputPart('step', other.id) for other in _unread(rest) if other not in layout[place - 1]]
    right = {other.id for other in layout[place]} if place < len(layout) else set()
    after = replace(step, input_source=_once([*left, *step.input_source]))
    return _with_sources(rest, (*rest.steps, after), right, lambda parts: _instead(parts, left, [_result(step)]))


def _put_first(rest: Pipeline, step: Step, layout: Columns) -> Pipeline:
    heads = layout[0] if layout else []
    given = [part for head in heads for part in head.input_source if _is_given(part)] or [START]
    first = replace(step, input_source=_once([*given, *step.input_source]))
    return _with_sources(
        rest,
        (first, *rest.steps),
        {head.id for head in heads},
        lambda parts: _once([_result(step), *(part for part in parts if not _is_given(part))]),
    )


def _put_beside(rest: Pipeline, step: Step, other_id: str) -> Pipeline:
    other = rest.step(other_id)
    shared = [part for part in other.input_source if _is_given(part) or part.kind == 'step'] or [START]
    lane = replace(step, input_source=_once([*shared, *step.input_source]))
    index = rest.steps.index(other) + 1
    both = [_result(other), _result(step)]
    return _with_sources(
        rest,
        (*rest.steps[:index], lane, *rest.steps[index:]),
        {reader.id for reader in rest.steps},
        lambda parts: _instead(parts, [_result(other)], both),
    )


def _taken_out(recipe: Pipeline, step_id: str) -> tuple[Step, Pipeline]:
    """The step with what is its own, and the recipe without it: its readers read what it had read."""
    whole = _explicit(recipe)
    step = whole.step(step_id)
    results = [part for part in step.input_source if part.kind == 'step']
    own = tuple(part for part in step.input_source if part.kind != 'step' and (results or not _is_given(part)))
    given = [part for part in step.input_source if _is_given(part)]
    needs = edges(whole)

    def inherited(parts: Parts) -> Parts:
        behind = _behind(needs, [part.ref for part in parts if part.kind == 'step' and part.ref != step_id])
        left = _instead(parts, [_result(step)], [part for part in results if part.ref not in behind])
        if any(part.kind == 'step' for part in left):
            return left
        return _once([*given, *left]) or (START,)

    readers = {other.id for other in whole.steps if _result(step) in other.input_source}
    rest = tuple(other for other in whole.steps if other.id != step_id)
    return replace(step, input_source=own), _with_sources(whole, rest, readers, inherited)


def _with_sources(
    recipe: Pipeline, steps: Iterable[Step], changed: set[str], change: Callable[[Parts], Parts]
) -> Pipeline:
    """The recipe with `steps`, in which what the steps of `changed` read is another."""
    return recipe.with_steps(
        tuple(replace(step, input_source=change(step.input_source)) if step.id in changed else step for step in steps)
    )


def _explicit(recipe: Pipeline) -> Pipeline:
    """Every 'result before' named by its step, so that the order of the list no longer matters."""
    return recipe.with_steps(
        tuple(replace(step, input_source=spelled_out(recipe, place)) for place, step in enumerate(recipe.steps))
    )


def _settled(recipe: Pipeline) -> Pipeline:
    """The list in the order of the board, and the step right before called 'the result before' again."""
    steps: list[Step] = []
    for step in (step for column in columns(recipe) for step in column):
        before = _result(steps[-1]) if steps else None
        parts = _once(PREVIOUS if part == before else part for part in step.input_source)
        steps.append(replace(step, input_source=parts))
    return recipe.with_steps(tuple(steps))


def _behind(needs: Mapping[str, set[str]], ids: Iterable[str]) -> set[str]:
    """The steps that these steps need, directly or by others."""
    found: set[str] = set()
    todo = list(ids)
    while todo:
        more = needs.get(todo.pop(), set()) - found
        found |= more
        todo += more
    return found


def _unread(recipe: Pipeline) -> list[Step]:
    read = set().union(*edges(recipe).values())
    return [step for step in recipe.steps if step.id not in read]


def _instead(parts: Parts, old: list[InputPart], new: list[InputPart]) -> Parts:
    """`new` where the first of `old` stood; the rest as it was."""
    return _once(fresh for part in parts for fresh in (new if part in old else [part]))


def _once(parts: Iterable[InputPart]) -> Parts:
    return tuple(dict.fromkeys(parts))


def _result(step: Step) -> InputPart:
    return InputPart('step', step.id)


def _is_given(part: InputPart) -> bool:
    """What the person gives at the start."""
    return part.kind in ('start', 'input')
