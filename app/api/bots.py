"""`/bots`"""

from __future__ import annotations

from fastapi import APIRouter, Response
from starlette.responses import JSONResponse

from app.api import answers
from app.api.asking import App, JsonRoute, Language, Person, Version
from app.api.problems import StaleWrite
from app.api.replies import WITH_BODY, etag, refusals
from app.api.runs import IdempotencyKey, Wait, run_answer
from app.api.schemas import BotChange, BotNew, BotRun
from app.api.shapes import bot_json
from app.domain.errors import Conflict, Invalid
from app.domain.places import Place

router = APIRouter(prefix='/bots', tags=['bots'], route_class=JsonRoute)


@router.post('', status_code=201, response_model=answers.Bot, responses=refusals(*WITH_BODY))
async def create_bot(app: App, person: Person, body: BotNew) -> Response:
    """Make a bot."""
    bot = await app.bots.create(person, **body.given())
    return JSONResponse(bot_json(bot), 201, headers={'Location': f'/api/bots/{bot.id}', **etag(bot.version)})


@router.get('', response_model=list[answers.Bot], responses=refusals())
async def list_bots(app: App, person: Person) -> Response:
    """All your bots."""
    return JSONResponse([bot_json(bot) for bot in app.bots.list(person)])


@router.get('/{id}', response_model=answers.BotWithDocuments, responses=refusals(404))
async def get_bot(app: App, person: Person, language: Language, id: str) -> Response:
    """One bot with its documents."""
    bot = app.bots.get(person, id)
    return JSONResponse(
        bot_json(bot, app.documents.list(person, Place.of_bot(id)), language), headers=etag(bot.version)
    )


@router.put('/{id}', response_model=answers.Bot, responses=refusals(404, 409, *WITH_BODY))
async def change_bot(app: App, person: Person, id: str, body: BotChange, version: Version) -> Response:
    """Change what the body names. With a version (If-Match or body) a stale write is a 409."""
    changes = body.changes()
    expect = body.version if version is None else version
    try:
        bot = await app.bots.update(person, id, changes, expect)
    except Conflict as error:
        raise StaleWrite(bot_json(app.bots.get(person, id)), changes) from error
    return JSONResponse(bot_json(bot), headers=etag(bot.version))


@router.delete('/{id}', status_code=204, response_model=None, responses=refusals(404))
async def delete_bot(app: App, person: Person, id: str) -> Response:
    """Into the trash, its folder too."""
    await app.bots.delete(person, id)
    return Response(status_code=204)


@router.post(
    '/{id}/run',
    status_code=202,
    response_model=answers.Run,
    responses={200: {'model': answers.Run, 'description': 'Finished within `wait`'}, **refusals(404, 409, *WITH_BODY)},
)
async def run_bot(
    app: App, person: Person, language: Language, id: str, body: BotRun, key: IdempotencyKey = '', wait: Wait = 0.0
) -> Response:
    """Try a bot out with one text: a run of one step."""
    run = await app.runs.start_bot(person, id, body.input, key=key, trigger='api', language=language)
    if run.pipeline_id or run.bots[0].id != id:
        raise Invalid.field('Idempotency-Key', 'key_used')
    return await run_answer(app, person, language, run, wait)
