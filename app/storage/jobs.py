"""The few ways in which the store changes files, each safe against a power cut between any two of its lines."""

from __future__ import annotations

import contextlib
from pathlib import Path

from app.storage.disk import Disk, OpenFile
from app.storage.writer import Job, sync

NEW = '.new'  # an unfinished file; swept away at the next start
BACKUP = '.bak'


def replace_file(disk: Disk, path: Path, data: bytes, *, keep_old: bool = False) -> Job:
    """`path` holds `data`, or still everything it held before; the version before stays as `.bak` on request."""
    fresh = beside(path, NEW)
    yield from write_new(disk, fresh, data)
    if keep_old and path.exists():
        yield from _keep(disk, path)
    disk.rename(fresh, path)
    yield path.parent


def replace_both(disk: Disk, path: Path, data: bytes) -> Job:
    """Like `replace_file`, and the copy too: for deletions, which must not live on in the `.bak`."""
    yield from replace_file(disk, path, data)
    yield from replace_file(disk, beside(path, BACKUP), data)


def write_new(disk: Disk, path: Path, data: bytes) -> Job:
    """A file nobody looks at yet; its name is not durable before the folder is synced."""
    file = disk.create(path)
    try:
        yield from _fill(disk, file, data)
    except OSError:
        with contextlib.suppress(OSError):
            disk.remove(path)
        raise


def move_file(disk: Disk, old: Path, new: Path) -> Job:
    """The file is under its old name, under both, or under the new one: never gone, on any file system.

    May be repeated after it was cut short anywhere.
    """
    if old.exists() and not (new.exists() and new.samefile(old)):
        fresh = beside(new, NEW)
        yield from _second_name(disk, old, fresh)
        disk.rename(fresh, new)
    yield new.parent
    yield from remove_file(disk, old)


def remove_file(disk: Disk, path: Path) -> Job:
    """The name is gone, also after a power cut; fine when it already was."""
    with contextlib.suppress(FileNotFoundError):
        disk.remove(path)
    yield path.parent


def remove_folder(disk: Disk, path: Path) -> Job:
    """The same for a folder with everything in it."""
    if path.exists():
        disk.remove_tree(path)
        yield path.parent


def make_folders(disk: Disk, path: Path) -> Job:
    """The folder is there with all its parents."""
    if path.is_dir():
        return
    yield from make_folders(disk, path.parent)
    with contextlib.suppress(FileExistsError):
        disk.make_folder(path)
    yield path.parent


def beside(path: Path, ending: str) -> Path:
    """`path` with `ending` behind its name."""
    return path.with_name(path.name + ending)


def run_now(disk: Disk, job: Job) -> None:
    """Do a job here and wait for the disk: at start-up and in threads of their own."""
    trouble: OSError | None = None
    while True:
        try:
            target = next(job) if trouble is None else job.throw(trouble)
        except StopIteration:
            return
        trouble = None
        try:
            sync(disk, target)
        except OSError as error:
            trouble = error


def _fill(disk: Disk, file: OpenFile, data: bytes) -> Job:
    try:
        disk.write(file, data)
        yield file
    finally:
        disk.close(file)


def _keep(disk: Disk, path: Path) -> Job:
    backup = beside(path, BACKUP)
    fresh = beside(backup, NEW)
    yield from _second_name(disk, path, fresh)
    disk.rename(fresh, backup)
    with contextlib.suppress(FileNotFoundError):
        disk.remove(fresh)  # POSIX: renaming one name of a file to another name of the same file does nothing


def _second_name(disk: Disk, path: Path, name: Path) -> Job:
    with contextlib.suppress(FileNotFoundError):
        disk.remove(name)
    try:
        disk.link(path, name)
    except OSError:  # file systems without hard links: FAT, some network shares
        yield from write_new(disk, name, path.read_bytes())
