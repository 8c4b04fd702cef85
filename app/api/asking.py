"""Who asks, in which language, and with what body: what every endpoint needs to know of a request."""

from __future__ import annotations

import inspect
import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import Annotated, Any, NoReturn

from fastapi import Depends, Header, Request, Response
from fastapi.routing import APIRoute

from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.errors import FieldProblem, Invalid, Malformed, NotSignedIn, TooLarge, UnsupportedMedia
from app.i18n import best_language
from app.services.fields import number_problem, text_problem

WhoIsAsking = Callable[[Request], Account | None | Awaitable[Account | None]]
MAX_BODY_MB = 8
MAX_DEPTH = 40


def services_of(request: Request) -> Services:
    """The services this API was created with."""
    services: Services = request.app.state.services
    return services


async def visitor_of(request: Request) -> Account | None:
    """The acting account, or None when nobody is known; asked once per request."""
    if not hasattr(request.state, 'person'):
        found = request.app.state.current_person(request)
        request.state.person = await found if inspect.isawaitable(found) else found
    account: Account | None = request.state.person
    return account


async def person_of(request: Request) -> Account:
    """The acting account; `NotSignedIn` when nobody is known."""
    account = await visitor_of(request)
    if account is None:
        raise NotSignedIn
    return account


def language_of(request: Request) -> str:
    """German or English, by `Accept-Language`, else the language of this installation."""
    return best_language(request.headers.get('accept-language', ''), services_of(request).config.language)


def version_from(if_match: Annotated[str | None, Header(max_length=100)] = None) -> int | None:
    """The version in `If-Match`: `3`, `"3"` or `W/"3"`."""
    if if_match is None:
        return None
    text = if_match.strip().removeprefix('W/').strip('"')
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid.field('If-Match', 'version')
    return int(text)


App = Annotated[Services, Depends(services_of)]
Person = Annotated[Account, Depends(person_of)]
Visitor = Annotated[Account | None, Depends(visitor_of)]
Language = Annotated[str, Depends(language_of)]
Version = Annotated[int | None, Depends(version_from)]


class JsonRoute(APIRoute):
    """A route whose body, if it has one, is strict JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, fed with a stricter request. Who asks comes first: strangers learn nothing else."""
        handler = super().get_route_handler()
        takes_body = self.body_field is not None

        async def handle(request: Request) -> Response:
            if takes_body:
                await person_of(request)
                request = _JsonRequest(request.scope, request.receive)
                await _check_content_type(request)
            return await handler(request)

        return handle


class _JsonRequest(Request):
    async def body(self) -> bytes:
        if not hasattr(self, '_body'):
            parts, size = [], 0
            async for part in self.stream():
                size += len(part)
                if size > MAX_BODY_MB * 1_000_000:
                    raise TooLarge(MAX_BODY_MB, 'body_big')
                parts.append(part)
            self._body = b''.join(parts)
        return self._body

    async def json(self) -> Any:
        return read_json(await self.body())


def read_json(body: bytes) -> Any:
    """The value in `body`; stricter than Python's own reader, because all of it must be storable.

    Not UTF-8, NaN, the same key twice, or deep nesting: `Malformed`. NUL, half an emoji, numbers no other program
    could read: `Invalid` with their paths.
    """
    try:
        value = json.loads(body.decode('utf-8'), parse_constant=_refuse, object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError) as error:  # ValueError: also bad UTF-8 and numbers of thousands of digits
        raise Malformed('unreadable') from error
    if problems := _unstorable(value):
        raise Invalid(*problems)
    return value


async def _check_content_type(request: Request) -> None:
    if not await request.body():
        return
    kind, _, parameters = request.headers.get('content-type', '').lower().partition(';')
    charset = parameters.strip().removeprefix('charset=').strip('"')
    if kind.strip() != 'application/json' or charset not in ('', 'utf-8', 'utf8'):
        raise UnsupportedMedia('json_only')


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError('the same key twice')
    return result


def _unstorable(value: Any) -> list[FieldProblem]:
    problems: list[FieldProblem] = []
    waiting = [(value, '', 0)]
    while waiting:
        item, path, depth = waiting.pop()
        key = ''
        if isinstance(item, str):
            key = text_problem(item)
        elif isinstance(item, (int, float)):
            key = number_problem(item)
        elif isinstance(item, (dict, list)) and depth == MAX_DEPTH:
            raise Malformed('unreadable')
        elif isinstance(item, dict):
            waiting += [(name, _join(path, name), depth) for name in item]
            waiting += [(inner, _join(path, name), depth + 1) for name, inner in item.items()]
        elif isinstance(item, list):
            waiting += [(inner, _join(path, str(index)), depth + 1) for index, inner in enumerate(item)]
        if key:
            problems.append(FieldProblem(path, key, {}))
    return problems[:20]


def _join(path: str, name: str) -> str:
    return f'{path}.{name}' if path else name
