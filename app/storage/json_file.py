"""Our TinyDB storage: a whole JSON file in memory, replaced on the disk in one go.

TinyDB works on what `read` gives; `write` only puts the new state aside. `save` makes it durable, and only then it
becomes what `read` gives. The files open in stock TinyDB.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from app.storage import jsontext
from app.storage.jobs import BACKUP, beside, make_folders, replace_both, replace_file
from app.storage.repair import Repairs
from app.storage.writer import Job, Writer

Tables = dict[str, dict[str, Any]]

SCHEMA = 'schema'  # the table with the version the file was written in


class JsonFile(Storage):
    """One JSON file of TinyDB tables. One `save` at a time."""

    def __init__(self, path: Path, writer: Writer, version: int) -> None:
        self.path = path
        self._writer = writer
        self._version = version
        self._kept: Tables | None = None
        self._staged: Tables | None = None

    @property
    def table(self) -> Table:
        """TinyDB's default table over this file."""
        return TinyDB(storage=lambda: self).table(TinyDB.default_table_name)

    def load(self, repairs: Repairs, *, essential: bool = False) -> int:
        """Read the file, or its good copy when it is damaged; returns the version it was written in."""
        self._kept = repairs.best_of(self.path, beside(self.path, BACKUP), _tables, essential=essential)
        return self._version if self._kept is None else _version(self._kept)

    def read(self) -> Tables | None:
        """The state TinyDB goes on from. Its documents are never changed in place."""
        current = self._kept if self._staged is None else self._staged
        return None if current is None else dict(current)

    def write(self, data: Tables) -> None:
        """The state to be saved next."""
        self._staged = data

    async def save(self, *, forget: bool = False) -> None:
        """Make what was written durable; `forget` also replaces the `.bak`. After an error nothing has changed."""
        staged, self._staged = self._staged, None
        if staged is None:
            return
        staged[SCHEMA] = {'1': {'version': self._version}}
        await self._writer.do(self._replace(jsontext.dump(staged), forget))
        self._kept = staged

    def drop(self) -> None:
        """Forget what was written and not saved."""
        self._staged = None

    def _replace(self, data: bytes, forget: bool) -> Job:
        disk = self._writer.disk
        yield from make_folders(disk, self.path.parent)
        yield from replace_both(disk, self.path, data) if forget else replace_file(disk, self.path, data, keep_old=True)


def _tables(data: bytes) -> Tables:
    tables = jsontext.load(data)
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise ValueError('not a TinyDB file')
    _version(tables)
    return tables


def _version(tables: Tables) -> int:
    try:
        return int(tables[SCHEMA]['1']['version'])
    except (KeyError, TypeError) as error:
        raise ValueError('no version') from error
