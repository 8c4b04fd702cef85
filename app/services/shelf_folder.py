"""Shelves that are folders of this computer: where one may be, and the files in it. Links are never followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from app.domain.errors import AppError, Invalid
from app.paths import file_name_problem
from app.sharing.file import ENDING
from app.sharing.toml_reader import MAX_BYTES

MAX_FILES = 200


class ShelfAway(AppError):
    """The folder or address cannot be read at the moment."""

    status = 502

    def __init__(self, place: str) -> None:
        super().__init__('shelf_away', place=place[:200])


def checked_folder(text: str, allowed: Sequence[Path], never: Sequence[Path]) -> str:
    """The folder as it is kept; `Invalid` when it is none, or lies where a shelf has no business."""
    path = Path(text).expanduser()
    if '\x00' in text or not path.is_absolute():
        raise Invalid.field('place', 'shelf_place')
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        raise Invalid.field('place', 'shelf_folder_missing') from error
    if not real.is_dir():
        raise Invalid.field('place', 'shelf_folder_missing')
    inside = any(real.is_relative_to(_real(folder)) for folder in allowed)
    hidden = any(part.startswith('.') for part in real.parts)
    ours = any(real.is_relative_to(_real(folder)) or _real(folder).is_relative_to(real) for folder in never)
    if not inside or hidden or ours:
        raise Invalid.field('place', 'shelf_folder_outside')
    return str(real)


def read_folder(place: str) -> dict[str, bytes | None]:
    """The files by name, None for one that is too large; `ShelfAway` when the folder is gone or became a link."""
    try:
        if Path(place).resolve(strict=True) != Path(place):
            raise ShelfAway(place)
        with os.scandir(place) as entries:
            found = sorted((entry for entry in entries if _is_recipe(entry)), key=lambda entry: entry.name.casefold())
        return {entry.name: _content(entry.path) for entry in found[:MAX_FILES]}
    except (OSError, RuntimeError) as error:
        raise ShelfAway(place) from error


def is_entry_name(name: str) -> bool:
    """True for a plain file name that ends as it should."""
    return name.endswith(ENDING) and len(name) > len(ENDING) and not file_name_problem(name)


def _is_recipe(entry: os.DirEntry[str]) -> bool:
    return is_entry_name(entry.name) and entry.is_file(follow_symlinks=False)


def _content(path: str) -> bytes | None:
    """Opened so that a link or a pipe that was put there in this moment is no danger either."""
    flags = os.O_RDONLY | getattr(os, 'O_NOFOLLOW', 0) | getattr(os, 'O_NONBLOCK', 0) | getattr(os, 'O_BINARY', 0)
    try:
        file = os.open(path, flags)
    except OSError:
        return None
    with os.fdopen(file, 'rb') as opened:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            return None
        content = opened.read(MAX_BYTES + 1)
    return content if len(content) <= MAX_BYTES else None


def _real(folder: Path) -> Path:
    """Without links on the way; a folder that is not there yet stays as it is."""
    try:
        return folder.resolve()
    except (OSError, RuntimeError):
        return folder
