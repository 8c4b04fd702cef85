"""CSV with ; , tab or |, as banks and spreadsheet programs write it; numbers stay as they are written."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from app.domain.documents import Page, Reading, ReadProblem
from app.readers.base import Unreadable
from app.readers.decoding import decoded
from app.readers.tables import Blocks

_SAMPLE, _LINES = 20_000, 100
_SIGNS = ';\t|,'
_LONGEST_CELL = 1_000_000


class CsvReader:
    """Tables in Markdown: banks write a small one about the account above the large one."""

    key = 'csv'
    endings = ('csv', 'tsv')
    media_type = 'text/csv'

    def accepts(self, head: bytes, name: str) -> bool:
        """Only by its name: a text with commas is no table."""
        return name.endswith(('.csv', '.tsv'))

    def read(self, path: Path) -> Reading:
        """One page; `TYPE` for bytes that are no text, `LONG` for a line without end."""
        try:
            text = decoded(path.read_bytes())
        except ValueError as error:
            raise Unreadable(ReadProblem.DAMAGED) from error
        csv.field_size_limit(_LONGEST_CELL)
        blocks = Blocks()
        try:
            blocks.tables(csv.reader(io.StringIO(_without_hint(text), newline=''), delimiter=_delimiter(text)))
        except csv.Error as error:
            raise Unreadable(ReadProblem.LONG) from error
        return Reading(pages=(Page(number=1, text=blocks.text),), media_type=self.media_type)


def _without_hint(text: str) -> str:
    return text.partition('\n')[2] if text.startswith('sep=') else text


def _delimiter(text: str) -> str:
    """Excel may say it in the first line; else the sign that cuts most lines into equally many cells."""
    if text.startswith('sep=') and text[5:6] in ('\n', '\r'):
        return text[4]
    lines = text[:_SAMPLE].splitlines(keepends=True)[:_LINES]
    return max(_SIGNS, key=lambda sign: _evenness(lines, sign))  # of equals the first: 1,5;2,5 has two cells


def _evenness(lines: list[str], sign: str) -> float:
    """The share of lines that have the usual number of cells, 0 when that is one."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
    except csv.Error:
        return 0.0
    several = Counter(width for width in widths if width > 1)
    return several.most_common(1)[0][1] / len(widths) if several else 0.0


PLUGIN = CsvReader()
