"""`/workspaces`"""

from __future__ import annotations

from fastapi import APIRouter, Response
from starlette.responses import JSONResponse

from app.api import document_answers
from app.api.asking import App, JsonRoute, Language, Person, Version
from app.api.problems import StaleWrite
from app.api.replies import WITH_BODY, etag, refusals
from app.api.schemas import WorkspaceChange, WorkspaceNew
from app.api.shapes import workspace_json
from app.domain.errors import Conflict
from app.domain.places import Place

router = APIRouter(prefix='/workspaces', tags=['workspaces'], route_class=JsonRoute)


@router.post('', status_code=201, response_model=document_answers.Workspace, responses=refusals(*WITH_BODY))
async def create_workspace(app: App, person: Person, body: WorkspaceNew) -> Response:
    """Make a workspace: a folder with documents, and the bots that may read them."""
    one = await app.workspaces.create(person, **body.given())
    headers = {'Location': f'/api/workspaces/{one.id}', **etag(one.version)}
    return JSONResponse(workspace_json(one), 201, headers=headers)


@router.get('', response_model=list[document_answers.Workspace], responses=refusals())
async def list_workspaces(app: App, person: Person) -> Response:
    """All your workspaces, by name; `parent_id` makes them a tree."""
    return JSONResponse([workspace_json(one) for one in app.workspaces.list(person)])


@router.get('/{id}', response_model=document_answers.WorkspaceWithDocuments, responses=refusals(404))
async def get_workspace(app: App, person: Person, language: Language, id: str) -> Response:
    """One workspace with its documents."""
    one = app.workspaces.get(person, id)
    documents = app.documents.list(person, Place.of_workspace(id))
    return JSONResponse(workspace_json(one, documents, language), headers=etag(one.version))


@router.put('/{id}', response_model=document_answers.Workspace, responses=refusals(404, 409, *WITH_BODY))
async def change_workspace(app: App, person: Person, id: str, body: WorkspaceChange, version: Version) -> Response:
    """Change what the body names. With a version (If-Match or body) a stale write is a 409."""
    changes = body.changes()
    expect = body.version if version is None else version
    try:
        one = await app.workspaces.update(person, id, changes, expect)
    except Conflict as error:
        raise StaleWrite(workspace_json(app.workspaces.get(person, id)), changes) from error
    return JSONResponse(workspace_json(one), headers=etag(one.version))


@router.delete('/{id}', status_code=204, response_model=None, responses=refusals(404))
async def delete_workspace(app: App, person: Person, id: str) -> Response:
    """Into the trash with its documents. Workspaces below it stay."""
    await app.workspaces.delete(person, id)
    return Response(status_code=204)
