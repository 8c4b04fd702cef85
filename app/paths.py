"""The only place that joins paths with names from outside."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from app.domain.errors import Invalid, NotFound
from app.ids import is_id

MAX_NAME = 120  # characters of a file name
_DEVICES = re.compile(r'(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)', re.IGNORECASE)
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]')


def safe_path(base: Path, *ids: str) -> Path:
    """`base/ID/ID…`, certainly inside `base` and without a link on the way; `NotFound` for anything else."""
    for name in ids:
        if not is_id(name):
            raise NotFound('path', str(name)[:80])
    return _inside(base, base.joinpath(*ids))


def document_path(folder: Path, name: str) -> Path:
    """A person's own file in `folder`; `NotFound` when the name is none we would have taken."""
    if file_name_problem(name):
        raise NotFound('document', str(name)[:80])
    return _inside(folder, folder / name)


def checked_file_name(name: str) -> str:
    """The name as it will be stored (NFC, trimmed); `Invalid` when it cannot be one."""
    clean = unicodedata.normalize('NFC', name).strip()
    problem = file_name_problem(clean)
    if problem:
        raise Invalid.field('name', problem)
    return clean


def file_name_problem(name: str) -> str:
    """'' when `name` is fine as it stands, else the catalogue key of what is wrong."""
    if not name or name != unicodedata.normalize('NFC', name).strip():
        return 'file_name'
    if len(name) > MAX_NAME or len(name.encode('utf-8', 'surrogatepass')) > 250:
        return 'file_name_long'
    has_lone_surrogate = any(0xD800 <= ord(letter) <= 0xDFFF for letter in name)
    if has_lone_surrogate or _FORBIDDEN.search(name) or name.startswith('.') or name.endswith('.'):
        return 'file_name'
    return 'file_name' if _DEVICES.match(name) else ''


def _inside(base: Path, path: Path) -> Path:
    """`path`, unless something on the way from `base` is a link.

    The parts below `base` are ids or checked file names, so none of them is a separator or `..`: without a link
    the path cannot lead out, and asking only about our own parts keeps this cheap (three calls per run).
    """
    step = path
    while step != base:
        if os.path.islink(step):
            raise NotFound('path', path.name[:80])
        step = step.parent
    return path
