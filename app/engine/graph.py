"""A recipe as a graph: which step needs which, and what stands in the way of running it."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.actions.base import Action, settings_of
from app.domain.edges import edges
from app.domain.errors import FieldProblem
from app.domain.pipelines import (
    InputPart,
    Op,
    OutputPart,
    Over,
    Pipeline,
    Shape,
    Step,
    StepKind,
    Subject,
)
from app.domain.workspaces import Workspace
from app.paths import file_name_problem

PLACEHOLDERS = frozenset({'date', 'time', 'run', 'recipe'})


def downstream(pipeline: Pipeline, step_id: str) -> set[str]:
    """The step and all that need it, directly or by others."""
    needs = edges(pipeline)
    found = {step_id}
    while more := {id for id, wanted in needs.items() if id not in found and wanted & found}:
        found |= more
    return found


def upstream(pipeline: Pipeline, step_id: str) -> set[str]:
    """The step and all it needs, directly or by others."""
    needs = edges(pipeline)
    found, todo = {step_id}, [step_id]
    while todo:
        more = needs[todo.pop()] - found
        found |= more
        todo += more
    return found


def last_steps(pipeline: Pipeline) -> list[Step]:
    """The steps nobody reads: their texts are the result."""
    needs = edges(pipeline)
    read = set().union(*needs.values()) if needs else set()
    return [step for step in pipeline.steps if step.id not in read]


def author(pipeline: Pipeline, step_id: str) -> tuple[str, str]:
    """Which bot can work a comment into the text this step reads, and what its task was; ('', '') when none can.

    The step's own bot when it has one, else the nearest bot step before it.
    """
    asking = pipeline.step(step_id)
    needs, nearest = edges(pipeline), [asking]
    writers: list[Step] = []
    seen: set[str] = set()
    while nearest and not writers:
        ids = [id for step in nearest for id in sorted(needs[step.id]) if id not in seen]
        seen.update(ids)
        nearest = [pipeline.step(id) for id in ids]
        writers = [step for step in nearest if step.kind is StepKind.BOT]
    task = writers[0].instruction if writers else ''
    return (asking.bot_id or (writers[0].bot_id if writers else ''), task)


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What a recipe may name: the person's bots, recipes and workspaces, and all actions."""

    bots: Collection[str]
    recipes: Mapping[str, Pipeline] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    workspaces: Mapping[str, Workspace] = field(default_factory=dict)


def inner_recipes(pipeline: Pipeline, recipes: Mapping[str, Pipeline]) -> dict[str, Pipeline]:
    """All recipes inside this one, at any depth; those that are not there are left out."""
    found: dict[str, Pipeline] = {}
    todo = [pipeline]
    while todo:
        for step in todo.pop().steps:
            id = inner_id(step)
            if id in recipes and id not in found:
                found[id] = recipes[id]
                todo.append(recipes[id])
    return found


def inner_id(step: Step) -> str:
    """The recipe a step runs; '' for other kinds."""
    return str(step.settings.get('pipeline_id', '')) if step.kind is StepKind.RECIPE else ''


def problems(pipeline: Pipeline, known: Known) -> list[FieldProblem]:
    """Why the recipe could not run, each with its path and the step's name; empty when it can."""
    found: list[FieldProblem] = []
    for index, step in enumerate(pipeline.steps):
        found += [
            FieldProblem(f'steps.{index}.{path}', key, {'step': _name(step, index), **params})
            for path, key, params in _step_problems(pipeline, step, known)
        ]
    ids = [step.id for step in pipeline.steps]
    circle = _circle(edges(pipeline))
    if circle:
        names = ' → '.join(_name(pipeline.step(id), ids.index(id)) for id in [*circle, circle[0]])
        path = f'steps.{ids.index(circle[0])}.input_source'
        found.append(FieldProblem(path, 'circle', {'step': _name(pipeline.step(circle[0]), 0), 'steps': names}))
    return found


Found = tuple[str, str, Mapping[str, Any]]  # (path below the step, key, parameters)


def _step_problems(pipeline: Pipeline, step: Step, known: Known) -> Iterator[Found]:
    yield from _kind_problems(pipeline, step, known)
    yield from _repeat_problems(step, known)
    yield from _condition_problems(pipeline, step, known)
    if step.shape is not Shape.TEXT and len({name.strip().casefold() for name in step.columns}) < len(step.columns):
        yield 'columns', 'columns', {}
    for index, part in enumerate(step.input_source):
        for key, params in _input_problems(pipeline, part, step, known):
            yield f'input_source.{index}', key, params
    for index, target in enumerate(step.output_target):
        for key in _output_problems(target, step, known):
            yield f'output_target.{index}', key, {'allowed': '{date} {time} {run} {recipe}', 'name': ''}


