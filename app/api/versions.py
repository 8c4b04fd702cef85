"""`/bots/{id}/versions` and `/pipelines/{id}/versions`: what a bot or recipe was like after each save."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field
from starlette.responses import JSONResponse

from app.api import answers, document_answers
from app.api.asking import App, Language, Person, Version
from app.api.problems import StaleWrite
from app.api.replies import etag, refusals
from app.api.shapes import bot_json, pipeline_json
from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.codec import to_json
from app.domain.errors import Conflict
from app.domain.pipelines import Pipeline
from app.domain.versions import Save
from app.services.difference_words import all_in_words
from app.services.recipe_words import RecipeWords

router = APIRouter()

Number = Annotated[int, Path(ge=1, le=2**53, description='The version the thing had from then on.')]
Before = Annotated[int, Query(ge=0, le=2**53, description='`next` of the page before.')]
Limit = Annotated[int, Query(ge=1, le=100)]


class SavedVersion(document_answers.Answer):
    """Saves of one person within two minutes, as one line."""

    number: int = Field(description='The version after the last of these saves.')
    saves: list[int] = Field(description='All versions in this line, newest first.')
    saved_at: datetime
    saved_by: str = Field(description='The id of the account.')
    from_trash: bool
    is_now: bool
    differences: list[str] = Field(description='To the line before, in the language you ask in.')


class VersionList(document_answers.Answer):
    """A page of versions, newest first; `next` continues it in `?before=`."""

    items: list[SavedVersion]
    next: int | None


class _OneVersion(document_answers.Answer):
    number: int
    saved_at: datetime
    saved_by: str
    is_now: bool = Field(description='Things are still, or again, as they were in this version.')
    differences: list[str] = Field(description='From this version to now, in the language you ask in.')


class BotVersion(_OneVersion):
    """A bot as it was."""

    bot: answers.Bot


class PipelineVersion(_OneVersion):
    """A recipe as it was."""

    pipeline: answers.Pipeline


@router.get('/bots/{id}/versions', response_model=VersionList, responses=refusals(404, 422), tags=['bots'])
async def list_bot_versions(
    app: App, person: Person, language: Language, id: str, before: Before = 0, limit: Limit = 20
) -> Response:
    """Earlier versions of a bot."""
    return _list(app, person, language, 'bot', id, before, limit)


@router.get('/bots/{id}/versions/{number}', response_model=BotVersion, responses=refusals(404, 422), tags=['bots'])
async def get_bot_version(app: App, person: Person, language: Language, id: str, number: Number) -> Response:
    """A bot as it was, and what is different now."""
    return _one(app, person, language, 'bot', id, number)


@router.post(
    '/bots/{id}/versions/{number}/restore',
    response_model=answers.Bot,
    responses=refusals(404, 409, 422),
    tags=['bots'],
)
async def restore_bot_version(app: App, person: Person, id: str, number: Number, version: Version) -> Response:
    """Save an earlier version as the newest one. With If-Match, a stale request is a 409."""
    return await _restore(app, person, 'bot', id, number, version)


@router.get('/pipelines/{id}/versions', response_model=VersionList, responses=refusals(404, 422), tags=['pipelines'])
async def list_pipeline_versions(
    app: App, person: Person, language: Language, id: str, before: Before = 0, limit: Limit = 20
) -> Response:
    """Earlier versions of a recipe."""
    return _list(app, person, language, 'pipeline', id, before, limit)


@router.get(
    '/pipelines/{id}/versions/{number}',
    response_model=PipelineVersion,
    responses=refusals(404, 422),
    tags=['pipelines'],
)
async def get_pipeline_version(app: App, person: Person, language: Language, id: str, number: Number) -> Response:
    """A recipe as it was, and what is different now."""
    return _one(app, person, language, 'pipeline', id, number)


@router.post(
    '/pipelines/{id}/versions/{number}/restore',
    response_model=answers.Pipeline,
    responses=refusals(404, 409, 422),
    tags=['pipelines'],
)
async def restore_pipeline_version(app: App, person: Person, id: str, number: Number, version: Version) -> Response:
    """Save an earlier version as the newest one. With If-Match, a stale request is a 409."""
    return await _restore(app, person, 'pipeline', id, number, version)


def _list(app: Services, person: Account, language: str, kind: str, id: str, before: int, limit: int) -> JSONResponse:
    words = _words(app, person, language)
    lines = app.versions.list(person, kind, id, before=before, limit=limit)
    items = [
        _save_json(line.last)
        | {
            'saves': [save.number for save in line.saves],
            'from_trash': any(save.why for save in line.saves),
            'is_now': line.is_now,
            'differences': all_in_words(line.differences, words),
        }
        for line in lines
    ]
    more = bool(lines) and not lines[-1].is_first
    return JSONResponse({'items': items, 'next': lines[-1].saves[-1].number if more else None})


def _one(app: Services, person: Account, language: str, kind: str, id: str, number: int) -> JSONResponse:
    version = app.versions.get(person, kind, id, number)
    body = _save_json(version.save) | {
        'is_now': version.is_now,
        'differences': all_in_words(version.differences, _words(app, person, language)),
        kind: _thing_json(version.thing),
    }
    return JSONResponse(body)


async def _restore(app: Services, person: Account, kind: str, id: str, number: int, expect: int | None) -> JSONResponse:
    try:
        thing = await app.versions.restore(person, kind, id, number, expect)
    except Conflict as error:
        now = app.bots.get(person, id) if kind == 'bot' else app.pipelines.get(person, id)
        raise StaleWrite(_thing_json(now), _thing_json(app.versions.get(person, kind, id, number).thing)) from error
    return JSONResponse(_thing_json(thing), headers=etag(thing.version))


def _words(app: Services, person: Account, language: str) -> RecipeWords:
    return RecipeWords(
        language,
        bots=app.bots.list(person),
        recipes=app.pipelines.list(person),
        workspaces=app.workspaces.list(person),
    )


def _save_json(save: Save) -> dict[str, Any]:
    return {'number': save.number, 'saved_at': to_json(save.at), 'saved_by': save.by}


def _thing_json(thing: Bot | Pipeline) -> dict[str, Any]:
    return bot_json(thing) if isinstance(thing, Bot) else pipeline_json(thing)
