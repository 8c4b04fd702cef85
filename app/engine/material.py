"""What a step reads: the labelled texts its `input_source` names, gathered when the steps it needs are done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.errors import AppError
from app.domain.notice import without_notice
from app.domain.pipelines import InputPart, Step
from app.domain.places import Place
from app.domain.runs import Run
from app.engine.executor import Library


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

    @property
    def plain(self) -> str:
        """The text without the line in which the practice engine says what it is."""
        return without_notice(self.text).strip()


async def gather(run: Run, step: Step, outputs: Mapping[str, str], files: Library) -> tuple[Block, ...]:
    """The texts of a step whose needs are met, empty ones left out; `outputs` are those of the finished steps."""
    blocks = [block for part in step.input_source for block in await _blocks(run, step, part, outputs, files)]
    return tuple(block for block in blocks if block.text.strip())


def needs_files(step: Step) -> bool:
    """True when gathering reads files, which takes a moment."""
    return any(part.kind == 'document' for part in step.input_source)


def joined(blocks: Iterable[Block]) -> str:
    """All texts one below the other, as a step hands on what it has only read."""
    return '\n\n'.join(block.text.strip() for block in blocks)


async def read_document(files: Library, bot_id: str, name: str) -> Block:
    """One document of a bot; `Unreadable` when it is gone or not text."""
    return Block(name, await _read(files, bot_id, name), is_document=True)


async def _blocks(run: Run, step: Step, part: InputPart, outputs: Mapping[str, str], files: Library) -> list[Block]:
    before = _step_before(run, step)
    if part.kind == 'start' or (part.kind == 'previous' and not before):
        return [Block(field.label or field.key, run.inputs.get(field.key, '')) for field in run.pipeline.inputs]
    if part.kind in ('previous', 'step'):
        step_id = before if part.kind == 'previous' else part.ref
        return [Block(_step_label(run, step_id), outputs[step_id], is_result=True)]
    if part.kind == 'input':
        label = next((field.label for field in run.pipeline.inputs if field.key == part.ref), '')
        return [Block(label or part.ref, run.inputs.get(part.ref, ''))]
    if part.kind == 'text':
        return [Block('', part.ref)]
    if part.kind == 'document':
        return [await read_document(files, step.bot_id, part.name)]
    raise Unreadable('not_yet', name=part.name or part.ref)


def _step_before(run: Run, step: Step) -> str:
    ids = [other.id for other in run.pipeline.steps]
    place = ids.index(step.id)
    return ids[place - 1] if place else ''


def _step_label(run: Run, step_id: str) -> str:
    step = run.step(step_id)
    return step.name or step.bot_name


async def _read(files: Library, bot_id: str, name: str) -> str:
    try:
        return (await files.reading(Place.of_bot(bot_id), name)).text
    except (AppError, OSError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable('document_gone', name=name) from error
