"""Which pieces fit a question: by the stems of its words, and by the letters they share with longer words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from app.search.contents import as_put, only_of, word_tables
from app.search.question import Asked, asked_in
from app.search.words import fold, root

PLACE = 1.5  # weight of a word in the name of the document or the heading, against one in the text
PARTS = 0.5  # weight of parts of compounds, against whole words
DEPTH = 30  # pieces that are looked at closely
ENOUGH = 600  # pieces in which the rarest words stand: commoner words then only decide between these
PLENTY = 40  # pieces in which a word stands itself: then it is not looked for inside of other words
FEWEST = 2  # words that are looked for at least
COVERED = 0.5  # how much it counts that all words are found, against how often and how near to each other
LEAST = 0.05  # score of what the index found by ways we do not see
SHORTEST_TRIGRAM = 3
EVEN = 60  # k of reciprocal rank fusion: the larger, the less the first ranks count
MANY = 500  # terms looked up at once


def best(connection: Connection, query: str, limit: int, names: Sequence[str]) -> list[tuple[int, float]]:
    """The ids of the pieces that fit best with their scores between 0 and 1, the best one first.

    Scores can be compared between folders: where only a part of what is asked for was found, all are lower.
    """
    if limit < 1:
        return []
    tables = word_tables(connection)
    if not tables:
        return _scanned(connection, query, limit, names)
    (count,) = connection.execute('SELECT count(*) FROM chunk').fetchone()
    asked = asked_in(query, _Stems(connection), count)
    found = _ranked(connection, tables, asked, max(limit, DEPTH), names)
    if not found:
        return []
    covered = _covered(asked, _folded(connection, tables, found))
    top, most = max(found.values()), max(LEAST, *covered.values())
    scores = {id: most * (COVERED * covered[id] + (1 - COVERED) * found[id] / top) for id in found}
    return _sorted(scores)[:limit]


def fused(rankings: Iterable[Iterable[int]]) -> list[tuple[int, float]]:
    """Several rankings as one (reciprocal rank fusion), with scores up to 1 for what is first in all of them."""
    scores: dict[int, float] = {}
    lists = list(rankings)
    for ranking in lists:
        for rank, id in enumerate(ranking, 1):
            scores[id] = scores.get(id, 0.0) + (EVEN + 1) / (EVEN + rank) / len(lists)
    return _sorted(scores)


def _ranked(
    connection: Connection, tables: list[str], asked: list[Asked], depth: int, names: Sequence[str]
) -> dict[int, float]:
    """Both indexes name pieces, for whole words and for parts of compounds; what they say is added up."""
    asked = _telling(asked)
    parts = [part for one in asked for part in one.parts]
    wanted = [
        ('stems', 1.0, [form for one in asked for form in one.stems]),
        ('letters', 1.0, [one.root for one in asked if one.spread < PLENTY]),
        ('stems', PARTS, [part for part, spread in parts if spread < ENOUGH]),
        ('letters', PARTS, [root(part) for part, spread in parts if len(part) > SHORTEST_TRIGRAM and spread < PLENTY]),
    ]
    scores: dict[int, float] = {}
    for table, weight, terms in wanted:
        if table in tables:
            for id, score in _matches(connection, table, terms, depth, names):
                scores[id] = scores.get(id, 0.0) + weight * score
    return dict(_sorted(scores)[:depth])


def _telling(asked: list[Asked]) -> list[Asked]:
    """The rarest words: words that stand almost everywhere cost most and tell least."""
    chosen: list[Asked] = []
    for one in sorted(asked, key=lambda one: one.spread):
        if len(chosen) >= FEWEST and one.spread + sum(other.spread for other in chosen) > ENOUGH:
            break
        chosen.append(one)
    return chosen


def _matches(
    connection: Connection, table: str, terms: Iterable[str], depth: int, names: Sequence[str]
) -> list[tuple[int, float]]:
    if table == 'letters':
        terms = (term for term in terms if len(term) >= SHORTEST_TRIGRAM)
    match = ' OR '.join(f'"{term}"' for term in dict.fromkeys(terms))  # folded words hold letters and digits only
    if not match:
        return []
    only, values = only_of('+rowid', names)  # the plus: each piece is not looked for in the index
    return connection.execute(
        f'SELECT rowid, -bm25({table}, {PLACE}, 1.0) AS score FROM {table} WHERE {table} MATCH ? {only}'
        ' ORDER BY score DESC LIMIT ?',
        (match, *values, depth),
    ).fetchall()


def _texts(connection: Connection, ids: Iterable[int] | None, names: Sequence[str] = ()) -> dict[int, str]:
    """What stands in these pieces and around them, folded."""
    only, values = only_of('chunk.id', names)
    if ids is not None:
        only += f' AND chunk.id IN ({", ".join(map(str, ids))})'
    rows = connection.execute(
        'SELECT chunk.id, name, context, chunk.text FROM chunk JOIN document ON document.id = chunk.document'
        f' WHERE 1 {only}',
        values,
    )
    return {id: fold('\n'.join(map(as_put, parts))) for id, *parts in rows}


def _folded(connection: Connection, tables: list[str], ids: Iterable[int]) -> dict[int, str]:
    """The same from the index over letters, which holds it folded already."""
    if 'letters' not in tables:
        return _texts(connection, ids)
    rows = connection.execute(f'SELECT rowid, place, text FROM letters WHERE rowid IN ({", ".join(map(str, ids))})')
    return {id: f'{place} {text}' for id, place, text in rows}


def _covered(asked: list[Asked], texts: dict[int, str]) -> dict[int, float]:
    whole = sum(one.weight for one in asked) or 1.0
    return {id: sum(one.weight * one.found_in(text) for one in asked) / whole for id, text in texts.items()}


def _sorted(scores: dict[int, float]) -> list[tuple[int, float]]:
    return sorted(scores.items(), key=lambda found: (-found[1], found[0]))


def _scanned(connection: Connection, query: str, limit: int, names: Sequence[str]) -> list[tuple[int, float]]:
    """Without an index: looks at every piece."""
    texts = _texts(connection, None, names)
    asked = asked_in(query, _NoStems(), len(texts))
    return [found for found in _sorted(_covered(asked, texts)) if found[1] > 0][:limit]


class _Stems:
    """The stems in the index."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def spread(self, stems: Iterable[str]) -> dict[str, int]:
        wanted = list(stems)
        found: dict[str, int] = {}
        for at in range(0, len(wanted), MANY):
            some = wanted[at : at + MANY]
            marks = ', '.join('?' * len(some))
            rows = self._connection.execute(f'SELECT term, doc FROM vocabulary WHERE term IN ({marks})', some)
            found.update(rows.fetchall())
        return found

    def beginning_with(self, letters: str) -> list[str]:
        last = letters + '\U0010ffff'
        rows = self._connection.execute('SELECT term FROM vocabulary WHERE term BETWEEN ? AND ?', (letters, last))
        return [term for (term,) in rows]


class _NoStems:
    """Where nothing is known of them."""

    def spread(self, stems: Iterable[str]) -> dict[str, int]:
        return {}

    def beginning_with(self, letters: str) -> list[str]:
        return []
