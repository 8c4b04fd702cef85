"""Files on their way out: always an attachment, never shown or run inside our pages."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from app.domain.accounts import Account
from app.domain.errors import AppError, NotFound, NotSignedIn
from app.web.answers import language_of, refusal
from app.web.sessions import current_person

# Our own table instead of the system's: nothing here can run in a browser, everything else is just bytes.
MEDIA_TYPES = {
    'csv': 'text/csv; charset=utf-8',
    'docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'eml': 'message/rfc822',
    'gif': 'image/gif',
    'ics': 'text/calendar; charset=utf-8',
    'jpeg': 'image/jpeg',
    'jpg': 'image/jpeg',
    'json': 'application/json',
    'md': 'text/markdown; charset=utf-8',
    'odt': 'application/vnd.oasis.opendocument.text',
    'pdf': 'application/pdf',
    'png': 'image/png',
    'rezept': 'application/toml',
    'pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'txt': 'text/plain; charset=utf-8',
    'webp': 'image/webp',
    'xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'zip': 'application/zip',
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Saved:
    """Something to keep on one's own device: a file on our disk, or bytes that were just made."""

    name: str
    content: bytes | Path


# Called with (acting account, id, name or format); raises NotFound for what is not there or not theirs.
Source = Callable[[Account, str, str], Saved | Awaitable[Saved]]


def download_routes(sources: Mapping[str, Source], language: str = 'de') -> list[Route]:
    """`/dateien/KIND/ID/NAME` for every kind; the sources check whose it is."""
    return [
        Route(f'/dateien/{kind}/{{id}}/{{name}}', _endpoint(source, language), methods=['GET'])
        for kind, source in sources.items()
    ]


def attachment(saved: Saved) -> Response:
    """The answer that hands out `saved`."""
    headers = {
        'Content-Disposition': disposition(saved.name),
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cache-Control': 'no-store',
    }
    media_type = media_type_of(saved.name)
    if isinstance(saved.content, Path):
        return FileResponse(saved.content, media_type=media_type, headers=headers)
    return Response(saved.content, media_type=media_type, headers=headers)


def media_type_of(name: str) -> str:
    """Our own idea of what the file is, by the end of its name."""
    return MEDIA_TYPES.get(name.rsplit('.', 1)[-1].lower() if '.' in name else '', 'application/octet-stream')


def disposition(name: str) -> str:
    """`Content-Disposition` for any name: a plain one for old programs, the real one for all others (RFC 6266)."""
    plain = ''.join(sign if sign.isascii() and (sign.isalnum() or sign in ' ._-') else '_' for sign in name)
    return f'attachment; filename="{plain}"; filename*=UTF-8\'\'{quote(name, safe="")}'


def _endpoint(source: Source, language: str) -> Callable[[Request], Awaitable[Response]]:
    async def hand_out(request: Request) -> Response:
        try:
            person = current_person(request)
            if person is None:
                raise NotSignedIn()
            found = source(person, request.path_params['id'], request.path_params['name'])
            saved = await found if inspect.isawaitable(found) else found
            if isinstance(saved.content, Path) and not saved.content.is_file():
                raise NotFound('document', saved.name[:80])
            return attachment(saved)
        except AppError as error:
            return refusal(request.scope, error, language_of(request.scope, language))

    return hand_out
