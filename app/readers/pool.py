"""The reading processes: at most `size` at once, each with limits of memory and time, replaced when one is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from app.domain.documents import Page, Reading

SECONDS = 30.0  # for one file, or one page of a scan
MEMORY = 1 << 30  # bytes of address space of a reading process


class ReaderPool:
    """Reads files without ever holding up, or endangering, the program itself."""

    def __init__(self, *, size: int = 2, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._size, self._seconds, self._memory = size, seconds, memory

    @property
    def can_recognise(self) -> bool:
        """True when tesseract with German is installed; asked again each time, it may be installed meanwhile."""
        raise NotImplementedError

    async def read(self, path: Path, name: str) -> Reading:
        """The text of a file; `Unreadable`. `name` is the document's own name, whose ending may matter."""
        return Reading(
            pages=(Page(number=1, text=(await asyncio.to_thread(path.read_text, 'utf-8', 'replace'))),),
            media_type='text/plain',
        )

    async def recognise(self, path: Path, name: str, page: int) -> str:
        """The text in the picture of one page (from 1), by tesseract; `Unreadable`."""
        raise NotImplementedError

    async def picture(
        self, path: Path, name: str, page: int, *, width: int, marks: Sequence[tuple[int, int]] = ()
    ) -> bytes:
        """A page of a PDF, or a picture, as PNG `width` pixels wide; `marks` are characters of its text to mark."""
        raise NotImplementedError

    async def close(self) -> None:
        """End the processes."""
