"""Reads the template files (recipes_library/*.toml) strictly: an error names the file and the field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import ConfigError, Invalid
from app.domain.pipelines import InputField, InputKind, InputPart, Step
from app.domain.templates import Template, TemplateBot
from app.domain.text import Text
from app.ids import is_id

LANGUAGES = ('de', 'en')
MAX_FIELDS = 5  # of a start form
_TOP = {'order', 'emoji', 'name', 'description', 'category', 'inputs', 'bots', 'steps'}
_INPUT = {'key', 'label', 'help', 'kind', 'required', 'choices', 'example'}
_BOT = {'key', 'emoji', 'name', 'description', 'system_prompt'}
_STEP = {'id', 'bot', 'name', 'instruction', 'input_source', 'practice'}


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """One template in both languages. `order` is its place in the gallery."""

    order: int
    languages: Mapping[str, Template]

    def in_language(self, language: str) -> Template:
        """The template in `language`; German for every language we do not speak."""
        return self.languages.get(language, self.languages['de'])


class TemplateFileError(ConfigError):
    """A template file that cannot be used; `file` and `field` say where, `reason` says why."""

    def __init__(self, file: str, field: str, reason: str) -> None:
        super().__init__('config_template', file=file, field=field, reason=reason)


def read_folder(folder: Path) -> dict[str, TemplateFile]:
    """All templates of a folder by id (the file's name), in gallery order."""
    found = {path.stem: read_file(path) for path in sorted(folder.glob('*.toml'))}
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def read_file(path: Path) -> TemplateFile:
    """One template; TemplateFileError for anything that is not exactly as it should be."""
    try:
        data = tomllib.loads(path.read_text('utf-8'))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateFileError(path.name, '', str(error)) from error
    if not is_id(path.stem):
        raise TemplateFileError(path.name, '', 'the file name is no id')
    top = _Table(path.name, '', data, _TOP)
    order = top.data.get('order')
    if not isinstance(order, int) or isinstance(order, bool):
        raise top.error('order', 'a whole number is needed')
    file = TemplateFile(order, {language: _template(path.stem, top, language) for language in LANGUAGES})
    _check_links(top, file.languages['de'])
    return file


class _Table:
    """One table of the file: reads single values and knows where it stands."""

    def __init__(self, file: str, path: str, data: Any, allowed: set[str]) -> None:
        self.file = file
        self.path = path
        if not isinstance(data, dict):
            raise TemplateFileError(file, path, 'a table is needed')
        self.data: dict[str, Any] = data
        for name in data:
            if name not in allowed:
                raise self.error(name, 'no such field')

    def error(self, name: str, reason: str) -> TemplateFileError:
        """The error for the field `name` of this table."""
        return TemplateFileError(self.file, f'{self.path}.{name}' if self.path else name, reason)

    def word(self, name: str, default: str | None = None) -> str:
        """A text that is the same in both languages."""
        value = self.data.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(name, 'a text is needed')
        return value

    def text(self, name: str, *, needed: bool = True) -> Text:
        """A text in both languages, neither of them empty."""
        if name not in self.data and not needed:
            return Text('', '')
        inner = _Table(self.file, f'{self.path}.{name}' if self.path else name, self.data.get(name), set(LANGUAGES))
        return Text(inner.word('de').strip(), inner.word('en').strip())

    def tables(self, name: str, allowed: set[str]) -> list[_Table]:
        """The entries of a list of tables; at least one."""
        entries = self.data.get(name)
        if not isinstance(entries, list) or not entries:
            raise self.error(name, 'at least one entry is needed')
        return [_Table(self.file, f'{name}.{index}', entry, allowed) for index, entry in enumerate(entries)]


def _template(id: str, top: _Table, language: str) -> Template:
    inputs = top.tables('inputs', _INPUT)
    if len(inputs) > MAX_FIELDS:
        raise top.error('inputs', f'at most {MAX_FIELDS} fields')
    return Template(
        id=id,
        name=top.text('name').in_language(language),
        emoji=top.word('emoji'),
        description=top.text('description').in_language(language),
        category=top.text('category').in_language(language),
        inputs=tuple(_input(table, language) for table in inputs),
        steps=tuple(_step(table, language) for table in top.tables('steps', _STEP)),
        bots=tuple(_bot(table, language) for table in top.tables('bots', _BOT)),
        example_inputs={table.word('key'): table.text('example').in_language(language) for table in inputs},
    )


def _input(table: _Table, language: str) -> InputField:
    try:
        kind = InputKind(table.word('kind', 'text'))
    except ValueError as error:
        raise table.error('kind', f'one of {", ".join(kind.value for kind in InputKind)}') from error
    required = table.data.get('required', False)
    if not isinstance(required, bool):
        raise table.error('required', 'true or false is needed')
    return InputField(
        key=table.word('key'),
        label=table.text('label').in_language(language),
        help=table.text('help').in_language(language),
        kind=kind,
        required=required,
        choices=_choices(table, language) if kind is InputKind.CHOICE else (),
    )


def _choices(table: _Table, language: str) -> tuple[str, ...]:
    inner = _Table(table.file, f'{table.path}.choices', table.data.get('choices'), set(LANGUAGES))
    for name in LANGUAGES:
        entries = inner.data.get(name)
        if not isinstance(entries, list) or not entries or not all(isinstance(item, str) and item for item in entries):
            raise inner.error(name, 'a list of texts is needed')
    return tuple(inner.data[language])


def _bot(table: _Table, language: str) -> TemplateBot:
    return TemplateBot(
        key=table.word('key'),
        name=table.text('name').in_language(language),
        emoji=table.word('emoji'),
        description=table.text('description').in_language(language),
        system_prompt=table.text('system_prompt').in_language(language),
    )


def _step(table: _Table, language: str) -> Step:
    source = table.data.get('input_source', ['previous'])
    if not isinstance(source, list) or not source:
        raise table.error('input_source', 'a list is needed')
    try:
        parts = tuple(InputPart.from_json(part) for part in source)
    except Invalid as error:
        raise table.error('input_source', 'an entry is not one of the known forms') from error
    return Step(
        id=table.word('id'),
        bot_id=table.word('bot'),
        name=table.text('name').in_language(language),
        instruction=table.text('instruction').in_language(language),
        input_source=parts,
        practice=table.word('practice'),
    )


def _check_links(top: _Table, template: Template) -> None:
    """Every name that points somewhere points to something, and is there once."""
    keys = _unique(top, 'inputs', 'key', [field.key for field in template.inputs])
    bots = _unique(top, 'bots', 'key', [bot.key for bot in template.bots])
    steps: set[str] = set()
    _unique(top, 'steps', 'id', [step.id for step in template.steps])
    for index, step in enumerate(template.steps):
        where = f'steps.{index}'
        if step.bot_id not in bots:
            raise top.error(f'{where}.bot', f'no bot {step.bot_id!r}')
        for part in step.input_source:
            known = {'step': steps, 'input': keys}.get(part.kind)
            if known is not None and part.ref not in known:
                raise top.error(f'{where}.input_source', f'no {part.kind} {part.ref!r} before this step')
        steps.add(step.id)
    unused = bots - {step.bot_id for step in template.steps}
    if unused:
        raise top.error('bots', f'no step uses {", ".join(sorted(unused))}')


def _unique(top: _Table, name: str, field: str, values: list[str]) -> set[str]:
    for index, value in enumerate(values):
        if not is_id(value) or value in values[:index]:
            raise top.error(f'{name}.{index}.{field}', 'an id that occurs once is needed')
    return set(values)
