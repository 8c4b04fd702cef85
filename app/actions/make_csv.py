"""Makes a CSV file of a table, as German spreadsheet programs open it: semicolons, UTF-8 with its mark."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from app.actions.base import Done, Field, Job, MadeFile
from app.actions.made_files import NAME, file_name, storable
from app.domain.pipelines import Shape
from app.domain.shapes import Table, write_table
from app.domain.text import Text
from app.domain.values import read_number


class MakeCsv:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers."""

    key = 'make_csv'
    title = Text('Einfache Tabellen-Datei machen (.csv)', 'Make a plain table file (.csv)')
    help = Text(
        'Für Buchhaltung und Tabellen-Programme, zum Beispiel alle Rechnungen eines Monats.',
        'For bookkeeping and spreadsheets, for example all invoices of a month.',
    )
    rank = 160
    fields: tuple[Field, ...] = (NAME,)
    gives = Shape.TABLE

    def run(self, job: Job) -> Done:
        """The table itself, and the file."""
        table = job.table()
        name = file_name(job, Text('Tabelle', 'Table'), 'csv')
        return Done(text=write_table(table), files=(MadeFile(name, csv_of(table)),))


def csv_of(table: Table) -> bytes:
    """The whole file."""
    paper = io.StringIO(newline='')
    writer = csv.writer(paper, delimiter=';')
    writer.writerow(_safe(table.columns))
    writer.writerows(_safe(row) for row in table.rows)
    return paper.getvalue().encode('utf-8-sig')


def _safe(cells: Iterable[str]) -> list[str]:
    return [f"'{cell}" if _is_formula(cell) else cell for cell in map(storable, cells)]


def _is_formula(cell: str) -> bool:
    return cell.startswith(('=', '+', '-', '@', '\t')) and read_number(cell) is None


PLUGIN = MakeCsv()
