"""The index of one folder: a SQLite file that can be made anew at any time from the documents themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from app.domain.documents import Reading
from app.search import contents, vectors
from app.search.database import Database, has_word_index
from app.search.entry import Entry
from app.search.ranking import best, fused

LETTERS_UNTIL = 50_000  # pieces; above that compounds and parts of words are not found any more
FUSED = 200  # pieces of each of the two rankings, where there is one by meaning
CHUNKS = (
    'SELECT name, page, start, end, text, coalesce(has_pages, 0), chunk.id FROM chunk'
    ' JOIN document ON document.id = chunk.document LEFT JOIN reading ON reading.document = document.id'
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """A piece of a page, at most 1,200 characters, cut at paragraphs. `score`: higher fits better, 0 = not searched."""

    document: str
    page: int
    start: int  # characters in the text of the page
    end: int
    text: str
    has_pages: bool
    score: float = 0.0


class Index:
    """All calls block for a moment and may come from any thread; each opens and closes the file by itself.

    A file that is broken or of another version is thrown away and begun anew: then everything is read again.
    `words` False does without SQLite's index over words, as where it is missing.
    """

    def __init__(self, path: Path, *, words: bool = True, letters_until: int = LETTERS_UNTIL) -> None:
        self._file = Database(path, words=words and has_word_index())
        self._letters_until = letters_until

    def entries(self) -> dict[str, Entry]:
        """Everything that was read, by name."""
        return self._file.read(contents.entries, {})

    def put(self, entry: Entry, reading: Reading | None) -> None:
        """Keep what was read in place of what was known under that name; all of it or nothing.

        Nothing is kept when the folder in which the index lies is gone.
        """
        self._file.write(lambda connection: contents.put(connection, entry, reading, self._letters_until))

    def rename(self, old: str, entry: Entry) -> None:
        """The file has another name; its text need not be read again."""
        self._file.write(lambda connection: contents.rename(connection, old, entry))

    def remove(self, names: Sequence[str]) -> None:
        """Forget these."""
        self._file.write(lambda connection: contents.remove(connection, names))

    def reading(self, name: str) -> Reading | None:
        """What was read in one document, None when it is not there or failed."""
        return self._file.read(lambda connection: contents.reading(connection, name), None)

    def chunks(self, names: Sequence[str] = ()) -> list[Chunk]:
        """All pieces in reading order, of all documents or of these."""
        return self._file.read(lambda connection: _in_order(connection, names), [])

    def search(
        self, query: str, limit: int, names: Sequence[str] = (), vector: tuple[str, Sequence[float]] | None = None
    ) -> list[Chunk]:
        """The pieces that fit a question best, the best one first; none when no word fits.

        With `vector` (a model, and the question as it sees it) also those that are near in meaning.
        """
        return self._file.read(
            lambda connection: _by_rank(connection, _found(connection, query, limit, names, vector)), []
        )

    def vectors_missing(self, model: str, limit: int) -> list[tuple[int, str]]:
        """Pieces that this model has not turned into numbers yet: their ids, and the texts to give it."""
        return self._file.read(lambda connection: vectors.missing(connection, model, limit), [])

    def put_vectors(self, model: str, found: Mapping[int, Sequence[float]]) -> None:
        """Keep the numbers for these ids. Pieces that are gone meanwhile are passed over."""
        self._file.write(lambda connection: vectors.put(connection, model, found))


def _found(
    connection: Connection, query: str, limit: int, names: Sequence[str], vector: tuple[str, Sequence[float]] | None
) -> list[tuple[int, float]]:
    if vector is None:
        return best(connection, query, limit, names)
    by_words = [id for id, _ in best(connection, query, FUSED, names)]
    by_meaning = vectors.nearest(connection, *vector, FUSED, names, by_words)
    return fused([by_words, by_meaning])[:limit]


def _in_order(connection: Connection, names: Sequence[str]) -> list[Chunk]:
    where = f' WHERE name IN ({", ".join("?" * len(names))})' if names else ''
    rows = connection.execute(CHUNKS + where + ' ORDER BY chunk.id', [contents.kept(name) for name in names])
    found = [_chunk(*row[:-1]) for row in rows]
    return sorted(found, key=lambda chunk: (chunk.document.lower(), chunk.document))  # stable: ids go in reading order


def _by_rank(connection: Connection, found: list[tuple[int, float]]) -> list[Chunk]:
    where = f' WHERE chunk.id IN ({", ".join("?" * len(found))})'
    rows = {row[-1]: _chunk(*row[:-1]) for row in connection.execute(CHUNKS + where, [id for id, _ in found])}
    return [replace(rows[id], score=score) for id, score in found]


def _chunk(document: str | bytes, page: int, start: int, end: int, text: str | bytes, has_pages: int) -> Chunk:
    return Chunk(
        document=contents.as_put(document),
        page=page,
        start=start,
        end=end,
        text=contents.as_put(text),
        has_pages=bool(has_pages),
    )
