"""What a step reads: the labelled texts its `input_source` names, gathered when the steps it needs are done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.errors import AppError
from app.domain.notice import without_notice
from app.domain.passages import Passage, without_marks
from app.domain.pipelines import InputPart, Step
from app.domain.runs import Run


class Unreadable(AppError):
    """A document of the step cannot be read."""

    status = 422


@dataclass(frozen=True, slots=True)
class Block:
    """One text with the name of where it comes from."""

    label: str
    text: str
    is_document: bool = False
    is_result: bool = False  # of an earlier step
    passage: Passage | None = None  # the piece of a document it is
    is_recalled: bool = False  # nobody named it: it is what the bot remembers of its documents

    @property
    def plain(self) -> str:
        """The text without the line in which the practice engine says what it is."""
        return without_notice(self.text).strip()


def joined(blocks: Iterable[Block]) -> str:
    """All texts one below the other, as a step hands on what it has only read."""
    return '\n\n'.join(block.text.strip() for block in blocks)


def names_documents(step: Step) -> bool:
    """True when the recipe says which documents the step reads; then its bot adds none by itself."""
    return any(part.kind in ('document', 'workspace') for part in step.input_source)


def given(run: Run, step: Step, part: InputPart, outputs: Mapping[str, str]) -> list[Block]:
    """The texts of a part that is no document; `outputs` are those of the finished steps."""
    before = _step_before(run, step)
    if part.kind == 'start' or (part.kind == 'previous' and not before):
        return [Block(field.label or field.key, run.inputs.get(field.key, '')) for field in run.pipeline.inputs]
    if part.kind in ('previous', 'step'):
        step_id = before if part.kind == 'previous' else part.ref
        return [Block(_step_label(run, step_id), without_marks(outputs[step_id]), is_result=True)]
    if part.kind == 'input':
        label = next((field.label for field in run.pipeline.inputs if field.key == part.ref), '')
        return [Block(label or part.ref, run.inputs.get(part.ref, ''))]
    return [Block('', part.ref)]


def _step_before(run: Run, step: Step) -> str:
    ids = [other.id for other in run.pipeline.steps]
    place = ids.index(step.id)
    return ids[place - 1] if place else ''


def _step_label(run: Run, step_id: str) -> str:
    step = run.step(step_id)
    return step.name or step.bot_name


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a number at each passage, by which an answer can name it."""
    number, found = 0, []
    for block in blocks:
        if block.passage is not None and block.passage.text:
            number += 1
            block = replace(block, passage=replace(block.passage, number=number))
        found.append(block)
    return found
