"""Hints from the operating system that something has changed in a folder. They may be late, doubled or missing."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import Callable, Iterable, Mapping, Set
from pathlib import Path

from watchfiles import Change, watch

from app.domain.places import Place, PlaceKind

log = logging.getLogger(__name__)

BUNDLE = 400  # milliseconds of changes told in one go
STEP = 50  # milliseconds without another change that end a bundle
WAKE = 1000  # milliseconds after which it is said that the watch stands, and stands still


class Watch:
    """One watch over all folders, in a thread of its own: setting one up takes half a second for 2,000 bots.

    (`awatch` would do that on the event loop, and hold one of the threads the web server lends out.)
    """

    def __init__(self, roots: Mapping[PlaceKind, Path], told: Callable[[Set[Place] | None], None]) -> None:
        self._roots, self._told = roots, told
        self._held: list[int] = []
        self._seen: dict[PlaceKind, int] = {}
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._has_failed = False

    def check(self) -> None:
        """Begin; begin anew when a root was replaced, of which the system tells nothing, or the watch has ended."""
        inodes = {}
        for kind, path in self._roots.items():
            with contextlib.suppress(FileNotFoundError):
                inodes[kind] = path.stat().st_ino
        if self._thread is not None and self._thread.is_alive() and inodes == self._seen:
            return
        self._stop.set()
        self._stop, self._seen = threading.Event(), inodes
        self._hold(self._roots[kind] for kind in inodes)
        if inodes:
            roots = {self._roots[kind].resolve(): kind for kind in inodes}  # as the system calls them
            arguments = (roots, self._stop, asyncio.get_running_loop())
            self._thread = threading.Thread(target=self._follow, args=arguments, name='watch', daemon=True)
            self._thread.start()

    async def close(self) -> None:
        """End the thread."""
        self._stop.set()
        self._hold(())
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join, 1.0)

    def _hold(self, folders: Iterable[Path]) -> None:
        """While a folder is held, its number is not given to the one that takes its place."""
        while self._held:
            os.close(self._held.pop())
        for folder in folders:
            with contextlib.suppress(OSError):  # Windows holds no folders, and gives no number twice
                self._held.append(os.open(folder, os.O_RDONLY))

    def _follow(self, roots: Mapping[Path, PlaceKind], stop: threading.Event, loop: asyncio.AbstractEventLoop) -> None:
        def is_ours(_: Change, path: str) -> bool:
            return _place(roots, path) is not None

        changes = watch(
            *roots,
            watch_filter=is_ours,
            debounce=BUNDLE,
            step=STEP,
            stop_event=stop,
            rust_timeout=WAKE,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
        stands = False
        try:
            for bundle in changes:
                places = {place for _, path in bundle if (place := _place(roots, path)) is not None}
                if places or not stands:  # what came while it was set up was told to nobody
                    loop.call_soon_threadsafe(self._told, places if stands else None)
                stands = True
        except (OSError, RuntimeError) as error:
            if not self._has_failed and not stop.is_set():
                self._has_failed = True
                log.warning('folders are not watched, only looked at now and then: %s', error)


def _place(roots: Mapping[Path, PlaceKind], path: str) -> Place | None:
    """Whose folder a path belongs to; None for what lies beside the documents, like our own ledgers."""
    file = Path(path)
    for root, kind in roots.items():
        if file.is_relative_to(root):
            parts = file.relative_to(root).parts
            if len(parts) == 1 or (len(parts) in (2, 3) and parts[1] == 'documents'):
                return Place(kind, parts[0])
    return None
