"""`/personalities`"""

from __future__ import annotations

from fastapi import APIRouter, Response
from starlette.responses import JSONResponse

from app.api import answers
from app.api.asking import App, Language, Person
from app.api.replies import etag, refusals
from app.api.shapes import bot_json
from app.domain.codec import to_json

router = APIRouter(prefix='/personalities', tags=['bots'])


@router.get('', response_model=list[answers.Personality], responses=refusals())
async def list_personalities(app: App, person: Person, language: Language) -> Response:
    """All ready bots topic by topic, in the language of the request."""
    return JSONResponse([to_json(ready) for ready in app.personalities.list(person, language)])


@router.post('/{key}/copy', status_code=201, response_model=answers.Bot, responses=refusals(404))
async def copy_personality(app: App, person: Person, language: Language, key: str) -> Response:
    """A bot of your own that is like this ready one."""
    bot = await app.personalities.copy(person, key, language)
    return JSONResponse(bot_json(bot), 201, headers={'Location': f'/api/bots/{bot.id}', **etag(bot.version)})
