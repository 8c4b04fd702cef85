"""One process per data folder: a lock on `.lock` that the operating system takes back when the process dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.domain.errors import ConfigError


class FolderLock:
    """Held from `take` to `release` or to the end of the process, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd = -1

    def take(self) -> None:
        """`ConfigError('data_in_use')` when another process has it."""
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(fd)
        except OSError as error:
            os.close(fd)
            raise ConfigError('data_in_use', folder=str(self._path.parent)) from error
        self._fd = fd
        os.ftruncate(fd, 0)
        os.pwrite(fd, f'{os.getpid()}\n'.encode(), 0) if sys.platform != 'win32' else None

    def release(self) -> None:
        """Let others in; fine when it was never taken."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


if sys.platform == 'win32':
    import msvcrt

    def _lock(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
