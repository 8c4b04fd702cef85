"""A process that follows the folders of a data folder and says what it has read; made to be killed.

usage: python -m tests.app.library.reading_process FOLDER      (one line per document that is through)
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from app.bus import Bus
from app.clock import SystemClock
from app.domain.documents import DocumentStatus
from app.domain.events import DocumentsChanged
from app.domain.places import Place
from app.library.librarian import Librarian
from app.library.rounds import Pace
from app.readers.pool import ReaderPool
from app.storage.store import Store

PLACES = (Place.of_bot('klara'), Place.of_workspace('rechnungen'))
QUICK = Pace(every=0.5, still=0.2)


def librarian(store: Store, bus: Bus) -> Librarian:
    """One that looks more often than the program's own."""
    return Librarian(
        files=store.files, bus=bus, clock=SystemClock(), pool=ReaderPool(), places=lambda: PLACES, pace=QUICK
    )


async def main(folder: Path) -> None:
    """Read until killed."""
    store = await Store.open(folder / 'data', SystemClock(), folder / 'keys', reserve=0)
    bus = Bus()
    reader, told = librarian(store, bus), set[tuple[str, str, float]]()

    def tell(_: DocumentsChanged) -> None:
        for place in PLACES:
            for one in reader.documents(place):
                fact = (place.id, one.name, one.modified_at.timestamp())
                if one.status is not DocumentStatus.READING and fact not in told:
                    told.add(fact)
                    os.write(1, f'{place.id}/{one.name}\n'.encode())

    bus.subscribe(DocumentsChanged, tell)
    os.write(1, b'ready\n')
    await reader.watch()


if __name__ == '__main__':
    asyncio.run(main(Path(sys.argv[1])))
