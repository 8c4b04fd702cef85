"""HTML to text: headings, paragraphs, lists and tables; what is not meant for reading is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.readers.decoding import decoded
from app.readers.parsing import check_limits
from app.readers.tables import Blocks

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset(
    'script style nav footer noscript template svg math iframe object head select button input textarea'.split()
)
_HEADINGS = {f'h{level}': level for level in range(1, 7)}
_BLOCKS = frozenset(
    'p div section article main header aside address blockquote figure figcaption dl dt dd ul ol pre form fieldset '
    'details summary hr center body html'.split()
)
_HIDDEN = re.compile(r'display\s*:\s*none|visibility\s*:\s*hidden', re.IGNORECASE)
_CHARSET = re.compile(rb'charset\s*=\s*["\']?\s*([\w-]+)', re.IGNORECASE)
_SPACE = re.compile(r'[ \t\r\n\f\v]+')


def text_of_html(source: bytes | str) -> str:
    """The readable text; `Unreadable` when it is nested without end, or too big for us."""
    from lxml import etree

    text = source if isinstance(source, str) else _decoded(source)
    parser = etree.HTMLParser(encoding='utf-8', no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode('utf-8', 'replace') or b' ', parser)
    except etree.XMLSyntaxError:
        root = None
    check_limits(parser)
    walk = _Walk()
    if root is not None:
        walk.element(root)
    walk.flush()
    return walk.blocks.text


def _decoded(source: bytes) -> str:
    """UTF-8 when it is; else what the page says of itself."""
    told = _CHARSET.search(source[:4096])
    try:
        return source.decode('utf-8-sig')
    except UnicodeDecodeError:
        try:
            return source.decode(told[1].decode('ascii') if told else 'cp1252')
        except (LookupError, ValueError):
            return decoded(source.replace(b'\0', b''))


class _Walk:
    """Goes through the tree (never deeper than lxml lets it be: 256) and gathers lines until a block ends."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self._line: list[str] = []
        self._lists: list[int] = []  # the number of the last entry, for each list we are in; 0 = bullets
        self._entries: list[str] = []

    def element(self, element: _Element) -> None:
        """The text of one element; not of what follows it."""
        tag = element.tag if isinstance(element.tag, str) else ''
        if tag in _SKIPPED or _is_hidden(element):
            return
        if tag == 'table' and _is_data(element):
            self.flush()
            self.blocks.table(_rows(element))
        elif tag in ('ul', 'ol'):
            self._list(element, tag)
        elif tag == 'li' and self._lists:
            self._entry(element)
        elif tag in _HEADINGS:
            self.flush()
            self.blocks.heading(_inline(element), _HEADINGS[tag])
        elif tag == 'pre':
            self.flush()
            self.blocks.paragraph(''.join(_texts(element)).strip('\n'))
        else:
            self._plain(element, tag)

    def flush(self) -> None:
        """End the paragraph."""
        lines = [_SPACE.sub(' ', line).strip() for line in ''.join(self._line).split('\x00')]
        self._line.clear()
        text = '\n'.join(line for line in lines if line)
        if self._lists:
            self._entries.extend([text] if text else [])
        else:
            self.blocks.paragraph(text)

    def _plain(self, element: _Element, tag: str) -> None:
        is_block = tag in _BLOCKS or tag in ('table', 'tr', 'tbody', 'thead')
        if is_block:
            self.flush()
        elif tag == 'br':
            self._line.append('\x00')
        elif tag in ('td', 'th'):
            self._line.append(' ')
        self._inside(element)
        if is_block:
            self.flush()

    def _inside(self, element: _Element) -> None:
        self._line.append((element.text or '').replace('\x00', ''))
        for child in element:
            self.element(child)
            self._line.append((child.tail or '').replace('\x00', ''))

    def _list(self, element: _Element, tag: str) -> None:
        self.flush()
        self._lists.append(1 if tag == 'ol' else 0)
        self._inside(element)
        self.flush()
        self._lists.pop()
        if not self._lists:
            self.blocks.paragraph('\n'.join(self._entries))
            self._entries.clear()

    def _entry(self, element: _Element) -> None:
        self.flush()
        number, indent = self._lists[-1], '  ' * (len(self._lists) - 1)
        before = len(self._entries)
        self._inside(element)
        self.flush()
        if len(self._entries) > before:
            self._entries[before] = f'{indent}{f"{number}." if number else "-"} {self._entries[before].lstrip()}'
            self._lists[-1] += number > 0


def _is_hidden(element: _Element) -> bool:
    return (
        element.get('hidden') is not None
        or element.get('aria-hidden') == 'true'
        or bool(_HIDDEN.search(element.get('style') or ''))
    )


def _is_data(table: _Element) -> bool:
    """Mails use tables to place things; one of data has rows of several cells and no table inside."""
    return table.find('.//table') is None and any(
        len(row.findall('td') + row.findall('th')) > 1 for row in table.iter('tr')
    )


def _rows(table: _Element) -> Iterator[list[str]]:
    for row in table.iter('tr'):
        yield [_inline(cell) for cell in row if cell.tag in ('td', 'th')]


def _inline(element: _Element) -> str:
    if not len(element):
        return _SPACE.sub(' ', element.text or '').strip()
    return _SPACE.sub(' ', ''.join(_texts(element))).strip()


def _texts(element: _Element) -> list[str]:
    """All texts inside, without those of hidden parts; `br` is a space."""
    found, todo = [], [(element, True)]
    while todo:
        node, is_start = todo.pop()
        if not is_start:
            found.append(node.tail or '')
            continue
        skip = node.tag in _SKIPPED or _is_hidden(node)
        if node.tag == 'br':
            found.append('\n')
        elif not skip:
            found.append(node.text or '')
            for child in reversed(node):
                todo += [(child, False), (child, True)]
    return found
