"""Which step of a recipe needs which: the edges of the graph."""

from __future__ import annotations

from app.domain.pipelines import Pipeline


def edges(pipeline: Pipeline) -> dict[str, set[str]]:
    """For every step the steps it needs. `previous` is the step before in the list; the first step has none."""
    needs: dict[str, set[str]] = {}
    before = ''
    for step in pipeline.steps:
        wanted = {part.ref for part in step.input_source if part.kind == 'step'}
        if before and any(part.kind == 'previous' for part in step.input_source):
            wanted.add(before)
        needs[step.id] = wanted
        before = step.id
    return needs
