"""Looks through a table of bills for what a person should check: gaps, twins, days outside the month."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from app.domain.shapes import ShapeProblem, Table, read_table
from app.domain.values import read_date, read_number
from app.practice.brief import Brief
from app.practice.columns import role_of
from app.practice.dates import MONTHS
from app.practice.layout import bullets, document, section

_RATES = ('19', '7', '0')  # of German receipts
_NEEDED = ('date', 'supplier', 'amount')
_FAR_ABOVE = 10  # times the usual sum


def odd(brief: Brief) -> str:
    """What to look at in the first table, and a word when there is nothing. Doubles are sought in the last one."""
    found = tables(brief)
    if not found:
        return brief.say('Hier steht noch keine Tabelle mit Belegen.', 'There is no table of receipts yet.')
    table = found[0]
    checks = (_gaps, _days, _sums)
    notes = [note for check in checks for note in check(brief, table)] + list(_twins(brief, found[-1]))
    fine = brief.say('Mir ist nichts aufgefallen.', 'Nothing caught the eye.')
    counted = brief.say(f'{len(table.rows)} Belege angesehen.', f'{len(table.rows)} receipts looked at.')
    listed = bullets(dict.fromkeys(notes)) or fine
    return document(counted, section(brief.say('Bitte ansehen', 'Please have a look'), listed))


def tables(brief: Brief) -> list[Table]:
    """One table for every earlier result that has one; else the one in what the person gave."""
    found = []
    for text in brief.earlier or (brief.given,):
        try:
            found.append(read_table(text))
        except ShapeProblem:
            continue
    return found


def by_role(table: Table, row: Sequence[str], role: str) -> str:
    """The first cell of a row whose column holds that."""
    return next((row[place] for place, name in enumerate(table.columns) if role_of(name) == role), '')


def _gaps(brief: Brief, table: Table) -> Iterator[str]:
    for place, name in enumerate(table.columns):
        if role_of(name) in _NEEDED:
            rows = [number for number, row in enumerate(table.rows, 1) if not row[place]]
            if rows:
                yield brief.say(f'{name} fehlt in Zeile {_listed(rows)}.', f'{name} is missing in row {_listed(rows)}.')


def _twins(brief: Brief, table: Table) -> Iterator[str]:
    seen = set()
    for row in table.rows:
        cells = tuple(by_role(table, row, role) for role in ('date', 'supplier', 'amount'))
        key = tuple(cell.casefold() for cell in cells)
        if key in seen and cells[2]:
            what = ', '.join(cell for cell in cells if cell)
            yield brief.say(f'Diesen Beleg gibt es doppelt: {what}.', f'This receipt is there twice: {what}.')
        seen.add(key)


def _days(brief: Brief, table: Table) -> Iterator[str]:
    wanted = _month(brief.answer('month'))
    for number, row in enumerate(table.rows, 1):
        day = read_date(by_role(table, row, 'date'))
        if day and wanted and (day.month != wanted[0] or (wanted[1] and day.year != wanted[1])):
            cell = by_role(table, row, 'date')
            yield brief.say(
                f'Zeile {number} gehört nicht in diesen Monat: {cell}.', f'Row {number} is not of this month: {cell}.'
            )


def _sums(brief: Brief, table: Table) -> Iterator[str]:
    amounts = [read_number(by_role(table, row, 'amount')) for row in table.rows]
    known = [amount for amount in amounts if amount is not None]
    usual = median(known) if len(known) > 2 else None
    for number, (row, amount) in enumerate(zip(table.rows, amounts, strict=True), 1):
        shown = by_role(table, row, 'amount')
        if shown and amount is None:
            yield brief.say(f'Den Betrag in Zeile {number} verstehe ich nicht: {shown}.',
                            f'The sum in row {number} is unclear: {shown}.')  # fmt: skip
        elif usual and amount is not None and amount > usual * _FAR_ABOVE:
            yield brief.say(f'Zeile {number} ist viel größer als die anderen: {shown}.',
                            f'Row {number} is much larger than the others: {shown}.')  # fmt: skip
        rate = by_role(table, row, 'vat_rate').rstrip(' %')
        if rate and rate not in _RATES:
            yield brief.say(f'Zeile {number} hat einen seltenen Steuersatz: {rate} %.',
                            f'Row {number} has a rare tax rate: {rate} %.')  # fmt: skip


def _month(text: str) -> tuple[int, int] | None:
    """'März 2026' and 'March 2026' as (3, 2026); the year is 0 when it is not said."""
    for names in MONTHS.values():
        for number, name in enumerate(names, 1):
            if re.search(rf'\b{name}\b', text, re.IGNORECASE):
                year = re.search(r'\b(?:19|20)\d{2}\b', text)
                return number, int(year[0]) if year else 0
    return None


def _listed(numbers: Sequence[int]) -> str:
    return ', '.join(str(number) for number in numbers)
