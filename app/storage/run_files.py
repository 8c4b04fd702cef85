"""The files of runs: where they lie, how they are read at start-up, and their way from active to done."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.domain.errors import AppError
from app.domain.replay import after, replay
from app.domain.runs import EventType, Run, RunEvent, RunStatus
from app.ids import is_id
from app.paths import safe_path
from app.storage.disk import Disk
from app.storage.frozen import frozen
from app.storage.jobs import make_folders, move_file, remove_file, remove_folder, replace_file, run_now
from app.storage.journal import Header, Journal, event_line, first_lines, read_header, read_journal
from app.storage.migrations import Schema
from app.storage.repair import Repairs
from app.storage.texts import Texts
from app.storage.writer import Job, Writer

MADE = '.made'  # end of the name of a file a step made
log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class KnownRun:
    """A run in memory; `lock` is held while its files change."""

    run: Run
    number: int
    events: list[RunEvent]
    journal: Journal
    texts: Texts
    old_version: int = 0  # of the file, when it must be kept before something is added
    was_damaged: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class RunFiles:
    """The folder `runs`."""

    def __init__(self, folder: Path, writer: Writer, schema: Schema, repairs: Repairs) -> None:
        self.folder = folder
        self.schema = schema
        self._writer = writer
        self._repairs = repairs
        self._active = folder / 'active'
        self._keeping = asyncio.Lock()

    def active(self) -> Iterator[KnownRun]:
        """Read the journals in `active`."""
        for path in sorted(self._active.glob('*.jsonl')):
            known = self._read(path)
            if known is not None:
                yield known

    def leaving(self) -> dict[str, int]:
        """Runs whose deletion was cut short, with their numbers."""
        headers = (_header(path) for path in (self.folder / 'leaving').glob('*.jsonl'))
        return {header.run_id: header.number for header in headers if header is not None}

    def header(self, run_id: str) -> Header | None:
        """The first line of an ended run's journal."""
        return _header(self._done(run_id)) if is_id(run_id) else None

    def read_done(self, run_id: str) -> KnownRun | None:
        """An ended run; None when there is none."""
        if not is_id(run_id):
            return None
        path = self._done(run_id)
        return self._read(path) if path.exists() else None

    def done_numbers(self) -> dict[int, str]:
        """All ended runs by their number. Opens every journal: only for making the history anew."""
        headers = (_header(path) for path in (self.folder / 'done').glob('*/*.jsonl'))
        return {header.number: header.run_id for header in headers if header is not None}

    @property
    def has_done(self) -> bool:
        """True when some run has ended here."""
        return any(True for _ in (self.folder / 'done').iterdir())

    async def create(self, header: Header, run: Run, event: RunEvent) -> KnownRun:
        """A new journal in `active`."""
        texts = self._texts(run.id)
        path = safe_path(self._active, run.id).with_suffix('.jsonl')
        data = first_lines(header, [event], texts)
        await self._save_texts(texts)
        await self._writer.do(_new_journal(self._writer.disk, path, data))
        return KnownRun(run, header.number, [event], Journal(path, len(data), self._writer), texts)

    async def append(self, known: KnownRun, events: Sequence[RunEvent]) -> None:
        """Add events to a journal, their long texts first."""
        if known.old_version:
            await self._renew(known)
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
        """The run is being deleted."""
        await self._move(known, self.folder / 'leaving' / known.journal.path.name)

    async def keep_file(self, run_id: str, content: bytes) -> str:
        """Bytes a step made, under their SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = safe_path(self.folder / 'files', run_id) / f'{sha256}{MADE}'
        async with self._keeping:  # two steps may make the same file in the same moment
            if not path.exists():
                await self._writer.do(_new_file(self._writer.disk, path, content))
        return sha256

    def file_path(self, run_id: str, sha256: str) -> Path | None:
        """Where such bytes lie; None for anything that is not there."""
        if not is_id(run_id) or not (len(sha256) == 64 and sha256.isalnum() and sha256.isascii()):
            return None
        path = safe_path(self.folder / 'files', run_id) / f'{sha256}{MADE}'
        return path if path.is_file() else None

    async def remove_texts(self, run_id: str) -> None:
        """The long texts and files of a run in `leaving`."""
        await self._writer.do(remove_folder(self._writer.disk, safe_path(self.folder / 'files', run_id)))

    async def remove_journal(self, run_id: str) -> None:
        """The last trace of a run in `leaving`."""
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

    async def _renew(self, known: KnownRun) -> None:
        """Write a journal of an older version as today's, after a copy of it was put in `backups`."""
        path = known.journal.path
        data = first_lines(Header(known.run.id, known.number, self.schema.version), known.events, known.texts)
        await self._save_texts(known.texts)
        await self._writer.do(self._repairs.keep_old(path, known.old_version))
        await self._writer.do(replace_file(self._writer.disk, path, data))
        known.journal = Journal(path, len(data), self._writer)
        known.old_version = 0

    def _read(self, path: Path) -> KnownRun | None:
        texts = self._texts(path.stem)
        data = path.read_bytes()
        reading = read_journal(data, self.schema, texts)
        header, events = reading.header, reading.events
        run, damage = _replayed(events, reading.damage, must_be_over=path.parent != self._active)
        if header is None or run is None:
            self._repairs.set_aside(path)
            return None
        if damage:
            return self._rescued(path, header, run, events[: run.seq], texts, damage)
        if reading.good < len(data):
            log.info('%s: cut off a write that was never acknowledged', path.name)
            self._writer.disk.cut(path, reading.good)
        old_version = header.version if self.schema.is_old('journal', header.version) else 0
        return KnownRun(run, header.number, events, Journal(path, reading.good, self._writer), texts, old_version)

    def _rescued(
        self, path: Path, header: Header, run: Run, events: list[RunEvent], texts: Texts, damage: str
    ) -> KnownRun:
        """What stands before the damage, as a failed run: nothing is called again unless a person wants it."""
        log.error('run %s: %s', run.id, damage)
        self._repairs.set_aside(path)
        for event in _end_of(run, events[-1].at, path.name):
            run = after(run, event)
            events.append(event)
        data = first_lines(Header(run.id, header.number, self.schema.version), events, texts)
        run_now(self._writer.disk, texts.save(self._writer.disk))
        texts.saved()
        run_now(self._writer.disk, replace_file(self._writer.disk, path, data))
        journal = Journal(path, len(data), self._writer)
        return KnownRun(run, header.number, events, journal, texts, was_damaged=True)


