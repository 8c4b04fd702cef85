"""A collection: the domain values of one kind, in one TinyDB file, read from memory and written durably."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from typing import Any, Generic, Protocol, TypeVar

from tinydb.table import Document as TinyDocument

from app.domain.codec import from_json, to_json
from app.domain.errors import AppError, Conflict, Invalid, StoreError
from app.storage import jsontext
from app.storage.frozen import frozen
from app.storage.json_file import JsonFile
from app.storage.repair import Repairs

log = logging.getLogger(__name__)

BIG = 2000  # documents in one file; more makes every save slow


class Stored(Protocol):
    """What every kept value has; a frozen dataclass."""

    @property
    def id(self) -> str:
        """Made by us, never changed."""
        ...

    @property
    def version(self) -> int:
        """Counts the saves, from 1."""
        ...


T = TypeVar('T', bound=Stored)


@dataclasses.dataclass(slots=True, eq=False)
class _Change(Generic[T]):
    id: str
    item: T | None  # None: delete
    expect: int | None
    future: asyncio.Future[T | None]


class Docs(Generic[T]):
    """Changes that arrive while one is being saved are saved together with the next write."""

    def __init__(self, file: JsonFile, cls: type[T]) -> None:
        self._file = file
        self._table = file.table
        self._cls = cls
        self._items: dict[str, T] = {}
        self._places: dict[str, int] = {}  # id -> TinyDB's number of the document
        self._changes: list[_Change[T]] = []
        self._saving: asyncio.Task[None] | None = None

    def get(self, id: str) -> T | None:
        """The value, or None."""
        return self._items.get(id)

    def all(self) -> list[T]:
        """All values, oldest first."""
        return list(self._items.values())

    async def put(self, item: T, *, expect: int | None = None) -> T:
        """Save `item`; returns it with its new version when it is durable.

        `expect` 0: it must be new. `expect` n: the stored version must be n. Otherwise `Conflict` with what is stored.
        """
        stored = await self._change(item.id, item, expect)
        assert stored is not None
        return stored

    async def delete(self, id: str) -> None:
        """Take it away, from the copy too; fine when it is not there."""
        await self._change(id, None, None)

    def load(self, repairs: Repairs, *, essential: bool = False) -> None:
        """Read the file."""
        self._file.load(essential=essential)
        for entry in sorted(self._table.all(), key=lambda entry: entry.doc_id):
            self._take_in(entry.doc_id, dict(entry), repairs)

    @property
    def is_busy(self) -> bool:
        """True while changes are being saved."""
        return self._saving is not None

    async def close(self) -> None:
        """Come back when everything under way is saved."""
        if self._saving is not None:
            await self._saving

    async def _change(self, id: str, item: T | None, expect: int | None) -> T | None:
        change = _Change(id, item, expect, asyncio.get_running_loop().create_future())
        self._changes.append(change)
        if self._saving is None:
            self._saving = asyncio.create_task(self._save_all())
        return await change.future

    async def _save_all(self) -> None:
        try:
            while self._changes:
                changes, self._changes = self._changes, []
                try:
                    await self._save(changes)
                except BaseException as error:
                    for change in changes:
                        _settle(change, error)
                    raise
        finally:
            self._saving = None

    async def _save(self, changes: list[_Change[T]]) -> None:
        """Apply changes to a new state of the file, save it, and only then show it."""
        state: dict[str, T | None] = {}  # what these changes lead to
        places: dict[str, int] = {}
        outcomes: list[T | AppError | None] = []
        for change in changes:
            try:
                outcomes.append(self._apply(change, state, places))
            except AppError as error:
                outcomes.append(error)
        try:
            await self._file.save(forget=None in state.values())
        except (StoreError, Invalid) as error:
            for change in changes:
                _settle(change, error)
            return
        self._show(state, places)
        # Refusals not earlier either: who is told of a conflict must not read what was there before.
        for change, outcome in zip(changes, outcomes, strict=True):
            _settle(change, outcome)

    def _show(self, state: dict[str, T | None], places: dict[str, int]) -> None:
        self._places |= places
        for id, item in state.items():
            if item is None:
                self._items.pop(id, None)
                self._places.pop(id, None)
            else:
                self._items[id] = item
        if len(self._items) > BIG:
            log.warning('%s holds %d documents', self._file.path.name, len(self._items))

    def _apply(self, change: _Change[T], state: dict[str, T | None], places: dict[str, int]) -> T | None:
        current = state[change.id] if change.id in state else self._items.get(change.id)
        place = places.get(change.id, self._places.get(change.id))
        if change.item is None:
            if current is not None and place is not None:
                self._table.remove(doc_ids=[place])
                state[change.id] = None
            return None
        version = 0 if current is None else current.version
        if change.expect is not None and change.expect != version:
            raise Conflict(current)
        # What comes back from the trash counts on: whoever read it before must not overwrite it unseen.
        document = self._document(change.item, (change.item.version if current is None else version) + 1)
        item = frozen(from_json(self._cls, document))  # what a restart would read: nothing shared with the caller
        places[change.id] = self._place(None if current is None else place, document)
        state[change.id] = item
        return item

    def _document(self, item: T, version: int) -> dict[str, Any]:
        document: dict[str, Any] = jsontext.load(jsontext.dump(to_json(item) | {'version': version}))
        return document

    def _place(self, place: int | None, document: dict[str, Any]) -> int:
        """Put a whole document in the table; TinyDB's own `update` would change the old one in place."""
        if place is None:
            return self._table.insert(document)
        self._table.remove(doc_ids=[place])
        return self._table.insert(TinyDocument(document, place))

    def _take_in(self, place: int, document: dict[str, Any], repairs: Repairs) -> None:
        try:
            item = frozen(from_json(self._cls, document))
        except AppError as error:  # changed by hand: it stays in the file, and we say so
            log.error('%s: document %s cannot be used: %s', self._file.path.name, document.get('id', place), error)
            repairs.note(self._file.path)
            return
        self._items[item.id] = item
        self._places[item.id] = place


def _settle(change: _Change[T], outcome: T | BaseException | None) -> None:
    if change.future.done():  # the caller was cancelled; what it asked for happened all the same
        return
    if isinstance(outcome, asyncio.CancelledError):
        change.future.cancel()
    elif isinstance(outcome, BaseException):
        change.future.set_exception(outcome)
    else:
        change.future.set_result(outcome)
