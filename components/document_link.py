"""Addresses of documents: to look at one, at a passage of it, at the picture of a page, and to keep it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, unquote, urlencode

from nicegui import ui

from app.domain.errors import NotFound
from app.domain.places import Place
from app.web.pictures import KINDS

WORDS = {kind: word for word, kind in KINDS.items()}
# NiceGUI cuts an address at these when it looks for the page, so they are quoted twice.
_TWICE = str.maketrans({sign: quote(sign, safe='') for sign in '%#;?'})


def document_address(place: Place, name: str, *, page: int = 0, start: int = 0, end: int = 0) -> str:
    """The page on which the document is looked at; with a page, and the passage on it that is to be shown."""
    asked = {'seite': str(page)} if page else {}
    if end > start:
        asked['stelle'] = f'{start}-{end}'
    path = f'/unterlage/{WORDS[place.kind]}/{place.id}/{quote(name.translate(_TWICE), safe="")}'
    return f'{path}?{urlencode(asked)}' if asked else path


def place_in(kind: str, id: str) -> Place:
    """The place that an address names; `NotFound`."""
    if kind not in KINDS:
        raise NotFound('document', kind[:20])
    return Place(KINDS[kind], id)


def name_in(part: str) -> str:
    """The name of the document that this page's address ends with."""
    # The server has decoded the address of a page that was loaded as a whole; of the others nobody has.
    if not ui.context.client.sub_pages_router.is_initial_request:
        part = unquote(part)
    return unquote(part)


def passage_in(words: str) -> tuple[int, int]:
    """Start and end of '120-480'; (0, 0) for anything else."""
    first, _, last = words.partition('-')
    if not (first.isdecimal() and last.isdecimal() and len(words) < 20):
        return 0, 0
    start, end = int(first), int(last)
    return (start, end) if start < end else (0, 0)


def picture_address(place: Place, name: str, page: int, *, width: int, marks: Sequence[tuple[int, int]] = ()) -> str:
    """Where the page is to be had as a picture."""
    asked = [('breite', width), *(pair for start, end in marks for pair in (('von', start), ('bis', end)))]
    return f'/bilder/{WORDS[place.kind]}/{place.id}/{quote(name, safe="")}/{page}?{urlencode(asked)}'


def saved_address(place: Place, name: str) -> str:
    """Where the file itself is to be had."""
    return f'/api/{place.parent}/{place.id}/docs/{quote(name, safe="")}'


def home_address(place: Place) -> str:
    """The page of the bot or folder it belongs to."""
    return f'/{WORDS[place.kind]}/{place.id}'
