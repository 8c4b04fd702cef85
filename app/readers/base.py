"""What a reader is: one file with a class and `PLUGIN`, file name = `key`. It works in the reading process only."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from app.domain.documents import Reading, ReadProblem
from app.domain.errors import AppError


class Unreadable(AppError):
    """A document that gives no text; `problem` says why, `pages` how many there are if that is known."""

    status = 422

    def __init__(self, problem: ReadProblem, *, name: str = '', pages: int | None = None) -> None:
        super().__init__(problem.value, name=name, limit_mb=25)
        self.problem = problem
        self.pages = pages


class Reader(Protocol):
    """Turns the bytes of one format into text."""

    key: str
    endings: tuple[str, ...]  # of file names, without the dot
    media_type: str

    def accepts(self, head: bytes, name: str) -> bool:
        """True when the first 4 kB (of a ZIP also the names of its entries) and the name say that it is ours.

        All readers are asked without a name first: the bytes count more than the name, which is in small letters.
        """
        ...

    def read(self, path: Path) -> Reading:
        """The text; `Unreadable` with the reason when there is none."""
        ...
