"""Disks that refuse: full ones, and ones on which one operation goes wrong."""

from __future__ import annotations

import errno
from pathlib import Path

from app.storage.disk import Disk, OpenFile


class FullDisk(Disk):
    """Takes `room` more bytes, then what still fits of a write and ENOSPC, like the real thing."""

    def __init__(self) -> None:
        self.room: int | None = None

    def write(self, file: OpenFile, data: bytes) -> None:
        if self.room is not None and len(data) > self.room:
            super().write(file, data[: self.room])
            self.room = 0
            raise OSError(errno.ENOSPC, 'no space')
        super().write(file, data)
        if self.room is not None:
            self.room -= len(data)

    def free(self, folder: Path) -> int:
        return super().free(folder) if self.room is None else self.room


class FaultyDisk(Disk):
    """Counts the operations and lets number `bad` fail; `after` says whether it was done all the same."""

    def __init__(self, bad: int = -1, after: bool = False) -> None:
        self.bad = bad
        self.after = after
        self.count = 0
        self.failed = ''

    def create(self, path: Path) -> OpenFile:
        self._before('create')
        return super().create(path)

    def open_end(self, path: Path) -> OpenFile:
        self._before('open_end')
        return super().open_end(path)

    def write(self, file: OpenFile, data: bytes) -> None:
        is_bad = self._is_bad('write')
        super().write(file, data[: len(data) // 2] if is_bad else data)
        self._fail(is_bad)

    def sync(self, file: OpenFile) -> None:
        is_bad = self._is_bad('sync')
        super().sync(file)
        self._fail(is_bad)

    def sync_folder(self, path: Path) -> None:
        is_bad = self._is_bad('sync_folder')
        super().sync_folder(path)
        self._fail(is_bad)

    def rename(self, old: Path, new: Path) -> None:
        is_bad = self._is_bad('rename')
        if not is_bad or self.after:
            super().rename(old, new)
        self._fail(is_bad)

    def link(self, old: Path, new: Path) -> None:
        self._before('link')
        super().link(old, new)

    def remove(self, path: Path) -> None:
        is_bad = self._is_bad('remove')
        if not is_bad or self.after:
            super().remove(path)
        self._fail(is_bad)

    def remove_tree(self, path: Path) -> None:
        self._before('remove_tree')
        super().remove_tree(path)

    def make_folder(self, path: Path) -> None:
        self._before('make_folder')
        super().make_folder(path)

    def cut(self, path: Path, size: int) -> None:
        self._before('cut')
        super().cut(path, size)

    def _before(self, what: str) -> None:
        self._fail(self._is_bad(what))

    def _is_bad(self, what: str) -> bool:
        self.count += 1
        if self.count == self.bad:
            self.failed = what
        return self.count == self.bad

    def _fail(self, is_bad: bool) -> None:
        if is_bad:
            raise OSError(errno.EIO, f'number {self.bad} fails')
