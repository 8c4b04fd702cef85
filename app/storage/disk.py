"""The door to the disk: every change the store makes to a file is one call here.

Tests put a recording, a refusing or a forgetting disk in its place (power cuts, full disks, faults between two writes).
"""

from __future__ import annotations

import errno
import logging
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import StoreError, StoreFull

log = logging.getLogger(__name__)

_BINARY = getattr(os, 'O_BINARY', 0)
_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True, eq=False)
class OpenFile:
    """A file that is being written."""

    path: Path
    fd: int


class Disk:
    """The real thing. Nothing is durable before `sync` (contents) and `sync_folder` (names) have returned."""

    def create(self, path: Path) -> OpenFile:
        """A new empty file, readable for us only."""
        return OpenFile(path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600))

    def open_end(self, path: Path) -> OpenFile:
        """An existing file, to write behind its end."""
        return OpenFile(path, os.open(path, os.O_WRONLY | os.O_APPEND | _BINARY))

    def write(self, file: OpenFile, data: bytes) -> None:
        """Hand over all of `data`; not durable yet."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file.fd, rest) :]

    def sync(self, file: OpenFile) -> None:
        """Come back when everything written to `file` is on the disk."""
        if sys.platform == 'darwin':
            import fcntl

            fcntl.fcntl(file.fd, fcntl.F_FULLFSYNC)  # fsync alone stops at the drive's cache there
        elif sys.platform == 'win32':
            os.fsync(file.fd)
        else:
            os.fdatasync(file.fd)

    def close(self, file: OpenFile) -> None:
        """Let go of the file; says nothing about durability."""
        os.close(file.fd)

    def cut(self, path: Path, size: int) -> None:
        """Take away what stands behind `size`; durable when it returns."""
        file = self.open_end(path)
        try:
            os.ftruncate(file.fd, size)
            self.sync(file)
        finally:
            self.close(file)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name; a file of that name is replaced in one go."""
        os.replace(old, new)

    def link(self, old: Path, new: Path) -> None:
        """A second name for the same file."""
        os.link(old, new)

    def remove(self, path: Path) -> None:
        """Take a name away."""
        os.unlink(path)

    def remove_tree(self, path: Path) -> None:
        """Take a folder away with everything in it."""
        shutil.rmtree(path)

    def remove_empty(self, path: Path) -> None:
        """Take a folder away; OSError when something is in it."""
        os.rmdir(path)

    def make_folder(self, path: Path) -> None:
        """A new folder; its parent must be there."""
        os.mkdir(path)

    def sync_folder(self, path: Path) -> None:
        """Come back when the names in `path` are on the disk. Windows does this by itself."""
        if sys.platform == 'win32':
            return
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def free(self, folder: Path) -> int:
        """Bytes that can still be written."""
        return shutil.disk_usage(folder).free


def as_store_error(error: OSError) -> StoreError:
    """What the operating system said, in our words."""
    if error.errno in _FULL:
        return StoreFull()
    log.error('the disk refused: %s', error)
    return StoreError('disk_trouble')
