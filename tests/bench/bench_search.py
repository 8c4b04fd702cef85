"""Figures of the search in one folder: 5,000 pieces in 500 documents, against reading all text in the same run.

usage: python -m tests.bench.bench_search [DOCUMENTS]      (prints JSON, then a Markdown table)

Wall time hangs on what else the machine does; CPU time of the thread is what our code costs.
"""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from app.domain.documents import Reading
from app.search.index import Index
from tests.app.search.folder import entry, reading
from tests.app.search.questions import ENGLISH, HELD_OUT, TUNED, household

DOCUMENTS, PAGES = 500, 10
LETTERS = 1000  # of a page: one piece
NUMBERS = 768  # per piece, when searching by meaning
QUERY_GOAL_MS, BUILD_GOAL_S = 20.0, 30.0
Figures = dict[str, float]


class Writer:
    """Writes German pages: the words of the household as often as there, and compounds made of them."""

    def __init__(self, seed: int = 4) -> None:
        self._random = random.Random(seed)
        text = ' '.join(page.text for read in household().values() for page in read.pages)
        counts = Counter(word for word in text.split() if word.strip('.,:;|#').isalpha())
        self._words, self._often = list(counts), list(counts.values())
        nouns = [word for word in counts if word[0].isupper() and word.isalpha() and len(word) > 3]
        self._compounds = [
            self._random.choice(nouns) + self._random.choice(['', 's']) + self._random.choice(nouns).lower()
            for _ in range(20_000)
        ]

    def page(self) -> str:
        """About a thousand letters in paragraphs."""
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < LETTERS:
            some = self._random.choices(self._words, self._often, k=28)
            some += [self._compounds[int(self._random.random() ** 2 * len(self._compounds))] for _ in range(4)]
            self._random.shuffle(some)
            paragraphs.append(' '.join(some) + '.')
        return '\n\n'.join(paragraphs)[: LETTERS + 150]

    def reading(self) -> Reading:
        """A document."""
        return reading(*[self.page() for _ in range(PAGES)])


def main(documents: int) -> None:
    """Build, ask, compare, print."""
    writer = Writer()
    read = {f'Dokument {number}.pdf': writer.reading() for number in range(documents)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / 'reading.sqlite3'
        figures = build(Index(path), read) | {'file_mb': round(path.stat().st_size / 1e6, 1)}
        figures |= ask(Index(path), path) | mean(Index(path))
    print(json.dumps(figures))
    print('\n| what | measured |\n|---|---|')
    for name, value in figures.items():
        print(f'| {name} | {value} |')


def build(index: Index, read: dict[str, Reading]) -> Figures:
    """One document after the other, as the librarian does it."""
    wall, cpu = time.perf_counter(), time.thread_time()
    each = [timed(partial(index.put, entry(name), one))[0] for name, one in read.items()]
    figures = {
        'documents': len(read),
        'pieces': len(index.chunks()),
        'build_s': round(time.perf_counter() - wall, 2),
        'build_cpu_s': round(time.thread_time() - cpu, 2),
        'put_median_ms': round(statistics.median(each), 1),
        'put_worst_ms': round(max(each), 1),
    }
    figures['entries_ms'] = round(statistics.median(timed(index.entries)[0] for _ in range(9)), 2)
    return figures


def ask(index: Index, path: Path) -> Figures:
    """All questions of the retrieval set, a task of 5,000 letters, and reading all text instead."""
    questions = [asked.question for asked in TUNED + HELD_OUT + ENGLISH]
    task = ' '.join(page.text for read in list(household().values())[:16] for page in read.pages)[:5000]
    index.search('Wärmepumpe', 8)  # the first one opens the file
    short = [timed(partial(index.search, question, 8)) for question in questions]
    again = [timed(partial(index.search, question, 8)) for question in questions]
    long = [timed(lambda: index.search(task, 8)) for _ in range(5)]
    plain = [timed(partial(scan, path, question)) for question in questions]
    return {
        'query_median_ms': median(short, 0),
        'query_worst_ms': worst(short, 0),
        'query_median_cpu_ms': median(short, 1),
        'query_worst_cpu_ms': worst(short, 1),
        'query_again_median_cpu_ms': median(again, 1),
        'task_5000_first_cpu_ms': round(long[0][1], 1),
        'task_5000_median_cpu_ms': median(long, 1),
        'like_scan_median_ms': median(plain, 0),
        'like_scan_median_cpu_ms': median(plain, 1),
        'query_against_like_scan_cpu': round(median(short, 1) / median(plain, 1), 2),
        'goal_ms': QUERY_GOAL_MS,
    }


def mean(index: Index) -> Figures:
    """Searching by meaning, with numbers drawn by lot: as many as common models give."""
    chance = random.Random(7)
    questions = [[chance.gauss(0, 1) for _ in range(NUMBERS)] for _ in range(9)]
    wall, cpu = time.perf_counter(), time.thread_time()
    while missing := index.vectors_missing('los', 500):
        index.put_vectors('los', {id: [chance.gauss(0, 1) for _ in range(NUMBERS)] for id, _ in missing})
    figures = {
        'numbers_put_s': round(time.perf_counter() - wall, 2),
        'numbers_put_cpu_s': round(time.thread_time() - cpu, 2),
    }
    asked = [timed(partial(index.search, 'Wann kommt der Handwerker?', 8, (), ('los', one))) for one in questions]
    return figures | {'by_meaning_median_ms': median(asked, 0), 'by_meaning_median_cpu_ms': median(asked, 1)}


def scan(path: Path, question: str) -> int:
    """What one would write without an index: every word of the question anywhere in the text."""
    like = ' OR '.join('text LIKE ?' for _ in question.split())
    with closing(sqlite3.connect(path)) as file:
        words = [f'%{word.strip("?,.")}%' for word in question.split()]
        return len(file.execute(f'SELECT id, text FROM chunk WHERE {like} LIMIT 5000', words).fetchall())


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of wall time, and of CPU time of this thread."""
    wall, cpu = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000


def median(times: Sequence[tuple[float, float]], which: int) -> float:
    """The middle one."""
    return round(statistics.median(one[which] for one in times), 1)


def worst(times: Sequence[tuple[float, float]], which: int) -> float:
    """The longest."""
    return round(max(one[which] for one in times), 1)


if __name__ == '__main__':
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS)
