"""A note for the door of the fridge: one sheet, as large as it can be, boxes to tick off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from app.domain.text import Text
from app.writers import paper
from app.writers.base import EMPTY, Letterhead
from app.writers.blocks import OPEN, Block, blocks
from app.writers.story import Look, Story, titled

SIDE, TOP, BOTTOM = 18 * mm, 18 * mm, 15 * mm
SIZES = (40, 36, 32, 28, 26, 24, 22, 20, 18, 17, 16, 15, 14, 13, 12, 11)
REST = Text('Der Rest steht im Ergebnis.', 'The rest is in the result.')
_ENOUGH = 12_000  # letters; more than fits on a sheet in the smallest size


class FridgeWriter:
    """To hang up."""

    key, ending = 'fridge', 'pdf'
    title = Text('Kühlschrank-Zettel (PDF)', 'Note for the fridge (PDF)')
    help = Text('Ein Blatt zum Aufhängen und Abhaken.', 'One sheet to hang up and tick off.')
    rank = 50

    def write(self, text: str, *, title: str, language: str, letterhead: Letterhead = EMPTY) -> bytes:
        """Always exactly one sheet; what does not fit is left out, and the sheet says so."""
        is_cut = len(text) > _ENOUGH
        found = [_with_box(block) for block in titled(blocks(text[:_ENOUGH]), title) if block.kind != 'rule']
        sheet = paper.frame(SIDE, TOP, SIDE, BOTTOM)
        story: list[Flowable] = []
        for size in SIZES:
            story = _story(size).flowables(found)
            if not is_cut and _height(story) <= sheet._aH:
                break
        else:
            story = _cut(story, _story(SIZES[-1]), REST.in_language(language), sheet._aH)
        return paper.write(story, frames=[sheet], decorate=_decorate, title=title, language=language)


def _story(size: float) -> Story:
    return Story(Look(size=size, leading=1.3, gap=0.5, smallest=min(size, 9), width=paper.WIDTH - 2 * SIDE))


def _with_box(block: Block) -> Block:
    """What is listed is there to be ticked off."""
    return block if block.kind != 'item' or block.number or block.box else replace(block, box=OPEN)


def _height(story: Sequence[Flowable]) -> float:
    """How much of the sheet the story takes; the larger of two spaces counts, as it does when it is set."""
    height = after = 0.0
    for at, flowable in enumerate(story):
        before = flowable.getSpaceBefore() if at else 0.0
        height += max(before, after) if at else 0.0
        height += flowable.wrap(paper.WIDTH - 2 * SIDE, 10 * paper.HEIGHT)[1]
        after = flowable.getSpaceAfter()
    return height


def _cut(story: list[Flowable], setting: Story, sentence: str, room: float) -> list[Flowable]:
    """As much as fits, and the sentence below."""
    last = setting.paragraph(sentence, bold=True, spaceBefore=8, spaceAfter=0)
    kept: list[Flowable] = []
    for flowable in story:
        if _height([*kept, flowable, last]) > room:
            left = room - _height([*kept, last]) - 14
            kept += flowable.split(paper.WIDTH - 2 * SIDE, left)[:1] if left > 30 else []
            break
        kept.append(flowable)
    while kept and (kept[-1].getKeepWithNext() or _height([*kept, last]) > room):
        kept.pop()
    return [*kept, last]


def _decorate(canvas: Canvas, page: int, pages: int) -> None:
    """Nothing: all of the sheet is for the text."""


PLUGIN = FridgeWriter()
