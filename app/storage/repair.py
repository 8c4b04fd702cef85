"""What happens to a file that cannot be read: it is set aside, its good copy is used, and its name is remembered."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.domain.errors import StoreBroken
from app.storage.disk import Disk
from app.storage.jobs import make_folders, replace_file, run_now
from app.storage.writer import Job

T = TypeVar('T')
log = logging.getLogger(__name__)


class Repairs:
    """Sets damaged files aside. `names` are relative to the data folder."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk
        self.names: list[str] = []

    def best_of(self, path: Path, backup: Path, parse: Callable[[bytes], T], *, essential: bool = False) -> T | None:
        """What `path` holds, else its backup, else None: nothing was ever there, or nothing is left.

        `essential`: rather refuse to start (`StoreBroken`, nothing is touched) than start without it.
        """
        content = self._read(path, parse)
        if content is not None:
            return content
        good = self._read(backup, parse)
        if good is None and essential and (path.exists() or backup.exists()):
            raise StoreBroken(self._name(path))
        for damaged in [path] if good is not None else [path, backup]:
            self.set_aside(damaged)
        if good is not None:
            log.warning('%s: going on with the copy before the last change', self._name(path))
            run_now(self._disk, replace_file(self._disk, path, backup.read_bytes()))
            self.note(path)
        return good

    def set_aside(self, path: Path) -> None:
        """Rename a damaged file to `.damaged-n`; nothing to do when it is not there."""
        if not path.exists():
            return
        number = 1
        while (aside := path.with_name(f'{path.name}.damaged-{number}')).exists():
            number += 1
        self._disk.rename(path, aside)
        self._disk.sync_folder(path.parent)
        log.error('%s is damaged and was set aside as %s', self._name(path), aside.name)
        self.note(path)

    def has(self, path: Path) -> bool:
        """True when something about this file had to be repaired."""
        return self._name(path) in self.names

    def keep_old(self, path: Path, version: int) -> Job:
        """A copy of a file in `backups/`, before a newer version of the program writes it for the first time."""
        copy = self._folder / 'backups' / f'from-version-{version}' / self._name(path)
        yield from make_folders(self._disk, copy.parent)
        yield from replace_file(self._disk, copy, path.read_bytes())

    def note(self, path: Path) -> None:
        """Remember that something about this file had to be repaired."""
        if not self.has(path):
            self.names.append(self._name(path))

    def _read(self, path: Path, parse: Callable[[bytes], T]) -> T | None:
        try:
            return parse(path.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError as error:
            log.error('%s cannot be read: %s', self._name(path), error)
            return None

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()
