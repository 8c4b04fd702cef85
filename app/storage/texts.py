"""Texts above 64 kB of a run, each in a file named by its contents, written before the event that needs it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.storage.disk import Disk
from app.storage.jobs import make_folders, replace_file
from app.storage.writer import Job

LONG = 64 * 1024  # bytes


class Texts:
    """The folder of one run's long texts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._saved: set[str] = set()
        self._waiting: dict[str, bytes] = {}

    def take_out(self, data: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """`data` without its long texts, and where they belong; `save` must run before that is written down."""
        taken_out: list[dict[str, Any]] = []
        rest: dict[str, Any] = self._without(data, (), taken_out)
        return rest, taken_out

    def put_back(self, data: Any, taken_out: list[dict[str, Any]]) -> Any:
        """The data with its long texts; ValueError when one of them is missing or damaged."""
        for entry in taken_out:
            place, last = data, entry['at'][-1]
            for key in entry['at'][:-1]:
                place = place[key]
            place[last] = self._read(entry['file'])
        return data

    @property
    def must_be_saved(self) -> bool:
        """True when texts wait for `save`."""
        return bool(self._waiting)

    def save(self, disk: Disk) -> Job:
        """Make the texts taken out durable."""
        yield from make_folders(disk, self._folder)
        for name, content in list(self._waiting.items()):
            yield from replace_file(disk, self._folder / name, content)

    def saved(self) -> None:
        """`save` is through."""
        self._saved |= self._waiting.keys()
        self._waiting.clear()

    def _without(self, value: Any, at: tuple[str | int, ...], taken_out: list[dict[str, Any]]) -> Any:
        if isinstance(value, str) and len(value) * 4 > LONG:
            return self._shortened(value, at, taken_out)
        if isinstance(value, Mapping):
            return {key: self._without(entry, (*at, key), taken_out) for key, entry in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._without(entry, (*at, index), taken_out) for index, entry in enumerate(value)]
        return value

    def _shortened(self, text: str, at: tuple[str | int, ...], taken_out: list[dict[str, Any]]) -> str:
        content = text.encode('utf-8')
        if len(content) <= LONG:
            return text
        name = hashlib.sha256(content).hexdigest() + '.txt'
        taken_out.append({'at': list(at), 'file': name})
        if name not in self._saved:
            self._waiting[name] = content
        return ''

    def _read(self, name: str) -> str:
        if not name.removesuffix('.txt').isalnum():
            raise ValueError(f'no name of a text: {name[:80]}')
        try:
            content = (self._folder / name).read_bytes()
        except FileNotFoundError as error:
            raise ValueError(f'text {name} is missing') from error
        if hashlib.sha256(content).hexdigest() + '.txt' != name:
            raise ValueError(f'text {name} is damaged')
        self._saved.add(name)
        return content.decode('utf-8')
