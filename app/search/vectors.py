"""Searching by meaning: each piece as a list of numbers that an AI made of its text; near numbers, near meaning.

Signs of the numbers, as one large integer, find the few pieces that are compared exactly: without numpy, comparing
10,000 pieces number by number would take a second.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from operator import mul
from sqlite3 import Connection

from app.search.contents import as_put, only_of, title_of

EXACTLY = 200  # pieces that are compared exactly
ALL_UNTIL = 20_000  # pieces with numbers; above that only those that words have found are compared
Vector = Sequence[float]


def missing(connection: Connection, model: str, limit: int) -> list[tuple[int, str]]:
    """Pieces without numbers of this model, with the text to make them of."""
    rows = connection.execute(
        'SELECT chunk.id, name, context, chunk.text FROM chunk JOIN document ON document.id = chunk.document'
        ' WHERE NOT EXISTS (SELECT 1 FROM vector WHERE vector.chunk = chunk.id AND model = ?)'
        ' ORDER BY chunk.id LIMIT ?',
        (model, limit),
    )
    return [(id, _text(as_put(name), as_put(context), as_put(text))) for id, name, context, text in rows]


def put(connection: Connection, model: str, vectors: Mapping[int, Vector]) -> None:
    """Keep the numbers of these pieces; of those that are gone meanwhile, nothing."""
    connection.executemany(
        'INSERT OR REPLACE INTO vector (model, chunk, signs, numbers) SELECT ?, id, ?, ? FROM chunk WHERE id = ?',
        [(model, _signs(unit), unit.tobytes(), id) for id, unit in ((id, _unit(one)) for id, one in vectors.items())],
    )


def nearest(
    connection: Connection, model: str, wanted: Vector, limit: int, names: Sequence[str], found: Iterable[int]
) -> list[int]:
    """The ids of the pieces nearest in meaning, the nearest first. `found`: what words have found."""
    unit = _unit(wanted)
    only, values = only_of('chunk', names)
    (count,) = connection.execute('SELECT count(*) FROM vector WHERE model = ?', (model,)).fetchone()
    if count > ALL_UNTIL:
        only += f' AND chunk IN ({", ".join(map(str, found))})'
    rows = connection.execute(f'SELECT chunk, signs FROM vector WHERE model = ? {only}', (model, *values))
    signs = int.from_bytes(_signs(unit), 'big')
    near = heapq.nsmallest(EXACTLY, (((signs ^ int.from_bytes(one, 'big')).bit_count(), id) for id, one in rows))
    ids = ', '.join(str(id) for _, id in near)
    exact = connection.execute(f'SELECT chunk, numbers FROM vector WHERE model = ? AND chunk IN ({ids})', (model,))
    alike = [(_product(unit, numbers), -id) for id, numbers in exact if len(numbers) == len(unit) * unit.itemsize]
    return [-id for _, id in heapq.nlargest(limit, alike)]


def _text(name: str, context: str, text: str) -> str:
    return '\n'.join(part for part in (title_of(name), context, text) if part)


def _unit(vector: Vector) -> array[float]:
    """Of length one, so that the product tells the angle; all zero when it points nowhere."""
    numbers = [float(number) for number in vector]
    length = math.sqrt(sum(map(mul, numbers, numbers)))
    if not math.isfinite(length) or length == 0:
        return array('f', bytes(4 * len(numbers)))
    return array('f', [number / length for number in numbers])


def _signs(unit: array[float]) -> bytes:
    bits = int(''.join('1' if number > 0 else '0' for number in unit) or '0', 2)
    return bits.to_bytes(len(unit) // 8 + 1, 'big')


def _product(unit: array[float], numbers: bytes) -> float:
    other = array('f')
    other.frombytes(numbers)
    return float(sum(map(mul, unit, other)))
