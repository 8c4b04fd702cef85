"""Small pieces of Markdown that the frames are built from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

BLANK = re.compile(r'\[[^\[\]\n]{2,60}\](?!\()')


def bullets(items: Iterable[str]) -> str:
    """A list, one item per line."""
    return '\n'.join(f'- {item}' for item in items)


def checks(items: Iterable[str]) -> str:
    """A list to tick off."""
    return '\n'.join(f'- ☐ {item}' for item in items)


def section(title: str, body: str, level: int = 2) -> str:
    """A heading with something below it; '' when there is nothing."""
    return f'{"#" * level} {title}\n\n{body.strip()}' if body.strip() else ''


def document(*blocks: str) -> str:
    """The blocks that are not empty, an empty line between them."""
    return '\n\n'.join(block.strip() for block in blocks if block.strip())


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; '' without rows."""
    body = [_row(row) for row in rows]
    return '\n'.join([_row(head), '|' + ' --- |' * len(head), *body]) if body else ''


def stacked(rows: Iterable[str]) -> str:
    """Lines that stay below each other, as in an address."""
    return '  \n'.join(row.strip() for row in rows if row.strip())


def blank(text: str) -> str:
    """A gap the person fills in: '[dein Name]'."""
    return f'[{text}]'


def blanks(text: str) -> list[str]:
    """The gaps in `text`, each once."""
    return list(dict.fromkeys(match.group() for match in BLANK.finditer(text)))


def _row(cells: Sequence[str]) -> str:
    return '| ' + ' | '.join(' '.join(cell.split()).replace('|', '/') for cell in cells) + ' |'
