"""A file in a folder of documents, and what was read in it."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache


class DocumentStatus(Enum):
    """How far reading the file has come."""

    READING = 'reading'
    READY = 'ready'
    FAILED = 'failed'


class ReadProblem(Enum):
    """Why a file could not be read; the value is its key in the catalogue (`err.KEY.*`)."""

    LOCKED = 'locked'  # a password is needed
    SCAN = 'scan'  # pictures of text, and nothing here that could recognise it
    TYPE = 'type'  # no kind of file we read
    DAMAGED = 'doc_damaged'
    EMPTY = 'doc_empty'  # there is no text in it
    BOMB = 'doc_bomb'  # unpacks to far more than it should
    SLOW = 'doc_slow'  # reading took longer than 30 s
    MEMORY = 'doc_memory'  # reading wanted more than 1 GiB
    LONG = 'doc_long'  # more text than we keep
    CRASHED = 'doc_crashed'  # the reading process ended without an answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A file as its folder shows it; `size` in bytes.

    `note` is '' or a key of the catalogue: of a `ReadProblem` when failed, of `docs.note.*` when ready.
    """

    name: str
    size: int
    media_type: str
    modified_at: datetime
    status: DocumentStatus = DocumentStatus.READY
    pages: int | None = None  # of a PDF, a scan or a picture; sheets of a spreadsheet; None where there are none
    note: str = ''
    words: int | None = None  # None before it is read


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The text of one page: paragraphs apart by an empty line, tables as Markdown tables, headings with `#`."""

    number: int  # from 1
    text: str
    label: str = ''  # the name of a sheet


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What was read in a file. Formats without pages have one page and `has_pages` False."""

    pages: tuple[Page, ...]
    media_type: str
    has_pages: bool = False
    note: str = ''  # ocr | ai | part, shown as `docs.note.NOTE`

    @property
    def text(self) -> str:
        """All pages, apart by an empty line."""
        return '\n\n'.join(page.text for page in self.pages)


@lru_cache(maxsize=500)
def media_type_of_ending(ending: str) -> str:
    """What files with that ending usually are; `.pdf` -> `application/pdf`. Asked for every file of every list."""
    return mimetypes.guess_type(f'x{ending.lower()}')[0] or 'application/octet-stream'
