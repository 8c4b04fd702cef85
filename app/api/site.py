"""The REST interface as one application, mounted at `/api`."""

from __future__ import annotations

from fastapi import FastAPI

from app.api import (
    actions,
    bots,
    connections,
    docs_page,
    documents,
    drafts,
    health,
    personalities,
    pipelines,
    problems,
    reading,
    runs,
    sharing,
    templates,
    trash,
    versions,
    workspaces,
)
from app.api.asking import WhoIsAsking
from app.api.events import KEEP_ALIVE
from app.bootstrap import Services
from app.config import VERSION
from app.domain.places import PlaceKind
from app.web.sessions import current_person as by_cookie_or_token

DESCRIPTION = """Everything the pages can do with bots, recipes and results.

Bodies are `application/json` with known fields only. Errors are `application/problem+json`, in German or English
by `Accept-Language`; their `title` says what happened, `hint` what to do, `errors` which fields are concerned.
While no account exists, this computer may ask without signing in; later every request carries
`Authorization: Bearer TOKEN`."""


def create_api(
    services: Services,
    current_person: WhoIsAsking = by_cookie_or_token,
    keep_alive: float = KEEP_ALIVE,
    patience: float = documents.PATIENCE,
) -> FastAPI:
    """The application; `current_person` says which account a request comes from.

    `patience` is how many seconds a request waits for a document that is being read.
    """
    api = FastAPI(
        title='openOrchestrator',
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,  # our own page: FastAPI's loads its scripts from the internet
        redoc_url=None,
        openapi_url=None,  # behind the same door as everything else, see docs_page
        redirect_slashes=False,
        servers=[{'url': '/api'}],
        root_path_in_servers=False,
        generate_unique_id_function=lambda route: route.name,
    )
    api.state.services = services
    api.state.current_person = current_person
    api.state.keep_alive = keep_alive
    for area in (bots, personalities, workspaces):
        api.include_router(area.router)
    api.include_router(documents.documents_router(PlaceKind.BOT, patience=patience))
    api.include_router(documents.documents_router(PlaceKind.WORKSPACE, 'workspace_', patience))
    for area in (pipelines, actions, versions, drafts, runs, templates, connections, trash, health):
        api.include_router(area.router)
    for router in (sharing.router, sharing.shelves, reading.router):
        api.include_router(router)
    api.include_router(docs_page.router, include_in_schema=False)
    docs_page.describe(api)
    problems.install(api)
    return api
