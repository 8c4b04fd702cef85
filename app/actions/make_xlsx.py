"""Makes an Excel file of a table: numbers and days are real ones, everything else is text."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

from app.actions.base import ActionError, Done, Field, Job, MadeFile
from app.actions.columns import mark_of
from app.actions.made_files import NAME, file_name, storable
from app.domain.comparing import measured
from app.domain.pipelines import Shape
from app.domain.shapes import Table, write_table
from app.domain.text import Text

_LONGEST_CELL, _MOST_COLUMNS = 32_767, 16_384  # the format's own limits
_MOST_DIGITS = 15  # Excel keeps no more: longer numbers stay text
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip knows
_STAMP = re.compile(rb'(<dcterms:(created|modified)[^>]*>)[^<]*')
Value = Decimal | date | str


class MakeXlsx:
    """No cell can become a formula; the same table gives the same bytes."""

    key = 'make_xlsx'
    title = Text('Excel-Datei machen (.xlsx)', 'Make an Excel file (.xlsx)')
    help = Text(
        'Zahlen und Daten sind echte, zum Beispiel für eine Liste der Ausgaben.',
        'Numbers and days are real ones, for example for a list of expenses.',
    )
    rank = 150
    fields: tuple[Field, ...] = (NAME,)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """The table itself, and the file."""
        table = job.table()
        name = file_name(job, Text('Tabelle', 'Table'), 'xlsx')
        return Done(text=write_table(table), files=(MadeFile(name, xlsx_of(table, job.today, job.language)),))


def xlsx_of(table: Table, today: date, language: str) -> bytes:
    """The whole file; ActionError names a cell that does not fit."""
    from openpyxl import Workbook  # 0.5 s, only when somebody makes such a file
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    _check_limits(table)
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = 'A2'
    for place, width in enumerate(_widths(table), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width

    looks: dict[tuple[str, bool], Any] = {}  # a look is worked out once, not for every cell

    def cell_of(value: Value, form: str) -> Any:
        is_odd = isinstance(value, str) and value.startswith(('=', '+', '-', '@', '#'))
        if isinstance(value, str) and not is_odd:
            return value
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            cell.data_type = 's'  # also for what begins with =
        if (form, is_odd) not in looks:
            cell.quotePrefix = is_odd  # text also after somebody edits the cell
            if form:
                cell.number_format = form
            looks[form, is_odd] = cell._style
        cell._style = looks[form, is_odd]
        return cell

    head = [WriteOnlyCell(sheet, storable(name)) for name in table.columns]
    for cell in head:
        cell.data_type, cell.font = 's', Font(bold=True)
    sheet.append(head)
    for row in table.rows:
        sheet.append([cell_of(*real_value(storable(text), language)) if text else None for text in row])
    paper = io.BytesIO()
    book.save(paper)
    return _always_the_same(paper.getvalue(), today)


def real_value(text: str, language: str) -> tuple[Value, str]:
    """What a cell holds, and how it is shown: 1.234,50 € as a number, 2.3.2026 as a day, 01067 as text."""
    value = None if text.startswith('+') else measured(text)  # a phone number is text
    if isinstance(value, date) and value.year > 1900:
        return value, 'DD.MM.YYYY' if language == 'de' else 'YYYY-MM-DD'
    if not isinstance(value, Decimal) or len(value.as_tuple().digits) > _MOST_DIGITS:
        return text, ''
    places, mark = -int(value.as_tuple().exponent), mark_of(text)
    behind = f'.{"0" * places}' if places else ''
    if mark == '%':
        return value.scaleb(-2), f'0{behind}%'
    return value, f'#,##0{behind} "{mark}"' if mark else f'0{behind}'


def _check_limits(table: Table) -> None:
    if len(table.columns) > _MOST_COLUMNS:
        raise ActionError('act_columns_many', limit=_MOST_COLUMNS)
    for number, row in enumerate((table.columns, *table.rows)):
        if any(len(text) > _LONGEST_CELL for text in row):
            raise ActionError('act_cell_long', row=number, limit=_LONGEST_CELL)


def _widths(table: Table) -> list[int]:
    lengths = [len(name) for name in table.columns]
    for row in table.rows:
        lengths = [max(longest, len(text)) for longest, text in zip(lengths, row, strict=True)]
    return [min(max(longest, 8), 60) + 2 for longest in lengths]


def _always_the_same(content: bytes, today: date) -> bytes:
    """The same package without the time of day in it."""
    paper, day = io.BytesIO(), f'{today.isoformat()}T00:00:00Z'.encode()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(paper, 'w') as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, _STAMP.sub(rb'\g<1>' + day, old.read(name)))
    return paper.getvalue()


PLUGIN = MakeXlsx()
