"""What a request may contain. Unknown fields are refused; what we gave out ourselves may come back unread."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, JsonValue, WithJsonSchema
from pydantic.config import JsonDict

_PARTS_IN = [
    {'type': 'string', 'enum': ['start', 'previous']},
    *(
        {'type': 'object', 'properties': {key: {'type': 'string'}}, 'required': [key], 'additionalProperties': False}
        for key in ('step', 'input', 'text', 'document', 'workspace')
    ),
    {
        'type': 'object',
        'properties': {'workspace': {'type': 'string'}, 'document': {'type': 'string'}},
        'required': ['workspace', 'document'],
        'additionalProperties': False,
    },
]
_PARTS_OUT = [
    {'type': 'string', 'enum': ['next']},
    *(
        {'type': 'object', 'properties': {key: {'type': 'string'}}, 'required': [key], 'additionalProperties': False}
        for key in ('document', 'webhook', 'telegram', 'email')
    ),
    {
        'type': 'object',
        'properties': {'workspace': {'type': 'string'}, 'document': {'type': 'string'}},
        'required': ['workspace', 'document'],
        'additionalProperties': False,
    },
    {
        'type': 'object',
        'properties': {'email': {'type': 'string'}, 'subject': {'type': 'string'}},
        'required': ['email', 'subject'],
        'additionalProperties': False,
    },
]


def _one_or_many(parts: list[dict[str, Any]], default: str, says: str) -> dict[str, Any]:
    many = {'type': 'array', 'items': {'anyOf': parts}, 'maxItems': 50}
    return {'anyOf': [*parts, many], 'description': says, 'examples': [default]}


# Read by the domain's own codec, which knows these forms; pydantic only documents them.
InputSource = Annotated[
    Any,
    WithJsonSchema(
        _one_or_many(_PARTS_IN, 'previous', 'Where the text comes from: one part, or a list of parts in order.')
    ),
]
OutputTarget = Annotated[
    Any, WithJsonSchema(_one_or_many(_PARTS_OUT, 'next', 'Where the text goes: one place, or a list of places.'))
]
READ_ONLY = {'readOnly': True}
ReadOnly = Annotated[
    Any, Field(description='Only read; ignored when it comes back.', json_schema_extra=cast('JsonDict', READ_ONLY))
]


class Body(BaseModel):
    """Base of all bodies."""

    model_config = ConfigDict(extra='forbid', strict=True)

    def given(self) -> dict[str, Any]:
        """What the request named, and nothing else."""
        return self.model_dump(exclude_unset=True)


class Change(Body):
    """Base of partial updates. `version` and what is read-only are no changes."""

    def changes(self) -> dict[str, Any]:
        """What the request wants changed."""
        read_only = {name for name, field in type(self).model_fields.items() if field.json_schema_extra == READ_ONLY}
        return self.model_dump(exclude_unset=True, exclude={'version', *read_only})


class BotNew(Body):
    """A new bot; only the name is needed."""

    model_config = ConfigDict(
        json_schema_extra={
            'examples': [
                {
                    'name': 'Texter',
                    'emoji': '✍️',
                    'description': 'Schreibt klare, freundliche Texte.',
                    'system_prompt': 'Du schreibst kurze Sätze in einfachem Deutsch.',
                    'model': '',
                    'settings': {'temperature': 0.4},
                }
            ]
        }
    )

    name: str = Field(min_length=1, max_length=1_000, description='At most 60 characters as a reader counts them.')
    emoji: str = Field('', max_length=100, description='Exactly one emoji, or empty for 🤖.')
    description: str = Field('', max_length=2_000)
    system_prompt: str = Field('', max_length=50_000, description="The bot's personality.")
    model: str = Field('', max_length=200, description="'' (default), a model's name, or CONNECTION_ID/MODEL.")
    settings: dict[str, JsonValue] = Field(
        default_factory=dict, description='temperature, max_tokens, ...; what is not set is left to the model.'
    )
    tools: list[Literal['documents', 'citations']] | None = Field(
        None, description='What it may do: read its documents, mark where a sentence comes from; null = both.'
    )


class BotChange(Change):
    """Changes of a bot; what is not named stays. In `settings`, null removes a setting."""

    model_config = ConfigDict(json_schema_extra={'examples': [{'name': 'Texterin', 'version': 1}]})

    name: str = Field('', min_length=1, max_length=1_000)
    emoji: str = Field('', max_length=100)
    description: str = Field('', max_length=2_000)
    system_prompt: str = Field('', max_length=50_000)
    model: str = Field('', max_length=200)
    settings: dict[str, JsonValue] = Field(default_factory=dict)
    tools: list[Literal['documents', 'citations']] = Field(default_factory=list)
    version: int | None = Field(None, ge=0, description='The version last read; 409 when it is not the stored one.')
    id: ReadOnly = None
    documents_path: ReadOnly = None
    documents: ReadOnly = None
    created_at: ReadOnly = None
    updated_at: ReadOnly = None


class WorkspaceNew(Body):
    """A new workspace; only the name is needed."""

    model_config = ConfigDict(json_schema_extra={'examples': [{'name': 'Garten', 'emoji': '🌻'}]})

    name: str = Field(min_length=1, max_length=1_000, description='At most 60 characters as a reader counts them.')
    emoji: str = Field('', max_length=100, description='Exactly one emoji, or empty for 🗂️.')
    description: str = Field('', max_length=2_000)
    parent_id: str = Field('', max_length=64, description='The workspace it is shown under; empty = at the top.')
    bot_ids: list[str] = Field(
        default_factory=list, max_length=200, description='The bots that may read its documents.'
    )


class WorkspaceChange(Change):
    """Changes of a workspace; what is not named stays, `bot_ids` is replaced as a whole."""

    model_config = ConfigDict(json_schema_extra={'examples': [{'name': 'Garten und Balkon', 'version': 1}]})

    name: str = Field('', min_length=1, max_length=1_000)
    emoji: str = Field('', max_length=100)
    description: str = Field('', max_length=2_000)
    parent_id: str = Field('', max_length=64)
    bot_ids: list[str] = Field(default_factory=list, max_length=200)
    version: int | None = Field(None, ge=0, description='The version last read; 409 when it is not the stored one.')
    id: ReadOnly = None
    documents_path: ReadOnly = None
    documents: ReadOnly = None
    created_at: ReadOnly = None
    updated_at: ReadOnly = None


class BotRun(Body):
    """What to try a bot out with."""

    model_config = ConfigDict(json_schema_extra={'examples': [{'input': 'Lade Anna zum Kaffee am Sonntag ein.'}]})

    input: str = Field(description='The text the bot works on.', max_length=500_000)


class InputFieldBody(Body):
    """One field of the start form. `key` is made from `label` when it is missing."""

    key: str = Field('', max_length=40, examples=['thema'])
    label: str = Field('', max_length=500)
    kind: Literal['text', 'longtext', 'choice', 'number', 'date', 'file'] = 'text'
    required: bool = False
    default: str = Field('', max_length=50_000)
    help: str = Field('', max_length=500)
    choices: list[str] = Field(default_factory=list, max_length=100)


class ForEachBody(Body):
    """Repeat the step for every line, table row or file of what it reads."""

    over: Literal['lines', 'rows', 'files'] = 'lines'
    at_once: int = Field(3, ge=1, le=100)


class OnlyIfBody(Body):
    """Do the step only if this is so; otherwise it hands on what it has read, or nothing."""

    subject: Literal['text', 'field', 'input', 'question'] = 'text'
    name: str = Field('', max_length=1_000, description='Field, key of an input, or the question to the bot.')
    op: Literal['is', 'is_not', 'contains', 'contains_not', 'more', 'less', 'empty', 'not_empty', 'yes', 'no'] = (
        'contains'
    )
    value: str = Field('', max_length=1_000)
    otherwise: Literal['pass', 'nothing'] = 'pass'


class StepBody(Body):
    """One step. `id` is made by us when it is missing; the first step reads the start form, others the step before."""

    id: str = Field('', max_length=64)
    bot_id: str = Field('', max_length=64)
    name: str = Field('', max_length=200)
    instruction: str = Field('', max_length=50_000, description='What the bot is to do with its input.')
    input_source: InputSource = None
    output_target: OutputTarget = None
    kind: Literal['bot', 'action', 'ask', 'recipe'] = 'bot'
    practice: str = Field('', max_length=100)
    timeout_s: float = Field(600.0, ge=1, le=86_400)
    idle_timeout_s: float | None = Field(None, ge=1, le=86_400)
    retries: int = Field(2, ge=0, le=20)
    settings: dict[str, JsonValue] = Field(default_factory=dict)
    for_each: ForEachBody | None = None
    only_if: OnlyIfBody | None = None
    shape: Literal['text', 'table', 'fields'] = Field('text', description="Of a bot's answer.")
    columns: list[str] = Field(default_factory=list, max_length=50, description='Of the table, or names of the fields.')


class ScheduleBody(Body):
    """When it runs without a click; today only `manual`."""

    kind: str = Field('manual', max_length=20)
    settings: dict[str, JsonValue] = Field(default_factory=dict)


class PipelineNew(Body):
    """A new recipe."""

    model_config = ConfigDict(
        json_schema_extra={
            'examples': [
                {
                    'name': 'Blog-Artikel',
                    'emoji': '📰',
                    'inputs': [{'key': 'thema', 'label': 'Worüber?', 'kind': 'text', 'required': True}],
                    'steps': [
                        {'bot_id': 'texter-k3v9x2qa', 'instruction': 'Schreib einen Artikel.', 'input_source': 'start'}
                    ],
                }
            ]
        }
    )

    name: str = Field(min_length=1, max_length=1_000)
    emoji: str = Field('', max_length=100)
    description: str = Field('', max_length=2_000)
    inputs: list[InputFieldBody] = Field(default_factory=list, max_length=30)
    steps: list[StepBody] = Field(default_factory=list, max_length=200)
    schedule: ScheduleBody = ScheduleBody(kind='manual')
    is_on: bool = Field(True, description='false = cannot be started yet.')


class DescribedRecipe(Body):
    """What a recipe should do."""

    model_config = ConfigDict(
        json_schema_extra={'examples': [{'text': 'Aus meinen Notizen soll ein Blog-Artikel werden.'}]}
    )

    text: str = Field(min_length=1, max_length=2_000, description='One sentence, or a few.')


class PipelineChange(Change):
    """Changes of a recipe; what is not named stays, lists are replaced as a whole."""

    model_config = ConfigDict(json_schema_extra={'examples': [{'name': 'Neuer Name', 'version': 1}]})

    name: str = Field('', min_length=1, max_length=1_000)
    emoji: str = Field('', max_length=100)
    description: str = Field('', max_length=2_000)
    inputs: list[InputFieldBody] = Field(default_factory=list, max_length=30)
    steps: list[StepBody] = Field(default_factory=list, max_length=200)
    schedule: ScheduleBody = ScheduleBody(kind='manual')
    is_on: bool = True
    version: int | None = Field(None, ge=0, description='The version last read, unless the header If-Match has it.')
    id: ReadOnly = None
    template_id: ReadOnly = None
    created_at: ReadOnly = None
    updated_at: ReadOnly = None


class PipelineRun(Body):
    """What the start form would hold."""

    model_config = ConfigDict(json_schema_extra={'examples': [{'inputs': {'thema': 'Rosen schneiden'}}]})

    inputs: dict[str, str | int | float | None] = Field(
        default_factory=dict, description='By the keys of the recipe; a missing value means its default.'
    )


class AnswerBody(Body):
    """What a person says to the text a step asks about."""

    model_config = ConfigDict(
        json_schema_extra={'examples': [{'decision': 'change', 'comment': 'Etwas kürzer, bitte.'}]}
    )

    decision: Literal['approve', 'change', 'reject']
    text: str | None = Field(None, max_length=2_000_000, description='The text as it goes on; missing = unchanged.')
    comment: str = Field('', max_length=50_000, description='For `change`: what the bot is to do differently.')


class ConnectionNew(Body):
    """A connection to an AI back end. `api_key` is write-only: it is stored encrypted and never shown again."""

    model_config = ConfigDict(
        json_schema_extra={
            'examples': [{'kind': 'ollama', 'name': 'KI auf dem Rechner', 'base_url': 'http://127.0.0.1:11434'}]
        }
    )

    kind: Literal['openai', 'anthropic', 'gemini', 'ollama', 'openclaw', 'practice']
    name: str = Field('', max_length=1_000)
    base_url: str = Field('', max_length=2_000)
    api_key: str = Field('', max_length=10_000, json_schema_extra={'writeOnly': True})
    default_model: str = Field('', max_length=200)
    is_default: bool = False
    max_parallel: int | None = Field(None, ge=1, le=10_000, description='null = no limit')


class ConnectionChange(Change):
    """Changes of a connection; what is not named stays, the key too."""

    model_config = ConfigDict(json_schema_extra={'examples': [{'default_model': 'llama3.2'}]})

    name: str = Field('', max_length=1_000)
    base_url: str = Field('', max_length=2_000)
    api_key: str = Field('', max_length=10_000, json_schema_extra={'writeOnly': True})
    default_model: str = Field('', max_length=200)
    is_default: bool = False
    max_parallel: int | None = Field(None, ge=1, le=10_000)
    version: int | None = Field(None, ge=0)
    id: ReadOnly = None
    kind: ReadOnly = None
    has_key: ReadOnly = None
    key_tail: ReadOnly = None
    models: ReadOnly = None
    models_at: ReadOnly = None
    created_at: ReadOnly = None
    updated_at: ReadOnly = None


class ShelfNew(Body):
    """A shelf: a folder of this computer, or the address of an `index.json`."""

    model_config = ConfigDict(json_schema_extra={'examples': [{'place': 'https://example.org/rezepte/index.json'}]})

    place: str = Field(min_length=1, max_length=1_000)
    name: str = Field('', max_length=1_000, description="Empty = the folder's or the index's own name.")
