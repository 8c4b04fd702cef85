"""A recipe as a graph: which step needs which, and what stands in the way of running it."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from app.domain.errors import FieldProblem
from app.domain.pipelines import InputPart, OutputPart, Pipeline, Step, StepKind
from app.paths import file_name_problem

PLACEHOLDERS = frozenset({'date', 'time', 'run', 'recipe'})


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


def downstream(pipeline: Pipeline, step_id: str) -> set[str]:
    """The step and all that need it, directly or by others."""
    needs = edges(pipeline)
    found = {step_id}
    while more := {id for id, wanted in needs.items() if id not in found and wanted & found}:
        found |= more
    return found


def last_steps(pipeline: Pipeline) -> list[Step]:
    """The steps nobody reads: their texts are the result."""
    needs = edges(pipeline)
    read = set().union(*needs.values()) if needs else set()
    return [step for step in pipeline.steps if step.id not in read]


def problems(pipeline: Pipeline, bot_ids: Collection[str]) -> list[FieldProblem]:
    """Why the recipe could not run, each with its path and the step's name; empty when it can."""
    found: list[FieldProblem] = []
    for index, step in enumerate(pipeline.steps):
        found += [
            FieldProblem(f'steps.{index}.{path}', key, {'step': _name(step, index), **params})
            for path, key, params in _step_problems(pipeline, step, bot_ids)
        ]
    ids = [step.id for step in pipeline.steps]
    circle = _circle(edges(pipeline))
    if circle:
        names = ' → '.join(_name(pipeline.step(id), ids.index(id)) for id in [*circle, circle[0]])
        path = f'steps.{ids.index(circle[0])}.input_source'
        found.append(FieldProblem(path, 'circle', {'step': _name(pipeline.step(circle[0]), 0), 'steps': names}))
    return found


Found = tuple[str, str, Mapping[str, Any]]  # (path below the step, key, parameters)


def _step_problems(pipeline: Pipeline, step: Step, bot_ids: Collection[str]) -> Iterator[Found]:
    if step.kind is not StepKind.BOT:
        yield 'kind', 'not_yet', {}
    elif step.bot_id not in bot_ids:
        yield 'bot_id', 'bot_missing', {}
    for name in ('for_each', 'only_if'):
        if getattr(step, name) is not None:
            yield name, 'not_yet', {}
    for index, part in enumerate(step.input_source):
        for key, params in _input_problems(pipeline, part):
            yield f'input_source.{index}', key, params
    for index, target in enumerate(step.output_target):
        for key in _output_problems(target):
            yield f'output_target.{index}', key, {'allowed': '{date} {time} {run} {recipe}'}


def _input_problems(pipeline: Pipeline, part: InputPart) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if part.kind == 'step' and part.ref not in {step.id for step in pipeline.steps}:
        yield 'step_missing', {'name': part.ref}
    elif part.kind == 'input' and part.ref not in {field.key for field in pipeline.inputs}:
        yield 'input_missing', {'name': part.ref}
    elif part.kind == 'document' and file_name_problem(part.name):
        yield file_name_problem(part.name), {}
    elif part.kind == 'workspace':
        yield 'not_yet', {}


def _output_problems(target: OutputPart) -> Iterator[str]:
    if target.kind == 'document':
        if problem := document_name_problem(target.fields['document']):
            yield problem
    elif target.kind != 'next':
        yield 'not_yet'


def document_name_problem(template: str) -> str:
    """'' when documents can be named like this; only {date} {time} {run} {recipe} are filled in."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError:
        return 'placeholder'
    if any(name is not None and (name not in PLACEHOLDERS or form or turn) for _, name, form, turn in parts):
        return 'placeholder'
    return file_name_problem(''.join(text + ('x' if name else '') for text, name, _, _ in parts))


def _circle(needs: Mapping[str, set[str]]) -> list[str]:
    """The steps of one circle, in the order they wait for each other; empty when there is none."""
    finished: set[str] = set()
    for start in needs:
        path: list[str] = []
        todo = [(start, False)]
        while todo:
            step, leaving = todo.pop()
            if leaving:
                finished.add(path.pop())
            elif step in path:
                return path[path.index(step) :]
            elif step not in finished and step in needs:
                path.append(step)
                todo.append((step, True))
                todo += [(wanted, False) for wanted in sorted(needs[step])]
    return []


def _name(step: Step, index: int) -> str:
    """How the person knows the step."""
    return step.name or ' '.join(step.instruction.split())[:40] or str(index + 1)
