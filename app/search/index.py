"""The index of one folder: a SQLite file that can be made anew at any time from the documents themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.documents import Reading
from app.search.entry import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """A piece of a page, 800 to 1,200 characters at paragraphs. `score`: higher fits better, 0 = not searched."""

    document: str
    page: int
    start: int  # characters in the text of the page
    end: int
    text: str
    has_pages: bool
    score: float = 0.0


class Index:
    """All calls block for a moment and may come from any thread; each opens and closes the file by itself.

    A file that is broken or of another version is thrown away and begun anew: then everything is read again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> dict[str, Entry]:
        """Everything that was read, by name."""
        raise NotImplementedError

    def put(self, entry: Entry, reading: Reading | None) -> None:
        """Keep what was read in place of what was known under that name; all of it or nothing."""
        raise NotImplementedError

    def rename(self, old: str, entry: Entry) -> None:
        """The file has another name; its text need not be read again."""
        raise NotImplementedError

    def remove(self, names: Sequence[str]) -> None:
        """Forget these."""
        raise NotImplementedError

    def reading(self, name: str) -> Reading | None:
        """What was read in one document, None when it is not there or failed."""
        raise NotImplementedError

    def chunks(self, names: Sequence[str] = ()) -> list[Chunk]:
        """All pieces in reading order, of all documents or of these."""
        raise NotImplementedError

    def search(self, query: str, limit: int, names: Sequence[str] = ()) -> list[Chunk]:
        """The pieces that fit a question best, the best one first; none when no word fits."""
        raise NotImplementedError
