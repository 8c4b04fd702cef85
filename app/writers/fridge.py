"""A note for the door of the fridge: one sheet, as large as it can be, boxes to tick off."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Table

from app.domain.text import Text
from app.writers import paper
from app.writers.base import EMPTY, Letterhead
from app.writers.blocks import OPEN, Block, Span, blocks
from app.writers.story import Look, Story, short_lines, titled

SIDE, TOP, BOTTOM = 18 * mm, 18 * mm, 15 * mm
SIZES = (40, 36, 32, 30, 28, 26, 24, 22, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11)
REST = Text('Der Rest steht im Ergebnis.', 'The rest is in the result.')
_WIDTH, _HEIGHT = paper.WIDTH - 2 * SIDE, paper.HEIGHT - TOP - BOTTOM
_ENOUGH = 7_000  # letters; more than fits on a sheet in the smallest size
_PIECE = 300  # letters of a paragraph that is left out as a whole
_GAP = 8 * mm  # between two columns
_LARGEST_IN_COLUMNS = 22
_COLUMNS_FROM = 6  # blocks


class FridgeWriter:
    """To hang up."""

    key, ending = 'fridge', 'pdf'
    title = Text('Kühlschrank-Zettel (PDF)', 'Note for the fridge (PDF)')
    help = Text('Ein Blatt zum Aufhängen und Abhaken.', 'One sheet to hang up and tick off.')
    rank = 50

    def write(self, text: str, *, title: str, language: str, letterhead: Letterhead = EMPTY) -> bytes:
        """Always exactly one sheet; what does not fit is left out, and the sheet says so."""
        found = [piece for block in titled(blocks(text[:_ENOUGH]), title) for piece in _pieces(block)]
        size = None if len(text) > _ENOUGH else _largest(found)
        story = _set(found, size) if size else _cut(found, REST.in_language(language))
        sheet = paper.frame(SIDE, TOP, SIDE, BOTTOM)
        return paper.write(story or [], frames=[sheet], decorate=_decorate, title=title, language=language)


def _pieces(block: Block) -> Iterator[Block]:
    """What is listed is there to be ticked off; long paragraphs come in parts."""
    if block.kind == 'rule':
        return
    if block.kind == 'item' and not block.number and not block.box:
        block = replace(block, box=OPEN)
    if block.kind in ('paragraph', 'quote'):
        yield from (replace(block, line=line) for line in short_lines(block.line, _PIECE))
    else:
        yield block


def _largest(found: Sequence[Block]) -> float | None:
    """The largest letters in which all of it fits; None when it fits in none."""
    at = _first(len(SIZES), lambda at: _set(found, SIZES[at]) is not None)
    return SIZES[at] if at < len(SIZES) else None


def _cut(found: list[Block], sentence: str) -> list[Flowable] | None:
    """As much as fits in the smallest letters, and the sentence below."""
    last = Block(kind='paragraph', line=(Span(text=sentence, bold=True),))

    def story(kept: Sequence[Block]) -> list[Flowable] | None:
        return _set([*kept, last], SIZES[-1])

    count = _first(len(found), lambda left_out: story(found[: len(found) - left_out]) is not None)
    kept = found[: len(found) - count]
    if len(kept) < len(found) and found[len(kept)].kind == 'table':  # some of its rows
        table = found[len(kept)]
        rows = _first(len(table.rows), lambda less: story([*kept, _shorter(table, less)]) is not None)
        if len(table.rows) - rows > 1:
            kept = [*kept, _shorter(table, rows)]
    while kept and kept[-1].kind == 'heading':
        kept = kept[:-1]
    return story(kept)


def _shorter(table: Block, less: int) -> Block:
    return replace(table, rows=table.rows[: max(len(table.rows) - less, 1)])


def _first(count: int, fits: Callable[[int], bool]) -> int:
    """The smallest number below `count` that fits, `count` when none does; what fits once fits from there on."""
    return bisect_left(range(count), True, key=fits)


def _set(found: Sequence[Block], size: float) -> list[Flowable] | None:
    """The blocks in one column, or in two where that is not enough; None when they do not fit on the sheet."""
    story = _story(size, _WIDTH).flowables(found)
    if _height(story, _WIDTH) <= _HEIGHT:
        return story
    if size > _LARGEST_IN_COLUMNS:
        return None
    for only_at_headings in (True, False):
        story = _in_columns(found, size, only_at_headings)
        if _height(story, _WIDTH) <= _HEIGHT:
            return story
    return None


def _story(size: float, width: float) -> Story:
    title = 2.1 if size < 28 else 1.5
    return Story(Look(size=size, leading=1.3, gap=0.5, smallest=min(size, 9), width=width, title=title))


def _in_columns(found: Sequence[Block], size: float, only_at_headings: bool) -> list[Flowable]:
    """Title and tables over the whole width, what is between them in two columns."""
    width = (_WIDTH - _GAP) / 2
    drawn: list[Flowable] = []
    for is_wide, group in groupby(found, key=lambda block: block.kind == 'table' or _is_title(block)):
        part = list(group)
        if is_wide or len(part) < _COLUMNS_FROM:
            drawn += _story(size, _WIDTH).flowables(part)
        else:
            drawn.append(_columns(_story(size, width).flowables(part), width, only_at_headings))
    return drawn


def _is_title(block: Block) -> bool:
    return block.kind == 'heading' and block.level == 1


def _columns(story: list[Flowable], width: float, only_at_headings: bool) -> Table:
    """Two columns of about the same height; a heading stays with what is below it."""
    ends = [at for at in range(1, len(story)) if not story[at - 1].getKeepWithNext()]
    if only_at_headings:
        ends = [at for at in ends if story[at].getKeepWithNext()] or ends
    heights = [_height([flowable], width) + flowable.getSpaceBefore() for flowable in story]
    middle = min(ends, key=lambda at: max(sum(heights[:at]), sum(heights[at:])), default=len(story))
    looks = [
        ('VALIGN', (0, 0), (-1, -1), 'TOP'),
        ('LEFTPADDING', (0, 0), (0, -1), 0),
        ('LEFTPADDING', (1, 0), (1, -1), _GAP),
        ('RIGHTPADDING', (0, 0), (-1, -1), 0),
        ('TOPPADDING', (0, 0), (-1, -1), 0),
        ('BOTTOMPADDING', (0, 0), (-1, -1), 0),
    ]
    cells = [[story[:middle], story[middle:]]]
    return Table(cells, colWidths=[width, width + _GAP], style=looks, hAlign='LEFT')


def _height(story: Sequence[Flowable], width: float) -> float:
    """How high the story is; of two spaces the larger counts, as it does when it is set."""
    height = after = 0.0
    for at, flowable in enumerate(story):
        height += max(flowable.getSpaceBefore(), after) if at else 0.0
        height += flowable.wrap(width, 10 * paper.HEIGHT)[1]
        after = flowable.getSpaceAfter()
    return height


def _decorate(canvas: Canvas, page: int, pages: int) -> None:
    """Nothing: all of the sheet is for the text."""


PLUGIN = FridgeWriter()