def _header(path: Path) -> Header | None:
    try:
        with path.open('rb') as file:
            return read_header(file.readline().rstrip(b'\n'))
    except (FileNotFoundError, ValueError, KeyError):
        return None


def _new_file(disk: Disk, path: Path, content: bytes) -> Job:
    yield from make_folders(disk, path.parent)
    yield from replace_file(disk, path, content)


def _new_journal(disk: Disk, path: Path, data: bytes) -> Job:
    try:
        yield from replace_file(disk, path, data)
    except OSError:
        with contextlib.suppress(OSError):  # a run that was refused must not come to life at the next start
            disk.remove(path)
        raise


def _replayed(events: Sequence[RunEvent], damage: str, *, must_be_over: bool) -> tuple[Run | None, str]:
    """The run up to the first event that does not fit, and what is wrong."""
    try:
        run = frozen(replay(events[:1]))
    except (ValueError, KeyError, AppError) as error:
        return None, str(error)
    for event in events[1:]:
        try:
            run = after(run, event)
        except (ValueError, KeyError, AppError) as error:
            return run, damage or f'event {event.seq}: {error!r}'
    if must_be_over and not run.status.is_final:
        return run, damage or 'the end is missing'
    return run, damage


def _end_of(run: Run, at: datetime, name: str) -> Iterator[RunEvent]:
    """Events that end a run whose journal breaks off after `at`."""
    seq = run.seq
    for step in run.steps:
        if step.status is RunStatus.RUNNING:
            seq += 1
            yield RunEvent(seq=seq, at=at, type=EventType.STEP_CANCELLED, step_id=step.id)
    if not run.status.is_final:
        error = {'code': 'damaged', 'params': {'name': name}}
        yield RunEvent(seq=seq + 1, at=at, type=EventType.RUN_FAILED, data={'error': error})
