"""What answers look like: the shapes of the contract for the OpenAPI description, with examples."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from app.api.document_answers import Answer, Document, Passage

RUN_STATUS = Literal['waiting', 'running', 'needs_you', 'done', 'failed', 'cancelled', 'missed']
STEP_STATUS = Literal['waiting', 'running', 'needs_you', 'done', 'failed', 'cancelled', 'skipped']


class FieldError(Answer):
    """One field that cannot be taken."""

    path: str = Field(examples=['steps.0.bot_id'])
    message: str
    code: str


class Problem(BaseModel):
    """Any error (RFC 9457). After a stale write `current` and `yours` hold both versions."""

    model_config = ConfigDict(
        json_schema_extra={
            'examples': [
                {
                    'type': '/problems/invalid',
                    'title': 'Ein Feld passt noch nicht.',
                    'status': 422,
                    'detail': 'name: Hier fehlt noch etwas.',
                    'hint': 'Ändere das Feld und versuch es noch einmal.',
                    'errors': [{'path': 'name', 'message': 'Hier fehlt noch etwas.', 'code': 'required'}],
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    hint: str
    errors: list[FieldError] = Field(default_factory=list)
    current: dict[str, JsonValue] | None = None
    yours: dict[str, JsonValue] | None = None


class Bot(Answer):
    """A bot."""

    id: str
    name: str
    emoji: str
    description: str
    system_prompt: str
    model: str
    settings: dict[str, JsonValue]
    documents_path: str
    tools: list[str]
    created_at: datetime
    updated_at: datetime
    version: int


class Personality(Answer):
    """A ready bot to take."""

    key: str
    topic: str
    topic_emoji: str
    emoji: str
    name: str
    sentence: str
    system_prompt: str
    sample: str
    tools: list[str]


class BotWithDocuments(Bot):
    """A bot with what lies in its folder."""

    documents: list[Document]


class InputField(Answer):
    """One field of the start form."""

    key: str
    label: str
    kind: Literal['text', 'longtext', 'choice', 'number', 'date', 'file']
    required: bool
    default: str
    help: str
    choices: list[str]


class Step(Answer):
    """One step of a recipe."""

    id: str
    bot_id: str
    name: str
    instruction: str
    input_source: list[str | dict[str, str]]
    output_target: list[str | dict[str, str]]
    kind: Literal['bot', 'action', 'ask', 'recipe']
    practice: str
    timeout_s: float
    idle_timeout_s: float | None
    retries: int
    settings: dict[str, JsonValue]
    for_each: dict[str, JsonValue] | None
    only_if: dict[str, JsonValue] | None
    shape: Literal['text', 'table', 'fields']
    columns: list[str]


class Schedule(Answer):
    """When a recipe runs without a click."""

    kind: Literal['manual', 'cron', 'trigger']
    settings: dict[str, JsonValue]


class Pipeline(Answer):
    """A recipe."""

    id: str
    name: str
    emoji: str
    description: str
    inputs: list[InputField]
    steps: list[Step]
    schedule: Schedule
    template_id: str
    is_on: bool
    created_at: datetime
    updated_at: datetime
    version: int


class Usage(Answer):
    """What was read and written; null when the service does not say."""

    input_tokens: int | None
    output_tokens: int | None
    cost_eur: float | None


class StepError(Answer):
    """Why a step or run failed, in the visitor's language."""

    code: str
    message: str
    hint: str
    detail: str


class SentTo(Answer):
    """Which service read the text."""

    connection_id: str
    connection_name: str
    kind: str
    model: str
    leaves_house: bool


class StepFile(Answer):
    """A file a step made."""

    name: str
    size: int
    sha256: str


class Item(Answer):
    """One line, row or file of a repeated step."""

    name: str
    status: STEP_STATUS
    output: str
    checked: bool | None


class Question(Answer):
    """A text that waits for a person; with `child` the question is in that run."""

    text: str
    item: int | None
    asked_at: datetime
    due_at: datetime | None
    child: str


