"""`/templates`"""

from __future__ import annotations

from fastapi import APIRouter, Response
from starlette.responses import JSONResponse

from app.api import answers
from app.api.asking import App, Language, Person
from app.api.replies import etag, refusals
from app.api.shapes import pipeline_json
from app.domain.codec import to_json

router = APIRouter(prefix='/templates', tags=['templates'])


@router.get('', response_model=list[answers.Template], responses=refusals())
async def list_templates(app: App, person: Person, language: Language) -> Response:
    """All ready recipes, in the language of the request."""
    return JSONResponse([to_json(template) for template in app.templates.list(person, language)])


@router.post('/{id}/copy', status_code=201, response_model=answers.Pipeline, responses=refusals(404))
async def copy_template(app: App, person: Person, language: Language, id: str) -> Response:
    """A recipe of your own, with the bots it needs where you do not have them yet."""
    pipeline = await app.templates.copy(person, id, language)
    headers = {'Location': f'/api/pipelines/{pipeline.id}', **etag(pipeline.version)}
    return JSONResponse(pipeline_json(pipeline), 201, headers=headers)
