"""Errors as `application/problem+json`, in the words of the catalogue."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from app.api.asking import language_of
from app.domain.errors import (
    AppError,
    Conflict,
    FieldProblem,
    Invalid,
    Malformed,
    NotFound,
    NotSignedIn,
    TooMany,
    Unavailable,
)
from app.i18n import translate

MEDIA_TYPE = 'application/problem+json'
RETRY_AFTER = 5  # seconds, when we are starting, stopping or short of space
MAX_ERRORS = 50
log = logging.getLogger(__name__)

# What pydantic calls it -> what we call it (`field.<key>`), and which of its numbers our sentence names.
_PYDANTIC = {
    'missing': ('required', {}),
    'extra_forbidden': ('unknown_field', {}),
    'list_type': ('list', {}),
    'dict_type': ('object', {}),
    'model_type': ('object', {}),
    'model_attributes_type': ('object', {}),
    'literal_error': ('choice', {'choices': 'expected'}),
    'enum': ('choice', {'choices': 'expected'}),
    'string_too_long': ('too_long', {'limit': 'max_length'}),
    'string_too_short': ('required', {}),
    'string_unicode': ('characters', {}),
    'finite_number': ('number', {}),
    'int_parsing': ('number', {}),
    'int_parsing_size': ('number', {}),
    'int_from_float': ('number', {}),
    'float_parsing': ('number', {}),
    'greater_than_equal': ('at_least', {'low': 'ge'}),
    'less_than_equal': ('at_most', {'high': 'le'}),
    'string_pattern_mismatch': ('pattern', {}),
}


class StaleWrite(Conflict):
    """Both versions as JSON: the stored one, and what was to replace it."""

    def __init__(self, current: Mapping[str, Any], yours: Mapping[str, Any]) -> None:
        super().__init__(current)
        self.yours = yours


def install(api: FastAPI) -> None:
    """Every way a request can end badly, answered in one shape."""
    api.add_exception_handler(AppError, _app_error)
    api.add_exception_handler(RequestValidationError, _validation_error)
    api.add_exception_handler(HTTPException, _http_exception)
    api.add_exception_handler(Exception, _unexpected)


def problem(request: Request, error: AppError, headers: Mapping[str, str] | None = None) -> Response:
    """The answer for `error` in the visitor's language."""
    language = language_of(request)
    title = translate(language, f'err.{error.key}.what', **error.params)
    body: dict[str, Any] = {
        'type': f'/problems/{error.key}',
        'title': title,
        'status': error.status,
        'detail': title,
        'hint': translate(language, f'err.{error.key}.do', **error.params),
    }
    if isinstance(error, Invalid):
        body['errors'] = [_field(language, entry) for entry in error.problems[:MAX_ERRORS]]
        body['detail'] = ' '.join(f'{entry["path"]}: {entry["message"]}' for entry in body['errors'][:3])
    if isinstance(error, NotFound):
        body['detail'] = f'{error.params["kind"]}: {_printable(str(error.params["id"]))}'
    if isinstance(error, StaleWrite):
        body |= {'current': error.current, 'yours': error.yours}
    return JSONResponse(
        body,
        error.status,
        media_type=MEDIA_TYPE,
        headers={'Content-Language': language, 'Cache-Control': 'no-store', **_headers(error), **(headers or {})},
    )


def _headers(error: AppError) -> dict[str, str]:
    if isinstance(error, TooMany):
        return {'Retry-After': str(error.seconds)}
    if isinstance(error, NotSignedIn):
        return {'WWW-Authenticate': 'Bearer'}
    return {'Retry-After': str(RETRY_AFTER)} if error.status == 503 else {}


def _field(language: str, entry: FieldProblem) -> dict[str, str]:
    return {
        'path': _printable(entry.path),
        'message': translate(language, f'field.{entry.key}', **entry.params),
        'code': entry.key,
    }


async def _app_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AppError)
    return problem(request, error)


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem(request, Invalid(*(_from_pydantic(entry) for entry in error.errors())))


async def _http_exception(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: unknown addresses, wrong methods, bodies that break off."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return problem(request, NotFound('path', request.url.path[:200]))
    if error.status_code == 405:
        refused = Malformed('method')
        refused.status = 405
        return problem(request, refused, error.headers)
    if error.status_code == 503:
        return problem(request, Unavailable())
    cause = error.__cause__
    return problem(request, cause if isinstance(cause, AppError) else Malformed('unreadable'))


async def _unexpected(request: Request, error: Exception) -> Response:
    """A mistake of ours. Starlette raises it on after this answer, so that it is logged with its traceback."""
    return problem(request, AppError('unknown'))


def _from_pydantic(entry: Mapping[str, Any]) -> FieldProblem:
    key, wanted = _PYDANTIC.get(entry['type'], ('type', {}))
    context = entry.get('ctx') or {}
    return FieldProblem(_path(entry['loc']), key, {ours: context.get(theirs, '') for ours, theirs in wanted.items()})


def _path(location: Sequence[Any]) -> str:
    """`('body', 'steps', 2, 'bot_id')` -> `steps.2.bot_id`."""
    return '.'.join(str(part) for part in location[1:]) or str(location[0])


def _printable(text: str) -> str:
    """A path may hold a stranger's key; it must be writable as UTF-8 and not fill the screen."""
    return text.encode('utf-8', 'replace').decode()[:300]
