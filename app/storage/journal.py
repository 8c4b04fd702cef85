"""A run's journal: one line per append, each with its checksum, only ever written behind its end.

    CRC32 (8 hex digits) space JSON newline

The first line says which run it is, its number and the version of the file; each further line holds the events of
one append, so that these are there together or not at all. An incomplete last line is a write that was never
acknowledged and is cut off. Anything else that does not fit is damage.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.runs import EventType, RunEvent
from app.storage import jsontext
from app.storage.disk import Disk, OpenFile
from app.storage.frozen import frozen
from app.storage.jobs import replace_file
from app.storage.migrations import Schema
from app.storage.texts import LONG, Texts
from app.storage.writer import Job, Writer

_BEGIN = re.compile(rb'[0-9a-f]{8} \[')


@dataclass(frozen=True, slots=True)
class Header:
    """First line of a journal."""

    run_id: str
    number: int
    version: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a journal said. `good` bytes of it are whole lines; `damage` when something behind them is not just torn."""

    header: Header | None
    events: list[RunEvent]
    good: int
    damage: str = ''


class Journal:
    """The end of a journal file that is being written. One append at a time."""

    def __init__(self, path: Path, size: int, writer: Writer) -> None:
        self.path = path
        self._size = size
        self._writer = writer
        self._must_renew = False  # what the disk holds behind the good part is unknown

    async def append(self, data: bytes) -> None:
        """Durable when it returns; after an error the journal ends where it ended before."""
        await self._writer.do(self._append(data))
        self._size += len(data)

    def _append(self, data: bytes) -> Job:
        disk = self._writer.disk
        if self._must_renew:
            yield from replace_file(disk, self.path, self.path.read_bytes()[: self._size] + data)
            self._must_renew = False
            return
        file = disk.open_end(self.path)
        try:
            self._write(disk, file, data)
            # After a failed sync nobody knows what the disk holds, and syncing once more would only seem to work.
            self._must_renew = True
            yield file
            self._must_renew = False
        finally:
            disk.close(file)
            if self._must_renew:
                self._cut_back(disk)

    def _write(self, disk: Disk, file: OpenFile, data: bytes) -> None:
        try:
            disk.write(file, data)
        except OSError:
            self._must_renew = not self._cut_back(disk)
            raise

    def _cut_back(self, disk: Disk) -> bool:
        try:
            disk.cut(self.path, self._size)
        except OSError:
            return False
        return True


def first_lines(header: Header, events: Sequence[RunEvent], texts: Texts) -> bytes:
    """A new journal."""
    head = {'run': header.run_id, 'number': header.number, 'version': header.version}
    return _line(head) + event_line(events, texts)


def event_line(events: Sequence[RunEvent], texts: Texts) -> bytes:
    """One append. Texts that are too long for a line were put into `texts`, which must be saved first."""
    line = _line([_to_json(event) for event in events])
    if len(line) <= LONG:  # then no text in it is longer
        return line
    return _line([_without_long_texts(event, texts) for event in events])


def read_header(data: bytes) -> Header:
    """The first line; ValueError when it is none."""
    line = _checked(data)
    if not isinstance(line, dict):
        raise ValueError('no header')
    return Header(str(line['run']), int(line['number']), int(line['version']))


def read_journal(data: bytes, schema: Schema, texts: Texts) -> Reading:
    """The events up to the end, or up to the first damage."""
    lines = data.split(b'\n')
    torn = lines.pop()  # '' when the last line is whole
    if lines and not torn and not _is_whole(lines[-1]) and not _hides_a_line(lines[-1]):
        lines.pop()
    header: Header | None = None
    events: list[RunEvent] = []
    good = 0
    for line in lines:
        try:
            if header is None:
                header = read_header(line)
            else:
                events += _events(_checked(line), len(events), header.version, schema, texts)
        except (ValueError, KeyError, TypeError) as error:
            return Reading(header, events, good, f'line at byte {good}: {error}')
        good += len(line) + 1
    if not events:
        return Reading(header, events, good, 'no event')
    return Reading(header, events, good)


def _events(entries: Any, seq: int, version: int, schema: Schema, texts: Texts) -> list[RunEvent]:
    events = []
    for entry in entries:
        if 'texts' in entry:
            entry['data'] = texts.put_back(entry['data'], entry.pop('texts'))
        event = _from_json(schema.up_to_date('journal', version, entry))
        seq += 1
        if event.seq != seq:
            raise ValueError(f'event {event.seq} where {seq} was due')
        events.append(event)
    return events


def _to_json(event: RunEvent) -> dict[str, Any]:
    entry = {'seq': event.seq, 'at': event.at.isoformat(), 'type': event.type.value, 'data': event.data}
    if event.step_id:
        entry['step'] = event.step_id
    return entry


def _without_long_texts(event: RunEvent, texts: Texts) -> dict[str, Any]:
    data, taken_out = texts.take_out(event.data)
    return _to_json(event) | {'data': data} | ({'texts': taken_out} if taken_out else {})


def _from_json(entry: dict[str, Any]) -> RunEvent:
    return RunEvent(
        seq=entry['seq'],
        at=datetime.fromisoformat(entry['at']),
        type=EventType(entry['type']),
        step_id=entry.get('step', ''),
        data=frozen(entry['data']),
    )


def _line(value: Any) -> bytes:
    text = jsontext.dump(value)
    return b'%08x %s\n' % (zlib.crc32(text), text)


def _checked(line: bytes) -> Any:
    if not _is_whole(line):
        raise ValueError('wrong checksum')
    return jsontext.load(line[9:])


def _is_whole(line: bytes) -> bool:
    return line[:9] == b'%08x ' % zlib.crc32(line[9:])


def _hides_a_line(line: bytes) -> bool:
    """True when a whole line is at its end: then it is no torn write, but two lines whose newline was damaged."""
    return any(_is_whole(line[found.start() :]) for found in _BEGIN.finditer(line, 1))
