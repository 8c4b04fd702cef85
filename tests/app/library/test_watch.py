"""Hints of the system: which they are, and what happens where there are none."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.domain.places import Place, PlaceKind
from app.library.watch import Watch

Told = asyncio.Queue[Set[Place] | None]


def watch_over(folder: Path) -> tuple[Watch, Told]:
    """A watch over two roots, with what it tells."""
    roots = {kind: folder / Place(kind, '').parent for kind in PlaceKind}
    for root in roots.values():
        (root / 'eins' / 'documents').mkdir(parents=True)
    told: Told = asyncio.Queue()
    return Watch(roots, told.put_nowait), told


@contextmanager
def no_more_files() -> Iterator[None]:
    """The system gives us nothing more to open, as when other programs watch too much already."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(int(name) for name in os.listdir('/proc/self/fd')) + 1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_it_says_whose_documents_have_changed(tmp_path: Path) -> None:
    watch, told = watch_over(tmp_path)
    watch.check()
    assert await told.get() is None  # it stands: look everywhere once
    (tmp_path / 'workspaces' / 'eins' / 'documents' / 'a.txt').write_text('Apfel')
    assert await told.get() == {Place.of_workspace('eins')}
    await watch.close()


async def test_our_own_ledgers_wake_nobody(tmp_path: Path) -> None:
    watch, told = watch_over(tmp_path)
    watch.check()
    await told.get()
    home = tmp_path / 'bots' / 'eins'
    for name in ('reading.sqlite3', 'reading.sqlite3-wal', 'incoming-x'):
        (home / name).write_text('x')
    (tmp_path / 'workspaces' / 'eins' / 'documents' / 'a.txt').write_text('Apfel')
    assert await told.get() == {Place.of_workspace('eins')}
    await watch.close()


async def test_a_root_that_was_replaced_is_watched_anew(tmp_path: Path) -> None:
    watch, told = watch_over(tmp_path)
    watch.check()
    await told.get()
    shutil.rmtree(tmp_path / 'bots')
    (tmp_path / 'bots' / 'zwei' / 'documents').mkdir(parents=True)
    watch.check()
    while await told.get() is not None:
        pass
    (tmp_path / 'bots' / 'zwei' / 'documents' / 'a.txt').write_text('Apfel')
    assert await told.get() == {Place.of_bot('zwei')}
    await watch.close()


async def test_a_watch_that_cannot_begin_says_so_once_and_tries_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watch, told = watch_over(tmp_path)
    for _ in range(2):
        with no_more_files():
            watch.check()
            await watch.close()
    assert [record.message.split(':')[0] for record in caplog.records if record.name == 'app.library.watch'] == [
        'folders are not watched, only looked at now and then'
    ]
    watch.check()
    assert await told.get() is None
    await watch.close()
