"""`/bots/{id}/docs`: files stream in and out, never as a whole in memory."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse, StreamingResponse

from app.api import document_answers
from app.api.asking import App, Language, Person
from app.api.attachments import BYTES, attachment
from app.api.multipart import file_field
from app.api.replies import refusals
from app.api.shapes import document_json
from app.domain.places import Place
from app.services.documents import MAX_BYTES

CHUNK = 256 * 1024
router = APIRouter(prefix='/bots/{id}/docs', tags=['documents'])

_UPLOAD = {
    'requestBody': {
        'required': True,
        'content': {
            'multipart/form-data': {
                'schema': {
                    'type': 'object',
                    'properties': {
                        'file': {'type': 'string', 'format': 'binary', 'description': 'With its file name; <= 25 MB.'}
                    },
                    'required': ['file'],
                }
            }
        },
    }
}


@router.get('', response_model=list[document_answers.Document], responses=refusals(404))
async def list_documents(app: App, person: Person, language: Language, id: str) -> Response:
    """The files in the bot's folder."""
    return JSONResponse([document_json(one, language) for one in app.documents.list(person, Place.of_bot(id))])


@router.post(
    '',
    status_code=201,
    response_model=document_answers.Document,
    responses=refusals(400, 404, 413, 415, 422),
    openapi_extra=_UPLOAD,
)
async def add_document(app: App, person: Person, language: Language, id: str, request: Request) -> Response:
    """Add a file. One with the same name goes to the trash."""
    app.bots.get(person, id)
    file = await file_field(request, 'file', MAX_BYTES)
    document = await app.documents.add(person, Place.of_bot(id), file.name, file.chunks)
    return JSONResponse(
        document_json(document, language),
        201,
        headers={'Location': f'/api/bots/{id}/docs/{quote(document.name, safe="")}'},
    )


@router.get(
    '/{name}',
    response_class=StreamingResponse,
    responses={**BYTES, **refusals(404)},
)
async def get_document(app: App, person: Person, id: str, name: str) -> Response:
    """The file itself."""
    path, document = app.documents.open(person, Place.of_bot(id), name)
    return await attachment(path, document.name)


@router.delete('/{name}', status_code=204, response_model=None, responses=refusals(404))
async def delete_document(app: App, person: Person, id: str, name: str) -> Response:
    """Into the trash."""
    await app.documents.delete(person, Place.of_bot(id), name)
    return Response(status_code=204)
