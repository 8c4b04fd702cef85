"""Reads what an AI handed in as a draft, strictly and trusting nothing: no id, no address, no size comes from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.actions.base import Action
from app.domain.bots import Bot
from app.domain.codec import to_json
from app.domain.errors import FieldProblem, Invalid
from app.domain.names import clean_emoji, clean_name
from app.domain.pipelines import Pipeline, Shape, StepKind
from app.domain.recipe_drafts import DraftBot, RecipeDraft
from app.engine import graph
from app.ids import new_id
from app.services.bots import DEFAULT_EMOJI
from app.services.draft_form import FIELD_KINDS, MAX_COLUMNS, MAX_FIELDS, MAX_STEPS, STEP_KINDS
from app.services.fields import Form
from app.services.recipe_form import DEFAULT_EMOJI as RECIPE_EMOJI
from app.services.recipe_form import read_recipe

MAX_ANSWER = 200_000  # letters; a whole draft has some thousand
MAX_TASK, MAX_LINE, MAX_READS = 4_000, 500, 10
_BEFORE_ALL_TIME = datetime(2026, 1, 1, tzinfo=UTC)
_STEP = re.compile(r'(?:step|schritt)\s*(\d{1,3})', re.IGNORECASE)
_FIELD = re.compile(r'(?:field|feld)[\s:]+(.+)', re.IGNORECASE | re.DOTALL)
# Where something could be sent to or taken from. A person may have put it into the sentence; an AI may not add it.
_PLACE = re.compile(
    r'(?:https?|ftps?|file)://?[^\s"\'<>]+|\b(?:javascript|data|mailto):\S+|\bwww\.[^\s"\'<>]+'
    r'|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[A-Za-z]:\\[^\s"\'<>]*|(?<![\w.])(?:~|\.{1,2})?/(?:[\w.-]+/)+[\w.-]*',
    re.IGNORECASE,
)
# What our own checks call a part of a recipe -> what the draft calls it.
_CALLED = {
    'inputs': 'fields',
    'input_source': 'reads',
    'instruction': 'task',
    'bot_id': 'bot',
    'system_prompt': 'personality',
}


def read_draft(answer: str, *, sentence: str, own_bots: Sequence[Bot], actions: Mapping[str, Action]) -> RecipeDraft:
    """The draft; `Invalid` with everything that cannot be taken, by its path in the answer."""
    data = _object(answer)
    try:
        draft = _Reader(data, own_bots, actions).draft(sentence)
    except Invalid as error:
        raise Invalid(*(replace(problem, path=_called(problem.path)) for problem in error.problems)) from error
    allowed = sentence.casefold()
    for text in _texts(to_json(replace(draft, sentence=''))):
        if place := next((found[0] for found in _PLACE.finditer(text) if found[0].casefold() not in allowed), ''):
            raise Invalid.field('', 'draft_address', address=place[:100])
    return draft


def _object(answer: str) -> Mapping[str, Any]:
    """The JSON object in the answer; models like to put words or fences around it."""
    start = answer.find('{')
    if len(answer) > MAX_ANSWER:
        raise Invalid.field('', 'too_long', limit=MAX_ANSWER)
    try:
        value, _ = json.JSONDecoder().raw_decode(answer, max(start, 0))
    except (ValueError, RecursionError) as error:
        raise Invalid.field('', 'draft_json') from error
    if not isinstance(value, Mapping):
        raise Invalid.field('', 'draft_json')
    return value


class _Values:
    """Takes values out of foreign JSON and notes what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[FieldProblem] = []

    def entries(self, data: Mapping[str, Any], name: str, limit: int, path: str = '') -> list[Mapping[str, Any]]:
        """Entries that are objects, no more than `limit`."""
        found = data.get(name) or []
        where = f'{path}.{name}' if path else name
        if not isinstance(found, list):
            self.problem(where, 'list')
        elif len(found) > limit:
            self.problem(where, 'too_many', limit=limit)
        elif not all(isinstance(entry, Mapping) for entry in found):
            self.problem(where, 'object')
        else:
            return found
        return []

    def texts(self, data: Mapping[str, Any], name: str, limit: int, path: str) -> list[str]:
        found = data.get(name) or []
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            self.problem(f'{path}.{name}', 'list')
        elif len(found) > limit:
            self.problem(f'{path}.{name}', 'too_many', limit=limit)
        else:
            return [word.strip()[:MAX_LINE] for word in found if word.strip()]
        return []

    def choice(self, data: Mapping[str, Any], name: str, path: str, choices: Sequence[str], default: str = '') -> str:
        value = data.get(name) or default
        if isinstance(value, str) and value in choices:
            return value
        self.problem(f'{path}.{name}', 'choice', choices=', '.join(choices))
        return choices[0]

    def text(self, data: Mapping[str, Any], name: str, limit: int = 1_000, path: str = '') -> str:
        form = Form({name: data.get(name) or ''}, path)
        text = form.text(name, limit)
        self.problems += form.problems
        return text

    def problem(self, path: str, key: str, **params: Any) -> None:
        self.problems.append(FieldProblem(path, key, params))

    def check(self) -> None:
        if self.problems:
            raise Invalid(*self.problems)


