"""A file in a bot's folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class DocumentStatus(Enum):
    """How far reading the file has come."""

    READING = 'reading'
    READY = 'ready'
    FAILED = 'failed'


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A file as its folder shows it; `size` in bytes, `note` a catalogue key or ''."""

    name: str
    size: int
    media_type: str
    modified_at: datetime
    status: DocumentStatus = DocumentStatus.READY
    pages: int | None = None
    note: str = ''
