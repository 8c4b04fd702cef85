"""The secrets store: encrypted, private, and never a crash when its key is gone."""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import stat
from pathlib import Path

import pytest

from app.domain.errors import StoreFull
from app.storage.disk import Disk, OpenFile
from app.storage.secrets import Secrets

CANARY = 'sk-canary-3f9a77b1c0de'


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / 'data').mkdir()
    return tmp_path / 'data', tmp_path / 'config' / 'openorchestrator'


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob('*') if path.is_file())


async def test_a_secret_survives_a_restart(folders: tuple[Path, Path]) -> None:
    await Secrets(*folders).put('connection.a', CANARY)
    again = Secrets(*folders)
    assert again.get('connection.a') == CANARY and again.get('connection.b') is None
    assert again.known_values() == {CANARY} and not again.unreadable


async def test_nothing_on_disk_shows_the_secret_or_the_key(folders: tuple[Path, Path]) -> None:
    data, keys = folders
    await Secrets(*folders).put('connection.a', CANARY)
    key = _files(keys)[0].read_bytes()
    assert len(_files(keys)) == 1
    for path in _files(data):
        content = path.read_bytes()
        assert CANARY.encode() not in content and key not in content


@pytest.mark.skipif(os.name != 'posix', reason='permissions of this kind exist on POSIX only')
async def test_only_this_user_can_read_the_files(folders: tuple[Path, Path]) -> None:
    data, keys = folders
    old = os.umask(0)
    try:
        await Secrets(*folders).put('connection.a', CANARY)
    finally:
        os.umask(old)
    for folder in (data / 'secrets', keys):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in _files(folder))


async def test_a_lost_key_means_asking_again_not_a_crash(
    folders: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    await Secrets(*folders).put('connection.a', CANARY)
    lost = _files(folders[1])[0]
    key = lost.read_bytes()
    lost.unlink()

    secrets = Secrets(*folders)

    assert secrets.get('connection.a') is None and secrets.unreadable == {'connection.a'}
    assert 'connection.a' in caplog.text
    await secrets.put('connection.a', 'sk-new-value')
    assert Secrets(*folders).get('connection.a') == 'sk-new-value'
    assert lost.read_bytes() != key


async def test_a_key_that_comes_back_opens_what_was_not_replaced(folders: tuple[Path, Path]) -> None:
    first = Secrets(*folders)
    await first.put('connection.a', CANARY)
    path = _files(folders[1])[0]
    key = path.read_bytes()
    path.unlink()
    Secrets(*folders)
    path.write_bytes(key)
    assert Secrets(*folders).get('connection.a') == CANARY


async def test_each_data_folder_has_its_own_key(tmp_path: Path) -> None:
    for name in ('one', 'two'):
        (tmp_path / name).mkdir()
        await Secrets(tmp_path / name, tmp_path / 'keys').put('connection.a', CANARY)
    assert len(_files(tmp_path / 'keys')) == 2
    stolen = (tmp_path / 'one' / 'secrets' / 'secrets.json').read_bytes()
    (tmp_path / 'two' / 'secrets' / 'secrets.json').write_bytes(stolen)
    assert Secrets(tmp_path / 'two', tmp_path / 'keys').get('connection.a') is None


async def test_entries_cannot_be_swapped_or_changed(folders: tuple[Path, Path]) -> None:
    secrets = Secrets(*folders)
    await secrets.put('connection.a', 'value of a')
    await secrets.put('connection.b', 'value of b')
    path = folders[0] / 'secrets' / 'secrets.json'
    stored = json.loads(path.read_text('utf-8'))
    values = stored['values']
    values['connection.a'], values['connection.b'] = values['connection.b'], values['connection.a'][:-8] + 'AAAAAAA='
    path.write_text(json.dumps(stored), 'utf-8')
    assert Secrets(*folders).unreadable == {'connection.a', 'connection.b'}


@pytest.mark.parametrize(
    'content',
    [b'', b'{', b'null', b'[]', b'{"values": 1}', b'\xff\xfe', b'{"values": {"a": 5, "b": "%%%", "c": "AA=="}}'],
)
async def test_a_damaged_file_never_stops_the_start(folders: tuple[Path, Path], content: bytes) -> None:
    Secrets(*folders)
    path = folders[0] / 'secrets' / 'secrets.json'
    path.write_bytes(content)
    secrets = Secrets(*folders)
    assert secrets.get('a') is None
    await secrets.put('a', CANARY)
    assert Secrets(*folders).get('a') == CANARY


async def test_a_key_folder_that_cannot_be_written_is_said_and_replaced(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / 'data').mkdir()
    (tmp_path / 'blocked').write_text('a file, not a folder')
    await Secrets(tmp_path / 'data', tmp_path / 'blocked' / 'keys').put('a', CANARY)
    assert any(entry.levelno == logging.WARNING and 'key folder' in entry.message for entry in caplog.records)
    assert Secrets(tmp_path / 'data', tmp_path / 'blocked' / 'keys').get('a') == CANARY


class _FullDisk(Disk):
    """A disk that has no room left once told so."""

    full = False

    def write(self, file: OpenFile, data: bytes) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, 'no space left')
        super().write(file, data)


async def test_a_full_disk_keeps_the_old_value(folders: tuple[Path, Path]) -> None:
    disk = _FullDisk()
    secrets = Secrets(*folders, disk)
    await secrets.put('a', 'old value')
    disk.full = True
    for change in (secrets.put('a', 'new value'), secrets.delete('a')):
        with pytest.raises(StoreFull):
            await change
    assert secrets.get('a') == 'old value' and Secrets(*folders).get('a') == 'old value'


async def test_many_writes_at_once_all_arrive(folders: tuple[Path, Path]) -> None:
    secrets = Secrets(*folders)
    await asyncio.gather(*(secrets.put(f'connection.{n}', f'value {n}') for n in range(20)))
    await asyncio.gather(*(secrets.delete(f'connection.{n}') for n in range(0, 20, 2)))
    again = Secrets(*folders)
    assert [again.get(f'connection.{n}') for n in range(4)] == [None, 'value 1', None, 'value 3']


async def test_any_text_can_be_a_secret(folders: tuple[Path, Path]) -> None:
    for value in ('', 'ä€🤖\x00', 'x' * 100_000):
        await Secrets(*folders).put('a', value)
        assert Secrets(*folders).get('a') == value
