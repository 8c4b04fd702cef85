"""Figures of reading documents: how long each kind takes, and what bombs do to the program meanwhile.

usage: python -m tests.bench.bench_reading      (prints Markdown rows)
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from app.readers.base import Unreadable
from app.readers.pool import ReaderPool
from tests.app.readers import corpus
from tests.app.readers.bombs import BOMBS

TIMES = 3
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    'PDF, 1 page': ('a.pdf', corpus.pdf),
    'PDF, 300 pages': ('b.pdf', lambda: corpus.pdf(300, lines=40)),
    'Word': ('a.docx', corpus.docx),
    'OpenDocument': ('a.odt', corpus.odt),
    'Excel': ('a.xlsx', corpus.xlsx),
    'CSV': ('a.csv', corpus.csv),
    'web page': ('a.html', corpus.html),
    'mail': ('a.eml', corpus.eml),
    'text': ('a.txt', corpus.txt),
}
BEAT = 0.005  # seconds between two looks at how punctual the event loop is


class Heartbeat:
    """How long the event loop was held up at most, by the clock and by its own work (without other programs')."""

    def __init__(self) -> None:
        self.stall = self.work = 0.0

    async def beat(self) -> None:
        """Until cancelled."""
        while True:
            before, busy = time.perf_counter(), time.thread_time()
            await asyncio.sleep(BEAT)
            self.stall = max(self.stall, time.perf_counter() - before - BEAT)
            self.work = max(self.work, time.thread_time() - busy)

    async def reset(self) -> None:
        """Forget what was; after a beat, so that nothing of it still comes."""
        await asyncio.sleep(3 * BEAT)
        self.stall = self.work = 0.0

    def __str__(self) -> str:
        return f'{1000 * self.stall:.0f} ms, own work {1000 * self.work:.0f} ms'


def main() -> None:
    """Measure everything once and print it."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    pool, heart = ReaderPool(), Heartbeat()
    beating = asyncio.ensure_future(heart.beat())
    try:
        _row('file', 'first (with the start of a process)', 'later', 'longest stall of the program')
        for title, (name, make) in FILES.items():
            (folder / name).write_bytes(make())
            fresh = ReaderPool()
            await heart.reset()
            first = await _seconds(fresh, folder / name)
            await fresh.close()
            await _seconds(pool, folder / name)
            later = min([await _seconds(pool, folder / name) for _ in range(TIMES)])
            _row(title, f'{first:.2f} s', f'{1000 * later:.0f} ms', str(heart))
        await _recognise(pool, folder)
        await _explode(pool, heart, folder)
    finally:
        beating.cancel()
        await pool.close()


async def _recognise(pool: ReaderPool, folder: Path) -> None:
    if not pool.can_recognise:
        return
    path = folder / 'scan.pdf'
    path.write_bytes(corpus.pdf(0, pictures=[corpus.written_picture(['Größe und Öl für schöne Äpfel'] * 15)]))
    began = time.perf_counter()
    await pool.recognise(path, path.name, 1)
    _row('scanned page, recognised', '', f'{1000 * (time.perf_counter() - began):.0f} ms', '')


async def _explode(pool: ReaderPool, heart: Heartbeat, folder: Path) -> None:
    for number, (name, write, _) in enumerate(BOMBS.values()):
        await asyncio.to_thread(write, folder / f'{number}-{name}')
    before = psutil.Process().memory_info().rss
    await heart.reset()
    slowest = 0.0
    for number, (name, _, _) in enumerate(BOMBS.values()):
        slowest = max(slowest, await _seconds(pool, folder / f'{number}-{name}'))
    grown = (psutil.Process().memory_info().rss - before) / 1e6
    print()
    _row(f'{len(BOMBS)} bombs', f'slowest {slowest:.1f} s', f'program grown by {grown:.1f} MB', str(heart))


async def _seconds(pool: ReaderPool, path: Path) -> float:
    began = time.perf_counter()
    try:
        await pool.read(path, path.name)
    except Unreadable:
        pass
    return time.perf_counter() - began


def _row(*cells: str) -> None:
    print('| ' + ' | '.join(cells) + ' |', flush=True)


if __name__ == '__main__':
    main()
