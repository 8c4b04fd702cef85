"""The reading processes: lost ones are replaced, nobody waits for them at the end, none is left behind."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import psutil
import pytest

from app.domain.documents import ReadProblem
from app.readers.base import Unreadable
from app.readers.pool import ReaderPool
from app.readers.worker import MOST_FILES
from tests.app.readers import corpus


def _text(folder: Path, name: str = 'Brief.txt', text: str = 'Grüße aus Köln') -> Path:
    path = folder / name
    path.write_text(text, 'utf-8')
    return path


def _endless(folder: Path) -> Path:
    """A pipe nobody writes into: whoever reads it waits."""
    path = folder / 'Endlos.txt'
    os.mkfifo(path)
    return path


def _processes() -> list[psutil.Process]:
    """The reading processes of this test."""
    return [child for child in psutil.Process().children() if 'app.readers.worker' in child.cmdline()]


def _programs() -> list[psutil.Process]:
    """What the reading processes have started, once there is something."""
    while True:
        if found := [child for process in _processes() for child in process.children()]:
            return found


async def test_a_text_is_read_in_another_process(pool: ReaderPool, tmp_path: Path) -> None:
    reading = await pool.read(_text(tmp_path), 'Brief.txt')
    assert reading.text == 'Grüße aus Köln'
    assert len(_processes()) == 1


async def test_one_process_reads_one_file_after_the_other(pool: ReaderPool, tmp_path: Path) -> None:
    for number in range(3):
        await pool.read(_text(tmp_path, text=f'Brief {number}'), 'Brief.txt')
    assert len(_processes()) == 1


async def test_many_files_at_once_share_two_processes(pool: ReaderPool, tmp_path: Path) -> None:
    paths = [_text(tmp_path, f'{number}.txt', f'Seite {number}') for number in range(20)]
    readings = await asyncio.gather(*(pool.read(path, path.name) for path in paths))
    assert [reading.text for reading in readings] == [f'Seite {number}' for number in range(20)]
    assert len(_processes()) == 2


async def test_a_killed_process_is_replaced_and_the_next_file_reads(pool: ReaderPool, tmp_path: Path) -> None:
    path = _text(tmp_path)
    await pool.read(path, 'Brief.txt')
    for process in _processes():
        process.kill()
    assert (await pool.read(path, 'Brief.txt')).text == 'Grüße aus Köln'


async def test_a_file_that_takes_too_long_is_named_so_and_the_next_one_reads(tmp_path: Path) -> None:
    pool = ReaderPool(seconds=1.0)
    with pytest.raises(Unreadable) as caught:
        await pool.read(_endless(tmp_path), 'Endlos.txt')
    assert caught.value.problem is ReadProblem.SLOW
    await pool.close()
    assert not _processes()


async def test_a_process_that_ends_without_an_answer_is_named_crashed(pool: ReaderPool, tmp_path: Path) -> None:
    path = _endless(tmp_path)
    reading = asyncio.ensure_future(pool.read(path, 'Endlos.txt'))
    writing = await asyncio.to_thread(os.open, path, os.O_WRONLY)  # comes back when the process reads
    _processes()[0].kill()
    os.close(writing)
    with pytest.raises(Unreadable) as caught:
        await reading
    assert caught.value.problem is ReadProblem.CRASHED


async def test_a_file_does_not_answer_for_what_became_of_the_process_before_it(
    pool: ReaderPool, tmp_path: Path
) -> None:
    path = _text(tmp_path)
    await pool.read(path, 'Brief.txt')
    (stuck,) = _processes()
    stuck.suspend()
    reading = asyncio.ensure_future(pool.read(path, 'Brief.txt'))
    await asyncio.sleep(0)
    stuck.kill()
    assert (await reading).text == 'Grüße aus Köln'


async def test_a_process_without_room_to_work_says_so(tmp_path: Path) -> None:
    pool = ReaderPool(memory=1 << 20)
    with pytest.raises(Unreadable) as caught:
        await pool.read(_text(tmp_path), 'Brief.txt')
    assert caught.value.problem is ReadProblem.MEMORY
    await pool.close()
    assert not _processes()


async def test_after_many_files_a_new_process_takes_over(pool: ReaderPool, tmp_path: Path) -> None:
    path = _text(tmp_path)
    await pool.read(path, 'Brief.txt')
    (first,) = _processes()
    for _ in range(MOST_FILES):
        await pool.read(path, 'Brief.txt')
    (second,) = _processes()
    assert second.pid != first.pid
    assert not first.is_running()


async def test_a_program_that_a_process_has_started_ends_with_it(pool: ReaderPool, tmp_path: Path) -> None:
    if not pool.can_recognise:
        pytest.skip('tesseract with German is not installed')
    path = tmp_path / 'Scan.png'
    path.write_bytes(corpus.image('PNG', corpus.written_picture(['Größe und Öl für schöne Äpfel'] * 15)))
    reading = asyncio.ensure_future(pool.recognise(path, 'Scan.png', 1))
    started = await asyncio.to_thread(_programs)
    reading.cancel()
    await asyncio.wait([reading])
    _, alive = await asyncio.to_thread(psutil.wait_procs, started, timeout=5)
    assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


async def test_who_no_longer_waits_frees_the_place_for_the_next(tmp_path: Path) -> None:
    pool = ReaderPool(size=1)
    path = _text(tmp_path)
    first = asyncio.ensure_future(pool.read(path, 'Brief.txt'))
    await asyncio.sleep(0)
    first.cancel()
    assert (await pool.read(path, 'Brief.txt')).text == 'Grüße aus Köln'
    assert first.cancelled()
    await pool.close()
    assert not _processes()


async def test_closing_ends_the_processes_and_cancels_who_still_waits(tmp_path: Path) -> None:
    pool = ReaderPool()
    reads = [asyncio.ensure_future(pool.read(_text(tmp_path, f'{n}.txt'), 'Brief.txt')) for n in range(4)]
    await asyncio.sleep(0)
    await pool.close()
    await asyncio.wait(reads)
    assert all(read.cancelled() for read in reads)
    assert not _processes()


async def test_a_process_knows_nothing_of_our_environment(
    pool: ReaderPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('OO_GEHEIM', 'Kanarienvogel')
    await pool.read(_text(tmp_path), 'Brief.txt')
    assert all('OO_GEHEIM' not in process.environ() for process in _processes())


@pytest.mark.skipif(sys.platform != 'linux', reason='other systems do not tell')
async def test_a_process_has_limits_and_gives_way_to_the_program(pool: ReaderPool, tmp_path: Path) -> None:
    await pool.read(_text(tmp_path), 'Brief.txt')
    (process,) = _processes()
    assert process.rlimit(psutil.RLIMIT_AS) == (1 << 30, 1 << 30)
    assert process.rlimit(psutil.RLIMIT_FSIZE) == (0, 0)
    assert process.rlimit(psutil.RLIMIT_CORE) == (0, 0)
    assert process.nice() == min(psutil.Process().nice() + 5, 19)


async def test_a_file_that_is_no_text_has_a_named_problem(pool: ReaderPool, tmp_path: Path) -> None:
    path = tmp_path / 'Unfug.txt'
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(Unreadable) as caught:
        await pool.read(path, 'Unfug.txt')
    assert caught.value.problem is ReadProblem.TYPE


async def test_an_empty_file_is_named_empty(pool: ReaderPool, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        await pool.read(_text(tmp_path, text=''), 'Brief.txt')
    assert caught.value.problem is ReadProblem.EMPTY
