"""Word files. Read from their XML: text inside content controls, links, tracked changes and text boxes counts too."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.documents import Page, Reading
from app.readers.archive import open_archive, xml_of
from app.readers.docx_styles import Styles, child, name_of, value_of
from app.readers.tables import Blocks

if TYPE_CHECKING:
    from lxml.etree import _Element

_LETTERS = {'tab': '\t', 'br': '\n', 'cr': '\n', 'noBreakHyphen': '-'}
_SKIPPED = frozenset(('pPr', 'rPr', 'Fallback', 'del', 'moveFrom', 'txbxContent'))
_WIDEST = 63  # columns of a table in Word
_MAIN = re.compile(rb'\nword/document\d*\.xml')
_EDGES = re.compile(r'word/(header|footer)\d*\.xml')
_NOTES = ('word/footnotes.xml', 'word/endnotes.xml')


class DocxReader:
    """Headings, paragraphs, lists, tables, notes; what stands at the top and the foot of all pages once."""

    key = 'docx'
    endings = ('docx', 'docm')
    media_type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

    def accepts(self, head: bytes, name: str) -> bool:
        """By the entries of the archive."""
        return head.startswith(b'PK') and _MAIN.search(head) is not None

    def read(self, path: Path) -> Reading:
        """One page: where pages end is only known to Word."""
        with open_archive(path) as archive:
            text = _Body(archive).text()
        return Reading(pages=(Page(number=1, text=text),), media_type=self.media_type)


class _Body:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = set(archive.namelist())
        self._styles = Styles(*(self._part(f'word/{name}.xml') for name in ('styles', 'numbering')))
        self._blocks = Blocks()
        self._list: list[str] = []

    def text(self) -> str:
        for top in self._edges('header'):
            self._blocks.paragraph(top)
        body = child(xml_of(self._archive, self._main()), 'body')
        if body is not None:
            self._container(body)
        for note in self._notes():
            self._blocks.paragraph(note)
        for foot in self._edges('footer'):
            self._blocks.paragraph(foot)
        return self._blocks.text

    def _main(self) -> str:
        """Where the text is: nearly always `word/document.xml`, but only the list of relations knows."""
        for relation in () if '_rels/.rels' not in self._entries else xml_of(self._archive, '_rels/.rels'):
            if (value_of(relation, 'Type') or '').endswith('/officeDocument'):
                return (value_of(relation, 'Target') or '').lstrip('/')
        return 'word/document.xml'

    def _part(self, entry: str) -> _Element | None:
        return xml_of(self._archive, entry) if entry in self._entries else None

    def _edges(self, which: str) -> list[str]:
        """What stands at the top, or the foot, of pages: each text once."""
        names = sorted(name for name in self._entries if (found := _EDGES.fullmatch(name)) and found[1] == which)
        return list(dict.fromkeys(text for name in names if (text := _plain(xml_of(self._archive, name)))))

    def _notes(self) -> Iterator[str]:
        for entry in _NOTES:
            root = self._part(entry)
            for note in () if root is None else root:
                if value_of(note, 'type') is None:
                    yield _plain(note)

    def _container(self, parent: _Element) -> None:
        for element in _inside(parent):
            if name_of(element) == 'p':
                self._paragraph(element)
            elif name_of(element) == 'tbl':
                self._end_list()
                self._blocks.table(_rows(element))
        self._end_list()

    def _paragraph(self, element: _Element) -> None:
        text = _text(element).strip()
        level, entry = self._styles.level(element), self._styles.list_entry(element) if text else None
        if level is not None:
            self._end_list()
            self._blocks.heading(text, level)
        elif entry is not None:
            self._list.append(f'{entry} {text}')
        else:
            self._end_list()
            self._blocks.paragraph(text)
        for box in element.iter('{*}txbxContent'):
            if not any(name_of(above) == 'Fallback' for above in box.iterancestors()):
                self._end_list()
                self._blocks.paragraph(_plain(box))

    def _end_list(self) -> None:
        self._blocks.paragraph('\n'.join(self._list))
        self._list.clear()


def _inside(parent: _Element) -> Iterator[_Element]:
    """The children, and those of content controls and of inserted parts in their place."""
    for element in parent:
        if name_of(element) in ('sdt', 'sdtContent', 'ins', 'moveTo', 'customXml', 'smartTag'):
            yield from _inside(element)
        else:
            yield element


def _rows(table: _Element) -> Iterator[list[str]]:
    for row in _inside(table):
        if name_of(row) == 'tr':
            cells: list[str] = []
            for cell in _inside(row):
                if name_of(cell) == 'tc':
                    cells += [_plain(cell), *[''] * (_span(cell) - 1)]
            yield cells


def _span(cell: _Element) -> int:
    """How many columns it is wide."""
    told = value_of(child(child(cell, 'tcPr'), 'gridSpan'), 'val') or '1'
    return min(int(told), _WIDEST) if told.isdecimal() else 1


def _plain(container: _Element) -> str:
    """Its paragraphs as lines, tables in it cell by cell."""
    lines = []
    for element in _inside(container):
        if name_of(element) == 'p':
            lines.append(_text(element))
        elif name_of(element) == 'tbl':
            lines += [' '.join(filter(None, row)) for row in _rows(element)]
    return '\n'.join(line.strip() for line in lines if line.strip())


def _text(paragraph: _Element) -> str:
    """What is written in it now: deleted words are not, inserted ones are."""
    found, todo = [], [paragraph]
    while todo:
        element = todo.pop()
        name = name_of(element)
        if name == 't':
            found.append(element.text or '')
        elif name in _LETTERS:
            found.append(_LETTERS[name])
        elif name not in _SKIPPED:
            todo.extend(reversed(element))
    return ''.join(found)


PLUGIN = DocxReader()
