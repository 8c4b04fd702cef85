"""Shelves: places with `.rezept` files. What lies there, what of it the person has, and what is newer."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.bus import Bus
from app.clock import Clock
from app.domain.accounts import Account
from app.domain.errors import AppError, Forbidden, Invalid, NotFound
from app.domain.events import ShelvesChanged
from app.domain.names import clean_name
from app.domain.sharing import Opened, Origin, Shared, Shelf, ShelfEntry, Standing, TakenIn
from app.ids import new_id
from app.providers.download import Downloads
from app.services.sharing import SharingService
from app.services.sharing_origins import without_maker
from app.services.shelf_folder import ShelfAway, checked_folder, is_entry_name, read_folder
from app.services.shelf_web import checked_address, read_index, read_one, read_web
from app.sharing.table import to_table
from app.storage.store import Store

MAX_SHELVES = 20
KEPT = 200  # files that need not be read again; smaller ones only
KEPT_BYTES = 100_000
Shelves = list[Shelf]  # below, `list` is the method


class ShelfService:
    """Shelves serve everybody in the house; an owner puts them up. Nothing is looked at before somebody asks."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        bus: Bus,
        sharing: SharingService,
        *,
        folders: Sequence[Path] = (),
        never: Sequence[Path] = (),
    ) -> None:
        self._docs = store.collection('shelves', Shelf)
        self._clock, self._bus, self._sharing = clock, bus, sharing
        self._folders, self._never = folders, never
        self._read: dict[str, Opened | AppError] = {}  # by the SHA-256 of the bytes

    def list(self, actor: Account) -> Shelves:
        """All shelves, oldest first."""
        return sorted(self._docs.all(), key=lambda shelf: (shelf.created_at, shelf.id))

    def get(self, actor: Account, id: str) -> Shelf:
        """One shelf."""
        shelf = self._docs.get(id)
        if shelf is None:
            raise NotFound('shelf', id)
        return shelf

    async def add(self, actor: Account, place: str, name: str = '') -> Shelf:
        """Put up a shelf: a folder of this computer or the address of an index; it is looked at once."""
        _only_owners(actor)
        try:
            clean, proposed = await self._checked(place)
        except ShelfAway as error:
            raise Invalid.field('place', 'shelf_unreachable') from error
        if any(shelf.place == clean for shelf in self._docs.all()):
            raise Invalid.field('place', 'shelf_twice')
        if len(self._docs.all()) >= MAX_SHELVES:
            raise Invalid.field('place', 'too_many', limit=MAX_SHELVES)
        shelf = Shelf(id=new_id(letters=10), name=_name(name, proposed), place=clean, created_at=self._clock.now())
        saved = await self._docs.put(shelf, expect=0)
        self._bus.publish(ShelvesChanged(saved.id))
        return saved

    async def remove(self, actor: Account, id: str) -> None:
        """Take a shelf away; what was taken in from it stays."""
        _only_owners(actor)
        shelf = self.get(actor, id)
        await self._docs.delete(shelf.id)
        self._bus.publish(ShelvesChanged(shelf.id))

    async def browse(self, actor: Account, id: str) -> Sequence[ShelfEntry]:
        """What lies there now, news first; `ShelfAway` when it cannot be reached."""
        shelf = self.get(actor, id)
        contents = await (read_web(shelf.place) if shelf.is_web else asyncio.to_thread(read_folder, shelf.place))
        entries = []
        for file, content in contents.items():
            entries.append(await self._entry(actor, shelf, file, content))
            await asyncio.sleep(0)  # checking many files must not keep everybody waiting
        order = (Standing.CHANGED, Standing.NEW, Standing.HERE, Standing.BROKEN)
        return sorted(entries, key=lambda entry: order.index(entry.standing))

    async def look(self, actor: Account, id: str, file: str) -> tuple[ShelfEntry, bytes]:
        """How one file stands now, with the file itself."""
        shelf, content = self.get(actor, id), await self.content(actor, id, file)
        return await self._entry(actor, shelf, file, content), content

    async def content(self, actor: Account, id: str, file: str) -> bytes:
        """One file, fetched anew."""
        shelf = self.get(actor, id)
        content = None
        if is_entry_name(file):
            contents: Mapping[str, bytes | None] = {}
            if shelf.is_web:
                contents = {file: await read_one(shelf.place, file)}
            else:
                contents = await asyncio.to_thread(read_folder, shelf.place)
            content = contents.get(file)
        if content is None:
            raise NotFound('recipe', file[:80])
        return content

    async def file(self, actor: Account, id: str, key: str) -> str:
        """The name of the file that `entry_key` stands for."""
        shelf = self.get(actor, id)
        if shelf.is_web:
            async with Downloads() as downloads:
                names = list((await read_index(downloads, shelf.place)).files)
        else:
            names = list(await asyncio.to_thread(read_folder, shelf.place))
        for name in names:
            if entry_key(name) == key:
                return name
        raise NotFound('recipe', key[:80])

    async def take_in(self, actor: Account, id: str, file: str) -> TakenIn:
        """Make a recipe of one's own from a file on the shelf; it arrives switched off."""
        content = await self.content(actor, id, file)
        return await self._sharing.take_in(actor, content, source=id, entry=file)

    async def _checked(self, place: str) -> tuple[str, str]:
        """The place as it is kept, and a name for it."""
        if place.strip().lower().startswith(('http://', 'https://')):
            address = checked_address(place)
            async with Downloads() as downloads:
                index = await read_index(downloads, address)
            return address, index.name or address.split('/')[2]
        folder = await asyncio.to_thread(checked_folder, place.strip(), self._folders, self._never)
        await asyncio.to_thread(read_folder, folder)
        return folder, Path(folder).name

    async def _entry(self, actor: Account, shelf: Shelf, file: str, content: bytes | None) -> ShelfEntry:
        opened = await self._opened(content)
        if isinstance(opened, AppError):
            return ShelfEntry(file=file, standing=Standing.BROKEN, problem=opened.key)
        origin = self._origin(actor, shelf, file)
        try:
            inspection = self._sharing.inspection(actor, opened)
        except AppError as error:
            return ShelfEntry(
                file=file, standing=Standing.BROKEN, problem=error.key, have_id=origin.id if origin else ''
            )
        standing = Standing.NEW
        if origin:
            standing = Standing.HERE if _is_same(origin, opened.shared) else Standing.CHANGED
        return ShelfEntry(file=file, standing=standing, inspection=inspection, have_id=origin.id if origin else '')

    async def _opened(self, content: bytes | None) -> Opened | AppError:
        if content is None:
            return Invalid(key='shelf_file')
        key = hashlib.sha256(content).hexdigest()
        known = self._read.get(key)
        if known is not None:
            return known
        result: Opened | AppError
        try:
            result = await self._sharing.open(content)
        except AppError as error:
            result = error
        if len(content) <= KEPT_BYTES:
            self._read[key] = result
            for old in list(self._read)[:-KEPT]:
                del self._read[old]
        return result

    def _origin(self, actor: Account, shelf: Shelf, file: str) -> Origin | None:
        found = [
            origin for origin in self._sharing.origins.all(actor) if (origin.source, origin.entry) == (shelf.id, file)
        ]
        return found[-1] if found else None


def entry_key(file: str) -> str:
    """What stands for a file's name in the address of its page: names may hold anything."""
    return hashlib.sha256(file.encode('utf-8', 'surrogatepass')).hexdigest()[:16]


def _only_owners(actor: Account) -> None:
    if not actor.is_owner:
        raise Forbidden()


def _is_same(origin: Origin, shared: Shared) -> bool:
    return without_maker(dict(origin.content)) == without_maker(to_table(shared))


def _name(wanted: str, proposed: str) -> str:
    """The wanted name, else the proposed one as far as it can be shown."""
    if wanted.strip():
        return clean_name(wanted)
    try:
        return clean_name(proposed[:60])
    except Invalid:
        return 'Rezepte'
