"""Everything that is kept: opens the data folder, holds its lock, and closes it without losing a write."""

from __future__ import annotations

from contextlib import AsyncExitStack, ExitStack, suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from app.clock import Clock
from app.domain.accounts import Account
from app.domain.bots import Bot
from app.domain.connections import Connection
from app.domain.drafts import Draft
from app.domain.errors import ConfigError
from app.domain.pipelines import Pipeline
from app.domain.sessions import Session
from app.domain.settings import Setting
from app.domain.trash import TrashItem
from app.domain.workspaces import Workspace
from app.ids import is_id
from app.storage.disk import Disk
from app.storage.docs import Docs, Stored
from app.storage.files import Files
from app.storage.history import History
from app.storage.jobs import NEW, make_folders, run_now
from app.storage.json_file import JsonFile
from app.storage.lock import FolderLock
from app.storage.migrations import Schema
from app.storage.repair import Repairs
from app.storage.run_files import RunFiles
from app.storage.runs import RESERVE, Runs
from app.storage.secrets import Secrets
from app.storage.version_book import VersionBook
from app.storage.writer import Writer

T = TypeVar('T', bound=Stored)


class Store:
    """The open data folder. `repaired` names the files that were damaged."""

    def __init__(self, data_dir: Path, key_dir: Path, clock: Clock, disk: Disk, reserve: int, schema: Schema) -> None:
        self.data_dir = data_dir
        self._disk = disk
        self._schema = schema
        self._collections: dict[str, Docs[Any]] = {}
        self._repairs = Repairs(data_dir, disk)
        self._lock = FolderLock(data_dir)
        _make_folders(data_dir, key_dir, disk)
        self._lock.take()
        with ExitStack() as on_error:
            on_error.callback(self._lock.release)
            _sweep(data_dir, disk)
            self._writer = Writer(disk)
            self.bots = self.collection('bots', Bot)
            self.pipelines = self.collection('pipelines', Pipeline)
            self.workspaces = self.collection('workspaces', Workspace)
            self.connections = self.collection('connections', Connection)
            self.accounts = self.collection('accounts', Account)
            self.trash = self.collection('trash', TrashItem)
            self.sessions = self.collection('sessions', Session)
            self.drafts = self.collection('drafts', Draft)
            self.settings = self.collection('settings', Setting)
            self.versions = VersionBook(data_dir / 'collections', self._writer, schema, self._repairs)
            self.files = Files(data_dir, disk, reserve)
            self.secrets = Secrets(data_dir, key_dir, disk)
            history = History(data_dir / 'history', self._writer, schema, self._repairs)
            run_files = RunFiles(data_dir / 'runs', self._writer, schema, self._repairs)
            self.runs = Runs(run_files, history, disk, clock, reserve)
            on_error.pop_all()

    @classmethod
    async def open(
        cls,
        data_dir: Path,
        clock: Clock,
        key_dir: Path,
        *,
        disk: Disk | None = None,
        reserve: int = RESERVE,
        schema: Schema | None = None,
    ) -> Store:
        """Take the folder and read what is needed from it.

        ConfigError when another process has it, when it cannot be written or comes from a newer version;
        StoreBroken when the accounts are unreadable (never start with the door open).
        """
        try:
            store = cls(data_dir, key_dir, clock, disk or Disk(), reserve, schema or Schema())
            async with AsyncExitStack() as on_error:
                on_error.push_async_callback(store.close)
                await store.runs.open()
                on_error.pop_all()
        except OSError as error:
            raise ConfigError('data_folder', folder=str(data_dir), reason=error.strerror) from error
        return store

    async def close(self) -> None:
        """Write what is under way, then let go of the folder."""
        for docs in self._collections.values():
            await docs.close()
        await self.versions.close()
        await self.runs.settle()
        await self._writer.close()
        self._lock.release()

    @property
    def repaired(self) -> list[str]:
        """Files that were set aside or repaired, relative to the data folder."""
        return self._repairs.names

    def free_bytes(self) -> int:
        """Room left on the disk of the data folder."""
        return self._disk.free(self.data_dir)

    def collection(self, name: str, cls: type[T]) -> Docs[T]:
        """A collection by its name, which is also its file's name."""
        if name not in self._collections:
            if not is_id(name):
                raise ValueError(f'no name for a collection: {name!r}')
            path = self.data_dir / 'collections' / f'{name}.json'
            docs = Docs(JsonFile(path, name, self._writer, self._schema, self._repairs), cls)
            docs.load(self._repairs, essential=name == 'accounts')
            self._collections[name] = docs
        return cast(Docs[T], self._collections[name])


def _make_folders(data_dir: Path, key_dir: Path, disk: Disk) -> None:
    """All folders, durable before anything in them is."""
    runs = ('runs/active', 'runs/done', 'runs/leaving', 'runs/files')
    for name in ('collections', 'history', 'bots', 'workspaces', 'trash', 'secrets', *runs):
        run_now(disk, make_folders(disk, data_dir / name))
    with suppress(OSError):  # the secrets store knows what to do without
        run_now(disk, make_folders(disk, key_dir))


def _sweep(data_dir: Path, disk: Disk) -> None:
    """Take away what was half written when the last process ended."""
    for pattern in (
        f'collections/*{NEW}',
        f'history/*{NEW}',
        f'runs/active/*{NEW}',
        f'runs/leaving/*{NEW}',
        f'runs/files/*/*{NEW}',
        'bots/*/incoming-*',
        'workspaces/*/incoming-*',
        'runs/incoming-*',
    ):
        for path in data_dir.glob(pattern):
            disk.remove(path)
