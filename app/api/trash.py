"""`/trash`"""

from __future__ import annotations

from fastapi import APIRouter, Response
from starlette.responses import JSONResponse

from app.api import answers, document_answers
from app.api.asking import App, Language, Person
from app.api.replies import refusals
from app.api.shapes import thing_json, trash_json

router = APIRouter(prefix='/trash', tags=['trash'])


@router.get('', response_model=list[answers.TrashItem], responses=refusals())
async def list_trash(app: App, person: Person) -> Response:
    """What you deleted in the last 30 days, newest first."""
    return JSONResponse([trash_json(item) for item in app.trash.list(person)])


@router.post(
    '/{kind}/{id}/restore',
    response_model=(
        answers.Bot | answers.Pipeline | document_answers.Document | document_answers.Workspace | answers.Connection
    ),
    responses=refusals(404, 409),
)
async def restore(app: App, person: Person, language: Language, kind: str, id: str) -> Response:
    """Back to where it was, with everything that belonged to it; answers the thing itself."""
    return JSONResponse(thing_json(await app.trash.restore(person, kind, id), language))


@router.delete('/{kind}/{id}', status_code=204, response_model=None, responses=refusals(404))
async def purge(app: App, person: Person, kind: str, id: str) -> Response:
    """Delete for good."""
    await app.trash.purge(person, kind, id)
    return Response(status_code=204)
