"""A lock for file systems that have none: a file whose time its owner renews; left alone, it can be taken over."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

BEAT = 5.0  # seconds between two renewals
PATIENCE = 3  # missed renewals after which the owner counts as dead


class Lease:
    """Held while a thread of ours renews the file."""

    def __init__(self, path: Path, beat: float = BEAT) -> None:
        self._path = path
        self._beat = beat
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def take(self) -> bool:
        """False when somebody alive has it. Looks at changes only: the clock of a share may be another one."""
        if not self._create():
            seen = self._state()
            if seen is not None and self._changes_from(seen):
                return False
            with contextlib.suppress(OSError):
                os.replace(self._path, self._path.with_name(f'.lease.old-{os.getpid()}'))
            if not self._create():
                return False
        self._thread = threading.Thread(target=self._renew, name='store-lease', daemon=True)
        self._thread.start()
        return True

    def release(self) -> None:
        """Let others in; fine when it was never taken."""
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None
            with contextlib.suppress(OSError):
                os.unlink(self._path)

    def _create(self) -> bool:
        try:
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            return False
        return True

    def _renew(self) -> None:
        count = 0
        while not self._stop.wait(self._beat):
            count += 1
            with contextlib.suppress(OSError):
                self._path.write_text(f'{os.getpid()} {count}\n', 'ascii')

    def _state(self) -> tuple[int, str] | None:
        with contextlib.suppress(OSError):
            return self._path.stat().st_mtime_ns, self._path.read_text('ascii', 'replace')
        return None

    def _changes_from(self, seen: tuple[int, str]) -> bool:
        for _ in range(2 * PATIENCE):
            self._stop.wait(self._beat / 2)
            if self._state() != seen:
                return True
        return False
