"""Texts of LibreOffice and other programs that write OpenDocument."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.documents import Page, Reading, ReadProblem
from app.readers.archive import open_archive, xml_of
from app.readers.base import Unreadable
from app.readers.tables import Blocks

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset(('tracked-changes', 'annotation', 'sequence-decls', 'variable-decls', 'forms', 'note-citation'))
_MOST_REPEATED = 100  # cells and rows that are the same are written once, with a number
_DEEPEST = 10


class OdtReader:
    """Headings, paragraphs, lists, tables; what stands at the top and the foot of all pages once."""

    key = 'odt'
    endings = ('odt', 'ott')
    media_type = 'application/vnd.oasis.opendocument.text'

    def accepts(self, head: bytes, name: str) -> bool:
        """By the media type in the archive's first entry, else by its entries and name."""
        is_named = name.endswith(('.odt', '.ott')) and b'content.xml' in head
        return head.startswith(b'PK') and (b'application/vnd.oasis.opendocument.text' in head or is_named)

    def read(self, path: Path) -> Reading:
        """One page; `LOCKED` when the manifest says that the content is encrypted."""
        with open_archive(path) as archive:
            names = archive.namelist()
            if 'META-INF/manifest.xml' in names and b'encryption-data' in archive.read('META-INF/manifest.xml'):
                raise Unreadable(ReadProblem.LOCKED)
            text = _Body(archive, 'styles.xml' in names).text()
        return Reading(pages=(Page(number=1, text=text),), media_type=self.media_type)


class _Body:
    def __init__(self, archive: zipfile.ZipFile, has_styles: bool) -> None:
        self._content = xml_of(archive, 'content.xml')
        self._styles = xml_of(archive, 'styles.xml') if has_styles else None
        self._numbered = _numbered(self._content) | (set() if self._styles is None else _numbered(self._styles))
        self._blocks = Blocks()
        self._list: list[str] = []

    def text(self) -> str:
        for top in self._edges('header'):
            self._blocks.paragraph(top)
        for body in self._content.iter('{*}text'):
            self._container(body)
        for foot in self._edges('footer'):
            self._blocks.paragraph(foot)
        return self._blocks.text

    def _edges(self, which: str) -> list[str]:
        found = () if self._styles is None else self._styles.iter(f'{{*}}{which}')
        return list(dict.fromkeys(text for one in found if (text := _lines(one))))

    def _container(self, parent: _Element) -> None:
        for element in parent:
            name = _name(element)
            if name == 'h':
                level = _number(element, 'outline-level')
                self._blocks.heading(_text(element), level)
            elif name == 'p':
                self._blocks.paragraph(_text(element).strip())
            elif name == 'list':
                self._entries(element, 0, _value(element, 'style-name') or '')
                self._blocks.paragraph('\n'.join(self._list))
                self._list.clear()
            elif name == 'table':
                self._blocks.table(_rows(element))
            elif name not in _SKIPPED:
                self._container(element)

    def _entries(self, parent: _Element, level: int, style: str) -> None:
        level, number = min(level, _DEEPEST), 0
        for entry in parent:
            lines = [_text(one).strip() for one in entry if _name(one) in ('p', 'h')]
            if any(lines):
                number += 1
                sign = f'{number}.' if (style, level + 1) in self._numbered else '-'
                self._list.append(f'{"  " * level}{sign} {" ".join(filter(None, lines))}')
            for inner in entry:
                if _name(inner) == 'list':
                    self._entries(inner, level + 1, _value(inner, 'style-name') or style)


def _name(element: _Element) -> str:
    return element.tag.rpartition('}')[2] if isinstance(element.tag, str) else ''


def _value(element: _Element, attribute: str) -> str | None:
    return next((str(value) for name, value in element.items() if name.rpartition('}')[2] == attribute), None)


def _number(element: _Element, attribute: str, most: int = _MOST_REPEATED) -> int:
    told = _value(element, attribute) or '1'
    return min(int(told), most) if told.isdecimal() else 1


def _numbered(root: _Element) -> set[tuple[str, int]]:
    """The lists, by style and level, that have numbers."""
    return {
        (_value(style, 'name') or '', _number(level, 'level'))
        for style in root.iter('{*}list-style')
        for level in style
        if _name(level) == 'list-level-style-number'
    }


def _rows(table: _Element) -> Iterator[list[str]]:
    for element in table:
        name = _name(element)
        if name in ('table-header-rows', 'table-rows', 'table-row-group'):
            yield from _rows(element)
        elif name == 'table-row':
            cells: list[str] = []
            for cell in element:
                if _name(cell) in ('table-cell', 'covered-table-cell'):
                    cells += [_lines(cell)] * _number(cell, 'number-columns-repeated')
            for _ in range(_number(element, 'number-rows-repeated') if any(cells) else 0):
                yield cells


def _lines(container: _Element) -> str:
    """All its paragraphs, also those in lists and tables, as lines."""
    found = (_text(one).strip() for one in container.iter('{*}p', '{*}h'))
    return '\n'.join(line for line in found if line)


def _text(paragraph: _Element) -> str:
    """What is written in it, notes and text boxes at the place where they are called."""
    found: list[str] = []
    todo: list[_Element | str] = [paragraph]
    while todo:
        element = todo.pop()
        if isinstance(element, str):
            found.append(element)
            continue
        name = _name(element)
        if name == 's':
            found.append(' ' * _number(element, 'c'))
        elif name in ('tab', 'line-break'):
            found.append('\t' if name == 'tab' else '\n')
        elif name not in _SKIPPED:
            before, after = (' (', ')') if name == 'note-body' else ('', '')
            todo.append(after)
            for one in reversed(element):
                todo += [one.tail or '', one]
            todo.append(before + (element.text or ''))
    return ''.join(found)


PLUGIN = OdtReader()
