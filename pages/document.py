"""One document: what was read in it, page by page; a passage of it can be pointed at."""

from __future__ import annotations

from app.bootstrap import Services
from components.document_link import name_in, passage_in, place_in
from components.document_view import DocumentView
from components.frame import page
from components.viewer import viewer

MOST_PAGES = 100_000


def create(services: Services, kind: str, id: str, name: str, seite: str = '', stelle: str = '') -> None:
    """Draw the page."""
    place = place_in(kind, id)
    document = services.documents.get(viewer(), place, name_in(name))
    number = int(seite) if seite.isdecimal() and len(seite) < 7 else 0
    with page(document.name, help='help.document', width='medium'):
        DocumentView(services, place, document, min(number, MOST_PAGES), passage_in(stelle))
