"""Recipes that travel: `/pipelines/{id}/export`, `/recipes/inspect`, `/recipes/import`, `/shelves`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import JSONResponse

from app.api import sharing_answers as answers
from app.api.asking import App, JsonRoute, Language, Person
from app.api.attachments import content_disposition
from app.api.multipart import file_field
from app.api.replies import WITH_BODY, refusals
from app.api.schemas import ShelfNew
from app.api.sharing_shapes import entry_json, inspection_json, taken_json
from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.codec import to_json
from app.domain.sharing import TakenIn
from app.services.sharing import SharedFile

MEGABYTE = 1024 * 1024
router = APIRouter(tags=['sharing'])
shelves = APIRouter(prefix='/shelves', tags=['sharing'], route_class=JsonRoute)
Sign = Annotated[bool, Query(description='Sign it with the key of this installation.')]

_UPLOAD = {
    'requestBody': {
        'required': True,
        'content': {
            'multipart/form-data': {
                'schema': {
                    'type': 'object',
                    'properties': {
                        'file': {
                            'type': 'string',
                            'format': 'binary',
                            'description': 'A `.rezept` file, or the line from a code; <= 1 MB.',
                        }
                    },
                    'required': ['file'],
                }
            }
        },
    }
}


def _file(media_type: str) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of an operation that answers with a file."""
    content = {media_type: {'schema': {'type': 'string', 'format': 'binary'}}}
    return {200: {'description': 'The file, always as an attachment', 'content': content}}


@router.get(
    '/pipelines/{id}/export',
    response_class=Response,
    responses={**_file('application/toml'), **refusals(404, 422)},
)
async def export_recipe(app: App, person: Person, language: Language, id: str, sign: Sign = False) -> Response:
    """The recipe with its bots as one file, without ids, keys, models and documents."""
    return _attachment(await app.sharing.export(person, id, sign=sign, language=language), 'application/toml')


@router.get('/bots/{id}/export', response_class=Response, responses={**_file('application/toml'), **refusals(404, 422)})
async def export_bot(app: App, person: Person, id: str, sign: Sign = False) -> Response:
    """A bot alone as a file, without its documents."""
    return _attachment(await app.sharing.export_bot(person, id, sign=sign), 'application/toml')


@router.get(
    '/pipelines/{id}/card.pdf', response_class=Response, responses={**_file('application/pdf'), **refusals(404, 422)}
)
async def card_pdf(app: App, person: Person, language: Language, id: str, sign: Sign = False) -> Response:
    """The recipe as a card to print; its code holds all of it when it is short enough."""
    file = await app.sharing.card(person, id, 'pdf', sign=sign, language=language)
    return _attachment(file, 'application/pdf')


@router.get('/pipelines/{id}/card.png', response_class=Response, responses={**_file('image/png'), **refusals(404, 422)})
async def card_png(app: App, person: Person, language: Language, id: str, sign: Sign = False) -> Response:
    """The same as a picture."""
    file = await app.sharing.card(person, id, 'png', sign=sign, language=language)
    return _attachment(file, 'image/png')


@router.post(
    '/recipes/inspect',
    response_model=answers.Inspection,
    responses=refusals(*WITH_BODY),
    openapi_extra=_UPLOAD,
)
async def inspect_recipe(app: App, person: Person, language: Language, request: Request) -> Response:
    """What a file holds and what it wants. Nothing is taken in."""
    inspection = await app.sharing.inspect(person, await _content(request))
    return JSONResponse(inspection_json(inspection, language))


@router.post(
    '/recipes/import',
    status_code=201,
    response_model=answers.TakenIn,
    responses=refusals(*WITH_BODY),
    openapi_extra=_UPLOAD,
)
async def import_recipe(app: App, person: Person, request: Request) -> Response:
    """Take a file in: all of it or nothing, with new ids, switched off."""
    return _taken(app, person, await app.sharing.take_in(person, await _content(request)))


@shelves.get('', response_model=list[answers.Shelf], responses=refusals())
async def list_shelves(app: App, person: Person) -> Response:
    """All shelves; they serve everybody in the house."""
    return JSONResponse([to_json(shelf) for shelf in app.shelves.list(person)])


@shelves.post('', status_code=201, response_model=answers.Shelf, responses=refusals(*WITH_BODY))
async def add_shelf(app: App, person: Person, body: ShelfNew) -> Response:
    """Put up a shelf: a folder of this computer, or the address of an index. Only an owner may."""
    shelf = await app.shelves.add(person, body.place, body.name)
    return JSONResponse(to_json(shelf), 201, headers={'Location': f'/api/shelves/{shelf.id}/recipes'})


@shelves.delete('/{id}', status_code=204, response_model=None, responses=refusals(404))
async def remove_shelf(app: App, person: Person, id: str) -> Response:
    """Take a shelf away; what was taken in from it stays. Only an owner may."""
    await app.shelves.remove(person, id)
    return Response(status_code=204)


@shelves.get('/{id}/recipes', response_model=list[answers.ShelfEntry], responses=refusals(404, 422, 502))
async def list_shelf(app: App, person: Person, language: Language, id: str) -> Response:
    """What lies on a shelf now, news first."""
    return JSONResponse([entry_json(entry, language) for entry in await app.shelves.browse(person, id)])


@shelves.post(
    '/{id}/recipes/{name}/import',
    status_code=201,
    response_model=answers.TakenIn,
    responses=refusals(400, 404, 413, 422, 502),
)
async def import_from_shelf(app: App, person: Person, id: str, name: str) -> Response:
    """Take in one file of a shelf, as `/recipes/import` does."""
    return _taken(app, person, await app.shelves.take_in(person, id, name))


async def _content(request: Request) -> bytes:
    file = await file_field(request, 'file', MEGABYTE)
    return b''.join([piece async for piece in file.chunks])


def _attachment(file: SharedFile, media_type: str) -> Response:
    headers = {
        'Content-Disposition': content_disposition(file.name),
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
    }
    return Response(file.content, media_type=media_type, headers=headers)


def _taken(app: Services, person: Account, taken: TakenIn) -> Response:
    bots = [app.bots.get(person, id) for id in taken.bot_ids]
    place = f'/api/pipelines/{taken.pipeline.id}' if taken.pipeline else f'/api/bots/{taken.bot_ids[0]}'
    return JSONResponse(taken_json(taken.pipeline, bots), 201, headers={'Location': place})
