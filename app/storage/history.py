"""The history: one summary per run in TinyDB files of 256, found by the run's number. Derived from the journals."""

from __future__ import annotations

import asyncio
import logging
import re
from bisect import insort
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tinydb.table import Document as TinyDocument

from app.domain.codec import from_json, to_json
from app.domain.errors import AppError
from app.domain.history import RunSummary, summarise
from app.domain.runs import Run, RunStatus
from app.storage.json_file import JsonFile
from app.storage.migrations import Schema
from app.storage.repair import Repairs
from app.storage.writer import Writer

log = logging.getLogger(__name__)

PER_SEGMENT = 256
KEPT_IN_MEMORY = 6  # segments
AT_ONCE = 64  # summaries looked at before others have their turn

Match = Callable[[RunSummary], bool]


class Segment:
    """256 numbers' worth of summaries; the values are made when they are first asked for."""

    def __init__(self, file: JsonFile) -> None:
        self.file = file
        self.table = file.table
        self.lock = asyncio.Lock()  # one save at a time
        self._values: dict[int, RunSummary | None] = {}

    def numbers(self) -> list[int]:
        """The numbers that have a summary."""
        return [int(number) for number in self.file.documents()]

    def get(self, number: int) -> RunSummary | None:
        """The summary with that number."""
        if number not in self._values:
            self._values[number] = _summary(self.file.documents().get(str(number)))
        return self._values[number]

    async def change(self, summaries: list[RunSummary], gone: list[int]) -> None:
        """Add or replace summaries and take others away, durably."""
        async with self.lock:
            documents = {summary.number: to_json(summary) for summary in summaries}
            present = [number for number in (*documents, *gone) if str(number) in self.file.documents()]
            if present:
                self.table.remove(doc_ids=present)
            self.table.insert_multiple(TinyDocument(document, number) for number, document in documents.items())
            await self.file.save(forget=bool(gone))
            for number in (*documents, *gone):
                self._values.pop(number, None)


class History:
    """Knows the names of all segments and holds the few that were used last."""

    def __init__(self, folder: Path, writer: Writer, schema: Schema, repairs: Repairs) -> None:
        self._folder = folder
        self._writer = writer
        self._schema = schema
        self._repairs = repairs
        self.incomplete: set[int] = set()  # segments whose summaries must be made anew from the journals
        self._indices: list[int] = []  # ascending
        self._held: OrderedDict[int, Segment] = OrderedDict()

    def open(self) -> int:
        """Look at the names, and at the newest segment; returns the highest number that may be in use."""
        self._indices = sorted({index for path in self._folder.iterdir() if (index := _index(path.name)) is not None})
        if not self._indices:
            return 0
        newest = self._indices[-1]
        numbers = self.segment(newest).numbers()
        if newest in self.incomplete or not numbers:
            return (newest + 1) * PER_SEGMENT - 1  # no number may come twice
        return max(numbers)

    def get(self, number: int) -> RunSummary | None:
        """The summary with that number."""
        if number // PER_SEGMENT not in self._indices:
            return None
        return self.segment(number // PER_SEGMENT).get(number)

    def segment(self, index: int) -> Segment:
        """A segment, from memory or from the disk; a new one when there is none yet."""
        held = self._held.get(index)
        if held is None:
            path = self._folder / f'runs-{index:06}.json'
            held = Segment(JsonFile(path, 'history', self._writer, self._schema, self._repairs))
            held.file.load()
            if held.file.was_damaged:
                self.incomplete.add(index)
            self._held[index] = held
            if len(self._held) > KEPT_IN_MEMORY:
                self._let_go()
        self._held.move_to_end(index)
        return held

    async def change(self, summaries: list[RunSummary], gone: Iterable[int] = ()) -> None:
        """Add or replace summaries and take others away; segment by segment."""
        by_index: dict[int, tuple[list[RunSummary], list[int]]] = {}
        for summary in summaries:
            by_index.setdefault(summary.number // PER_SEGMENT, ([], []))[0].append(summary)
        for number in gone:
            by_index.setdefault(number // PER_SEGMENT, ([], []))[1].append(number)
        for index, (added, removed) in by_index.items():
            await self.segment(index).change(added, removed)
            if index not in self._indices:
                insort(self._indices, index)

    async def last(
        self, limit: int, before: int | None, match: Match | None, newer: Mapping[int, Run], gone: frozenset[int]
    ) -> tuple[list[RunSummary], int | None]:
        """Newest first. `newer` are the runs in memory: they beat what the segments say about their numbers."""
        found: list[RunSummary] = []
        indices = sorted({*self._indices, *(number // PER_SEGMENT for number in newer)}, reverse=True)
        for index in indices:
            if before is not None and index * PER_SEGMENT >= before:
                continue
            for count, summary in enumerate(self._newest_of(index, before, newer)):
                if count % AT_ONCE == 0:
                    await asyncio.sleep(0)  # a long search must not hold up the pages
                if summary.number in gone or (match is not None and not match(summary)):
                    continue
                if len(found) == limit:
                    return found, found[-1].number
                found.append(summary)
        return found, None

    def _newest_of(self, index: int, before: int | None, newer: Mapping[int, Run]) -> Iterator[RunSummary]:
        segment = self.segment(index) if index in self._indices else None
        numbers = {number for number in newer if number // PER_SEGMENT == index}
        numbers.update(segment.numbers() if segment else ())
        for number in sorted(numbers, reverse=True):
            if before is None or number < before:
                if number in newer:
                    summary: RunSummary | None = summarise(newer[number], number)
                else:
                    summary = segment.get(number) if segment else None
                if summary is not None:
                    yield summary

    def _let_go(self) -> None:
        for index, segment in self._held.items():
            if not segment.lock.locked():  # a segment that is being saved must stay the only one
                del self._held[index]
                return


def _summary(document: dict[str, Any] | None) -> RunSummary | None:
    if document is None:
        return None
    try:
        return _quickly(document)
    except (KeyError, TypeError, ValueError):  # written by a version that had other fields
        pass
    try:
        return from_json(RunSummary, document)
    except AppError as error:  # changed by hand; the journal still has the run
        log.error('a summary cannot be used: %s', error)
        return None


def _quickly(document: dict[str, Any]) -> RunSummary:
    """`from_json` for exactly today's fields, ten times as fast: a search looks at every past run."""
    fields = dict(document)
    for name in _TIMES:
        if fields[name] is not None:
            fields[name] = datetime.fromisoformat(fields[name])
    fields['status'] = RunStatus(fields['status'])
    return RunSummary(**fields)


_TIMES = ('created_at', 'started_at', 'finished_at')


def _index(name: str) -> int | None:
    """391 for `runs-000391.json` and its copy."""
    found = re.fullmatch(r'runs-(\d{6,})\.json(\.bak)?', name)
    return int(found[1]) if found else None
