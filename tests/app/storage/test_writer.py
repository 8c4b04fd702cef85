"""The writer: waits for the disk are shared, errors reach exactly the one who asked."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.domain.errors import StoreError, Unavailable
from app.storage.disk import Disk, OpenFile
from app.storage.jobs import replace_file
from app.storage.writer import Job, Writer
from tests.app.storage.faulty import FaultyDisk


class SlowStart(Disk):
    """Counts the folder syncs; the first file sync waits until it is let go."""

    def __init__(self, go: asyncio.Event, loop: asyncio.AbstractEventLoop) -> None:
        self.folder_syncs = 0
        self._go: tuple[asyncio.Event, asyncio.AbstractEventLoop] | None = (go, loop)

    def sync(self, file: OpenFile) -> None:
        held, self._go = self._go, None
        if held is not None:
            event, loop = held
            asyncio.run_coroutine_threadsafe(event.wait(), loop).result()
        super().sync(file)

    def sync_folder(self, path: Path) -> None:
        self.folder_syncs += 1
        super().sync_folder(path)


def count(folder: Path) -> int:
    """How many files there are."""
    return len(list(folder.iterdir()))


async def test_what_arrives_while_the_disk_is_slow_is_written_together(tmp_path: Path) -> None:
    go = asyncio.Event()
    disk = SlowStart(go, asyncio.get_running_loop())
    writer = Writer(disk)
    jobs = [asyncio.create_task(writer.do(replace_file(disk, tmp_path / f'{n}', b'x'))) for n in range(101)]
    await asyncio.sleep(0)

    go.set()
    await asyncio.gather(*jobs)
    await writer.close()

    assert count(tmp_path) == 101
    assert disk.folder_syncs < 20


async def test_one_refused_job_does_not_touch_the_others(tmp_path: Path) -> None:
    disk = FaultyDisk(bad=2)
    writer = Writer(disk)

    results = await asyncio.gather(
        *(writer.do(replace_file(disk, tmp_path / f'{n}', b'x')) for n in range(5)), return_exceptions=True
    )
    await writer.close()

    assert [type(result) for result in results].count(StoreError) == 1
    assert results.count(None) == 4


async def test_a_mistake_in_a_job_reaches_its_caller_and_the_thread_lives_on(tmp_path: Path) -> None:
    def wrong() -> Job:
        raise ValueError('a mistake')
        yield tmp_path

    writer = Writer(Disk())

    with pytest.raises(ValueError, match='a mistake'):
        await writer.do(wrong())
    await writer.do(replace_file(writer.disk, tmp_path / 'a', b'x'))
    await writer.close()

    assert (tmp_path / 'a').read_bytes() == b'x'


async def test_what_was_handed_in_before_closing_is_written(tmp_path: Path) -> None:
    writer = Writer(Disk())
    jobs = [asyncio.create_task(writer.do(replace_file(writer.disk, tmp_path / f'{n}', b'x'))) for n in range(50)]
    await asyncio.sleep(0)

    await writer.close()
    await asyncio.gather(*jobs)

    assert count(tmp_path) == 50
    with pytest.raises(Unavailable):
        await writer.do(replace_file(writer.disk, tmp_path / 'late', b'x'))
