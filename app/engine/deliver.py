"""Where a finished step's text goes besides the next step: into the folder of its bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from app.domain.errors import AppError, Invalid
from app.domain.events import DocumentsChanged
from app.domain.pipelines import Step
from app.domain.places import Place
from app.domain.runs import Run
from app.engine.executor import Context
from app.paths import MAX_NAME, checked_file_name, file_name_problem

MAX_BYTES = 25_000_000
_PIECE = 65_536
_NOT_IN_NAMES = str.maketrans({letter: '-' for letter in '/\\:*?"<>|'})


class Undeliverable(AppError):
    """A text cannot go where the recipe wants it."""

    status = 422


async def deliver(step: Step, run: Run, context: Context) -> None:
    """Write the text of a done step to every place its recipe names. Doing it twice does no harm."""
    for name in _names(step, run):
        await context.files.put(Place.of_bot(step.bot_id), name, _pieces(run.step(step.id).output), MAX_BYTES)
        context.bus.publish(DocumentsChanged(step.bot_id))


def was_delivered(step: Step, run: Run, context: Context) -> bool:
    """False when a crash may have come between a step's end and its documents."""
    done = run.step(step.id)
    if done.reused_from or done.finished_at is None:
        return True  # the run it comes from has delivered it
    wanted = _names(step, run)
    if not wanted:
        return True
    there = {document.name: document.modified_at for document in context.files.list(Place.of_bot(step.bot_id))}
    return all(name in there and there[name] >= done.finished_at for name in wanted)


def _names(step: Step, run: Run) -> list[str]:
    return [document_name(part.fields['document'], run, step) for part in step.output_target if part.kind == 'document']


def document_name(template: str, run: Run, step: Step) -> str:
    """The file's name; the same for every repetition, because its time is that of the step's end."""
    at = (run.step(step.id).finished_at or run.created_at).astimezone()
    name = template.format_map(_values(run, at))
    stem, dot, ending = name.rpartition('.')
    if not dot or not ending.isalnum():
        stem, dot, ending = name, '.', 'md'
    name = stem[: MAX_NAME - len(ending) - 1].strip(' .') + dot + ending
    try:
        return checked_file_name(name)
    except Invalid as error:
        raise Undeliverable('document_name', name=name) from error


def _values(run: Run, at: datetime) -> dict[str, str]:
    recipe = run.pipeline_name.translate(_NOT_IN_NAMES).strip()[:80].strip()
    return {
        'date': f'{at:%Y-%m-%d}',
        'time': f'{at:%H-%M}',
        'run': run.id,
        'recipe': run.pipeline_id if file_name_problem(recipe) else recipe,
    }


async def _pieces(text: str) -> AsyncIterator[bytes]:
    data = text.encode('utf-8', 'replace')
    for start in range(0, len(data), _PIECE):
        yield data[start : start + _PIECE]
