"""`/bots/{id}/docs`: files stream in and out, never as a whole in memory."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse, StreamingResponse

from app.api import answers
from app.api.asking import App, Person
from app.api.multipart import file_field
from app.api.replies import refusals
from app.domain.codec import to_json
from app.domain.errors import NotFound
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


@router.get('', response_model=list[answers.Document], responses=refusals(404))
async def list_documents(app: App, person: Person, id: str) -> Response:
    """The files in the bot's folder."""
    return JSONResponse(to_json(app.documents.list(person, id)))


@router.post(
    '',
    status_code=201,
    response_model=answers.Document,
    responses=refusals(400, 404, 413, 415, 422),
    openapi_extra=_UPLOAD,
)
async def add_document(app: App, person: Person, id: str, request: Request) -> Response:
    """Add a file. One with the same name goes to the trash."""
    app.bots.get(person, id)
    file = await file_field(request, 'file', MAX_BYTES)
    document = await app.documents.add(person, id, file.name, file.chunks)
    return JSONResponse(
        to_json(document), 201, headers={'Location': f'/api/bots/{id}/docs/{quote(document.name, safe="")}'}
    )


@router.get(
    '/{name}',
    response_class=StreamingResponse,
    responses={
        200: {
            'description': 'The bytes, always as an attachment',
            'content': {'application/octet-stream': {'schema': {'type': 'string', 'format': 'binary'}}},
        },
        **refusals(404),
    },
)
async def get_document(app: App, person: Person, id: str, name: str) -> Response:
    """The file itself."""
    path, document = app.documents.open(person, id, name)
    file = await asyncio.to_thread(_open, path, name)
    size = os.fstat(file.fileno()).st_size
    return StreamingResponse(
        _pieces(file, size),
        media_type='application/octet-stream',  # never something a browser would run or draw in our name
        headers={
            'Content-Length': str(size),
            'Content-Disposition': content_disposition(document.name),
            'X-Content-Type-Options': 'nosniff',
            'Cache-Control': 'no-store',
        },
    )


@router.delete('/{name}', status_code=204, response_model=None, responses=refusals(404))
async def delete_document(app: App, person: Person, id: str, name: str) -> Response:
    """Into the trash."""
    await app.documents.delete(person, id, name)
    return Response(status_code=204)


def content_disposition(name: str) -> str:
    """RFC 6266: a plain name for old programs, the real one (RFC 5987) for all others."""
    plain = ''.join(
        letter if letter.isascii() and letter.isprintable() and letter not in '"\\%;' else '_' for letter in name
    )
    return f'attachment; filename="{plain}"; filename*=UTF-8\'\'{quote(name, safe="")}'


def _open(path: Path, name: str) -> IO[bytes]:
    try:
        return path.open('rb')
    except OSError as error:  # deleted by hand a moment ago, or a folder
        raise NotFound('document', name) from error


async def _pieces(file: IO[bytes], size: int) -> AsyncIterator[bytes]:
    """Exactly `size` bytes, as announced, even when somebody appends to the file meanwhile."""
    with file:
        while size > 0 and (piece := await asyncio.to_thread(file.read, min(CHUNK, size))):
            size -= len(piece)
            yield piece
