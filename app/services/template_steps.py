"""Reads the steps of a template file: bots, actions and questions to a person, with their conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.actions import actions
from app.actions.base import Action, FieldKind
from app.domain.errors import Invalid
from app.domain.pipelines import (
    ForEach,
    InputPart,
    OnlyIf,
    Op,
    Otherwise,
    OutputPart,
    Over,
    Shape,
    Step,
    StepKind,
    Subject,
)
from app.engine.graph import document_name_problem
from app.services.template_tables import TomlTable

FIELDS = {
    'id', 'kind', 'bot', 'name', 'instruction', 'input_source', 'output_target', 'practice', 'settings', 'for_each',
    'only_if', 'shape', 'columns',
}  # fmt: skip
_ONLY_BOTS = {'practice', 'shape', 'columns'}
_FOREIGN = {
    StepKind.BOT: {'settings'},
    StepKind.ACTION: {'bot', 'instruction', *_ONLY_BOTS},
    StepKind.ASK: _ONLY_BOTS,
}
_THEN = ('wait', 'approve', 'reject')


def read_step(table: TomlTable, language: str) -> Step:
    """One step; a field its kind does not know is a mistake."""
    kind = table.one_of('kind', StepKind, StepKind.BOT)
    if kind not in _FOREIGN:
        raise table.error('kind', f'one of {", ".join(known.value for known in _FOREIGN)}')
    for name in table.data.keys() & _FOREIGN[kind]:
        raise table.error(name, f'no field of a step of the kind {kind.value}')
    shape = table.one_of('shape', Shape, Shape.TEXT)
    if 'columns' in table.data and shape is Shape.TEXT:
        raise table.error('columns', 'only a table or fields have columns')
    return Step(
        id=table.word('id'),
        kind=kind,
        bot_id=table.word('bot', None if kind is StepKind.BOT else ''),
        name=table.text('name').in_language(language),
        instruction=table.text('instruction', needed=kind is not StepKind.ACTION).in_language(language),
        input_source=_sources(table, language),
        output_target=_targets(table, language),
        practice=table.word('practice', None if kind is StepKind.BOT else ''),
        settings=_settings(table, kind, language),
        for_each=_for_each(table),
        only_if=_only_if(table, language),
        shape=shape,
        columns=table.words('columns', language) if shape is not Shape.TEXT else (),
    )


def _sources(table: TomlTable, language: str) -> tuple[InputPart, ...]:
    source = table.data.get('input_source', ['previous'])
    if not isinstance(source, list) or not source:
        raise table.error('input_source', 'a list is needed')
    try:
        return tuple(_source(table, index, part, language) for index, part in enumerate(source))
    except Invalid as error:
        raise table.error('input_source', 'an entry is not one of the known forms') from error


def _source(table: TomlTable, index: int, part: Any, language: str) -> InputPart:
    """One entry; a fixed text may be in both languages."""
    if isinstance(part, dict) and list(part) == ['text'] and isinstance(part['text'], dict):
        words = TomlTable(table.file, f'{table.path}.input_source.{index}', part, {'text'}).text('text')
        return InputPart('text', ref=words.in_language(language))
    return InputPart.from_json(part)


def _targets(table: TomlTable, language: str) -> tuple[OutputPart, ...]:
    """Where the text goes; a file's name may be in both languages."""
    targets = table.data.get('output_target', ['next'])
    if not isinstance(targets, list) or not targets:
        raise table.error('output_target', 'a list is needed')
    return tuple(_target(table, index, part, language) for index, part in enumerate(targets))


def _target(table: TomlTable, index: int, part: Any, language: str) -> OutputPart:
    if isinstance(part, dict):
        inner = TomlTable(table.file, f'{table.path}.output_target.{index}', part, {'workspace', 'document'})
        part = {**part, 'document': inner.value('document').in_language(language)}
        if problem := document_name_problem(part['document']):
            raise inner.error('document', problem)
    try:
        return OutputPart.from_json(part)
    except Invalid as error:
        raise table.error('output_target', 'an entry is not one of the known forms') from error


def _for_each(table: TomlTable) -> ForEach | None:
    if 'for_each' not in table.data:
        return None
    inner = table.inner('for_each', {'over', 'at_once'})
    return ForEach(over=inner.one_of('over', Over, Over.LINES), at_once=inner.number('at_once', ForEach().at_once))


def _only_if(table: TomlTable, language: str) -> OnlyIf | None:
    if 'only_if' not in table.data:
        return None
    inner = table.inner('only_if', {'subject', 'name', 'op', 'value', 'otherwise'})
    subject, op = inner.one_of('subject', Subject, Subject.TEXT), inner.one_of('op', Op, Op.CONTAINS)
    name = inner.value('name').in_language(language)
    if bool(name) == (subject is Subject.TEXT):
        raise inner.error('name', f'{"no name" if name else "a name"} is needed for {subject.value}')
    if (subject is Subject.QUESTION) != (op in (Op.YES, Op.NO)):
        raise inner.error('op', 'yes and no answer questions')
    return OnlyIf(
        subject=subject,
        name=name,
        op=op,
        value=inner.value('value').in_language(language),
        otherwise=inner.one_of('otherwise', Otherwise, Otherwise.PASS),
    )


def _settings(table: TomlTable, kind: StepKind, language: str) -> Mapping[str, Any]:
    if kind is StepKind.ACTION:
        return _of_action(table, language)
    if kind is StepKind.ASK and 'settings' in table.data:
        inner = table.inner('settings', {'days', 'then'})
        then = inner.word('then', 'wait')
        if then not in _THEN:
            raise inner.error('then', f'one of {", ".join(_THEN)}')
        return {'days': inner.number('days', 1) if 'days' in inner.data else None, 'then': then}
    return {'days': None, 'then': 'wait'} if kind is StepKind.ASK else {}


def _of_action(table: TomlTable, language: str) -> Mapping[str, Any]:
    data = table.data.get('settings')
    known = actions()
    key = data.get('action') if isinstance(data, dict) else None
    if key not in known:
        raise table.error('settings.action', 'no such action')
    action = known[str(key)]
    inner = table.inner('settings', {'action', *(field.key for field in action.fields)})
    values = {name: inner.value(name).in_language(language) for name in inner.data if name != 'action'}
    _check(inner, action, values)
    return {'action': key, **values}


def _check(table: TomlTable, action: Action, values: Mapping[str, str]) -> None:
    """What is needed is there, and choices are among those on offer."""
    for field in action.fields:
        value = values.get(field.key, '') or field.default
        if field.required and not value.strip():
            raise table.error(field.key, 'a text is needed')
        choices = ('yes', 'no') if field.kind is FieldKind.YES_NO else tuple(choice for choice, _ in field.choices)
        if value and field.kind in (FieldKind.CHOICE, FieldKind.YES_NO) and value not in choices:
            raise table.error(field.key, f'one of {", ".join(choices)}')
