"""Reads the template files (recipes_library/*.toml) strictly: an error names the file and the field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.pipelines import InputField, InputKind, Step, StepKind, Subject
from app.domain.templates import Template, TemplateBot, TemplateFolder
from app.ids import is_id
from app.services import template_steps
from app.services.template_tables import LANGUAGES, TemplateFileError, TomlTable

MAX_FIELDS = 5  # of a start form
_TOP = {'order', 'emoji', 'name', 'description', 'category', 'inputs', 'bots', 'folders', 'steps'}
_INPUT = {'key', 'label', 'help', 'kind', 'required', 'choices', 'example'}
_BOT = {'key', 'emoji', 'name', 'description', 'system_prompt'}
_FOLDER = {'key', 'emoji', 'name', 'description', 'bots'}


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """One template in both languages. `order` is its place in the gallery."""

    order: int
    languages: Mapping[str, Template]

    def in_language(self, language: str) -> Template:
        """The template in `language`; German for every language we do not speak."""
        return self.languages.get(language, self.languages['de'])


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
    top = TomlTable(path.name, '', data, _TOP)
    order = top.data.get('order')
    if not isinstance(order, int) or isinstance(order, bool):
        raise top.error('order', 'a whole number is needed')
    file = TemplateFile(order, {language: _template(path.stem, top, language) for language in LANGUAGES})
    _check_links(top, file.languages['de'])
    return file


def _template(id: str, top: TomlTable, language: str) -> Template:
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
        steps=tuple(template_steps.read_step(table, language) for table in top.tables('steps', template_steps.FIELDS)),
        bots=tuple(_bot(table, language) for table in top.tables('bots', _BOT)),
        folders=tuple(_folder(table, language) for table in _folders(top)),
        example_inputs={table.word('key'): table.text('example').in_language(language) for table in inputs},
    )


def _input(table: TomlTable, language: str) -> InputField:
    kind = table.one_of('kind', InputKind, InputKind.TEXT)
    required = table.data.get('required', False)
    if not isinstance(required, bool):
        raise table.error('required', 'true or false is needed')
    choices = table.words('choices', language) if kind is InputKind.CHOICE else ()
    if choices and table.text('example').in_language(language) not in choices:
        raise table.error(f'example.{language}', 'one of the choices is needed')
    return InputField(
        key=table.word('key'),
        label=table.text('label').in_language(language),
        help=table.text('help').in_language(language),
        kind=kind,
        required=required,
        choices=choices,
    )


def _bot(table: TomlTable, language: str) -> TemplateBot:
    return TemplateBot(
        key=table.word('key'),
        name=table.text('name').in_language(language),
        emoji=table.word('emoji'),
        description=table.text('description').in_language(language),
        system_prompt=table.text('system_prompt').in_language(language),
    )


def _folders(top: TomlTable) -> Sequence[TomlTable]:
    return top.tables('folders', _FOLDER) if 'folders' in top.data else ()


def _folder(table: TomlTable, language: str) -> TemplateFolder:
    bots = table.data.get('bots', [])
    if not isinstance(bots, list) or not all(isinstance(key, str) for key in bots):
        raise table.error('bots', 'a list of keys is needed')
    return TemplateFolder(
        key=table.word('key'),
        name=table.text('name').in_language(language),
        emoji=table.word('emoji'),
        description=table.text('description').in_language(language),
        bots=tuple(bots),
    )


def _check_links(top: TomlTable, template: Template) -> None:
    """Every name that points somewhere points to something, and is there once."""
    keys = _unique(top, 'inputs', 'key', [field.key for field in template.inputs])
    bots = _unique(top, 'bots', 'key', [bot.key for bot in template.bots])
    _check_folders(top, template, bots)
    steps: set[str] = set()
    _unique(top, 'steps', 'id', [step.id for step in template.steps])
    for index, step in enumerate(template.steps):
        where = f'steps.{index}'
        if step.bot_id not in bots and (step.kind is StepKind.BOT or step.bot_id):
            raise top.error(f'{where}.bot', f'no bot {step.bot_id!r}')
        for part in step.input_source:
            known = {'step': steps, 'input': keys}.get(part.kind)
            if known is not None and part.ref not in known:
                raise top.error(f'{where}.input_source', f'no {part.kind} {part.ref!r} before this step')
        _check_condition(top, where, step, keys)
        _check_step_folders(top, where, step, template)
        steps.add(step.id)
    unused = bots - {step.bot_id for step in template.steps}
    if unused:
        raise top.error('bots', f'no step uses {", ".join(sorted(unused))}')


def _check_folders(top: TomlTable, template: Template, bots: set[str]) -> None:
    folders = _unique(top, 'folders', 'key', [folder.key for folder in template.folders])
    for index, folder in enumerate(template.folders):
        for key in folder.bots:
            if key not in bots:
                raise top.error(f'folders.{index}.bots', f'no bot {key!r}')
    used = {part.ref for step in template.steps for part in step.input_source if part.kind == 'workspace'}
    used |= {part.fields.get('workspace', '') for step in template.steps for part in step.output_target}
    if unused := folders - used:
        raise top.error('folders', f'no step uses {", ".join(sorted(unused))}')


def _check_step_folders(top: TomlTable, where: str, step: Step, template: Template) -> None:
    folders = {folder.key: folder for folder in template.folders}
    for part in step.input_source:
        if part.kind != 'workspace':
            continue
        if part.ref not in folders:
            raise top.error(f'{where}.input_source', f'no folder {part.ref!r}')
        if step.bot_id not in folders[part.ref].bots:
            raise top.error(f'{where}.input_source', f'the folder {part.ref!r} does not name the bot {step.bot_id!r}')
    for target in step.output_target:
        if target.kind == 'workspace' and target.fields['workspace'] not in folders:
            raise top.error(f'{where}.output_target', f'no folder {target.fields["workspace"]!r}')


def _check_condition(top: TomlTable, where: str, step: Step, keys: set[str]) -> None:
    if step.only_if is None:
        return
    if step.only_if.subject is Subject.INPUT and step.only_if.name not in keys:
        raise top.error(f'{where}.only_if.name', f'no input {step.only_if.name!r}')
    if step.only_if.subject is Subject.QUESTION and step.kind is not StepKind.BOT:
        raise top.error(f'{where}.only_if.subject', 'only a bot can answer a question')


def _unique(top: TomlTable, name: str, field: str, values: list[str]) -> set[str]:
    for index, value in enumerate(values):
        if not is_id(value) or value in values[:index]:
            raise top.error(f'{name}.{index}.{field}', 'an id that occurs once is needed')
    return set(values)
