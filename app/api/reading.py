"""`/read`: the text of one file, for somebody who has the file and wants its words. Nothing of it is kept."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import Field
from starlette.responses import JSONResponse

from app.api.asking import App, Language, Person
from app.api.document_answers import Answer
from app.api.multipart import file_field
from app.api.replies import refusals
from app.i18n import catalogue, translate
from app.services.documents import MAX_BYTES

router = APIRouter(prefix='/read', tags=['documents'])

_FILE = {
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


class WhatWasRead(Answer):
    """The text of a file."""

    name: str
    text: str
    pages: int | None = Field(description='None where a format has no pages.')
    note: str = Field(description='How it was read, when that matters; a sentence.')


@router.post(
    '',
    response_model=WhatWasRead,
    responses=refusals(400, 413, 415, 422),
    openapi_extra=_FILE,
)
async def read_file(app: App, person: Person, language: Language, request: Request) -> Response:
    """The text of a file of any kind we read; the file and its text are not kept."""
    file = await file_field(request, 'file', MAX_BYTES)
    reading = await app.documents.read_once(person, file.name, file.chunks)
    key = f'docs.note.{reading.note}'
    return JSONResponse(
        {
            'name': file.name,
            'text': reading.text,
            'pages': len(reading.pages) if reading.has_pages else None,
            'note': translate(language, key) if reading.note and key in catalogue('de') else '',
        }
    )
