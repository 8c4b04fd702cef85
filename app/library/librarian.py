"""The librarian: knows every document of every folder, how far reading it has come, and what stands in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from app.bus import Bus
from app.clock import Clock
from app.domain.documents import Document, Reading
from app.domain.passages import Passage
from app.domain.places import Place
from app.readers.pool import ReaderPool
from app.storage.files import Files


class Librarian:
    """One for all folders. `places()` names the folders of all bots and workspaces there are."""

    def __init__(self, *, files: Files, bus: Bus, clock: Clock, pool: ReaderPool) -> None:
        self._files, self._bus, self._clock, self._pool = files, bus, clock, pool

    async def watch(self) -> None:
        """Follow the folders until cancelled."""
        return None

    async def close(self) -> None:
        """Stop reading and end the reading processes; what was under way is read again after the next start."""
        await self._pool.close()

    def documents(self, place: Place) -> list[Document]:
        """The files as they lie in the folder now, by name, each with how far reading it has come."""
        return self._files.list(place)

    def arrived(self, place: Place, *names: str) -> None:
        """These files are there as a whole (or are gone): look at once, without waiting whether they still grow."""
        return None

    async def until_read(self, place: Place, name: str) -> Document:
        """The document once it is ready or has failed; NotFound when it is gone."""
        return next(one for one in self.documents(place) if one.name == name)

    async def reading(self, place: Place, name: str) -> Reading:
        """Its text, waiting until it is read; `Unreadable` or NotFound."""
        return await self._pool.read(self._files.path(place, name), name)

    async def until_all_read(self, places: Collection[Place]) -> None:
        """Come back when nothing in these folders is left to be read."""
        return None

    def characters(self, places: Collection[Place]) -> int:
        """How much text there is in all documents that are ready."""
        return sum(document.size for place in places for document in self._files.list(place))

    async def passages(self, place: Place, names: Sequence[str] = ()) -> list[Passage]:
        """All passages of the folder, or of these documents, in reading order."""
        found = []
        for document in self.documents(place):
            if not names or document.name in names:
                text = (await self.reading(place, document.name)).text
                found.append(Passage(place=place, document=document.name, end=len(text), text=text))
        return found

    async def search(self, places: Sequence[Place], query: str, limit: int, names: Sequence[str] = ()) -> list[Passage]:
        """The passages in these folders (and no others) that fit best, the best one first."""
        return [one for place in places for one in await self.passages(place, names)][:limit]

    @property
    def can_recognise(self) -> bool:
        """True when text in pictures can be recognised on this computer."""
        return False

    async def recognise(self, place: Place, name: str) -> Document:
        """Try once more, by recognising the text in the pictures; `Unreadable` when that cannot be done."""
        raise NotImplementedError

    async def take_text(self, place: Place, name: str, pages: Sequence[str]) -> Document:
        """Keep what an AI has read in the pictures of the pages as the document's text."""
        raise NotImplementedError

    async def picture(
        self, place: Place, name: str, page: int, *, width: int, marks: Sequence[tuple[int, int]] = ()
    ) -> bytes:
        """A page as PNG, for looking at it; `Unreadable` when it has no picture."""
        raise NotImplementedError

    async def read_once(self, path: Path, name: str) -> Reading:
        """The text of a file that lies in no folder, recognised when it is a picture; `Unreadable`."""
        return await self._pool.read(path, name)

    def forget(self, place: Place) -> None:
        """The bot or workspace is gone, or has come back: nothing is known of its folder any more."""
        return None
