"""All versions of bots and recipes: a save writes one small file, however many versions there are.

The versions of one thing lie in segments of 50 by their number, `collections/versions-DIGEST-SEGMENT.json`. The first
of a segment is whole, each further one is what differs from the one before. Nothing is read at start-up.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.errors import Conflict
from app.storage import jsontext
from app.storage.docs import Docs
from app.storage.jobs import BACKUP, beside, remove_file
from app.storage.json_file import JsonFile
from app.storage.migrations import Schema
from app.storage.packed import Packed, pack, unpack
from app.storage.repair import Repairs
from app.storage.writer import Writer

SEGMENT = 50
OPEN = 8  # segments kept in memory
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptVersion:
    """One version as it lies in its segment. `base` is the number it is a change of, 0 = it is whole."""

    id: str
    number: int
    at: datetime
    by: str = ''
    why: str = ''
    base: int = 0
    start: int = 0
    end: int = 0
    data: str = ''
    schema: int = 1  # the version of the program's data it was written in
    version: int = 0


class VersionBook:
    """Keeps and finds versions. `kind` is the collection of the thing: `bots` or `pipelines`."""

    def __init__(self, folder: Path, writer: Writer, schema: Schema, repairs: Repairs) -> None:
        self._folder = folder
        self._writer = writer
        self._schema = schema
        self._repairs = repairs
        self._open: dict[str, Docs[KeptVersion]] = {}

    def has(self, kind: str, id: str, number: int) -> bool:
        """True when that version is kept."""
        return self._segment(kind, id, number // SEGMENT).get(str(number)) is not None

    async def add(
        self, kind: str, content: Mapping[str, Any], *, number: int, at: datetime, by: str, why: str = ''
    ) -> None:
        """Keep a version, durably; `content` is everything in it, `id` included. Fine when it is kept already."""
        segment = self._segment(kind, content['id'], number // SEGMENT)
        if segment.get(str(number)):
            return
        text = jsontext.dump(content).decode()
        texts = self._texts(segment)
        base = max((other for other in texts if other < number), default=0)
        packed = pack(text, texts.get(base, ''))
        version = KeptVersion(
            id=str(number),
            number=number,
            at=at,
            by=by,
            why=why,
            base=base,
            start=packed.start,
            end=packed.end,
            data=packed.data,
            schema=self._schema.version,
        )
        with suppress(Conflict):  # kept in the same moment
            await segment.put(version, expect=0)

    def segment(self, kind: str, id: str, number: int) -> list[tuple[KeptVersion, Contents]]:
        """The versions in the segment `number`, oldest first."""
        docs = self._segment(kind, id, number)
        texts = self._texts(docs)
        kept = [
            (version, Contents(texts[version.number], kind, version.schema, self._schema))
            for version in sorted(docs.all(), key=lambda version: version.number)
            if version.number in texts
        ]
        return [(version, contents) for version, contents in kept if contents.is_of(id)]

    async def drop(self, kind: str, id: str, newest: int) -> None:
        """Forget all versions of a thing up to the number `newest`."""
        for number in range(newest // SEGMENT + 2):
            name = _name(kind, id, number)
            if docs := self._open.pop(name, None):
                await docs.close()
            for path in (self._path(name), beside(self._path(name), BACKUP)):
                if path.exists():
                    await self._writer.do(remove_file(self._writer.disk, path))

    async def close(self) -> None:
        """Come back when everything under way is saved."""
        for docs in self._open.values():
            await docs.close()

    def _segment(self, kind: str, id: str, number: int) -> Docs[KeptVersion]:
        name = _name(kind, id, number)
        if name not in self._open:
            for other in list(self._open)[: 1 - OPEN]:
                self._let_go(other)
            docs = Docs(JsonFile(self._path(name), 'versions', self._writer, self._schema, self._repairs), KeptVersion)
            docs.load(self._repairs, essential=False)
            self._open[name] = docs
        return self._open[name]

    def _let_go(self, name: str) -> None:
        """Take what was only looked at out of the memory."""
        if not self._open[name].is_busy:
            del self._open[name]

    def _path(self, name: str) -> Path:
        return self._folder / f'{name}.json'

    def _texts(self, docs: Docs[KeptVersion]) -> dict[int, str]:
        """Every version's content by its number; one that cannot be read is left out with those built on it."""
        texts = {0: ''}
        for version in sorted(docs.all(), key=lambda version: version.number):
            if version.base not in texts:
                continue
            try:
                packed = Packed(start=version.start, end=version.end, data=version.data)
                texts[version.number] = unpack(packed, texts[version.base])
            except ValueError as error:
                log.error('version %d of a thing cannot be read: %s', version.number, error)
        del texts[0]
        return texts


@dataclass(frozen=True, slots=True)
class Contents:
    """What a version holds; read only when somebody wants to see it."""

    text: str
    kind: str
    schema: int
    today: Schema

    def is_of(self, id: str) -> bool:
        """True when this is that thing, and not one whose digest happens to be the same."""
        return f'"id":{jsontext.dump(id).decode()}' in self.text[:200]

    def data(self) -> dict[str, Any]:
        """The content as today's version of the program would have written it."""
        return self.today.up_to_date(self.kind, self.schema, jsontext.load(self.text.encode()))


def _name(kind: str, id: str, segment: int) -> str:
    digest = hashlib.blake2s(f'{kind}:{id}'.encode(), digest_size=6).hexdigest()
    return f'versions-{digest}-{segment}'
