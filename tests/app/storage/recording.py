"""A disk that remembers in which order things were done to it, and can tell what a power cut might have left.

What the model takes for granted is what every journaling file system gives: a folder entry is the old or the new one,
never half of it, and a file that was moved between two folders is in at least one of them. Everything else is open
until it is synced: contents may be missing, cut or zeros, names may be missing or still the old ones.
"""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.storage.disk import Disk, OpenFile

Operation = tuple[Any, ...]


class RecordingDisk(Disk):
    """The real disk plus a log. `root` is made new."""

    def __init__(self, root: Path, *, forget_files: bool = False, forget_folders: bool = False) -> None:
        root.mkdir()
        self.log: list[Operation] = []
        self._forget_files = forget_files  # controls: as if the store never synced
        self._forget_folders = forget_folders
        self._names: dict[Path, int] = {root: 0}
        self._nodes = 1
        self._turn = threading.RLock()

    def note(self, fact: Any) -> None:
        """Something was acknowledged at this point."""
        with self._turn:
            self.log.append(('ack', fact))

    def create(self, path: Path) -> OpenFile:
        with self._turn:
            file = super().create(path)
            if path in self._names and path.stat().st_nlink:
                self.log.append(('empty', self._names[path]))
            self._enter(path)
            return file

    def write(self, file: OpenFile, data: bytes) -> None:
        with self._turn:
            super().write(file, data)
            self.log.append(('write', self._names[file.path], data))

    def sync(self, file: OpenFile) -> None:
        super().sync(file)
        with self._turn:
            if not self._forget_files:
                self.log.append(('sync', self._names[file.path]))

    def cut(self, path: Path, size: int) -> None:
        with self._turn:
            super().cut(path, size)
            self.log.append(('cut', self._names[path], size))
            self.log.append(('sync', self._names[path]))

    def rename(self, old: Path, new: Path) -> None:
        with self._turn:
            same = new.exists() and old.samefile(new)
            super().rename(old, new)
            if same:
                return
            moved = {path: new / path.relative_to(old) for path in self._names if path.is_relative_to(old)}
            for path, target in moved.items():
                self._names[target] = self._names.pop(path)
            self.log.append(('rename', self._at(old), self._at(new), self._names[new]))

    def link(self, old: Path, new: Path) -> None:
        with self._turn:
            super().link(old, new)
            self._names[new] = self._names[old]
            self.log.append(('enter', self._at(new), self._names[new], False))

    def remove(self, path: Path) -> None:
        with self._turn:
            super().remove(path)
            self._names.pop(path, None)
            self.log.append(('enter', self._at(path), None, False))

    def remove_tree(self, path: Path) -> None:
        with self._turn:
            super().remove_tree(path)
            for name in [name for name in self._names if name.is_relative_to(path)]:
                del self._names[name]
            self.log.append(('enter', self._at(path), None, False))

    def make_folder(self, path: Path) -> None:
        with self._turn:
            super().make_folder(path)
            self._enter(path, is_folder=True)

    def sync_folder(self, path: Path) -> None:
        super().sync_folder(path)
        with self._turn:
            if not self._forget_folders:
                self.log.append(('sync_folder', self._names[path]))

    def _enter(self, path: Path, is_folder: bool = False) -> None:
        self._names[path] = self._nodes
        self._nodes += 1
        self.log.append(('enter', self._at(path), self._names[path], is_folder))

    def _at(self, path: Path) -> tuple[int, str]:
        return self._names[path.parent], path.name


@dataclass
class _File:
    now: bytes = b''
    safe: bytes = b''

    def possible(self, dice: random.Random) -> bytes:
        """What the disk may hold of it."""
        if self.now == self.safe:
            return self.now
        kept = self.safe if self.now.startswith(self.safe) else b''
        end = dice.randint(len(kept), max(len(self.now), len(kept)))
        return dice.choice(
            [
                self.safe,
                self.now,
                self.now[:end],
                kept + bytes(max(0, len(self.now) - len(kept))),
                self.now[:end] + bytes(max(0, len(self.now) - end)),
            ]
        )


@dataclass
class _Folder:
    safe: dict[str, int | None] = field(default_factory=dict)
    open: dict[str, list[int | None]] = field(default_factory=dict)  # versions since the last sync


class Simulation:
    """The disk as the log leaves it; `image` writes down one of the ways it may look after a power cut."""

    def __init__(self) -> None:
        self.files: dict[int, _File] = {}
        self.folders: dict[int, _Folder] = {0: _Folder()}
        self.moves: list[tuple[tuple[int, str], tuple[int, str], int]] = []
        self.facts: list[Any] = []

    def apply(self, operation: Operation) -> None:
        """One more line of the log."""
        match operation:
            case ('ack', fact):
                self.facts.append(fact)
            case ('enter', at, node, is_folder):
                if node is not None and node not in self.files and node not in self.folders:
                    if is_folder:
                        self.folders[node] = _Folder()
                    else:
                        self.files[node] = _File()
                self._put(at, node)
            case ('write' | 'empty' | 'cut' | 'sync', node, *more):
                self._touch(operation[0], self.files[node], *more)
            case ('rename', old, new, node):
                self._put(new, node)
                self._put(old, None)
                if old[0] != new[0]:
                    self.moves.append((old, new, node))
            case ('sync_folder', node):
                folder = self.folders[node]
                folder.safe |= {name: versions[-1] for name, versions in folder.open.items()}
                folder.open.clear()

    def _touch(self, what: str, file: _File, *more: Any) -> None:
        match (what, *more):
            case ('write', data):
                file.now += data
            case ('empty',):
                file.now = b''
            case ('cut', size):
                file.now = file.now[:size]
            case ('sync',):
                file.safe = file.now

    def image(self, target: Path, dice: random.Random) -> None:
        """One possible disk, below `target`."""
        chosen = {
            (node, name): dice.choice([folder.safe.get(name), *folder.open.get(name, [])])
            for node, folder in self.folders.items()
            for name in {**folder.safe, **folder.open}
        }
        for old, new, node in self.moves:
            if node not in (chosen.get(old), chosen.get(new)) and node in self.folders[old[0]].safe.values():
                chosen[old] = node  # not yet moved
        self._write(0, target, chosen, dice)

    def _put(self, at: tuple[int, str], node: int | None) -> None:
        self.folders[at[0]].open.setdefault(at[1], []).append(node)

    def _write(self, node: int, target: Path, chosen: dict[tuple[int, str], int | None], dice: random.Random) -> None:
        target.mkdir()
        for (folder, name), entry in chosen.items():
            if folder != node or entry is None:
                continue
            if entry in self.folders:
                self._write(entry, target / name, chosen, dice)
            else:
                (target / name).write_bytes(self.files[entry].possible(dice))
