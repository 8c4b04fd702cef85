"""`/connections`: keys go in and never come out."""

from __future__ import annotations

from fastapi import APIRouter, Response
from starlette.responses import JSONResponse

from app.api import answers
from app.api.asking import App, JsonRoute, Language, Person, Version
from app.api.problems import StaleWrite
from app.api.replies import WITH_BODY, etag, refusals
from app.api.schemas import ConnectionChange, ConnectionNew
from app.api.shapes import check_json, connection_json
from app.domain.errors import Conflict

router = APIRouter(prefix='/connections', tags=['connections'], route_class=JsonRoute)


@router.post('', status_code=201, response_model=answers.Connection, responses=refusals(*WITH_BODY))
async def create_connection(app: App, person: Person, body: ConnectionNew) -> Response:
    """Connect an AI back end."""
    connection = await app.connections.create(person, **body.given())
    return JSONResponse(connection_json(connection), 201, headers=etag(connection.version))


@router.get('', response_model=list[answers.Connection], responses=refusals())
async def list_connections(app: App, person: Person) -> Response:
    """All connections; the built-in practice connection is always among them."""
    return JSONResponse([connection_json(connection) for connection in app.connections.list(person)])


@router.get('/{id}', response_model=answers.Connection, responses=refusals(404))
async def get_connection(app: App, person: Person, id: str) -> Response:
    """One connection."""
    connection = app.connections.get(person, id)
    return JSONResponse(connection_json(connection), headers=etag(connection.version))


@router.put('/{id}', response_model=answers.Connection, responses=refusals(404, 409, *WITH_BODY))
async def change_connection(app: App, person: Person, id: str, body: ConnectionChange, version: Version) -> Response:
    """Change what the body names; a key that is not named stays."""
    changes = body.changes()
    expect = body.version if version is None else version
    try:
        connection = await app.connections.update(person, id, changes, expect)
    except Conflict as error:
        changes.pop('api_key', None)
        raise StaleWrite(connection_json(app.connections.get(person, id)), changes) from error
    return JSONResponse(connection_json(connection), headers=etag(connection.version))


@router.delete('/{id}', status_code=204, response_model=None, responses=refusals(404))
async def delete_connection(app: App, person: Person, id: str) -> Response:
    """Into the trash."""
    await app.connections.delete(person, id)
    return Response(status_code=204)


@router.post('/{id}/test', response_model=answers.Check, responses=refusals(404))
async def test_connection(app: App, person: Person, language: Language, id: str) -> Response:
    """Ask the service for its models: the cheapest proof that address and key are right."""
    return JSONResponse(check_json(await app.connections.test(person, id), language))
