"""Excel files: every sheet a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.domain.documents import Page, Reading, ReadProblem
from app.readers.archive import open_archive
from app.readers.base import Unreadable
from app.readers.cells import cell_text
from app.readers.tables import Blocks

MOST_CELLS = 5_000_000  # empty ones too: a file may say that it has seventeen thousand million


class XlsxReader:
    """The values as the cells show them; formulas by the result that was stored with them."""

    key = 'xlsx'
    endings = ('xlsx', 'xlsm')
    media_type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

    def accepts(self, head: bytes, name: str) -> bool:
        """By the entries of the archive."""
        return head.startswith(b'PK') and b'xl/workbook.xml' in head

    def read(self, path: Path) -> Reading:
        """One page per sheet, in the order of the tabs."""
        import openpyxl

        open_archive(path).close()
        with path.open('rb') as file:  # by its path openpyxl would look at the ending
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            pages = tuple(
                Page(number=number, text=_sheet(sheet), label=str(sheet.title))
                for number, sheet in enumerate((sheet for sheet in book if hasattr(sheet, 'iter_rows')), 1)
            )
        return Reading(pages=pages, media_type=self.media_type, has_pages=True)


def _sheet(sheet: Any) -> str:
    blocks = Blocks()
    blocks.tables(_rows(sheet))
    return blocks.text


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Rows without the empty cells at their end."""
    sheet.reset_dimensions()  # what the sheet says of its size is only a claim
    left = MOST_CELLS
    for row in sheet.iter_rows():
        left -= len(row) + 1
        if left < 0:
            raise Unreadable(ReadProblem.LONG)
        cells = [cell_text(cell.value, cell.number_format) if cell.value is not None else '' for cell in row]
        while cells and not cells[-1].strip():
            cells.pop()
        yield cells


PLUGIN = XlsxReader()
