"""What lies in a folder at one moment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import NotFound
from app.domain.places import Place
from app.storage.files import Files

COARSE = 0.1  # seconds: how exactly disks know the time, generously


@dataclass(frozen=True, slots=True)
class Listing:
    """What lay in a folder in which a file came or went last at `changed_ns`."""

    changed_ns: int
    facts: dict[str, os.stat_result]
    is_certain: bool  # False: a file that came right afterwards may have left the folder's date as it was


def listing(files: Files, place: Place, now: datetime) -> Listing:
    """The files as they are now; none when there is no folder. Blocks."""
    before = changed_ns(files, place)
    is_certain = before < (now.timestamp() - COARSE) * 1e9
    try:
        return Listing(before, files.facts(place), is_certain)
    except NotFound:
        return Listing(before, {}, is_certain)


def changed_ns(files: Files, place: Place) -> int:
    """When a file came or went last; 0 when there is no folder."""
    try:
        return files.folder(place).stat().st_mtime_ns
    except (FileNotFoundError, NotFound):
        return 0
