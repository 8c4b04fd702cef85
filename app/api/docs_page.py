"""The description of the interface: `/openapi.json`, and a small page that shows it from local files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse

from app.api.answers import Problem
from app.api.asking import Person
from app.domain.errors import NotFound

HERE = Path(__file__).parent
FILES = {'docs.js': 'text/javascript', 'docs.css': 'text/css'}
router = APIRouter()


def describe(api: FastAPI) -> None:
    """Give `api` its OpenAPI description."""

    @cache
    def openapi() -> dict[str, Any]:
        schema = get_openapi(
            title=api.title,
            version=api.version,
            description=api.description,
            routes=api.routes,
            servers=api.servers,
        )
        _complete(schema)
        return schema

    api.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend the description


@router.get('/openapi.json')
async def openapi_json(request: Request, person: Person) -> Response:
    """The machine-readable description."""
    return JSONResponse(request.app.openapi())


@router.get('/docs')
async def docs(person: Person) -> Response:
    """The page for people."""
    return _file('docs.html', 'text/html')


@router.get('/docs/{name}')
async def docs_file(person: Person, name: str) -> Response:
    """Script and look of the page: files of their own, so that no inline code needs to be allowed."""
    if name not in FILES:
        raise NotFound('path', name)
    return _file(name, FILES[name])


def _file(name: str, media_type: str) -> Response:
    return Response(HERE.joinpath(name).read_text('utf-8'), media_type=f'{media_type}; charset=utf-8')


def _complete(schema: dict[str, Any]) -> None:
    """Our one error shape instead of FastAPI's, and how to say who asks."""
    parts = schema.setdefault('components', {})
    problem = Problem.model_json_schema(ref_template='#/components/schemas/{model}')
    parts['schemas'] |= problem.pop('$defs', {})
    parts['schemas']['Problem'] = problem
    for name in ('HTTPValidationError', 'ValidationError'):
        parts['schemas'].pop(name, None)
    parts['securitySchemes'] = {
        'token': {
            'type': 'http',
            'scheme': 'bearer',
            'description': 'Made in the settings; not needed before the first account exists.',
        }  # fmt: skip
    }
    schema['security'] = [{}, {'token': []}]
    for operations in schema['paths'].values():
        for operation in operations.values():
            answer = operation['responses'].get('422', {})
            if 'HTTPValidationError' in str(answer):
                del operation['responses']['422']
