"""What the tables of a `.rezept` file may hold, and what they mean. Anything else is refused, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from app.domain.codec import from_json
from app.domain.errors import AppError, FieldProblem, Invalid
from app.domain.names import clean_emoji, clean_name
from app.domain.pipelines import (
    InputField,
    InputKind,
    InputPart,
    Op,
    Otherwise,
    OutputPart,
    Over,
    Shape,
    Step,
    StepKind,
    Subject,
)
from app.domain.sharing import Shared, SharedBot, SharedFolder, SharedRecipe
from app.sharing.schema import Kind, List, Names, Number, OneOf, Table, Text, YesNo
from app.sharing.table import BOT_SETTINGS, FORMAT

MAX_PROBLEMS = 50  # nobody reads more
MAX_ALL_STEPS = 500  # of all recipes of a file together
MAX_RECIPES, MAX_STEPS, MAX_INPUTS, MAX_BOTS, MAX_PARTS = 20, 200, 30, 50, 50
MAX_FOLDERS = 20
_KEY = r'[A-Za-z0-9_-]{1,40}'
_KEY_TEXT = Text(40, _KEY)
_LONG, _LINE = Text(50_000), Text(500)


class NewerFormat(AppError):
    """The file was made by a newer version of this program."""

    status = 422

    def __init__(self) -> None:
        super().__init__('shared_newer')


class _Part:
    """Where a step reads from or writes to, without ids of ours."""

    def __init__(self, cls: type[InputPart] | type[OutputPart]) -> None:
        self._cls = cls

    def problems(self, value: Any, path: str) -> Iterator[FieldProblem]:
        try:
            part = self._cls.from_json(value, path)
        except Invalid as error:
            yield from error.problems
            return
        if part.kind == 'workspace':
            yield from _KEY_TEXT.problems(value['workspace'], f'{path}.workspace')
        for text in value.values() if isinstance(value, Mapping) else ():
            yield from _LONG.problems(text, path)


class _Shown:
    """A name or emoji, exactly as it would be stored: it is shown before anything is taken in and must hide nothing.

    Our own files hold nothing else. '' is fine unless `is_needed`.
    """

    def __init__(self, clean: Callable[[str], str], *, is_needed: bool = False) -> None:
        self._clean, self._is_needed = clean, is_needed

    def problems(self, value: Any, path: str) -> Iterator[FieldProblem]:
        yield from (found := [*Text(1_000).problems(value, path)])
        if found or (not value and not self._is_needed):
            return
        try:
            is_clean = self._clean(value) == value
        except Invalid as error:
            yield from (replace(problem, path=path) for problem in error.problems)
            return
        if not is_clean:
            yield FieldProblem(path, 'characters', {})


_NAME, _ANY_NAME = _Shown(clean_name, is_needed=True), _Shown(clean_name)
_EMOJI = _Shown(clean_emoji, is_needed=True)
_INPUT = Table(
    {
        'key': _KEY_TEXT,
        'label': _LINE,
        'kind': OneOf(InputKind),
        'required': YesNo(),
        'default': _LONG,
        'help': _LINE,
        'choices': List(_LINE, 100),
    },
    ('key',),
)
_FOR_EACH = Table({'over': OneOf(Over), 'at_once': Number(1, 100)})
_ONLY_IF = Table(
    {
        'subject': OneOf(Subject),
        'name': Text(1_000),
        'op': OneOf(Op),
        'value': Text(1_000),
        'otherwise': OneOf(Otherwise),
    }
)
_SETTINGS: Mapping[str, Kind] = {
    'bot': Table({}),
    'action': Names(_KEY, _LONG, 60),
    'ask': Table({'days': Number(0, 365, is_whole=False), 'then': Text(10)}),
    'recipe': Table({'recipe': _KEY_TEXT, 'into': _KEY_TEXT, 'values': Names(_KEY, _LONG, MAX_INPUTS)}, ('recipe',)),
}


class _StepTable:
    """A step; what its settings may be depends on its kind."""

    def problems(self, value: Any, path: str) -> Iterator[FieldProblem]:
        kind = value.get('kind', 'bot') if isinstance(value, Mapping) else 'bot'
        settings = _SETTINGS.get(kind, _SETTINGS['bot']) if isinstance(kind, str) else _SETTINGS['bot']
        yield from Table({**_STEP, 'settings': settings}, ('key',)).problems(value, path)


_STEP: Mapping[str, Kind] = {
    'key': _KEY_TEXT,
    'kind': OneOf(StepKind),
    'bot': _KEY_TEXT,
    'name': _ANY_NAME,
    'instruction': _LONG,
    'input_source': List(_Part(InputPart), MAX_PARTS, 1),
    'output_target': List(_Part(OutputPart), MAX_PARTS, 1),
    'practice': Text(100),
    'timeout_s': Number(1, 86_400, is_whole=False),
    'idle_timeout_s': Number(1, 86_400, is_whole=False),
    'retries': Number(0, 20),
    'for_each': _FOR_EACH,
    'only_if': _ONLY_IF,
    'shape': OneOf(Shape),
    'columns': List(Text(100), 50),
}
_RECIPE = Table(
    {
        'key': _KEY_TEXT,
        'name': _NAME,
        'emoji': _EMOJI,
        'description': Text(2_000),
        'inputs': List(_INPUT, MAX_INPUTS),
        'steps': List(_StepTable(), MAX_STEPS),
        'example_inputs': Names(_KEY, _LONG, MAX_INPUTS),
    },
    ('key', 'name'),
)
_BOT_NUMBERS: Mapping[str, Kind] = {
    'temperature': Number(0, 2, is_whole=False),
    'top_p': Number(0, 1, is_whole=False),
    'top_k': Number(0, 100_000),
    'max_tokens': Number(1, 10_000_000),
    'seed': Number(-(2**53), 2**53),
    'frequency_penalty': Number(-2, 2, is_whole=False),
    'presence_penalty': Number(-2, 2, is_whole=False),
    'reasoning_effort': Text(20, '[a-z]+'),
}
_BOT = Table(
    {
        'key': _KEY_TEXT,
        'name': _NAME,
        'emoji': _EMOJI,
        'description': Text(2_000),
        'system_prompt': _LONG,
        'settings': Table({name: _BOT_NUMBERS[name] for name in BOT_SETTINGS}),
    },
    ('key', 'name'),
)
_FOLDER = Table(
    {
        'key': _KEY_TEXT,
        'name': _NAME,
        'emoji': _EMOJI,
        'description': Text(2_000),
        'bots': List(_KEY_TEXT, MAX_BOTS),
    },
    ('key', 'name'),
)
_SEAL = Table(
    {
        'sha256': Text(64, '[0-9a-f]{64}'),
        'name': _ANY_NAME,
        'public_key': Text(44, '[A-Za-z0-9+/]{43}='),
        'signature': Text(88, '[A-Za-z0-9+/]{86}=='),
    },
    ('sha256',),
)
_FILE = Table(
    {
        'format': Number(1, FORMAT),
        'kind': Text(10, 'recipe|bot'),
        'made_by': _ANY_NAME,
        'made_at': Text(40),
        'recipes': List(_RECIPE, MAX_RECIPES, 1),
        'bots': List(_BOT, MAX_BOTS, 1),
        'folders': List(_FOLDER, MAX_FOLDERS, 1),
        'seal': _SEAL,
    },
    ('format', 'kind'),
)


def from_table(table: Mapping[str, Any]) -> Shared:
    """What the tables of a file mean; `Invalid` with everything that has no place in one."""
    number = table.get('format')
    if isinstance(number, int) and number > FORMAT:
        raise NewerFormat()
    _refuse(_FILE.problems(table, ''))
    shared = Shared(
        recipes=tuple(_recipe(entry) for entry in table.get('recipes', ())),
        bots=tuple(SharedBot(**entry) for entry in table.get('bots', ())),
        folders=tuple(_folder(entry) for entry in table.get('folders', ())),
        made_by=table.get('made_by', ''),
        made_at=table.get('made_at', ''),
    )
    _refuse(_loose_ends(shared, table['kind']))
    return shared


def _folder(table: Mapping[str, Any]) -> SharedFolder:
    return SharedFolder(**{**table, 'bots': tuple(table.get('bots', ()))})


def _refuse(problems: Iterator[FieldProblem]) -> None:
    if found := list(islice(problems, MAX_PROBLEMS)):
        raise Invalid(*found, key='shared_invalid')


def _recipe(table: Mapping[str, Any]) -> SharedRecipe:
    return SharedRecipe(
        key=table['key'],
        name=table['name'],
        **{name: table[name] for name in ('emoji', 'description', 'example_inputs') if name in table},
        inputs=tuple(from_json(InputField, {'label': '', **entry}) for entry in table.get('inputs', ())),
        steps=tuple(_step(entry, is_first=not place) for place, entry in enumerate(table.get('steps', ()))),
    )


def _step(table: Mapping[str, Any], is_first: bool) -> Step:
    data = {'input_source': ['start' if is_first else 'previous'], **table}
    data |= {'id': data.pop('key'), 'bot_id': data.pop('bot', '')}
    if 'recipe' in data.get('settings', {}):
        data['settings'] = {'pipeline_id' if key == 'recipe' else key: v for key, v in data['settings'].items()}
    return from_json(Step, data)


def _loose_ends(shared: Shared, kind: str) -> Iterator[FieldProblem]:
    """Names that lead nowhere, or that nothing leads to."""
    if shared.kind != kind or not (shared.recipes or shared.bots):
        yield FieldProblem('recipes' if kind == 'recipe' else 'bots', 'required', {})
        return
    bots = [bot.key for bot in shared.bots]
    recipes = {recipe.key: recipe for recipe in shared.recipes}
    yield from _twice([recipe.key for recipe in shared.recipes], 'recipes')
    yield from _twice(bots, 'bots')
    if sum(len(recipe.steps) for recipe in shared.recipes) > MAX_ALL_STEPS:
        yield FieldProblem('recipes', 'too_many', {'limit': MAX_ALL_STEPS})
    yield from _loose_folders(shared)
    used: set[str] = set()
    for place, recipe in enumerate(shared.recipes):
        path = f'recipes.{place}'
        yield from _twice([step.id for step in recipe.steps], f'{path}.steps')
        yield from _twice([field.key for field in recipe.inputs], f'{path}.inputs')
        for name in set(recipe.example_inputs) - {field.key for field in recipe.inputs}:
            yield FieldProblem(f'{path}.example_inputs.{name}', 'input_missing', {'name': name})
        for number, step in enumerate(recipe.steps):
            used.add(step.bot_id)
            if step.bot_id and step.bot_id not in bots:
                yield FieldProblem(f'{path}.steps.{number}.bot', 'shared_missing', {'name': step.bot_id})
            if (inner := inner_key(step)) and inner not in recipes:
                yield FieldProblem(f'{path}.steps.{number}.settings.recipe', 'shared_missing', {'name': inner})
    if shared.recipes:
        yield from (FieldProblem('bots', 'shared_loose', {'name': key}) for key in bots if key not in used)
        yield from _loose_recipes(shared.recipes)


def _loose_folders(shared: Shared) -> Iterator[FieldProblem]:
    folders, bots = [folder.key for folder in shared.folders], {bot.key for bot in shared.bots}
    yield from _twice(folders, 'folders')
    for place, folder in enumerate(shared.folders):
        for number, key in enumerate(folder.bots):
            if key not in bots:
                yield FieldProblem(f'folders.{place}.bots.{number}', 'shared_missing', {'name': key})
    used: set[str] = set()
    for place, recipe in enumerate(shared.recipes):
        for number, step in enumerate(recipe.steps):
            for key in folder_keys(step):
                used.add(key)
                if key not in folders:
                    yield FieldProblem(f'recipes.{place}.steps.{number}', 'shared_missing', {'name': key})
    yield from (FieldProblem('folders', 'shared_loose', {'name': key}) for key in folders if key not in used)


def folder_keys(step: Step) -> list[str]:
    """The folders a step reads or writes in, by their keys or ids."""
    read = [part.ref for part in step.input_source if part.kind == 'workspace']
    return [*read, *(part.fields['workspace'] for part in step.output_target if part.kind == 'workspace')]


def _twice(keys: list[str], path: str) -> Iterator[FieldProblem]:
    for place, key in enumerate(keys):
        if key in keys[:place]:
            yield FieldProblem(f'{path}.{place}.key', 'twice', {})


def inner_key(step: Step) -> str:
    """The recipe a step runs, by its key or id; '' for other kinds."""
    return str(step.settings.get('pipeline_id', '')) if step.kind is StepKind.RECIPE else ''


def inner_first(recipes: Sequence[SharedRecipe]) -> list[SharedRecipe]:
    """The recipes in an order in which each comes after those inside it; those in a circle are left out."""
    known = {recipe.key for recipe in recipes}
    inside = {recipe.key: {inner_key(step) for step in recipe.steps} & known for recipe in recipes}
    order: dict[str, SharedRecipe] = {}
    while free := [recipe for recipe in recipes if recipe.key not in order and inside[recipe.key] <= set(order)]:
        order |= {recipe.key: recipe for recipe in free}
    return list(order.values())


def _loose_recipes(recipes: Sequence[SharedRecipe]) -> Iterator[FieldProblem]:
    """Recipes that stand inside themselves, and recipes that stand inside none."""
    by_key = {recipe.key: recipe for recipe in recipes}
    straight = {recipe.key for recipe in inner_first(recipes)}
    reached, new = {recipes[0].key}, [recipes[0]]
    while new:
        found = {inner_key(step) for step in new.pop().steps} & set(by_key) - reached
        reached |= found
        new += [by_key[key] for key in found]
    for place, recipe in enumerate(recipes):
        if recipe.key not in straight:
            yield FieldProblem(f'recipes.{place}', 'recipe_circle', {'recipe': recipe.name[:60]})
        elif recipe.key not in reached:
            yield FieldProblem(f'recipes.{place}', 'shared_loose', {'name': recipe.key})
