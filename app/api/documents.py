"""`/bots/{id}` and `/workspaces/{id}`: the files in both kinds of folders, what was read in them, and the search.

Files stream in and out, never as a whole in memory.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import JSONResponse, StreamingResponse

from app.api import document_answers
from app.api.asking import App, Language, Person
from app.api.attachments import BYTES, attachment
from app.api.multipart import file_field
from app.api.replies import refusals
from app.api.shapes import document_json, passage_json, reading_json
from app.domain.documents import DocumentStatus
from app.domain.errors import Conflict, Invalid
from app.domain.places import Place, PlaceKind
from app.services.documents import MAX_BYTES
from app.services.fields import text_problem

PATIENCE = 30.0  # seconds a request waits for a file that is being read

Words = Annotated[str, Query(min_length=1, max_length=500, description='What to look for: a question, or some words.')]
Limit = Annotated[int, Query(ge=1, le=100)]

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


def documents_router(kind: PlaceKind, prefix: str = '', patience: float = PATIENCE) -> APIRouter:
    """The addresses about the documents of bots, or of workspaces; `prefix` tells the names of the operations apart."""
    router = APIRouter(prefix=f'/{kind.value}s/{{id}}', tags=['documents'])
    here = _Documents(kind, patience)
    router.get(
        '/docs',
        name=f'list_{prefix}documents',
        response_model=list[document_answers.Document],
        responses=refusals(404),
    )(here.list_all)
    router.post(
        '/docs',
        name=f'add_{prefix}document',
        status_code=201,
        response_model=document_answers.Document,
        responses=refusals(400, 404, 413, 415, 422),
        openapi_extra=_UPLOAD,
    )(here.add)
    router.get(
        '/docs/{name}',
        name=f'get_{prefix}document',
        response_class=StreamingResponse,
        responses={**BYTES, **refusals(404)},
    )(here.get)
    router.delete(
        '/docs/{name}',
        name=f'delete_{prefix}document',
        status_code=204,
        response_model=None,
        responses=refusals(404),
    )(here.delete)
    router.get(
        '/docs/{name}/text',
        name=f'read_{prefix}document',
        response_model=document_answers.DocumentText,
        responses=refusals(404, 409, 422),
    )(here.read)
    router.post(
        '/docs/{name}/recognise',
        name=f'recognise_{prefix}document',
        response_model=document_answers.Document,
        responses={
            202: {'model': document_answers.Document, 'description': 'Still being read'},
            **refusals(404, 422),
        },
    )(here.recognise)
    router.get(
        '/search',
        name=f'search_{prefix}documents',
        response_model=list[document_answers.Passage],
        responses=refusals(404, 422),
    )(here.search)
    return router


@dataclass(frozen=True, slots=True)
class _Documents:
    """The operations on folders of one kind; their docstrings are read by callers of the API."""

    kind: PlaceKind
    patience: float

    async def list_all(self, app: App, person: Person, language: Language, id: str) -> Response:
        """The files in the folder, with how far reading them has come."""
        return JSONResponse([document_json(one, language) for one in app.documents.list(person, self._place(id))])

    async def add(self, app: App, person: Person, language: Language, id: str, request: Request) -> Response:
        """Add a file. One with the same name goes to the trash."""
        place = self._place(id)
        app.documents.folder(person, place)  # NotFound before a byte is read
        file = await file_field(request, 'file', MAX_BYTES)
        document = await app.documents.add(person, place, file.name, file.chunks)
        address = f'/api/{place.parent}/{id}/docs/{quote(document.name, safe="")}'
        return JSONResponse(document_json(document, language), 201, headers={'Location': address})

    async def get(self, app: App, person: Person, id: str, name: str) -> Response:
        """The file itself."""
        path, document = app.documents.open(person, self._place(id), name)
        return await attachment(path, document.name)

    async def delete(self, app: App, person: Person, id: str, name: str) -> Response:
        """Into the trash."""
        await app.documents.delete(person, self._place(id), name)
        return Response(status_code=204)

    async def read(self, app: App, person: Person, language: Language, id: str, name: str) -> Response:
        """The text that was read in the file, by pages. Waits up to 30 seconds while it is being read, then 409."""
        document = app.documents.get(person, self._place(id), name)
        try:
            read = app.documents.reading(person, self._place(id), document.name)
            reading = await asyncio.wait_for(read, self.patience)
        except TimeoutError as error:
            raise Conflict(key='doc_reading') from error
        return JSONResponse(reading_json(document.name, reading, language))

    async def recognise(self, app: App, person: Person, language: Language, id: str, name: str) -> Response:
        """Recognise the text in a scan or picture on this computer. After 30 seconds it goes on without you: 202."""
        place = self._place(id)
        try:
            document = await asyncio.wait_for(app.documents.recognise(person, place, name), self.patience)
        except TimeoutError:
            document = app.documents.get(person, place, name)
        status = 202 if document.status is DocumentStatus.READING else 200
        return JSONResponse(document_json(document, language), status)

    async def search(self, app: App, person: Person, id: str, q: Words, limit: Limit = 20) -> Response:
        """The passages that fit best, the best one first, in what has been read of this folder so far."""
        if problem := text_problem(q):
            raise Invalid.field('q', problem)
        return JSONResponse(
            [passage_json(one) for one in await app.documents.passages(person, self._place(id), q, limit)]
        )

    def _place(self, id: str) -> Place:
        return Place(self.kind, id)
