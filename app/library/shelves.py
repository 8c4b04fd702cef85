"""The folders of all bots and workspaces there are, each with what is known of it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Set

from app.bus import Bus
from app.clock import Clock
from app.domain.documents import Document
from app.domain.errors import NotFound
from app.domain.events import DocumentsChanged
from app.domain.places import Place
from app.library.folder import Folder
from app.library.listing import changed_ns, listing
from app.storage.files import Files

MANY = 20  # files left to be read: then not every single one is told
TELL_EVERY = 0.5  # seconds


class Shelves:
    """Knows a folder as soon as somebody asks for it. `places` None: there are no others than those."""

    def __init__(self, files: Files, bus: Bus, clock: Clock, places: Callable[[], Iterable[Place]] | None) -> None:
        self._files, self._bus, self._clock, self._places = files, bus, clock, places
        self._folders: dict[Place, Folder] = {}

    def folder(self, place: Place) -> Folder:
        """The folder; NotFound when none can be called so, or when a link lies in its place."""
        folder = self._folders.get(place)
        if folder is None:
            folder = self._folders[place] = Folder(place, self._files.ledger(place))
        return folder

    def known(self) -> list[Folder]:
        """Those somebody has asked for."""
        return list(self._folders.values())

    def places(self) -> Set[Place]:
        """All places there are."""
        return self._folders.keys() if self._places is None else set(self._places())

    def all(self) -> list[Folder]:
        """The folders of all places there are."""
        found = []
        for place in self.places():
            with contextlib.suppress(NotFound):  # nothing of it is read
                found.append(self.folder(place))
        return found

    def take_out(self, place: Place) -> Folder | None:
        """Nothing is known of it any more; who waits for one of its files goes on."""
        folder = self._folders.pop(place, None)
        if folder is not None:
            folder.is_forgotten = True
            folder.queued.clear()
            folder.growing.clear()
            folder.wake()
        return folder

    def documents(self, folder: Folder) -> list[Document]:
        """The files as they lie in it now, by name."""
        facts = self._facts(folder).items()
        found = (folder.document(name, one) for name, one in facts if folder.is_document(name))
        return sorted(found, key=lambda document: document.name.lower())

    def _facts(self, folder: Folder) -> dict[str, os.stat_result]:
        """While a pile is read, the last listing will do until a file comes or goes.

        Asking the system for 500 files takes 500 turns of Python's lock, for which the threads at work compete.
        """
        last = folder.listing if folder.queued else None
        if last is None or not last.is_certain or changed_ns(self._files, folder.place) != last.changed_ns:
            last = folder.listing = listing(self._files, folder.place, self._clock.now())
        return last.facts

    def document(self, folder: Folder, name: str) -> Document:
        """One of them; NotFound when there is none of that name. Blocks."""
        if not folder.is_document(name):
            raise NotFound('document', name)
        try:
            return folder.document(name, self._files.path(folder.place, name).lstat())
        except FileNotFoundError as error:
            raise NotFound('document', name) from error

    def tell(self, folder: Folder) -> None:
        """Something in it has changed."""
        folder.wake()
        now = self._clock.monotonic()
        if not folder.is_forgotten and (len(folder.queued) < MANY or now - folder.told_at >= TELL_EVERY):
            folder.told_at = now
            self._bus.publish(DocumentsChanged(folder.place.id))
