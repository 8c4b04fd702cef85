"""Rows of cells to Markdown tables, and a count of what comes together, so that nothing grows without end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.domain.documents import ReadProblem
from app.domain.shapes import MAX_CELLS, Table, write_table
from app.domain.values import read_date, read_number
from app.readers.base import Unreadable
from app.readers.decoding import tidy

MOST_CHARACTERS = 5_000_000
_LEVELS = 6


class Blocks:
    """Headings, paragraphs, lists and tables of a page, in reading order; `LONG` when it is too much."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        """All blocks, apart by an empty line."""
        return tidy('\n\n'.join(self._blocks))

    def paragraph(self, text: str) -> None:
        """A paragraph, or a whole list; nothing when it is blank."""
        if text.strip():
            self._blocks.append(text)
            self._count(len(text))

    def heading(self, text: str, level: int) -> None:
        """`## text`; a heading is one line."""
        self.paragraph(f'{"#" * min(max(level, 1), _LEVELS)} {" ".join(text.split())}' if text.strip() else '')

    def table(self, rows: Iterable[Sequence[str]]) -> None:
        """The rows as a Markdown table. Titles above it, and what has only one column, become paragraphs."""
        self._table(self._counted(rows))

    def tables(self, rows: Iterable[Sequence[str]]) -> None:
        """Several tables one below the other: an empty row parts them, unless what follows has the same columns
        and begins with numbers or days. Then it was only there for the eye.
        """
        together: list[list[str]] = []
        for part in _parts(self._counted(rows)):
            if together and not (_width(together) == _width(part) and any(map(_is_value, part[0]))):
                self._table(together)
                together = []
            together += part
        self._table(together)

    def _table(self, rows: list[list[str]]) -> None:
        body = _filled(rows)
        while body and sum(map(bool, body[0])) <= 1 and len(body[0]) > 1:
            self._blocks.append(next(filter(None, body.pop(0)), ''))
        if body and len(body[0]) == 1:
            self._blocks.append('\n'.join(row[0] for row in body))
        elif body:
            self._blocks.append(write_table(Table.of(body[0], body[1:])))

    def _counted(self, rows: Iterable[Sequence[str]]) -> list[list[str]]:
        """All rows, of empty ones in a row only the first."""
        kept: list[list[str]] = []
        widest = 0
        for row in rows:
            cells = [cell.strip() for cell in row] if any(row) else []
            if not any(cells) and kept and not kept[-1]:
                continue
            kept.append(cells if any(cells) else [])
            widest = max(widest, len(kept[-1]))
            self._count(sum(map(len, cells)) + len(cells))
            if widest * len(kept) > MAX_CELLS:
                raise Unreadable(ReadProblem.LONG)
        return kept

    def _count(self, length: int) -> None:
        self._length += length
        if self._length > MOST_CHARACTERS:
            raise Unreadable(ReadProblem.LONG)


def _parts(rows: list[list[str]]) -> Iterator[list[list[str]]]:
    """The rows that stand together."""
    part: list[list[str]] = []
    for row in [*rows, []]:
        if row:
            part.append(row)
        elif part:
            yield part
            part = []


def _width(rows: list[list[str]]) -> int:
    """How many columns are used, counted from the left."""
    return max((place for row in rows for place, cell in enumerate(row, 1) if cell), default=0)


def _is_value(cell: str) -> bool:
    return read_number(cell) is not None or read_date(cell) is not None


def _filled(rows: list[list[str]]) -> list[list[str]]:
    """Rows of one length, without the rows and columns in which nothing stands."""
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    used = [column for column in range(width) if any(len(row) > column and row[column] for row in rows)]
    return [[row[column] if len(row) > column else '' for column in used] for row in rows]
