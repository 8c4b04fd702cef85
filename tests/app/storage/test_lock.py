"""One process per data folder."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import ConfigError
from app.storage.lease import Lease
from app.storage.lock import FolderLock
from tests.app.storage.samples import Home
from tests.sources import ROOT


def writing_process(folder: Path) -> subprocess.Popen[bytes]:
    """Another process that has the folder."""
    command = [sys.executable, '-m', 'tests.app.storage.writing_process', str(folder), '1']
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None and b'ready' in process.stdout.readline()
    return process


async def test_a_second_process_is_refused_until_the_first_is_dead(home: Home) -> None:
    with writing_process(home.folder) as first:
        with pytest.raises(ConfigError) as caught:
            await home.open()
        first.kill()
        first.communicate()

    store = await home.open()

    assert caught.value.key == 'data_in_use'
    assert store.bots is not None


async def test_the_folder_is_free_again_after_closing(home: Home) -> None:
    first = await home.open()
    with pytest.raises(ConfigError):
        await Home(home.folder).open()

    await first.close()

    await Home(home.folder).open()


async def test_a_start_that_fails_gives_the_folder_back(home: Home) -> None:
    await home.open()
    await home.close()
    home.put_file('collections/accounts.json', b'unreadable')
    with pytest.raises(Exception, match='damaged'):
        await home.open()

    (home.data / 'collections' / 'accounts.json').unlink()

    assert (await home.open()).accounts.all() == []


async def test_a_folder_that_cannot_be_written_is_a_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / 'data').write_text('a file, not a folder')

    with pytest.raises(ConfigError) as caught:
        await Home(tmp_path).open()

    assert caught.value.key == 'data_folder'


def knows_no_locks(fd: int) -> None:
    """Like some network shares."""
    raise OSError(errno.ENOLCK, 'no locks available')


def test_without_locks_a_renewed_file_does_the_same(tmp_path: Path) -> None:
    first, second = (FolderLock(tmp_path, knows_no_locks, Lease(tmp_path / '.lease', beat=0.02)) for _ in range(2))
    first.take()

    with pytest.raises(ConfigError):
        second.take()
    first.release()
    second.take()

    assert (tmp_path / '.lease').exists()
    second.release()
    assert not (tmp_path / '.lease').exists()


def test_a_lease_nobody_renews_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / '.lease').write_text('4711 9\n')
    lease = Lease(tmp_path / '.lease', beat=0.01)

    assert lease.take()

    lease.release()
