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
from app.storage.jobs import BACKUP, beside, replace_both, replace_file
from app.storage.migrations import Schema
from app.storage.repair import Repairs
from app.storage.writer import Job, Writer

Tables = dict[str, dict[str, Any]]

SCHEMA = 'schema'  # the table with the version the file was written in


class JsonFile(Storage):
    """One JSON file of TinyDB tables, of documents of one `kind`. One `save` at a time."""

    def __init__(self, path: Path, kind: str, writer: Writer, schema: Schema, repairs: Repairs) -> None:
        self.path = path
        self.was_damaged = False
        self._kind = kind
        self._writer = writer
        self._schema = schema
        self._repairs = repairs
        self._kept: Tables | None = None
        self._staged: Tables | None = None
        self._old_version = 0  # what the file on the disk was written in, when that must be kept before it is replaced

    @property
    def table(self) -> Table:
        """TinyDB's default table over this file."""
        return TinyDB(storage=lambda: self).table(TinyDB.default_table_name)

    def load(self, *, essential: bool = False) -> None:
        """Read the file, or its good copy when it is damaged, as today's version would have written it."""
        known_damage = self._repairs.has(self.path)
        tables = self._repairs.best_of(self.path, beside(self.path, BACKUP), _tables, essential=essential)
        self.was_damaged = self._repairs.has(self.path) and not known_damage
        if tables is not None and self._schema.is_old(self._kind, version := _version(tables)):
            self._old_version = version
            documents = tables.get(TinyDB.default_table_name, {})
            tables[TinyDB.default_table_name] = {
                number: self._schema.up_to_date(self._kind, version, document) for number, document in documents.items()
            }
        self._kept = tables

    def read(self) -> Tables | None:
        """The state TinyDB goes on from. Its documents are never changed in place."""
        current = self._kept if self._staged is None else self._staged
        return None if current is None else dict(current)

    def documents(self) -> dict[str, Any]:
        """What is durable, by TinyDB's numbers; not to be changed."""
        return {} if self._kept is None else self._kept.get(TinyDB.default_table_name, {})

    def write(self, data: Tables) -> None:
        """The state to be saved next."""
        self._staged = data

    async def save(self, *, forget: bool = False) -> None:
        """Make what was written durable; `forget` also replaces the `.bak`. After an error nothing has changed."""
        staged, self._staged = self._staged, None
        if staged is None:
            return
        staged[SCHEMA] = {'1': {'version': self._schema.version}}
        await self._writer.do(self._replace(jsontext.dump(staged), forget))
        self._kept = staged
        self._old_version = 0

    def _replace(self, data: bytes, forget: bool) -> Job:
        disk = self._writer.disk
        if self._old_version:
            yield from self._repairs.keep_old(self.path, self._old_version)
        if forget:
            yield from replace_both(disk, self.path, data)
        else:
            yield from replace_file(disk, self.path, data, keep_old=True)


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