class _Reader(_Values):
    def __init__(self, data: Mapping[str, Any], own_bots: Sequence[Bot], actions: Mapping[str, Action]) -> None:
        super().__init__()
        self._data, self._own_bots, self._actions = data, own_bots, actions
        self._bots: dict[str, DraftBot] = {}  # by folded name

    def draft(self, sentence: str) -> RecipeDraft:
        """Everything, checked like a recipe that a person hands in."""
        # There is one repair: everything that is wrong is told at once.
        frame = self._frame()
        self._read_bots()
        steps = self.entries(self._data, 'steps', MAX_STEPS)
        if not self._data.get('steps'):
            self.problem('steps', 'required')
        recipe = self._with_steps(frame, steps)
        self.check()
        used = {step.bot_id for step in recipe.steps}
        bots = tuple(bot for bot in self._bots.values() if bot.key in used)
        return RecipeDraft(
            sentence=sentence,
            name=recipe.name,
            emoji=recipe.emoji,
            description=recipe.description,
            inputs=recipe.inputs,
            steps=recipe.steps,
            bots=bots,
        )

    def _frame(self) -> Pipeline:
        """The recipe without its steps."""
        head = {'name': self.text(self._data, 'name'), 'description': self.text(self._data, 'description', MAX_LINE)}
        head['emoji'] = _emoji(self._data.get('emoji'), RECIPE_EMOJI)
        empty = Pipeline(id='draft', name='', created_at=_BEFORE_ALL_TIME, updated_at=_BEFORE_ALL_TIME)
        return self._read(empty, {**head, 'inputs': list(self._fields())})

    def _with_steps(self, frame: Pipeline, steps: Sequence[Mapping[str, Any]]) -> Pipeline:
        ids = [new_id('step', letters=6) for _ in steps]
        labels = {field.label.casefold(): field.key for field in reversed(frame.inputs)}
        bodies = [self._step(number, step, ids, labels) for number, step in enumerate(steps)]
        recipe = self._read(frame, {'steps': bodies})
        told = {_called(problem.path) for problem in self.problems}
        known = graph.Known(bots={bot.key for bot in self._bots.values()}, actions=self._actions)
        self.problems += [one for one in graph.problems(recipe, known) if _called(one.path) not in told]
        return recipe

    def _read(self, before: Pipeline, changes: Mapping[str, Any]) -> Pipeline:
        """`before` with the changes; as it was, and the problems noted, when they cannot be taken."""
        try:
            return read_recipe(before, changes)
        except Invalid as error:
            self.problems += error.problems
            return before

    def _fields(self) -> Iterator[dict[str, Any]]:
        for number, entry in enumerate(self.entries(self._data, 'fields', MAX_FIELDS)):
            path = f'fields.{number}'
            kind = self.choice(entry, 'kind', path, FIELD_KINDS)
            if not self.text(entry, 'label', MAX_LINE, path):
                self.problem(f'{path}.label', 'required')
            yield {
                'label': self.text(entry, 'label', MAX_LINE, path),
                'help': self.text(entry, 'help', MAX_LINE, path),
                'kind': kind,
                'required': entry.get('required') is True,
                'choices': self.texts(entry, 'choices', 30, path) if kind == 'choice' else [],
            }

    def _read_bots(self) -> None:
        own = {_folded(bot.name): bot for bot in reversed(self._own_bots)}
        for number, entry in enumerate(self.entries(self._data, 'bots', MAX_STEPS)):
            given = {name: entry.get(name) or '' for name in ('name', 'description', 'personality')}
            form = Form(given, f'bots.{number}')
            name, about, prompt = form.name(), form.text('description', MAX_LINE), form.text('personality', MAX_TASK)
            self.problems += form.problems
            folded = _folded(name)
            if folded in self._bots:
                self.problem(f'bots.{number}.name', 'twice')
            elif name and folded not in own:
                emoji = _emoji(entry.get('emoji'), DEFAULT_EMOJI)
                made = DraftBot(
                    key=f'bot-{number + 1}', name=name, emoji=emoji, description=about, system_prompt=prompt
                )
                self._bots[folded] = made
        for number, (folded, bot) in enumerate(own.items()):
            self._bots[folded] = DraftBot(
                key=f'own-{number + 1}', name=bot.name, emoji=bot.emoji, description=bot.description, bot_id=bot.id
            )

    def _step(self, number: int, entry: Mapping[str, Any], ids: list[str], labels: Mapping[str, str]) -> dict[str, Any]:
        path = f'steps.{number}'
        kind = self.choice(entry, 'kind', path, STEP_KINDS)
        body: dict[str, Any] = {
            'id': ids[number],
            'kind': kind,
            'name': self.text(entry, 'title', MAX_LINE, path),
            'instruction': self.text(entry, 'task', MAX_TASK, path),
            'input_source': self._sources(number, entry, ids, labels),
        }
        if kind == StepKind.BOT.value:
            shape = self.choice(entry, 'gives', path, tuple(one.value for one in Shape), Shape.TEXT.value)
            columns = self.texts(entry, 'columns', MAX_COLUMNS, path) if shape != Shape.TEXT.value else []
            body |= {'bot_id': self._bot(entry, path), 'shape': shape, 'columns': columns}
            if not body['instruction']:
                self.problem(f'{path}.task', 'required')
        elif kind == StepKind.ACTION.value:
            body |= {'instruction': '', 'settings': self._settings(entry, path)}
        return body

    def _bot(self, entry: Mapping[str, Any], path: str) -> str:
        name = self.text(entry, 'bot', MAX_LINE, path)
        bot = self._bots.get(_folded(name))
        if bot is None:
            self.problem(f'{path}.bot', 'bot_missing', step=path.removeprefix('steps.'))
            return ''
        return bot.key

    def _sources(
        self, number: int, entry: Mapping[str, Any], ids: list[str], labels: Mapping[str, str]
    ) -> list[str | dict[str, str]]:
        found: list[str | dict[str, str]] = []
        for place, word in enumerate(self.texts(entry, 'reads', MAX_READS, f'steps.{number}')):
            part = _source(word, number, ids, labels)
            if part is None:
                self.problem(f'steps.{number}.reads.{place}', 'draft_source', name=word[:80])
            elif part not in found:
                found.append(part)
        return found

    def _settings(self, entry: Mapping[str, Any], path: str) -> dict[str, str]:
        settings = {'action': self.text(entry, 'action', MAX_LINE, path)}
        for number, setting in enumerate(self.entries(entry, 'settings', 30, path)):
            inner = f'{path}.settings.{number}'
            name = self.text(setting, 'field', MAX_LINE, inner)
            if name and name != 'action':
                settings[name] = self.text(setting, 'value', MAX_TASK, inner)
        return settings


def _source(word: str, number: int, ids: Sequence[str], labels: Mapping[str, str]) -> str | dict[str, str] | None:
    """What a step reads, in the contract's form; None when there is no such thing."""
    folded = word.casefold()
    if folded in ('start', 'previous'):
        return folded if number else 'start'
    if (match := _STEP.fullmatch(word)) and 1 <= int(match[1]) <= len(ids):
        return {'step': ids[int(match[1]) - 1]}
    match = _FIELD.fullmatch(word)
    key = labels.get(folded) or (labels.get(match[1].strip().casefold()) if match else None)
    return {'input': key} if key else None


def _folded(name: str) -> str:
    """How names are compared: as they would be stored, without difference of case."""
    try:
        return clean_name(name).casefold()
    except Invalid:
        return name.casefold()


def _emoji(value: object, default: str) -> str:
    """One emoji; a draft does not fail because of a picture."""
    try:
        return clean_emoji(value) if isinstance(value, str) else default
    except Invalid:
        return default


def _called(path: str) -> str:
    return '.'.join(_CALLED.get(part, part) for part in path.split('.'))


def _texts(value: Any) -> Iterator[str]:
    """Every text in the value, keys of objects too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key)
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
