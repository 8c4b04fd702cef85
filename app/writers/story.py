"""Blocks as they are set on paper: headings, paragraphs, lists, quotes, tables, one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer

from app.domain.text import Text
from app.writers import fonts
from app.writers.blocks import Block, Line, Span, blocks
from app.writers.paper_table import table

INK, SOFT, LINE, SHADE = HexColor('#1B1814'), HexColor('#544B3F'), HexColor('#B9AD9B'), HexColor('#F4EFE7')
UNKNOWN = Text(
    'Einige Schriftzeichen fehlen hier, weil unsere Schrift sie nicht hat. In der Word-Datei stehen alle.',
    'Some letters are missing here because our font does not have them. The Word file has them all.',
)
_HEADINGS = (1.35, 1.15)  # how much larger than the text, from the second level on
_LONGEST = 2_000  # letters of one piece: reportlab breaks a text again for every page it reaches
_DEEPEST = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How large the letters are, and how far lines and blocks stand apart."""

    size: float = 11
    leading: float = 1.42  # of the size
    gap: float = 0.7  # between blocks, of the size
    smallest: float = 7.5  # of the letters of wide tables
    width: float = 467  # of the column of text
    title: float = 1.7  # how much larger a heading of the first level is


class Story:
    """Sets blocks in one look; give the result to `paper.write`."""

    def __init__(self, look: Look) -> None:
        fonts.register()
        self._look = look

    def flowables(self, found: Iterable[Block]) -> list[Flowable]:
        """The blocks in order."""
        drawn: list[Flowable] = []
        before = None
        for block in found:
            if before and before.kind == 'item' and (block.kind != 'item' or (block.first and block.level == 1)):
                drawn.append(Spacer(1, self._look.size * self._look.gap * 0.6))
            drawn += self.draw(block)
            before = block
        return drawn

    def whole(self, text: str, title: str, language: str) -> list[Flowable]:
        """A whole text, with its title above unless it begins with a heading, and what is missing at its end."""
        drawn = self.flowables(titled(blocks(text), title))
        if fonts.has_unknown(text):
            drawn.append(self.paragraph(UNKNOWN.in_language(language), textColor=SOFT, spaceBefore=self._look.size))
        return drawn

    def draw(self, block: Block) -> Iterator[Flowable]:
        """One block; long ones in several pieces, so that a page may end between them."""
        match block.kind:
            case 'heading':
                yield from self._heading(block)
            case 'item':
                yield from self._item(block)
            case 'quote':
                yield from self._pieces(block.line, self._style(leftIndent=14, textColor=SOFT), _Quote)
            case 'code':
                yield from self._code(block)
            case 'rule':
                space = self._look.size
                yield HRFlowable('100%', thickness=0.8, color=LINE, spaceBefore=space, spaceAfter=space)
            case 'table':
                yield from self._table(block)
            case _:
                indent = min(block.level, _DEEPEST) * self._indent
                yield from self._pieces(block.line, self._style(leftIndent=indent))

    def paragraph(self, text: str, *, bold: bool = False, size: float = 0, **looks: object) -> Paragraph:
        """A text of our own."""
        style = self._style(size or self._look.size, **looks)
        return Paragraph(fonts.marked(text, fonts.BOLD if bold else fonts.BODY), style)

    @property
    def _indent(self) -> float:
        return self._look.size * 1.6

    def _heading(self, block: Block) -> Iterator[Flowable]:
        larger = (self._look.title, *_HEADINGS)
        size = self._look.size * (larger[block.level - 1] if block.level <= len(larger) else 1)
        style = self._style(
            size,
            leading=size * 1.22,
            spaceBefore=size * 0.95,
            spaceAfter=self._look.size * (0.6 if block.level == 1 else 0.35),
            keepWithNext=1,
        )
        yield Paragraph(fonts.markup(block.line, bold=True), style)

    def _item(self, block: Block) -> Iterator[Flowable]:
        size, depth = self._look.size, min(block.level, _DEEPEST)
        mark = block.box or (f'{block.number}.' if block.number else '•' if depth == 1 else '–')
        room = max(self._indent, fonts.width(f'{mark} ', size))
        style = self._style(
            leftIndent=(depth - 1) * self._indent + room,
            bulletIndent=(depth - 1) * self._indent + (0 if block.number or block.box else size * 0.35),
            bulletFontName=fonts.SIGNS if block.box else fonts.BODY,
            bulletFontSize=size,
            spaceBefore=size * (0.1 if block.first and depth > 1 else 0.25),
            spaceAfter=size * 0.25,
        )
        yield from self._pieces(block.line, style, mark=mark)

    def _code(self, block: Block) -> Iterator[Flowable]:
        size = self._look.size * 0.86
        style = self._style(
            size, leading=size * 1.3, backColor=SHADE, leftIndent=6, rightIndent=6, borderPadding=(2, 6, 2, 6)
        )
        for line in block.line:
            # a no-break space is not taken away at the start of a line; every second one may end a line
            text = fonts.printable(line.text).replace('  ', '\u00a0 ').replace('\n ', '\n\u00a0')
            text = '\u00a0' + text[1:] if text[:1] == ' ' else text
            yield from self._pieces((Span(text=text, code=True),), style)

    def _table(self, block: Block) -> Iterator[Flowable]:
        small = self._look.size * 0.92
        sized = {'size': small, 'smallest': min(small, self._look.smallest), 'width': self._look.width}
        drawn = table(block.rows, ink=INK, line=LINE, shade=SHADE, **sized)
        if drawn is not None:
            drawn.spaceBefore = drawn.spaceAfter = self._look.size * 0.8
            yield drawn
            return
        head, *rows = block.rows
        for row in rows or [head]:  # too many columns for the sheet: every row becomes a list
            for number, cell in enumerate(row):
                name = fonts.words_of(head[number]) if rows and number < len(head) else ''
                label = (Span(text=f'{name}: ', bold=True),) if name else ()
                style = self._style(leftIndent=0 if number == 0 else self._indent, spaceAfter=2)
                yield from self._pieces((*label, *cell), style)
            yield HRFlowable('100%', thickness=0.5, color=LINE, spaceBefore=4, spaceAfter=6)

    def _pieces(
        self, line: Line, style: ParagraphStyle, kind: type[Paragraph] = Paragraph, mark: str = ''
    ) -> Iterator[Flowable]:
        pieces = list(short_lines(line, _LONGEST))
        for number, piece in enumerate(pieces):
            last = number == len(pieces) - 1
            looks = style if last else ParagraphStyle('piece', style, spaceAfter=0)
            yield kind(fonts.markup(piece), looks, bulletText=mark if mark and number == 0 else None)

    def _style(self, size: float = 0, **looks: object) -> ParagraphStyle:
        size = size or self._look.size
        usual: dict[str, object] = {
            'fontName': fonts.BODY,
            'fontSize': size,
            'leading': size * self._look.leading,
            'textColor': INK,
            'spaceAfter': self._look.size * self._look.gap,
            'allowWidows': 0,
            'allowOrphans': 0,
            'splitLongWords': 1,
            'underlineWidth': 0.4,
        }
        return ParagraphStyle('text', **(usual | looks))


