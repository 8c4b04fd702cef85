"""A recipe: input fields and steps that turn them into a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any

from app.domain.errors import Invalid


class InputKind(Enum):
    """What a field of the start form takes."""

    TEXT = 'text'
    LONGTEXT = 'longtext'
    CHOICE = 'choice'
    NUMBER = 'number'
    DATE = 'date'
    FILE = 'file'


class StepKind(Enum):
    """What works in a step."""

    BOT = 'bot'
    ACTION = 'action'  # code, no model; settings: {'action': KEY, and the action's own fields}
    ASK = 'ask'  # a person; settings: {'days': number or None, 'then': 'wait' | 'approve' | 'reject'}
    RECIPE = 'recipe'  # another recipe; settings: {'pipeline_id': ID, 'into': input key or '', 'values': {KEY: text}}


class Shape(Enum):
    """What a step promises to give: running text, one table, or named fields. All of them travel as text."""

    TEXT = 'text'
    TABLE = 'table'
    FIELDS = 'fields'


class Over(Enum):
    """What a step is repeated for."""

    LINES = 'lines'  # non-empty lines of what it reads
    ROWS = 'rows'  # rows of the first table in what it reads
    FILES = 'files'  # documents it reads; without any in `input_source`, all documents of its bot


class Op(Enum):
    """How a condition compares. Numbers and dates are understood in German and in the programs' way."""

    IS = 'is'
    IS_NOT = 'is_not'
    CONTAINS = 'contains'
    CONTAINS_NOT = 'contains_not'
    MORE = 'more'
    LESS = 'less'
    EMPTY = 'empty'
    NOT_EMPTY = 'not_empty'
    YES = 'yes'  # of a question to the bot
    NO = 'no'


class Subject(Enum):
    """What a condition looks at."""

    TEXT = 'text'  # everything the step reads
    FIELD = 'field'  # `name` = a field or column of what it reads
    INPUT = 'input'  # `name` = key of a field of the start form
    QUESTION = 'question'  # `name` = a yes/no question to the step's bot; `op` is yes or no


class Otherwise(Enum):
    """What a step gives when its condition is not met."""

    PASS = 'pass'  # what it has read, unchanged: the chain goes on
    NOTHING = 'nothing'  # nothing; steps that read only nothing are left out as well


@dataclass(frozen=True, kw_only=True, slots=True)
class InputField:
    """One field of the start form; `help` and `default` are shown to the person as they are."""

    key: str
    label: str
    kind: InputKind = InputKind.TEXT
    required: bool = False
    default: str = ''
    help: str = ''
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InputPart:
    """Where a piece of a step's input comes from.

    kind       ref              name
    start      –                –          all inputs of the run
    previous   –                –          output of the step before
    step       a step's id      –
    input      a field's key    –
    text       the text itself  –
    document   –                file name  of the step's bot
    workspace  a workspace id   file name or ''
    """

    kind: str
    ref: str = ''
    name: str = ''

    def to_json(self) -> Any:
        """The contract's form: a bare word or an object with one or two keys."""
        if self.kind in ('start', 'previous'):
            return self.kind
        if self.kind == 'document':
            return {'document': self.name}
        if self.kind == 'workspace':
            return {'workspace': self.ref} | ({'document': self.name} if self.name else {})
        return {self.kind: self.ref}

    @classmethod
    def from_json(cls, data: Any, path: str = '') -> InputPart:
        """Read the contract's form; `Invalid` for anything else."""
        if data in ('start', 'previous'):
            return cls(data)
        if isinstance(data, Mapping) and all(isinstance(value, str) for value in data.values()):
            match sorted(data):
                case ['step'] | ['input'] | ['text'] as keys:
                    return cls(keys[0], ref=data[keys[0]])
                case ['document']:
                    return cls('document', name=data['document'])
                case ['workspace'] | ['document', 'workspace']:
                    return cls('workspace', ref=data['workspace'], name=data.get('document', ''))
        raise Invalid.field(path, 'input_source')


@dataclass(frozen=True, slots=True)
class OutputPart:
    """Where a step's text goes: `next`, or a place with its own fields as in the contract."""

    kind: str  # next | document | workspace | email | webhook | telegram
    fields: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> Any:
        """The contract's form."""
        return 'next' if self.kind == 'next' else dict(self.fields)

    @classmethod
    def from_json(cls, data: Any, path: str = '') -> OutputPart:
        """Read the contract's form; `Invalid` for anything else."""
        if data == 'next':
            return cls('next')
        if isinstance(data, Mapping) and all(isinstance(value, str) for value in data.values()):
            match sorted(data):
                case ['document'] | ['webhook'] | ['telegram'] as keys:
                    return cls(keys[0], dict(data))
                case ['document', 'workspace']:
                    return cls('workspace', dict(data))
                case ['email'] | ['email', 'subject']:
                    return cls('email', dict(data))
        raise Invalid.field(path, 'output_target')


@dataclass(frozen=True, kw_only=True, slots=True)
class ForEach:
    """The step works once for every line, row or file, at most `at_once` at the same time; results stay in order."""

    over: Over = Over.LINES
    at_once: int = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class OnlyIf:
    """The step works only if this is so. With `for_each` it is asked for every item."""

    subject: Subject = Subject.TEXT
    name: str = ''
    op: Op = Op.CONTAINS
    value: str = ''
    otherwise: Otherwise = Otherwise.PASS


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One piece of work. `instruction` is what the bot is asked to do, or the person is asked to look at."""

    id: str
    bot_id: str = ''
    name: str = ''
    instruction: str = ''
    input_source: tuple[InputPart, ...] = (InputPart('previous'),)
    output_target: tuple[OutputPart, ...] = (OutputPart('next'),)
    kind: StepKind = StepKind.BOT
    practice: str = ''  # which frame the practice engine fills; '' = it chooses by the instruction
    timeout_s: float = 600.0  # start to end
    idle_timeout_s: float | None = None  # no token for so long; None = by the connection (cloud 120, local 600)
    retries: int = 2
    settings: Mapping[str, Any] = field(default_factory=dict)  # of the step kind (action, ask, recipe)
    for_each: ForEach | None = None
    only_if: OnlyIf | None = None
    shape: Shape = Shape.TEXT  # of a bot's answer
    columns: tuple[str, ...] = ()  # of the table, or the names of the fields; none = the bot chooses


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """When a recipe runs without a click; details by kind (issue "Triggers")."""

    kind: str = 'manual'  # manual | cron | trigger
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pipeline:
    """A recipe. Steps stand in reading order; edges come from their `input_source`."""

    id: str
    name: str
    emoji: str = '📋'
    description: str = ''
    inputs: tuple[InputField, ...] = ()
    steps: tuple[Step, ...] = ()
    schedule: Schedule = Schedule()
    template_id: str = ''  # the template it was copied from
    is_on: bool = True  # False: cannot be started yet (a recipe of somebody else, before it was looked at)
    owner: str = ''
    created_at: datetime
    updated_at: datetime
    version: int = 0

    def step(self, step_id: str) -> Step:
        """The step with that id; KeyError when there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def with_steps(self, steps: tuple[Step, ...]) -> Pipeline:
        """The same recipe with other steps."""
        return replace(self, steps=steps)
