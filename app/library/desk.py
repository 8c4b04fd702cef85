"""The desk at which files are read: as many at once as there are reading processes, one of them being recognised."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from app.domain.documents import Document, Reading, ReadProblem
from app.domain.errors import AppError, NotFound, StoreError, StoreFull
from app.library.folder import Folder
from app.library.queue import Queue
from app.library.reading import Changed, Seen, check_unchanged, entry_of, failed, pictured, recognised, seen, touched
from app.library.scan import fingerprint
from app.library.threads import to_the_end
from app.readers.base import Unreadable
from app.readers.pool import ReaderPool
from app.search.entry import Entry
from app.storage.disk import as_store_error
from app.storage.files import Files

P = ParamSpec('P')
T = TypeVar('T')
log = logging.getLogger(__name__)
CLOSING = 1.0  # seconds for a write that is under way


class Desk:
    """Reads what is put on its queue and keeps it in the ledger.

    `tell` hears of each file that is through, `look` of a folder in which a file changed while it was read.
    """

    def __init__(
        self, files: Files, pool: ReaderPool, *, tell: Callable[[Folder], None], look: Callable[[Folder], None]
    ) -> None:
        self._files, self._pool, self._tell, self._look = files, pool, tell, look
        self._queue: Queue[Folder] = Queue()
        self._free = pool.size
        self._recognising = asyncio.Lock()
        self._tasks: set[asyncio.Task[bool]] = set()
        self._is_closed = False

    def add(self, folder: Folder, name: str) -> None:
        """Read it, before everything else that waits in its folder."""
        if not self._is_closed:
            folder.queued.add(name)
            self._queue.put(folder, name)
            asyncio.get_running_loop().call_soon(self._go_on)  # once everything is there that comes with it

    def drop(self, folder: Folder) -> None:
        """Nothing of it is wanted any more."""
        self._queue.drop(folder)

    async def recognise(self, folder: Folder, name: str, pages: int | None) -> None:
        """Read the pictures of its pages; `Unreadable`, and then what was known of it stays.

        Goes on when whoever asked has left.
        """
        await asyncio.shield(self._own(folder, name, self._recognise(folder, name, pages)))

    async def take(self, folder: Folder, document: Document, texts: Sequence[str]) -> None:
        """Keep these texts as those of its pages. Nothing is kept when the file has changed: then it is read anew."""
        path = await asyncio.to_thread(self._files.path, folder.place, document.name)
        version, known = await seen(path), folder.entries.get(document.name)
        if known is None or known.sha256 != version.sha256:
            self._look(folder)
            return
        reading = pictured(document.name, texts, 'ai')
        await self._keep(folder, entry_of(document.name, version, reading, pages=document.pages), reading)
        self._tell(folder)

    async def close(self) -> None:
        """Stop; what was under way stays unread."""
        self._is_closed = True
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=CLOSING)

    def _go_on(self) -> None:
        while self._free and not self._is_closed and (job := self._queue.take()):
            self._free -= 1
            self._own(*job, self._read(*job)).add_done_callback(self._has_room)

    def _has_room(self, _: object) -> None:
        self._free += 1
        self._go_on()

    def _own(self, folder: Folder, name: str, work: Coroutine[Any, Any, bool]) -> asyncio.Task[bool]:
        """Start work on a file; it says whether the file is through with that."""
        folder.queued.add(name)
        task = asyncio.create_task(work)
        self._tasks.add(task)

        def over(task: asyncio.Task[bool]) -> None:
            self._tasks.discard(task)
            if task.cancelled() or task.exception() is not None or task.result():
                folder.queued.discard(name)
                self._mind(folder, name, None if task.cancelled() else task.exception())
                self._tell(folder)

        task.add_done_callback(over)
        return task

    def _mind(self, folder: Folder, name: str, error: BaseException | None) -> None:
        if isinstance(error, (Changed, NotFound, FileNotFoundError)):
            self._look(folder)
        elif isinstance(error, StoreError):
            folder.trouble[name] = error  # tried again with the next scan
        elif error is not None and not isinstance(error, Unreadable):
            log.error('reading a document failed', exc_info=error)
            folder.trouble[name] = Unreadable(ReadProblem.CRASHED, name=name)

    async def _read(self, folder: Folder, name: str) -> bool:
        path = await asyncio.to_thread(self._files.path, folder.place, name)
        version = await _version(path)
        known = None if name in folder.again else folder.entries.get(name)
        folder.again.discard(name)
        if known is not None and version.sha256 and known.sha256 == version.sha256:
            entry = touched(known, version)
            await self._write(folder, entry, lambda: folder.index.rename(name, entry))
            return True
        try:
            if not version.sha256:
                raise Unreadable(ReadProblem.DAMAGED, name=name)
            reading = await self._pool.read(path, name)
        except Unreadable as error:
            await check_unchanged(path, version)
            if error.problem is ReadProblem.SCAN and self._pool.can_recognise:
                self._own(folder, name, self._look_closer(folder, name, error.pages))
                return False
            await self._keep(folder, failed(name, version, error.problem, error.pages), None)
        else:
            await check_unchanged(path, version)
            await self._keep(folder, entry_of(name, version, reading), reading)
        return True

    async def _look_closer(self, folder: Folder, name: str, pages: int | None) -> bool:
        """A scan of which the reading process has said that it is one; others are read meanwhile."""
        try:
            await self._recognise(folder, name, pages)
        except Unreadable as error:
            path = await asyncio.to_thread(self._files.path, folder.place, name)
            entry = failed(name, await _version(path), error.problem, error.pages or pages)
            await self._keep(folder, entry, None)
        return True

    async def _recognise(self, folder: Folder, name: str, pages: int | None) -> bool:
        async with self._recognising:
            path = await asyncio.to_thread(self._files.path, folder.place, name)
            version = await seen(path)
            reading = await recognised(self._pool, path, name, pages)
            await check_unchanged(path, version)
            await self._keep(folder, entry_of(name, version, reading, pages=pages), reading)
        return True

    async def _keep(self, folder: Folder, entry: Entry, reading: Reading | None) -> None:
        """Write it into the ledger, all of it or nothing; nothing when the folder is gone meanwhile."""
        await self._write(folder, entry, lambda: folder.index.put(entry, reading))

    async def _write(self, folder: Folder, entry: Entry, work: Callable[[], None]) -> None:
        async with folder.lock:
            if folder.is_forgotten:
                return
            try:
                await to_the_end(work)
            except (OSError, sqlite3.Error) as error:
                raise ledger_trouble(error) from error
            folder.entries[entry.name] = entry
            folder.announced.discard(entry.name)
            folder.trouble.pop(entry.name, None)


async def ask(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What a ledger answers, in a thread."""
    try:
        return await asyncio.to_thread(work, *arguments, **named)
    except (OSError, sqlite3.Error) as error:
        raise ledger_trouble(error) from error


def ledger_trouble(error: OSError | sqlite3.Error) -> AppError:
    """What the disk or SQLite said, in our words."""
    if isinstance(error, OSError):
        return as_store_error(error)
    if getattr(error, 'sqlite_errorcode', 0) & 0xFF == sqlite3.SQLITE_FULL:
        return StoreFull()
    log.error('a ledger of documents refused: %s', error)
    return StoreError('disk_trouble')


async def _version(path: Path) -> Seen:
    """The file as it is now; without a digest when we may not look into it."""
    try:
        return await seen(path)
    except FileNotFoundError:
        raise
    except OSError:
        return Seen(fingerprint(await asyncio.to_thread(path.lstat)), '')
