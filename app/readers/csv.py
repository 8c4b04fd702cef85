"""CSV with ; , tab or |, as banks and spreadsheet programs write it; numbers stay as they are written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from app.domain.documents import Page, Reading, ReadProblem
from app.readers.base import Unreadable
from app.readers.decoding import decoded
from app.readers.tables import Blocks

_SAMPLE = 20_000
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
            blocks.tables(csv.reader(io.StringIO(text, newline=''), delimiter=_delimiter(text)))
        except csv.Error as error:
            raise Unreadable(ReadProblem.LONG) from error
        return Reading(pages=(Page(number=1, text=blocks.text),), media_type=self.media_type)


def _delimiter(text: str) -> str:
    """Excel may say it in the first line; else the sign that cuts the first lines most evenly."""
    if text.startswith('sep=') and text[5:6] in ('\n', '\r'):
        return text[4]
    lines = text[:_SAMPLE].splitlines()[:50]
    try:
        return csv.Sniffer().sniff('\n'.join(line[:500] for line in lines), delimiters=';,\t|').delimiter
    except csv.Error:
        return max(';\t,|', key=lambda sign: sum(line.count(sign) for line in lines))


PLUGIN = CsvReader()
