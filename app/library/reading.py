"""Reading one file: what stands in it, told apart from what it was when it changes under our hands."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.documents import DocumentStatus, Page, Reading, ReadProblem
from app.library.scan import digest, fingerprint
from app.readers.base import Unreadable
from app.readers.pool import ReaderPool
from app.search.entry import Entry, Fingerprint

MOST_PAGES = 100  # of a scan: recognising one takes seconds
PASSING = (ReadProblem.SLOW, ReadProblem.MEMORY, ReadProblem.CRASHED)


class Changed(Exception):
    """The file is not what it was when reading it began."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One version of a file."""

    fingerprint: Fingerprint
    sha256: str


async def seen(path: Path) -> Seen:
    """The file as it is now."""
    return await asyncio.to_thread(_seen, path)


async def check_unchanged(path: Path, before: Seen) -> None:
    """`Changed` when somebody wrote into the file meanwhile."""
    if fingerprint(await asyncio.to_thread(path.lstat)) != before.fingerprint:
        raise Changed


async def recognised(pool: ReaderPool, path: Path, name: str, pages: int | None) -> Reading:
    """The text in the pictures of a scan, page by page; `Unreadable` when no page gives any."""
    count = pages or 1
    texts, problem = [], ReadProblem.EMPTY
    is_whole = count <= MOST_PAGES
    for number in range(1, min(count, MOST_PAGES) + 1):
        try:
            text = await pool.recognise(path, name, number)
        except Unreadable as error:
            if error.problem not in (*PASSING, ReadProblem.EMPTY):
                raise
            is_whole = is_whole and error.problem is ReadProblem.EMPTY
            text, problem = '', error.problem
        texts.append(text)
    if not any(text.strip() for text in texts):
        raise Unreadable(problem, name=name, pages=pages)
    return pictured(name, texts, 'ocr' if is_whole else 'part')


def pictured(name: str, texts: Sequence[str], note: str) -> Reading:
    """The text of pages that are pictures."""
    pages = tuple(Page(number=number, text=text) for number, text in enumerate(texts, 1))
    media_type = mimetypes.guess_type(name)[0] or 'application/pdf'
    return Reading(pages=pages, media_type=media_type, has_pages=True, note=note)


def entry_of(name: str, version: Seen, reading: Reading, *, pages: int | None = None) -> Entry:
    """What the ledger keeps of a file that was read; `pages` when there are more than were read."""
    text = reading.text
    counts = reading.has_pages or any(page.label for page in reading.pages)
    return Entry(
        name=name,
        fingerprint=version.fingerprint,
        sha256=version.sha256,
        status=DocumentStatus.READY,
        media_type=reading.media_type,
        pages=max(len(reading.pages), pages or 0) if counts else None,
        words=len(text.split()),
        characters=len(text),
        note=reading.note,
    )


def failed(name: str, version: Seen, problem: ReadProblem, pages: int | None = None) -> Entry:
    """What it keeps of one that could not be read."""
    return Entry(
        name=name,
        fingerprint=version.fingerprint,
        sha256=version.sha256,
        status=DocumentStatus.FAILED,
        media_type='',
        pages=pages,
        note=problem.value,
    )


def touched(entry: Entry, version: Seen) -> Entry:
    """The same content with another date."""
    return replace(entry, fingerprint=version.fingerprint)


def _seen(path: Path) -> Seen:
    facts = path.lstat()
    return Seen(fingerprint(facts), digest(path))
