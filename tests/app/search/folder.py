"""Documents of a household for the tests of the index."""

from __future__ import annotations

from app.domain.documents import DocumentStatus, Page, Reading
from app.search.entry import Entry, Fingerprint


def entry(name: str, *, sha256: str = 'aa', status: DocumentStatus = DocumentStatus.READY, note: str = '') -> Entry:
    """A ledger line as the librarian writes it."""
    return Entry(
        name=name,
        fingerprint=Fingerprint(2048, 1_790_000_000_000_000_001, 2**64 - 1),
        sha256=sha256,
        status=status,
        media_type='application/pdf',
        note=note,
    )


def reading(*pages: str, has_pages: bool = False, label: str = '') -> Reading:
    """What a reader made of a file, one text per page."""
    return Reading(
        pages=tuple(Page(number=number, text=text, label=label) for number, text in enumerate(pages, 1)),
        media_type='application/pdf',
        has_pages=has_pages or len(pages) > 1,
    )
