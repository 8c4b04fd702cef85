"""Which kind of disk a folder lies on: changes made by others on a share are not told to anybody here."""

from __future__ import annotations

import re
from pathlib import Path

SHARES = re.compile(
    r'(nfs\d?|cifs|smb\w*|ncpfs|9p|afs|ceph|lustre|virtiofs|vboxsf|prl_fs|davfs|drvfs'
    r'|fuse\.(sshfs|glusterfs|ceph\S*|davfs\S*|rclone|s3fs|smbnetfs|curlftpfs|vmhgfs-fuse|gvfsd-fuse))'
)
TABLE = Path('/proc/mounts')


def is_on_a_share(folder: Path, table: Path = TABLE) -> bool:
    """True when Linux says that `folder` lies on another computer; False when nobody can tell."""
    try:
        lines = table.read_text('utf-8', 'replace').splitlines()
    except OSError:
        return False
    folder = folder.resolve()
    deepest, kind = -1, ''
    for line in lines:
        fields = line.split(' ')
        if len(fields) > 2:
            point = Path(_unescaped(fields[1]))
            if folder.is_relative_to(point) and len(point.parts) >= deepest:  # a later one lies on top
                deepest, kind = len(point.parts), fields[2]
    return SHARES.fullmatch(kind) is not None


def _unescaped(field: str) -> str:
    return re.sub(r'\\([0-7]{3})', lambda found: chr(int(found[1], 8)), field)
