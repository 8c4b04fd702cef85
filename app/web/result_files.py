"""A result as a file: to keep on one's own device, or to lay into a folder."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.documents import Document
from app.domain.errors import NotFound
from app.domain.passages import without_marks
from app.domain.places import Place
from app.domain.runs import Run
from app.web.downloads import Saved
from app.writers import writers
from app.writers.base import Letterhead, Writer, is_plain
from app.writers.sources import with_sources

LONGEST = 80  # letters of a file's name


async def result_file(services: Services, actor: Account, run_id: str, key: str) -> Saved:
    """The result in that format; NotFound when there is no such run, result or format."""
    run = services.runs.get(actor, run_id)
    writer = writers().get(key)
    if writer is None or not run.result:
        raise NotFound('result', key[:20])
    language = actor.language or services.config.language
    ended = run.finished_at or services.clock.now()
    content = await asyncio.to_thread(
        writer.write,
        _text(run, writer, language),
        title=_title(run),
        language=language,
        letterhead=Letterhead(sender=services.sender.get(actor), day=ended.astimezone().date()),
    )
    return Saved(name=f'{file_name(_name(run, writer, language))}.{writer.ending}', content=content)


async def save_to_folder(services: Services, actor: Account, run_id: str, key: str, workspace_id: str) -> Document:
    """Lay the result into a folder, under a name that is free there."""
    saved = await result_file(services, actor, run_id, key)
    place = Place.of_workspace(workspace_id)
    taken = {document.name.casefold() for document in services.documents.list(actor, place)}
    content = saved.content

    async def chunks() -> AsyncIterator[bytes]:
        assert isinstance(content, bytes)
        yield content

    return await services.documents.add(actor, place, free_name(saved.name, taken), chunks())


def free_name(name: str, taken: set[str]) -> str:
    """`name`, with a number before its ending where that name is taken; `taken` in small letters."""
    stem, _, ending = name.rpartition('.')
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f'{stem} {number}.{ending}'
    return free


def file_name(title: str) -> str:
    """`title` as a file name that every system takes."""
    plain = re.sub(r'[^\w äöüÄÖÜß.-]+', ' ', title)
    return ' '.join(plain.split()).strip('. ')[:LONGEST].strip('. ') or 'Ergebnis'


def _text(run: Run, writer: Writer, language: str) -> str:
    """What is made for others to look at names its sources; a letter or a note for the fridge does not."""
    return with_sources(run.result, run.cited, language) if is_plain(writer) else without_marks(run.result)


def _title(run: Run) -> str:
    return run.pipeline_name or run.steps[-1].bot_name


def _name(run: Run, writer: Writer, language: str) -> str:
    if is_plain(writer):
        return _title(run)
    return f'{_title(run)[: LONGEST - 30]} - {writer.title.in_language(language).partition(" (")[0]}'
