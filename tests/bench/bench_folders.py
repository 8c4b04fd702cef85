"""Figures of a folder with many files: until all are read, how long the program stood still, what a list costs.

usage: python -m tests.bench.bench_folders [FILES]      (prints Markdown rows)
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from app.bus import Bus
from app.clock import SystemClock
from app.domain.documents import DocumentStatus
from app.domain.events import DocumentsChanged
from app.domain.places import Place
from app.library.librarian import Librarian
from app.readers.pool import ReaderPool
from app.storage.store import Store

KLARA = Place.of_bot('klara')
BEAT = 0.005  # seconds between two heartbeats of the event loop
WORDS = 'Die Ruhezeit im Haus beginnt um 22 Uhr, und die Mülltonnen stehen am Dienstag an der Straße. '


class Heart:
    """Beats as long as the event loop goes on; `longest` is how long it stood still, in milliseconds."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._task = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(BEAT)
            self.longest = max(self.longest, (time.perf_counter() - before - BEAT) * 1000)

    def stop(self) -> float:
        """The longest pause."""
        self._task.cancel()
        return self.longest


async def measure(data: Path, count: int) -> None:
    """Drop the files all at once into a folder that is watched, wait for them, then start anew."""
    store = await Store.open(data / 'data', SystemClock(), data / 'keys', reserve=0)
    await store.files.make(KLARA)
    librarian, bus, told = _librarian(store)
    watch = asyncio.create_task(librarian.watch())
    await asyncio.sleep(2)  # the watch stands
    await asyncio.to_thread(_drop, store.files.folder(KLARA), count)
    heart, began = Heart(), time.perf_counter()
    await _until_ready(librarian, count, bus)
    print(f'| {count} text files dropped | all ready after | {time.perf_counter() - began:.1f} s |')
    print(f'| | longest stall of the event loop | {heart.stop():.0f} ms |')
    print(f'| | told | {len(told)} times |')
    print(f'| | `documents()` | {_milliseconds(lambda: librarian.documents(KLARA)):.1f} ms CPU |')
    await _search(librarian)
    began = time.perf_counter()
    await librarian.close()
    print(f'| | `close()` | {(time.perf_counter() - began) * 1000:.0f} ms |')
    await asyncio.wait([watch])

    librarian, _, _ = _librarian(store)
    heart, began = Heart(), time.perf_counter()
    await librarian.until_all_read([KLARA])
    print(f'| next start | known again after | {(time.perf_counter() - began) * 1000:.0f} ms |')
    print(f'| | longest stall of the event loop | {heart.stop():.0f} ms |')
    await librarian.close()
    await store.close()


async def _until_ready(librarian: Librarian, count: int, bus: Bus) -> None:
    changed = asyncio.Event()
    bus.subscribe(DocumentsChanged, lambda _: changed.set())
    while sum(one.status is DocumentStatus.READY for one in librarian.documents(KLARA)) < count:
        changed.clear()
        await changed.wait()


def _librarian(store: Store) -> tuple[Librarian, Bus, list[DocumentsChanged]]:
    bus, told = Bus(), list[DocumentsChanged]()
    bus.subscribe(DocumentsChanged, told.append)
    clock = SystemClock()
    librarian = Librarian(files=store.files, bus=bus, clock=clock, pool=ReaderPool(), places=lambda: [KLARA])
    return librarian, bus, told


def _drop(folder: Path, count: int) -> None:
    for number in range(count):
        folder.joinpath(f'Notiz {number:04}.txt').write_text(f'Notiz {number}\n\n' + WORDS * 20, 'utf-8')


def _milliseconds(work: object) -> float:
    assert callable(work)
    times = []
    for _ in range(20):
        began = time.process_time()
        work()
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


async def _search(librarian: Librarian) -> None:
    times = []
    for _ in range(10):
        began = time.perf_counter()
        await librarian.search([KLARA], 'Wann beginnt die Ruhezeit?', 8)
        times.append((time.perf_counter() - began) * 1000)
    print(f'| | search | {statistics.median(times):.0f} ms |')


if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 500))
