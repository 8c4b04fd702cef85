"""The documents of bots and workspaces: files a person may also put there by hand. Their way to the trash and back."""

from __future__ import annotations

import asyncio
import contextlib
import os
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from app.domain.documents import Document, media_type_of_ending
from app.domain.errors import NotFound, StoreFull, TooLarge
from app.domain.places import Place, PlaceKind
from app.ids import new_id
from app.paths import checked_file_name, document_path, file_name_problem, safe_path
from app.storage.disk import Disk, as_store_error
from app.storage.jobs import make_folders, remove_folder, run_now

T = TypeVar('T')
MEGABYTE = 1024 * 1024


class Files:
    """The only door to `bots/ID/documents`, `workspaces/ID/documents` and `trash/ID`."""

    def __init__(self, data_dir: Path, disk: Disk, reserve: int) -> None:
        self._data = data_dir
        self._trash = data_dir / 'trash'
        self._disk = disk
        self._reserve = reserve

    def list(self, place: Place) -> list[Document]:
        """The documents by name. Hidden files, folders, links and impossible names are not documents."""
        found = self.facts(place).items()
        return sorted((_document(name, facts) for name, facts in found), key=lambda document: document.name.lower())

    def facts(self, place: Place) -> dict[str, os.stat_result]:
        """The same as the disk knows them: cheap enough to look at again and again."""
        found: dict[str, os.stat_result] = {}
        for entry in _documents(self.folder(place)):
            name = _name(entry.name)
            with contextlib.suppress(FileNotFoundError):  # gone between two lines
                if name == entry.name or name not in found:
                    found[name] = os.lstat(entry.path)
        return found

    def count(self, place: Place) -> int:
        """How many documents there are; a fraction of the time of looking at each."""
        return len({_name(entry.name) for entry in _documents(self.folder(place))})

    def path(self, place: Place, name: str) -> Path:
        """Where the document lies; NotFound when there is none of that name."""
        folder = self.folder(place)
        path = document_path(folder, name)
        if path.is_file():
            return path
        for other in _documents(folder):  # names from a Mac are spelled in another Unicode form
            if _name(other.name) == name:
                return Path(other.path)
        raise NotFound('document', name)

    async def put(self, place: Place, name: str, chunks: AsyncIterator[bytes], limit: int) -> Document:
        """Save a document, in the place of one that has this name; TooLarge above `limit` bytes."""
        name = checked_file_name(name)
        folder = self.folder(place)
        target = document_path(folder, name)
        await _in_thread(self._make, folder)
        fresh = folder.parent / f'incoming-{new_id()}'
        with contextlib.ExitStack() as on_error:
            on_error.callback(self._drop, fresh)
            await self._receive(fresh, chunks, limit)
            await _in_thread(self._put_in_place, fresh, target)
            on_error.pop_all()
        return _document(name, target.stat())

    @asynccontextmanager
    async def for_a_moment(self, chunks: AsyncIterator[bytes], limit: int) -> AsyncIterator[Path]:
        """A file that is only looked at: gone again at the end, and swept away after a crash."""
        path = self._data / 'runs' / f'incoming-{new_id()}'
        try:
            await self._receive(path, chunks, limit)
            yield path
        finally:
            self._drop(path)

    async def to_trash(self, place: Place, trash_id: str, name: str | None = None) -> None:
        """Move one document, or all that belongs to the bot or workspace, to the trash. Repeating it does no harm."""
        item = safe_path(self._trash, trash_id)
        if name is None:
            await _in_thread(self._move, self.home(place), item / place.kind.value)
        elif not document_path(item / 'documents', name).exists():
            await _in_thread(self._move, self.path(place, name), item / 'documents' / name)

    async def from_trash(self, place: Place, trash_id: str) -> None:
        """Bring it back. A document whose name was given to another one meanwhile gets a number behind its name."""
        item = safe_path(self._trash, trash_id)
        await _in_thread(self._bring_back, item, place)

    async def purge_trash(self, trash_id: str) -> None:
        """Delete it for good; fine when it is not there."""
        await _in_thread(self._remove, safe_path(self._trash, trash_id))

    @property
    def roots(self) -> dict[PlaceKind, Path]:
        """The folders in which the homes of all bots and of all workspaces lie."""
        return {kind: self._data / Place(kind, '').parent for kind in PlaceKind}

    def home(self, place: Place) -> Path:
        """The folder of the bot or workspace; its documents are one of the things in it."""
        return safe_path(self._data / place.parent, place.id)

    def folder(self, place: Place) -> Path:
        """The folder that people put files into; it need not be there yet."""
        return safe_path(self._data / place.parent, place.id, 'documents')

    def ledger(self, place: Place) -> Path:
        """The file in which it is kept what was read in the documents; it can be made anew from them."""
        return self.home(place) / 'reading.sqlite3'

    async def make(self, place: Place) -> None:
        """Make the folder, so that people find it in their file manager."""
        await _in_thread(self._make, self.folder(place))

    async def unmake(self, place: Place) -> None:
        """Take the folder of something that never came to be away again, if there is nothing in it."""
        await _in_thread(self._unmake, self.folder(place))

    def _unmake(self, folder: Path) -> None:
        with contextlib.suppress(OSError):
            for empty in (folder, folder.parent):
                self._disk.remove_empty(empty)

    def _make(self, folder: Path) -> None:
        run_now(self._disk, make_folders(self._disk, folder))

    async def _receive(self, path: Path, chunks: AsyncIterator[bytes], limit: int) -> None:
        room = await _in_thread(self._disk.free, path.parent) - self._reserve
        file = await _in_thread(self._disk.create, path)
        try:
            size = 0
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise TooLarge(limit // MEGABYTE)
                if size > room:
                    raise StoreFull
                await _in_thread(self._disk.write, file, chunk)
            await _in_thread(self._disk.sync, file)
        finally:
            await _in_thread(self._disk.close, file)

    def _drop(self, fresh: Path) -> None:
        with contextlib.suppress(OSError):
            self._disk.remove(fresh)

    def _put_in_place(self, fresh: Path, target: Path) -> None:
        self._disk.rename(fresh, target)
        self._disk.sync_folder(target.parent)
        self._disk.sync_folder(fresh.parent)

    def _move(self, old: Path, new: Path) -> None:
        if not old.exists():
            return
        self._make(new.parent)
        self._disk.rename(old, new)
        self._disk.sync_folder(new.parent)
        self._disk.sync_folder(old.parent)

    def _bring_back(self, item: Path, place: Place) -> None:
        for source, target in (
            (item / place.kind.value, self.home(place)),
            (item / 'documents', self.folder(place)),
        ):
            if source.exists():
                self._merge(source, target)
        self._remove(item)

    def _merge(self, source: Path, target: Path) -> None:
        if not target.exists():
            self._move(source, target)
        elif source.is_dir() and target.is_dir():
            for child in list(source.iterdir()):
                self._merge(child, target / child.name)
        else:
            self._move(source, _free_name(target.parent, target.name))

    def _remove(self, folder: Path) -> None:
        run_now(self._disk, remove_folder(self._disk, folder))


async def _in_thread(work: Callable[..., T], *arguments: object) -> T:
    """Never leaves the thread alone with an open file: a cancelled caller waits for the one call that is under way."""
    call = asyncio.ensure_future(asyncio.to_thread(work, *arguments))
    try:
        return await asyncio.shield(call)
    except asyncio.CancelledError:
        await asyncio.wait([call])
        raise
    except OSError as error:
        raise as_store_error(error) from error


def _documents(folder: Path) -> Iterator[os.DirEntry[str]]:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=False) and _name(entry.name):
                yield entry


@lru_cache(20_000)
def _name(on_disk: str) -> str:
    """The name in our spelling, '' when a document cannot be called so."""
    name = unicodedata.normalize('NFC', on_disk)
    return '' if file_name_problem(name) else name


def _document(name: str, facts: os.stat_result) -> Document:
    return Document(
        name=name,
        size=facts.st_size,
        media_type=media_type_of_ending(Path(name).suffix),
        modified_at=datetime.fromtimestamp(facts.st_mtime, UTC),
    )


def _free_name(folder: Path, name: str) -> Path:
    path, number = folder / name, 2
    while path.exists():
        path = folder / f'{Path(name).stem} ({number}){Path(name).suffix}'
        number += 1
    return path