class StepAnswer(Answer):
    """What a person said; `by` empty = the deadline passed."""

    decision: Literal['approve', 'change', 'reject']
    text: str
    comment: str
    by: str
    at: datetime
    item: int | None


class StepRun(Answer):
    """One step of one run."""

    id: str
    bot_id: str
    bot_name: str
    emoji: str
    name: str
    status: STEP_STATUS
    input: str
    output: str
    text: str = Field(description='What has arrived so far, or had arrived when the step failed or was stopped.')
    started_at: datetime | None
    finished_at: datetime | None
    duration_s: float | None
    attempts: int
    usage: Usage
    error: StepError | None
    retry_at: datetime | None
    sent_to: SentTo | None
    reused_from: str
    kind: Literal['bot', 'action', 'ask', 'recipe']
    skipped_for: str = Field(description='Why a step was left out: condition, or empty (nothing to read).')
    files: list[StepFile]
    items: list[Item]
    checked: bool | None
    question: Question | None
    answers: list[StepAnswer]
    passages: list[Passage] = Field(description='What the step was given of documents.')


class Run(Answer):
    """One execution of a recipe, or of a bot alone (`pipeline_id` is then empty)."""

    id: str
    pipeline_id: str
    pipeline_name: str
    emoji: str
    status: RUN_STATUS
    trigger: str
    inputs: dict[str, str]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    duration_s: float | None
    steps: list[StepRun]
    result: str
    usage: Usage
    error: StepError | None
    parent: str = Field(description='The run this one is a step of, or empty.')
    practice: bool = Field(description='At least one step was answered by the practice engine, not by an AI.')


class RunSummary(Answer):
    """One line of the history."""

    id: str
    number: int
    pipeline_id: str
    pipeline_name: str
    emoji: str
    status: RUN_STATUS
    trigger: str
    title: str
    excerpt: str
    steps_done: int
    steps_total: int
    practice: bool
    error_code: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    duration_s: float | None


class RunList(Answer):
    """A page of the history, newest first; `next` continues it in `?after=`."""

    items: list[RunSummary]
    next: str | None


class TemplateBot(Answer):
    """A bot a template brings along."""

    key: str
    name: str
    emoji: str
    description: str
    system_prompt: str


class TemplateFolder(Answer):
    """A folder a template brings along; `bots` are the keys of those that may read there."""

    key: str
    name: str
    emoji: str
    description: str
    bots: list[str]


class Template(Answer):
    """A ready recipe to copy; its steps name bots and workspaces by the `key` of `bots` and `folders`."""

    id: str
    name: str
    emoji: str
    description: str
    category: str
    inputs: list[InputField]
    steps: list[Step]
    bots: list[TemplateBot]
    folders: list[TemplateFolder]
    example_inputs: dict[str, str]


class Connection(Answer):
    """A connection to an AI back end; the key itself is never shown."""

    id: str
    kind: Literal['openai', 'anthropic', 'gemini', 'ollama', 'openclaw', 'practice']
    name: str
    base_url: str
    has_key: bool
    key_tail: str
    default_model: str
    models: list[str]
    models_at: datetime | None
    is_default: bool
    max_parallel: int | None
    created_at: datetime
    updated_at: datetime
    version: int


class Check(Answer):
    """How trying a connection went."""

    ok: bool
    latency_ms: int
    models: list[str]
    message: str
    code: str


class TrashItem(Answer):
    """Something that was deleted; `POST /trash/{kind}/{id}/restore` brings it back."""

    kind: Literal['bot', 'pipeline', 'document', 'workspace', 'connection']
    id: str
    name: str
    deleted_at: datetime


class Health(Answer):
    """How the program is doing. Strangers get `status` alone."""

    status: Literal['ok', 'attention']
    version: str = ''
    started_at: datetime | None = None
    checks: dict[str, dict[str, JsonValue]] = Field(default_factory=dict)
