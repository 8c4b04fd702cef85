"""Which pieces fit a question: by the stems of its words, and by the letters they share with longer words."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection

from app.search.contents import as_put, kept, word_tables
from app.search.words import root, says_something, stem, words

MOST_WORDS = 24  # of a question
FUSED = 60  # k of reciprocal rank fusion: evens out the first ranks
DEPTH = 40  # pieces of each ranking that are looked at


def best(connection: Connection, query: str, limit: int, names: Sequence[str]) -> list[tuple[int, float]]:
    """The ids of the pieces that fit best with their scores, the best one first."""
    asked = list(dict.fromkeys(word for word in words(query) if says_something(word)))
    if not asked or limit < 1:
        return []
    asked = asked[:MOST_WORDS]
    tables = word_tables(connection)
    if not tables:
        return _scan(connection, asked, limit, names)
    rankings = []
    if 'stems' in tables:
        found = dict.fromkeys(form for word in asked for form in (stem(word), stem(word, english=True)))
        rankings.append(_ranked(connection, 'stems', list(found), max(limit, DEPTH), names))
    if 'letters' in tables:
        roots = dict.fromkeys(root(stem(word)) for word in asked)
        rankings.append(
            _ranked(connection, 'letters', [one for one in roots if len(one) > 2], max(limit, DEPTH), names)
        )
    return _fused(rankings)[:limit]


def _ranked(connection: Connection, table: str, terms: list[str], depth: int, names: Sequence[str]) -> list[int]:
    if not terms:
        return []
    match = ' OR '.join(f'"{term}"' for term in terms)  # folded words hold letters and digits only
    only, values = _only(names)
    rows = connection.execute(
        f'SELECT rowid FROM {table} WHERE {table} MATCH ? {only.format("rowid")} ORDER BY bm25({table}) LIMIT ?',
        (match, *values, depth),
    )
    return [id for (id,) in rows]


def _only(names: Sequence[str]) -> tuple[str, list[str | bytes]]:
    if not names:
        return '', []
    marks = ', '.join('?' * len(names))
    inside = f'SELECT chunk.id FROM chunk JOIN document ON document.id = chunk.document WHERE name IN ({marks})'
    return f'AND {{}} IN ({inside})', [kept(name) for name in names]


def _fused(rankings: list[list[int]]) -> list[tuple[int, float]]:
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, id in enumerate(ranking, 1):
            scores[id] = scores.get(id, 0.0) + 1 / (FUSED + rank)
    return sorted(scores.items(), key=lambda found: (-found[1], found[0]))


def _scan(connection: Connection, asked: list[str], limit: int, names: Sequence[str]) -> list[tuple[int, float]]:
    """Without an index: looks at every piece, and counts which of the words stand in it."""
    roots = [root(stem(word)) for word in asked]
    only, values = _only(names)
    rows = connection.execute(
        'SELECT chunk.id, document.name, context, chunk.text FROM chunk'
        f' JOIN document ON document.id = chunk.document WHERE 1 {only.format("chunk.id")}',
        values,
    )
    texts = {id: ' '.join(words('\n'.join(map(as_put, parts)))) for id, *parts in rows}
    spread = {one: sum(one in text for text in texts.values()) for one in roots}
    scores = {id: sum(1 / spread[one] for one in roots if one in text) for id, text in texts.items()}
    found = sorted(scores.items(), key=lambda found: (-found[1], found[0]))
    return [one for one in found if one[1] > 0][:limit]
