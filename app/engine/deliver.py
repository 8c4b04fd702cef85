"""Where a finished step's text goes besides the next step: into the folder of its bot, or into a workspace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime

from app.domain.errors import AppError, Invalid
from app.domain.events import DocumentsChanged
from app.domain.passages import without_marks
from app.domain.pipelines import Step
from app.domain.places import Place
from app.domain.runs import Run
from app.engine.executor import Context
from app.paths import MAX_NAME, checked_file_name, file_name_problem

MAX_BYTES = 25_000_000
_PIECE = 65_536
_FORMATS = frozenset({'docx', 'html', 'odt', 'pdf'})  # everything else holds the text as it is
_NOT_IN_NAMES = str.maketrans({letter: '-' for letter in '/\\:*?"<>|'})


class Undeliverable(AppError):
    """A text cannot go where the recipe wants it."""

    status = 422


async def deliver(step: Step, run: Run, context: Context) -> None:
    """Write the text of a done step to every place its recipe names. Doing it twice does no harm."""
    for place, name in _targets(step, run):
        _check(place, run, context)
        content = await asyncio.to_thread(_content, name, run, step, context)
        await context.files.put(place, name, _pieces(content), MAX_BYTES)
        context.library.arrived(place, name)
        context.bus.publish(DocumentsChanged(place.id))


def was_delivered(step: Step, run: Run, context: Context) -> bool:
    """False when a crash may have come between a step's end and its documents."""
    done = run.step(step.id)
    if done.reused_from or done.finished_at is None:
        return True  # the run it comes from has delivered it
    for place, name in _targets(step, run):
        at = next((one.modified_at for one in context.files.list(place) if one.name == name), None)
        if at is None or at < done.finished_at:
            return False
    return True


def _targets(step: Step, run: Run) -> Iterator[tuple[Place, str]]:
    for part in step.output_target:
        if part.kind == 'document':
            yield Place.of_bot(step.bot_id), document_name(part.fields['document'], run, step)
        elif part.kind == 'workspace':
            yield Place.of_workspace(part.fields['workspace']), document_name(part.fields['document'], run, step)


def _check(place: Place, run: Run, context: Context) -> None:
    """A workspace may have gone since the start; nothing is written into a folder nobody can see."""
    if place == Place.of_workspace(place.id):
        workspace = context.workspaces.get(place.id)
        if workspace is None or workspace.owner != run.owner:
            raise Undeliverable('workspace_gone')


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


def _content(name: str, run: Run, step: Step, context: Context) -> bytes:
    """The file in the format its name ends with."""
    text, (title, _, ending) = without_marks(run.step(step.id).output), name.rpartition('.')
    writer = context.writers.get(ending.lower()) if ending.lower() in _FORMATS else None
    if writer is None:
        return text.encode('utf-8', 'replace')
    return writer.write(text, title=title, language=run.language)


async def _pieces(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), _PIECE):
        yield data[start : start + _PIECE]