def titled(found: list[Block], title: str) -> list[Block]:
    """The blocks with the title above, unless they begin with a heading of their own."""
    if not title.strip() or any(block.kind == 'heading' and block.level == 1 for block in found[:3]):
        return found
    return [Block(kind='heading', level=1, line=(Span(text=' '.join(title.split())[:200]),)), *found]


class _Quote(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A paragraph with a bar beside it."""

    def draw(self) -> None:
        """The bar, then the words."""
        self.canv.saveState()
        self.canv.setFillColor(LINE)
        self.canv.rect(0, 0, 3, self.height, stroke=0, fill=1)
        self.canv.restoreState()
        super().draw()


def short_lines(line: Line, longest: int) -> Iterator[Line]:
    """The line in pieces of so many letters at most, cut where a line or a word ends."""
    piece: list[Span] = []
    letters = 0
    for span in line:
        text = span.text
        while letters + len(text) > longest:
            end = _end(text, longest - letters)
            yield (*piece, replace(span, text=text[:end]))
            piece, letters, text = [], 0, text[end:].lstrip(' \n')
        piece.append(replace(span, text=text))
        letters += len(text)
    yield tuple(piece)


def _end(text: str, room: int) -> int:
    for sign in ('\n', ' '):
        end = text.rfind(sign, 0, room)
        if end > 0:
            return end
    return max(room, 1)
