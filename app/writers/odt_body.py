"""The text of an OpenDocument file: blocks as its elements."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from app.writers.base import clean
from app.writers.blocks import Block, Line, Span
from app.writers.odt_styles import MONO, NAMES

_DEEPEST = 6
_SPECIAL = re.compile(r'(\n|\t| {2,}|^ )')
for _prefix, _name in NAMES.items():
    register_namespace(_prefix, _name)


class Body:
    """Draws blocks one after the other and knows in which lists it is."""

    def __init__(self) -> None:
        self._root = Element(_q('office:document-content'), {_q('office:version'): '1.3'})
        mono = SubElement(SubElement(self._root, _q('office:font-face-decls')), _q('style:font-face'))
        mono.set(_q('style:name'), 'Mono')
        mono.set(_q('svg:font-family'), MONO)
        self._styles = SubElement(self._root, _q('office:automatic-styles'))
        self._text = SubElement(SubElement(self._root, _q('office:body')), _q('office:text'))
        self._lists: list[Element] = []
        self._looks: set[str] = set()
        self._tables = 0

    def xml(self) -> bytes:
        """The whole file."""
        content: bytes = tostring(self._root, encoding='utf-8', xml_declaration=True)
        return content

    def draw(self, block: Block) -> None:
        """Put one block below the others."""
        if block.kind == 'item':
            self._item(block)
            return
        if block.kind == 'paragraph' and 0 < block.level <= len(self._lists):
            del self._lists[block.level :]
            self._paragraph(self._lists[-1][-1], 'List', block.line)
            return
        self._lists.clear()
        match block.kind:
            case 'heading':
                level = min(block.level, 6)
                heading = SubElement(self._text, _q('text:h'), {_q('text:style-name'): f'Heading_20_{level}'})
                heading.set(_q('text:outline-level'), str(level))
                self._words(heading, block.line)
            case 'quote':
                self._paragraph(self._text, 'Quotations', block.line)
            case 'code':
                self._paragraph(self._text, 'Code', block.line)
            case 'rule':
                self._paragraph(self._text, 'Rule', ())
            case 'table':
                self._table(block)
            case _:
                self._paragraph(self._text, 'Text_20_body', block.line)

    def _item(self, block: Block) -> None:
        depth = min(block.level, _DEEPEST)
        del self._lists[depth - 1 if block.first else depth :]
        style = 'Boxes' if block.box else 'Numbers' if block.number else 'Bullets'
        while len(self._lists) < depth:
            parent = self._lists[-1] if self._lists else None
            if parent is not None and not len(parent):
                SubElement(parent, _q('text:list-item'))
            self._lists.append(
                SubElement(
                    self._text if parent is None else parent[-1], _q('text:list'), {_q('text:style-name'): style}
                )
            )
        here = self._lists[-1]
        item = SubElement(here, _q('text:list-item'))
        if block.number and len(here) == 1 and block.number != 1:
            item.set(_q('text:start-value'), str(block.number))
        line = (Span(text=f'{block.box} '), *block.line) if block.box else block.line
        self._paragraph(item, 'List', line)

    def _table(self, block: Block) -> None:
        self._tables += 1
        columns = max(len(row) for row in block.rows)
        table = SubElement(self._text, _q('table:table'), {_q('table:name'): f'T{self._tables}'})
        SubElement(table, _q('table:table-column'), {_q('table:number-columns-repeated'): str(columns)})
        head = SubElement(table, _q('table:table-header-rows'))
        for number, row in enumerate(block.rows):
            drawn = SubElement(table if number else head, _q('table:table-row'))
            for line in (*row, *[()] * (columns - len(row))):
                cell = SubElement(drawn, _q('table:table-cell'), {_q('table:style-name'): 'Cell'})
                cell.set(_q('office:value-type'), 'string')
                self._paragraph(cell, 'Table_20_Contents' if number else 'Table_20_Heading', line)
        self._cell_style()
        self._paragraph(self._text, 'Text_20_body', ())

    def _paragraph(self, parent: Element, style: str, line: Line) -> None:
        self._words(SubElement(parent, _q('text:p'), {_q('text:style-name'): style}), line)

    def _words(self, paragraph: Element, line: Line) -> None:
        for span in line:
            parent = paragraph
            if span.link:
                parent = SubElement(parent, _q('text:a'), {_q('xlink:type'): 'simple'})
                parent.set(_q('xlink:href'), clean(span.link))
            _add(SubElement(parent, _q('text:span'), {_q('text:style-name'): self._look(span)}), span.text)

    def _look(self, span: Span) -> str:
        name = 'T' + ''.join(
            sign for sign, is_on in zip('bisc', (span.bold, span.italic, span.strike, span.code), strict=True) if is_on
        )
        if name not in self._looks:
            self._looks.add(name)
            style = SubElement(self._styles, _q('style:style'), {_q('style:name'): name})
            style.set(_q('style:family'), 'text')
            looks = SubElement(style, _q('style:text-properties'))
            for is_on, key, value in (
                (span.bold, 'fo:font-weight', 'bold'),
                (span.italic, 'fo:font-style', 'italic'),
                (span.strike, 'style:text-line-through-style', 'solid'),
                (span.code, 'style:font-name', 'Mono'),
            ):
                if is_on:
                    looks.set(_q(key), value)
        return name

    def _cell_style(self) -> None:
        if self._tables == 1:
            style = SubElement(self._styles, _q('style:style'), {_q('style:name'): 'Cell'})
            style.set(_q('style:family'), 'table-cell')
            looks = {_q('fo:padding'): '0.15cm', _q('fo:border'): '0.5pt solid #b9ad9b'}
            SubElement(style, _q('style:table-cell-properties'), looks)


def _add(parent: Element, text: str) -> None:
    """Line ends, tabs and several spaces are elements of their own."""
    parent.text, last = '', None
    for piece in _SPECIAL.split(clean(text)):
        if piece == '\n':
            last = SubElement(parent, _q('text:line-break'))
        elif piece == '\t':
            last = SubElement(parent, _q('text:tab'))
        elif piece and not piece.strip(' ') and _SPECIAL.fullmatch(piece):
            last = SubElement(parent, _q('text:s'), {_q('text:c'): str(len(piece))})
        elif last is None:
            parent.text += piece
        else:
            last.tail = (last.tail or '') + piece


def _q(name: str) -> str:
    prefix, _, tag = name.partition(':')
    return f'{{{NAMES[prefix]}}}{tag}'
