"""Pages of documents as pictures: only what we drew ourselves, never the bytes somebody brought."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.domain.accounts import Account
from app.domain.errors import AppError, NotFound, NotSignedIn
from app.domain.places import Place, PlaceKind
from app.web.answers import language_of, refusal
from app.web.sessions import current_person

WIDTHS = (480, 800, 1200, 1600)  # pixels; nobody can ask for others
PNG = b'\x89PNG\r\n\x1a\n'
MOST_PAGES, MOST_MARKS, MOST_CHARACTERS = 100_000, 20, 100_000_000
KINDS = {'bot': PlaceKind.BOT, 'ordner': PlaceKind.WORKSPACE}
Marks = Sequence[tuple[int, int]]

# Called with (acting account, place, name, page, width, marks); raises NotFound for what is not there or not theirs.
Painter = Callable[[Account, Place, str, int, int, Marks], Awaitable[bytes]]


def picture_routes(paint: Painter, language: str = 'de') -> list[Route]:
    """`/bilder/KIND/ID/NAME/PAGE?breite=800&von=120&bis=480`; the painter checks whose it is."""
    return [Route('/bilder/{kind}/{id}/{name}/{page}', _endpoint(paint, language), methods=['GET'])]


def width_for(wanted: str) -> int:
    """The smallest of our widths that is not below the wanted one; the second for anything that is no number."""
    number = _number(wanted, 100_000)
    return next((width for width in WIDTHS if width >= number), WIDTHS[-1]) if number else WIDTHS[1]


def marks_of(starts: Sequence[str], ends: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs that make sense, the first few of them."""
    pairs = [(_number(a, MOST_CHARACTERS), _number(b, MOST_CHARACTERS)) for a, b in zip(starts, ends, strict=False)]
    return [(start, end) for start, end in pairs[:MOST_MARKS] if start < end]


def _endpoint(paint: Painter, language: str) -> Callable[[Request], Awaitable[Response]]:
    async def hand_out(request: Request) -> Response:
        try:
            person = current_person(request)
            if person is None:
                raise NotSignedIn()
            parts, asked = request.path_params, request.query_params
            page = _number(parts['page'], MOST_PAGES)
            if parts['kind'] not in KINDS or not page:
                raise NotFound('document', parts['name'][:80])
            place = Place(KINDS[parts['kind']], parts['id'])
            marks = marks_of(asked.getlist('von'), asked.getlist('bis'))
            drawn = await paint(person, place, parts['name'], page, width_for(asked.get('breite', '')), marks)
            if not drawn.startswith(PNG):
                raise NotFound('document', parts['name'][:80])
            return picture(drawn)
        except AppError as error:
            return refusal(request.scope, error, language_of(request.scope, language))

    return hand_out


def picture(drawn: bytes) -> Response:
    """The answer with a picture of ours."""
    headers = {
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cache-Control': 'private, no-store',
    }
    return Response(drawn, media_type='image/png', headers=headers)


def _number(text: str, most: int) -> int:
    """0 for what is none, or too large."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0
    return number if number <= most else 0
