"""A Word document with real headings, lists and tables."""

from __future__ import annotations

import io
from typing import Any

from app.domain.text import Text
from app.writers.base import EMPTY, Letterhead, clean
from app.writers.blocks import Block, Line, Span, blocks


class WordWriter:
    """For Word, LibreOffice and Pages."""

    key = ending = 'docx'
    title = Text('Für Word (.docx)', 'For Word (.docx)')
    help = Text('Zum Ändern und Ausdrucken.', 'For editing and printing.')
    rank = 10

    def write(self, text: str, *, title: str, language: str, letterhead: Letterhead = EMPTY) -> bytes:
        """The document; spelling is checked in the language of the result."""
        from docx import Document  # takes a third of a second, and most people never save for Word

        document = Document()
        document.core_properties.title = clean(title)[:255]
        document.core_properties.author = ''
        _set_sheet(document)
        _set_language(document, 'en-GB' if language == 'en' else 'de-DE')
        writer = _Drawing(document)
        for block in blocks(text):
            writer.draw(block)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()


class _Drawing:
    """Draws blocks into one document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbering: dict[int, Any] = {}
        self._styles = {style.name: style.style_id for style in document.styles}

    def draw(self, block: Block) -> None:
        match block.kind:
            case 'heading':
                self._words(self._paragraph(f'Heading {min(block.level, 9)}'), block.line)
            case 'item':
                self._item(block)
            case 'quote':
                self._words(self._paragraph('Quote'), block.line)
            case 'rule':
                self._document.add_paragraph('* * *').alignment = 1
            case 'table':
                self._table(block)
            case _:
                self._words(self._document.add_paragraph(), block.line)

    def _paragraph(self, style: str) -> Any:
        """An empty one; the library itself would search all styles for each."""
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._styles[style]
        return paragraph

    def _item(self, block: Block) -> None:
        depth = min(block.level, 3)
        if block.box:
            style = 'List' if depth == 1 else f'List {depth}'
            self._words(self._paragraph(style), (Span(text=f'{block.box}\t'), *block.line))
            return
        name = ('List Number' if block.number else 'List Bullet') + ('' if depth == 1 else f' {depth}')
        paragraph = self._paragraph(name)
        if block.number:
            if block.first or depth not in self._numbering:
                self._numbering[depth] = self._new_numbering(name, block.number)
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = self._numbering[depth]
            properties.get_or_add_ilvl().val = 0
        self._words(paragraph, block.line)

    def _new_numbering(self, style: str, start: int) -> int:
        """Word counts on from the list before unless each list has numbers of its own."""
        numbering = self._document.part.numbering_part.element
        used = self._document.styles[style].element.pPr.numPr.numId.val
        abstract = next(num for num in numbering.num_lst if num.numId == used).abstractNumId.val
        own = numbering.add_num(abstract)
        own.add_lvlOverride(ilvl=0).add_startOverride(start)
        number: int = own.numId
        return number

    def _table(self, block: Block) -> None:
        columns = max(len(row) for row in block.rows)
        table = self._document.add_table(rows=len(block.rows), cols=columns, style='Table Grid')
        for drawn, row in zip(table.rows, block.rows, strict=True):
            for cell, line in zip(drawn.cells, row, strict=False):
                self._words(cell.paragraphs[0], line)
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
        self._document.add_paragraph()

    def _words(self, paragraph: Any, line: Line) -> None:
        for span in line:
            run = paragraph.add_run(span.text)
            run.bold, run.italic = span.bold or None, span.italic or None
            run.font.strike = span.strike or None
            if span.code:
                run.font.name = 'Courier New'
            if span.link:
                _make_link(paragraph, run, span)


def _make_link(paragraph: Any, run: Any, span: Span) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement('w:hyperlink')
    link.set(qn('r:id'), paragraph.part.relate_to(span.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.underline = True
    paragraph._p.remove(run._r)
    link.append(run._r)
    paragraph._p.append(link)


def _set_sheet(document: Any) -> None:
    from docx.shared import Mm

    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    sheet.left_margin, sheet.right_margin = Mm(25), Mm(20)
    sheet.top_margin = sheet.bottom_margin = Mm(25)


def _set_language(document: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = document.styles['Normal'].element.get_or_add_rPr()
    language = OxmlElement('w:lang')
    language.set(qn('w:val'), name)
    properties.append(language)


PLUGIN = WordWriter()