def _kind_problems(pipeline: Pipeline, step: Step, known: Known) -> Iterator[Found]:
    if step.kind is StepKind.BOT or step.bot_id:
        if step.bot_id not in known.bots:
            yield 'bot_id', 'bot_missing', {}
    if step.kind is StepKind.ACTION:
        yield from _action_problems(step, known)
    elif step.kind is StepKind.ASK:
        days, then = step.settings.get('days'), step.settings.get('then', 'wait')
        if days is not None and (isinstance(days, bool) or not isinstance(days, (int, float)) or not 0 < days <= 365):
            yield 'settings.days', 'ask_days', {}
        if then not in ('wait', 'approve', 'reject'):
            yield 'settings.then', 'choice', {'choices': 'wait, approve, reject'}
    elif step.kind is StepKind.RECIPE:
        yield from _inner_problems(pipeline, step, known)


def _action_problems(step: Step, known: Known) -> Iterator[Found]:
    action = known.actions.get(str(step.settings.get('action', '')))
    if action is None:
        yield 'settings.action', 'action_unknown', {}
        return
    fields = {field.key: field for field in action.fields}
    for name, value in step.settings.items():
        if name != 'action' and (name not in fields or not isinstance(value, str)):
            yield f'settings.{name}', 'unknown_field' if name not in fields else 'type', {}
    for key, value in settings_of(action, step.settings).items():
        if fields[key].required and not value:
            yield f'settings.{key}', 'required', {}
        elif value and fields[key].choices and value not in {choice for choice, _ in fields[key].choices}:
            yield f'settings.{key}', 'choice', {'choices': ', '.join(choice for choice, _ in fields[key].choices)[:200]}


def _inner_problems(pipeline: Pipeline, step: Step, known: Known) -> Iterator[Found]:
    recipes = {**known.recipes, pipeline.id: pipeline}
    inner = recipes.get(inner_id(step))
    if inner is None:
        yield 'settings.pipeline_id', 'recipe_missing', {}
        return
    if inner.id == pipeline.id or pipeline.id in inner_recipes(inner, recipes):
        yield 'settings.pipeline_id', 'recipe_circle', {'recipe': inner.name}
    keys, given = {field.key for field in inner.inputs}, step.settings.get('values') or {}
    into = step.settings.get('into') or ''
    if into and into not in keys:
        yield 'settings.into', 'input_missing', {'name': str(into)[:80]}
    if not isinstance(given, Mapping) or any(key not in keys or not isinstance(given[key], str) for key in given):
        yield 'settings.values', 'type', {}
        return
    into = into or (inner.inputs[0].key if inner.inputs else '')
    for field_ in inner.inputs:
        if field_.required and field_.key != into and not (given.get(field_.key) or field_.default):
            yield f'settings.values.{field_.key}', 'required', {}


def _repeat_problems(step: Step, known: Known) -> Iterator[Found]:
    if step.for_each is None:
        return
    if not 1 <= step.for_each.at_once <= 100:
        yield 'for_each.at_once', 'range', {'low': 1, 'high': 100}
    names_folder = any(part.kind == 'workspace' for part in step.input_source)
    if step.for_each.over is Over.FILES and step.bot_id not in known.bots and not names_folder:
        yield 'for_each.over', 'for_each_files', {}


def _condition_problems(pipeline: Pipeline, step: Step, known: Known) -> Iterator[Found]:
    only_if = step.only_if
    if only_if is None:
        return
    asks = only_if.subject is Subject.QUESTION
    if only_if.subject is not Subject.TEXT and not only_if.name.strip():
        yield 'only_if.name', 'required', {}
    elif only_if.subject is Subject.INPUT and only_if.name not in {field.key for field in pipeline.inputs}:
        yield 'only_if.name', 'input_missing', {'name': only_if.name}
    if asks != (only_if.op in (Op.YES, Op.NO)):
        yield 'only_if.op', 'condition_op', {}
    if asks and step.bot_id not in known.bots:
        yield 'only_if.subject', 'condition_bot', {}


def _input_problems(
    pipeline: Pipeline, part: InputPart, step: Step, known: Known
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if part.kind == 'step' and part.ref not in {step.id for step in pipeline.steps}:
        yield 'step_missing', {'name': part.ref}
    elif part.kind == 'input' and part.ref not in {field.key for field in pipeline.inputs}:
        yield 'input_missing', {'name': part.ref}
    elif part.kind == 'document' and (problem := file_name_problem(part.name)):
        yield problem, {}
    elif part.kind == 'document' and step.bot_id not in known.bots and step.kind is not StepKind.BOT:
        yield 'document_bot', {}
    elif part.kind == 'workspace':
        yield from _workspace_problems(part, step, known)


def _workspace_problems(part: InputPart, step: Step, known: Known) -> Iterator[tuple[str, Mapping[str, Any]]]:
    workspace = known.workspaces.get(part.ref)
    if workspace is None:
        yield 'workspace_missing', {}
    elif step.bot_id not in workspace.bot_ids:
        yield 'workspace_bot', {'name': workspace.name}
    if part.name and (problem := file_name_problem(part.name)):
        yield problem, {}


def _output_problems(target: OutputPart, step: Step, known: Known) -> Iterator[str]:
    if target.kind == 'document':
        if step.bot_id not in known.bots and step.kind is not StepKind.BOT:
            yield 'document_bot'
        if problem := document_name_problem(target.fields['document']):
            yield problem
    elif target.kind == 'workspace':
        if target.fields['workspace'] not in known.workspaces:
            yield 'workspace_missing'
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
