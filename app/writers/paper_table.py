"""A table on paper: as wide as it has to be, never wider than the sheet, its head on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Table

from app.writers import fonts
from app.writers.blocks import Line

Rows = Sequence[Sequence[Line]]
_PADDING = 5.0
_NARROWEST = 30.0  # of a column that is still read easily
_HIGHEST_HEAD = 150.0  # that is repeated on every sheet
_MEASURED = 400  # letters of a cell; longer ones take all the room they can get anyway
_NUMBER = re.compile(r'[-+−–]?\s*[€$£]?\s*\d[\d.,\s\u00a0]*\s*(?:%|€|\$|£|[A-Za-zäöüÄÖÜ]{1,4}\.?)?')

_DAY = re.compile(r'\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{0,4}')


def table(
    rows: Rows, *, size: float, smallest: float, width: float, ink: Color, line: Color, shade: Color
) -> Table | None:
    """The table, in smaller letters where that helps; None when it has more columns than fit on the sheet."""
    columns = max((len(row) for row in rows), default=0)
    if not columns or columns * _NARROWEST > width:
        return None
    filled = [[*map(_unbroken, row), *[()] * (columns - len(row))] for row in rows]
    size, widths = _fitting(filled, size, smallest, width)
    sides = [TA_RIGHT if _are_numbers(column) else TA_LEFT for column in zip(*filled, strict=True)]
    cells = [
        [
            Paragraph(fonts.markup(cell, bold=not at), _style(size, side, ink))
            for cell, side in zip(row, sides, strict=True)
        ]
        for at, row in enumerate(filled)
    ]
    looks = [
        ('VALIGN', (0, 0), (-1, -1), 'TOP'),
        ('LEFTPADDING', (0, 0), (-1, -1), _PADDING),
        ('RIGHTPADDING', (0, 0), (-1, -1), _PADDING),
        ('TOPPADDING', (0, 0), (-1, -1), size * 0.3),
        ('BOTTOMPADDING', (0, 0), (-1, -1), size * 0.45),
        ('BACKGROUND', (0, 0), (-1, 0), shade),
        ('LINEBELOW', (0, 0), (-1, 0), 1.0, ink),
        ('LINEBELOW', (0, 1), (-1, -1), 0.5, line),
    ]
    head = max(cell.wrap(part - 2 * _PADDING, 1)[1] for cell, part in zip(cells[0], widths, strict=True))
    return Table(
        cells, colWidths=widths, style=looks, repeatRows=int(head < _HIGHEST_HEAD), splitInRow=1, hAlign='LEFT'
    )


def _fitting(rows: Rows, size: float, smallest: float, width: float) -> tuple[float, list[float]]:
    """The largest letters in which every word fits into its column, and the columns' widths."""
    longest = [max(map(_longest_word, column)) for column in zip(*rows, strict=True)]
    whole = [max(map(_whole, column)) for column in zip(*rows, strict=True)]
    room = 2 * _PADDING + 0.5
    while size > smallest and sum(size * part + room for part in longest) > width:
        size = max(size - 0.5, smallest)
    least = [size * part + room for part in longest]
    most = [size * part + room for part in whole]
    if sum(most) <= width:
        return size, most
    if sum(least) > width:  # words have to be broken; the narrow columns stay as they are
        least = _capped(least, width)
        return size, least
    spare = (width - sum(least)) / (sum(most) - sum(least))
    return size, [low + (high - low) * spare for low, high in zip(least, most, strict=True)]


def _capped(wanted: list[float], width: float) -> list[float]:
    """Cut the widest down to one width so that all fit."""
    left, cap = width, width
    for at, part in enumerate(sorted(wanted)):
        cap = left / (len(wanted) - at)
        if part > cap:
            break
        left -= part
    return [min(part, cap) for part in wanted]


def _longest_word(cell: Line) -> float:
    return max(map(_width, _words(cell)), default=0.0)


def _words(cell: Line) -> Iterator[str]:
    yield from re.split('[ \n]+', fonts.words_of(cell)[:_MEASURED])


def _whole(cell: Line) -> float:
    return max(map(_width, fonts.words_of(cell)[:_MEASURED].split('\n')), default=0.0)


def _width(text: str) -> float:
    """At size 1; bold, so that it suits every looks."""
    return fonts.width(text, 1, fonts.BOLD)


def _unbroken(cell: Line) -> Line:
    """An amount stays in one line with its sign."""
    if len(cell) == 1 and _NUMBER.fullmatch(cell[0].text):
        return (replace(cell[0], text=cell[0].text.replace(' ', '\u00a0')),)
    return cell


def _are_numbers(column: Sequence[Line]) -> bool:
    texts = [text for cell in column[1:] if (text := fonts.words_of(cell).strip()) not in ('', '–', '-')]
    return bool(texts) and all(_NUMBER.fullmatch(text) and not _DAY.fullmatch(text) for text in texts)


def _style(size: float, side: int, ink: Color) -> ParagraphStyle:
    return ParagraphStyle(
        'cell',
        fontName=fonts.BODY,
        fontSize=size,
        leading=size * 1.3,
        textColor=ink,
        alignment=side,
        splitLongWords=1,
        underlineWidth=0.4,
    )
