"""What lxml only says in its log: that there was no memory left, or that a text is nested without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents import ReadProblem
from app.readers.base import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _BaseParser


def check_limits(parser: _BaseParser) -> None:
    """To be asked after parsing, whether it went well or not; `MEMORY` or `BOMB`."""
    for entry in parser.error_log:
        if entry.type_name == 'ERR_NO_MEMORY':
            raise Unreadable(ReadProblem.MEMORY)
        if 'depth' in entry.message.lower():
            raise Unreadable(ReadProblem.BOMB)
