"""One process per data folder: a lock on `.lock` that the operating system takes back when the process dies."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

from app.domain.errors import ConfigError
from app.storage.lease import Lease

_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)

if sys.platform == 'win32':
    import msvcrt

    def lock_file(fd: int) -> None:
        """OSError when somebody else has it. A byte far behind the text, so that others can still read that."""
        os.lseek(fd, 1 << 20, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def lock_file(fd: int) -> None:
        """OSError when somebody else has it."""
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Held from `take` to `release` or to the end of the process, however it ends."""

    def __init__(self, folder: Path, lock: Callable[[int], None] = lock_file, lease: Lease | None = None) -> None:
        self._folder = folder
        self._lock = lock
        self._fd = -1
        self._lease = lease or Lease(folder / '.lease')

    def take(self) -> None:
        """`ConfigError('data_in_use')` when another process has it."""
        self._fd = os.open(self._folder / '.lock', os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._lock(self._fd)
        except OSError as error:
            if error.errno in _TAKEN:
                self.release()
                raise ConfigError('data_in_use', folder=str(self._folder)) from error
            if not self._lease.take():  # some network shares know no locks
                self.release()
                raise ConfigError('data_in_use', folder=str(self._folder)) from error
        with contextlib.suppress(OSError):  # for whoever looks; a full disk must not keep us from starting
            os.ftruncate(self._fd, 0)
            os.lseek(self._fd, 0, os.SEEK_SET)
            os.write(self._fd, f'{os.getpid()}\n'.encode())

    def release(self) -> None:
        """Let others in; fine when it was never taken."""
        self._lease.release()
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
