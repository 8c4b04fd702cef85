"""Which folders lie on another computer."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.library.mounts import is_on_a_share

TABLE = """\
/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
//nas/familie {share} cifs rw 0 0
nas:/alben {nfs} nfs4 rw 0 0
anna@nas:/x {sshfs} fuse.sshfs rw 0 0
/dev/sdb1 {stick} fuseblk rw 0 0
/dev/sdc1 {share}/lokal ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ('folder', 'expected'),
    [
        ('share/openOrchestrator', True),
        ('nfs', True),
        ('ssh fs/daten', True),
        ('stick', False),
        ('share/lokal/daten', False),
        ('sharely', False),
    ],
)
def test_the_deepest_mount_decides(tmp_path: Path, folder: str, expected: bool) -> None:
    names = {'share': 'share', 'nfs': 'nfs', 'sshfs': 'ssh fs', 'stick': 'stick'}
    points = {key: str(tmp_path.resolve() / name).replace(' ', '\\040') for key, name in names.items()}
    table = tmp_path / 'mounts'
    table.write_text(TABLE.format(**points))
    assert is_on_a_share(tmp_path / folder, table) is expected


def test_where_nobody_can_tell_it_is_taken_for_our_own_disk(tmp_path: Path) -> None:
    assert not is_on_a_share(tmp_path, tmp_path / 'missing')
