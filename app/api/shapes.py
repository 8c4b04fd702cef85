"""Domain values as the JSON of the contract. What only we need (owner, secret's name, idempotency key) stays inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.domain.bots import Bot
from app.domain.codec import to_json
from app.domain.connections import Connection, ConnectionCheck
from app.domain.documents import Document, Reading
from app.domain.history import RunSummary
from app.domain.passages import Passage
from app.domain.pipelines import Pipeline
from app.domain.runs import Run, StepError, StepRun
from app.domain.trash import TrashItem
from app.domain.workspaces import Workspace
from app.i18n import catalogue, translate

Json = dict[str, Any]


def bot_json(bot: Bot, documents: Sequence[Document] | None = None, language: str = 'de') -> Json:
    """A bot; with its documents where the contract shows them."""
    body = _without_owner(bot) | {'documents_path': bot.documents_path}
    if documents is None:
        return body
    return body | {'documents': [document_json(document, language) for document in documents]}


def workspace_json(one: Workspace, documents: Sequence[Document] | None = None, language: str = 'de') -> Json:
    """A workspace; with its documents where one is asked for alone."""
    body = _without_owner(one) | {'documents_path': one.documents_path}
    if documents is None:
        return body
    return body | {'documents': [document_json(document, language) for document in documents]}


def document_json(document: Document, language: str) -> Json:
    """A document; `note` is a sentence for people."""
    body: Json = to_json(document)
    del body['words']
    body['note'] = _note(document.note, document.name, language)
    return body


def reading_json(name: str, reading: Reading, language: str) -> Json:
    """What was read in a document, by pages."""
    pages = [{'number': page.number, 'label': page.label, 'text': page.text} for page in reading.pages]
    return {'name': name, 'pages': pages, 'note': _note(reading.note, name, language)}


def passage_json(passage: Passage) -> Json:
    """A piece of a document."""
    body: Json = to_json(passage)
    return body


def pipeline_json(pipeline: Pipeline) -> Json:
    """A recipe."""
    return _without_owner(pipeline)


def run_json(run: Run, language: str, texts: dict[str, str] | None = None) -> Json:
    """A run; `texts` holds what has arrived of running steps so far."""
    return {
        'id': run.id,
        'pipeline_id': run.pipeline_id,
        'pipeline_name': run.pipeline_name,
        'emoji': run.pipeline.emoji,
        'status': run.status.value,
        'trigger': run.trigger,
        'inputs': dict(run.inputs),
        'created_at': to_json(run.created_at),
        'started_at': to_json(run.started_at),
        'finished_at': to_json(run.finished_at),
        'duration_s': run.duration_s,
        'steps': [_step_json(step, language, (texts or {}).get(step.id, '')) for step in run.steps],
        'result': run.result,
        'usage': to_json(run.usage),
        'error': error_json(run.error, language),
        'parent': run.parent,
        'practice': run.practice,
    }


def summary_json(summary: RunSummary) -> Json:
    """One line of the history."""
    return _without_owner(summary)


def error_json(error: StepError | None, language: str) -> Json | None:
    """Why something failed, in the visitor's language where the catalogue knows the code."""
    if error is None:
        return None
    known = f'err.{error.code}.what' in catalogue('de')
    return {
        'code': error.code,
        'message': translate(language, f'err.{error.code}.what', **error.params) if known else error.message,
        'hint': translate(language, f'err.{error.code}.do', **error.params) if known else error.hint,
        'detail': error.detail,
    }


def connection_json(connection: Connection) -> Json:
    """A connection; whether there is a key and its last 4 letters, never the key."""
    return _without_owner(connection)


def check_json(check: ConnectionCheck, language: str) -> Json:
    """How trying a connection went, with a sentence when it went badly."""
    known = f'err.{check.key}.what' in catalogue('de')
    return {
        'ok': check.ok,
        'latency_ms': check.latency_ms,
        'models': list(check.models),
        'message': translate(language, f'err.{check.key}.what') if known else check.detail,
        'code': check.key,
    }


def trash_json(item: TrashItem) -> Json:
    """A deleted thing, without its content."""
    return {'kind': item.kind, 'id': item.id, 'name': item.name, 'deleted_at': to_json(item.deleted_at)}


def thing_json(thing: Bot | Pipeline | Document | Connection | Workspace, language: str = 'de') -> Json:
    """Whatever came back from the trash."""
    if isinstance(thing, Bot):
        return bot_json(thing)
    if isinstance(thing, Document):
        return document_json(thing, language)
    if isinstance(thing, Workspace):
        return workspace_json(thing)
    return _without_owner(thing)


def _step_json(step: StepRun, language: str, text: str) -> Json:
    return {
        **_without_owner(step),
        'text': text or step.text,
        'duration_s': step.duration_s,
        'error': error_json(step.error, language),
    }


def _note(note: str, name: str, language: str) -> str:
    """The sentence for a document's note, which is a key of the catalogue."""
    for key in (f'err.{note}.what', f'docs.note.{note}'):
        if note and key in catalogue('de'):
            return translate(language, key, name=name, limit_mb=25)
    return note


def _without_owner(value: Any) -> Json:
    body: Json = to_json(value)
    body.pop('owner', None)
    return body
