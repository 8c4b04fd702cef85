"""Reads a recipe as a person or a program hands it in: fills what may be left out, names what cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from app.domain.codec import from_json, to_json
from app.domain.errors import Invalid
from app.domain.pipelines import (
    ForEach,
    InputField,
    InputKind,
    InputPart,
    OnlyIf,
    OutputPart,
    Pipeline,
    Schedule,
    Step,
)
from app.ids import new_id
from app.services.fields import Form, number_problem, text_problem

DEFAULT_EMOJI = '📋'
MAX_STEPS, MAX_INPUTS, MAX_CHOICES, MAX_PARTS, MAX_COLUMNS = 200, 30, 100, 50, 50
MAX_TEXT = 50_000  # of a task, a fixed text, a default
MAX_LINE = 500  # of a label, a choice
KEY = re.compile(r'[A-Za-z0-9_-]{1,40}')
ID = re.compile(r'[a-z0-9][a-z0-9-]{0,63}')
STEP_NUMBERS = {'timeout_s': (1, 86_400), 'idle_timeout_s': (1, 86_400), 'retries': (0, 20)}
STEP_TEXTS = {'bot_id': 64, 'instruction': MAX_TEXT, 'practice': 100}
INPUT_TEXTS = {'label': MAX_LINE, 'default': MAX_TEXT, 'help': MAX_LINE}


def read_recipe(before: Pipeline, changes: Mapping[str, Any]) -> Pipeline:
    """`before` with `changes` (the contract's JSON) on top; `Invalid` with all paths."""
    form = Form(changes)
    values: dict[str, Any] = {}
    for name, value in changes.items():
        if name == 'name':
            values[name] = form.name()
        elif name == 'emoji':
            values[name] = form.emoji(DEFAULT_EMOJI)
        elif name == 'description':
            values[name] = form.text(name, 2_000)
        elif name == 'template_id':
            values[name] = form.text(name, 64)
        elif name == 'is_on':
            values[name] = form.yes_no(name)
        elif name == 'inputs':
            values[name] = _read_inputs(form, value)
        elif name == 'steps':
            values[name] = _read_steps(form, value)
        elif name == 'schedule':
            values[name] = _read_schedule(form, value)
        else:
            form.problem(name, 'unknown_field')
    form.check()
    return replace(before, **values)


def _read_inputs(form: Form, value: Any) -> tuple[InputField, ...]:
    inputs = []
    keys: set[str] = set()
    for path, entry in _entries(form, 'inputs', value, MAX_INPUTS):
        given = dict(entry)
        label = given.get('label')
        if not given.get('key') and isinstance(label, str):
            given['key'] = _free_key(label, keys)
        if not label:
            given['label'] = given.get('key', '')
        field = _read(form, InputField, given, path)
        if field:
            _check_input(form, field, path, keys)
            keys.add(field.key)
            inputs.append(field)
    return tuple(inputs)


def _check_input(form: Form, field: InputField, path: str, keys: set[str]) -> None:
    if not KEY.fullmatch(field.key):
        form.problem(f'{path}.key', 'input_key')
    elif field.key in keys:
        form.problem(f'{path}.key', 'twice')
    inner = Form(to_json(field), path)
    for name, limit in INPUT_TEXTS.items():
        inner.text(name, limit)
    form.problems += inner.problems
    _check_texts(form, f'{path}.choices', field.choices, MAX_LINE)
    if len(field.choices) > MAX_CHOICES:
        form.problem(f'{path}.choices', 'too_many', limit=MAX_CHOICES)
    if field.kind is InputKind.CHOICE and not field.choices:
        form.problem(f'{path}.choices', 'required')
    elif field.kind is InputKind.CHOICE and field.default and field.default not in field.choices:
        form.problem(f'{path}.default', 'choice', choices=', '.join(field.choices)[:200])


def _read_steps(form: Form, value: Any) -> tuple[Step, ...]:
    steps: list[Step] = []
    ids: set[str] = set()
    for path, entry in _entries(form, 'steps', value, MAX_STEPS):
        given = dict(entry)
        given['id'] = given.get('id') or new_id(str(given.get('name') or 'step')[:20], letters=6)
        given['input_source'] = _as_list(given.get('input_source')) or ['previous' if steps else 'start']
        given['output_target'] = _as_list(given.get('output_target')) or ['next']
        _check_known(form, given, path)
        step = _read(form, Step, given, path)
        if step:
            _check_step(form, step, path, ids)
            ids.add(step.id)
            steps.append(replace(step, name=_step_name(form, step, path)))
    return tuple(steps)


def _check_step(form: Form, step: Step, path: str, ids: set[str]) -> None:
    if not ID.fullmatch(step.id):
        form.problem(f'{path}.id', 'id')
    elif step.id in ids:
        form.problem(f'{path}.id', 'twice')
    data = to_json(step)
    inner = Form(data, path)
    for name, limit in STEP_TEXTS.items():
        inner.text(name, limit)
    for name, (low, high) in STEP_NUMBERS.items():
        if data[name] is not None:
            inner.number(name, low, high)
    for name in ('settings', 'only_if'):
        if data[name] and (key := _data_problem(data[name])):
            inner.problem(name, key)
    _check_columns(inner, step)
    for name in ('input_source', 'output_target'):
        if len(data[name]) > MAX_PARTS:
            inner.problem(name, 'too_many', limit=MAX_PARTS)
    form.problems += inner.problems
    _check_texts(form, f'{path}.columns', step.columns, 100)
    _check_texts(form, f'{path}.input_source', _texts_of(step.input_source), MAX_TEXT)
    _check_texts(form, f'{path}.output_target', _texts_of(step.output_target), 2_000)


def _check_known(form: Form, given: Mapping[str, Any], path: str) -> None:
    """A condition that is not understood must not quietly become another one."""
    for name, cls in (('for_each', ForEach), ('only_if', OnlyIf)):
        part = given.get(name)
        for key in part if isinstance(part, Mapping) else ():
            if key not in {field.name for field in fields(cls)}:
                form.problem(f'{path}.{name}.{str(key)[:40]}', 'unknown_field')


def _check_columns(form: Form, step: Step) -> None:
    if len(step.columns) > MAX_COLUMNS or not all(name.strip() for name in step.columns):
        form.problem('columns', 'columns')


def _step_name(form: Form, step: Step, path: str) -> str:
    """Steps may go without a name."""
    if not step.name.strip():
        return ''
    inner = Form({'name': step.name}, path)
    name = inner.name()
    form.problems += inner.problems
    return name


def _read_schedule(form: Form, value: Any) -> Schedule:
    schedule = _read(form, Schedule, value, 'schedule')
    if schedule and schedule.kind != 'manual':
        form.problem('schedule.kind', 'not_yet')
    return Schedule()


def _entries(form: Form, name: str, value: Any, limit: int) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """`('steps.0', {...})` for every entry that is an object; problems for the others."""
    if not isinstance(value, (list, tuple)):
        form.problem(name, 'list')
        return
    if len(value) > limit:
        form.problem(name, 'too_many', limit=limit)
        return
    for index, entry in enumerate(value):
        if isinstance(entry, Mapping):
            yield f'{name}.{index}', entry
        else:
            form.problem(f'{name}.{index}', 'object')


def _read(form: Form, cls: type[Any], data: Any, path: str) -> Any:
    try:
        return from_json(cls, data, path)
    except Invalid as error:
        form.problems += error.problems
        return None


def _as_list(value: Any) -> Any:
    """The contract takes a bare word or object for a list of one."""
    return [value] if isinstance(value, (str, Mapping)) and value else value


def _texts_of(parts: Iterable[InputPart | OutputPart]) -> list[str]:
    texts: list[str] = []
    for part in parts:
        texts += [part.ref, part.name] if isinstance(part, InputPart) else part.fields.values()
    return texts


def _check_texts(form: Form, path: str, texts: Iterable[str], limit: int) -> None:
    for text in texts:
        if key := text_problem(text):
            form.problem(path, key)
        elif len(text) > limit:
            form.problem(path, 'too_long', limit=limit)


def _data_problem(data: Any, depth: int = 0) -> str:
    """'' when free settings can be stored as they are, else what is wrong."""
    if isinstance(data, str):
        return text_problem(data) or ('too_long' if len(data) > MAX_TEXT else '')
    if isinstance(data, (int, float)):
        return number_problem(data)
    if depth > 8:
        return 'type'
    inner = [*data.keys(), *data.values()] if isinstance(data, Mapping) else data or []
    return next((key for item in inner if (key := _data_problem(item, depth + 1))), '')


def _free_key(label: str, taken: set[str]) -> str:
    """A key made of the label: 'Dein Thema' -> 'dein-thema', 'dein-thema-2'."""
    base = new_id(label).rpartition('-')[0] or 'field'
    key, number = base, 2
    while key in taken:
        key, number = f'{base[:36]}-{number}', number + 1
    return key
