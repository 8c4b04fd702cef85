"""The files of runs: where they lie, how they are read at start-up, and their way from active to done."""

from __future__ import annotations

import asyncio
import logging
import shutil
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.runs import Run, RunEvent, replay
from app.paths import safe_path
from app.storage.jobs import make_folders, move_file, remove_file, replace_file
from app.storage.journal import Header, Journal, event_line, first_lines, read_header, read_journal
from app.storage.migrations import Schema
from app.storage.repair import Repairs
from app.storage.texts import Texts
from app.storage.writer import Job, Writer

log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class KnownRun:
    """A run in memory; `lock` is held while its files change."""

    run: Run
    number: int
    events: list[RunEvent]
    journal: Journal
    texts: Texts
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class RunFiles:
    """The folder `runs`."""

    def __init__(self, folder: Path, writer: Writer, schema: Schema, repairs: Repairs) -> None:
        self.folder = folder
        self.schema = schema
        self._writer = writer
        self._repairs = repairs
        self._active = folder / 'active'

    @staticmethod
    def folders(folder: Path) -> tuple[Path, ...]:
        """Folders that must be there before anything else."""
        return tuple(folder / name for name in ('active', 'done', 'leaving', 'files'))

    def active(self) -> Iterator[KnownRun]:
        """Read the journals in `active`."""
        for path in sorted(self._active.glob('*.jsonl')):
            known = self._read(path)
            if known is not None:
                yield known

    def header(self, run_id: str) -> Header | None:
        """The first line of an ended run's journal."""
        try:
            with self._done(run_id).open('rb') as file:
                return read_header(file.readline().rstrip(b'\n'))
        except (FileNotFoundError, ValueError):
            return None

    def read_done(self, run_id: str) -> KnownRun | None:
        """An ended run; None when there is none."""
        path = self._done(run_id)
        return self._read(path) if path.exists() else None

    async def create(self, header: Header, run: Run, event: RunEvent) -> KnownRun:
        """A new journal in `active`."""
        texts = self._texts(run.id)
        path = safe_path(self._active, run.id).with_suffix('.jsonl')
        data = first_lines(header, [event], texts)
        await self._save_texts(texts)
        await self._writer.do(replace_file(self._writer.disk, path, data))
        return KnownRun(run, header.number, [event], Journal(path, len(data), self._writer), texts)

    async def append(self, known: KnownRun, events: Sequence[RunEvent]) -> None:
        """Add events to a journal, their long texts first."""
        line = event_line(events, known.texts)
        await self._save_texts(known.texts)
        await known.journal.append(line)

    async def to_done(self, known: KnownRun) -> None:
        """The run has ended and its summary is durable."""
        await self._move(known, self._done(known.run.id))

    async def to_active(self, known: KnownRun) -> None:
        """An ended run goes on."""
        await self._move(known, self._active / known.journal.path.name)

    async def to_leaving(self, known: KnownRun) -> None:
        """From here on the run is gone; the rest is tidying up, at the next start if need be."""
        await self._move(known, self.folder / 'leaving' / known.journal.path.name)

    async def remove(self, run_id: str) -> None:
        """The last traces of a run in `leaving`."""
        await asyncio.to_thread(shutil.rmtree, safe_path(self.folder / 'files', run_id), ignore_errors=True)
        path = safe_path(self.folder / 'leaving', run_id).with_suffix('.jsonl')
        await self._writer.do(remove_file(self._writer.disk, path))

    def _done(self, run_id: str) -> Path:
        shard = f'{zlib.crc32(run_id.encode()) & 0xFF:02x}'
        return safe_path(self.folder / 'done', shard, run_id).with_suffix('.jsonl')

    def _texts(self, run_id: str) -> Texts:
        return Texts(safe_path(self.folder / 'files', run_id))

    async def _save_texts(self, texts: Texts) -> None:
        if texts.must_be_saved:
            await self._writer.do(texts.save(self._writer.disk))
            texts.saved()

    async def _move(self, known: KnownRun, path: Path) -> None:
        if known.journal.path != path:
            await self._writer.do(self._moving(known.journal.path, path))
            known.journal.path = path

    def _moving(self, old: Path, new: Path) -> Job:
        yield from make_folders(self._writer.disk, new.parent)
        yield from move_file(self._writer.disk, old, new)

    def _read(self, path: Path) -> KnownRun | None:
        texts = self._texts(path.stem)
        data = path.read_bytes()
        reading = read_journal(data, self.schema, texts)
        if reading.damage or reading.header is None:
            self._repairs.set_aside(path)
            return None
        if reading.good < len(data):
            self._writer.disk.cut(path, reading.good)
        run = replay(reading.events)
        return KnownRun(run, reading.header.number, reading.events, Journal(path, reading.good, self._writer), texts)
