"""Answers the armour gives by itself, before any page or REST route is asked: plain pages and problem+json."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from app.domain.errors import AppError
from app.i18n import LANGUAGES, best_language, translate

LANGUAGE_COOKIE = 'oo_language'
THEME_COOKIE = 'oo_theme'


def is_api(scope: Scope) -> bool:
    """True when a program is asking."""
    path: str = scope['path']
    return path == '/api' or path.startswith('/api/')


def language_of(scope: Scope, default: str) -> str:
    """The language of an answer: for programs by `Accept-Language`, for people by their choice, else `default`."""
    if is_api(scope):
        return best_language(Headers(scope=scope).get('accept-language', ''), default)
    chosen = cookie(scope, LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else default


def cookie(scope: Scope, name: str) -> str:
    """The value of one cookie; '' when it is not there, or there twice with different values."""
    values = set()
    for header in Headers(scope=scope).getlist('cookie'):
        for part in header.split(';'):
            key, separator, value = part.partition('=')
            if separator and key.strip() == name:
                values.add(value.strip().strip('"'))
    return values.pop() if len(values) == 1 else ''


def refusal(scope: Scope, error: AppError, language: str, headers: Mapping[str, str] | None = None) -> Response:
    """`error` as problem+json for a program, as a short page for a person."""
    if is_api(scope):
        return Response(json.dumps(problem(error, language)), error.status, headers, 'application/problem+json')
    what, do = _sentences(error, language)
    button = translate(language, f'err.{error.key}.button')
    content = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{html.escape(what)}</title><link rel="stylesheet" href="/assets/design.css">'
        '<style>:root{color-scheme:light dark}body{font:1.125rem/1.6 system-ui,sans-serif;margin:0}'
        'main{max-width:40rem;margin:10vh auto;padding:1.5rem}a{display:inline-block;padding:.8rem 0}</style></head>'
        f'<body><main><h1>{html.escape(what)}</h1><p>{html.escape(do)}</p>'
        f'<p><a href="/">{html.escape(button)}</a></p></main></body></html>'
    )
    return HTMLResponse(content, error.status, headers)


def problem(error: AppError, language: str) -> dict[str, object]:
    """The body of a problem+json answer."""
    what, do = _sentences(error, language)
    return {'type': f'/api/docs#error-{error.key}', 'title': what, 'status': error.status, 'detail': what, 'hint': do}


def _sentences(error: AppError, language: str) -> tuple[str, str]:
    what, do = (translate(language, f'err.{error.key}.{part}', **error.params) for part in ('what', 'do'))
    return what, do
