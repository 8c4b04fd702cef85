"""Where the steps of a recipe lie on the board: one column after the other, what works at the same time below."""

from __future__ import annotations

from app.domain.edges import edges
from app.domain.pipelines import Pipeline, Step

Columns = list[list[Step]]


def columns(recipe: Pipeline) -> Columns:
    """The steps from left to right. A column begins when all columns left of it are done; lanes in reading order."""
    depths = _depths(recipe)
    found: dict[int, list[Step]] = {}
    for step in recipe.steps:
        found.setdefault(depths[step.id], []).append(step)
    return [found[depth] for depth in sorted(found)]


def column_of(layout: Columns, step_id: str) -> int:
    """In which column the step lies; KeyError when it lies in none."""
    for index, column in enumerate(layout):
        if any(step.id == step_id for step in column):
            return index
    raise KeyError(step_id)


def _depths(recipe: Pipeline) -> dict[str, int]:
    """How many steps must be done before each one, along the longest way.

    One round is enough when every step reads steps above it. A circle, which cannot be saved, ends as well.
    """
    needs = edges(recipe)
    depths = dict.fromkeys(needs, 0)
    for _ in recipe.steps:
        before = dict(depths)
        for id, wanted in needs.items():
            depths[id] = max((depths[other] + 1 for other in wanted if other in depths), default=0)
        if depths == before:
            break
    return depths
