"""Passages of one folder, or the best of several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.domain.errors import NotFound
from app.domain.passages import Passage
from app.domain.places import Place
from app.library.folder import Folder
from app.library.meaning import Vector
from app.search.index import Chunk
from app.storage.files import Files


def passages_of(files: Files, folder: Folder, names: Sequence[str]) -> list[Passage]:
    """All of them in reading order. Blocks."""
    return [_passage(folder.place, chunk) for chunk in _of_files_there(files, folder, folder.index.chunks(names))]


def best_of(
    files: Files,
    folders: Iterable[Folder],
    query: str,
    limit: int,
    names: Sequence[str] = (),
    vector: Vector | None = None,
) -> list[Passage]:
    """Those that fit best, the best one first. Blocks.

    Scores of different folders can be compared: 0 to 1 by how much of the question is covered, or ranks by meaning.
    """
    found: list[tuple[float, Passage]] = []
    for folder in folders:
        chunks = _of_files_there(files, folder, folder.index.search(query, limit, names, vector))
        found += [(chunk.score, _passage(folder.place, chunk)) for chunk in chunks]
    found.sort(key=lambda one: -one[0])
    return [passage for _, passage in found[:limit]]


def _of_files_there(files: Files, folder: Folder, chunks: list[Chunk]) -> list[Chunk]:
    """Nobody is shown what stood in a file that was deleted a moment ago."""
    if not chunks:
        return []
    try:
        there = files.facts(folder.place)
    except NotFound:
        return []
    return [chunk for chunk in chunks if chunk.document in there]


def _passage(place: Place, chunk: Chunk) -> Passage:
    return Passage(
        place=place,
        document=chunk.document,
        page=chunk.page,
        start=chunk.start,
        end=chunk.end,
        text=chunk.text,
        has_pages=chunk.has_pages,
    )
