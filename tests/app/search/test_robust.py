"""The index survives power cuts, broken files, other versions, many threads, and whatever is typed as a question."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.search.index import Index
from tests.app.search.folder import entry, reading
from tests.sources import ROOT

WRITES_WITHOUT_END = """
import itertools, sys
from pathlib import Path
from app.search.index import Index
from tests.app.search.folder import entry, reading
index = Index(Path(sys.argv[1]))
for turn in itertools.count():
    name = f'{turn % 3}.txt'
    index.put(entry(name, sha256=str(turn)), reading(*[f'Fassung {turn} Blatt {page} ' * 60 for page in range(20)]))
    print(turn, flush=True)
"""


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """The index of a folder."""
    return Index(tmp_path / 'reading.sqlite3')


@pytest.mark.parametrize('turns', [2, 5, 9])
def test_after_a_power_cut_each_document_is_wholly_there_in_one_version(tmp_path: Path, turns: int) -> None:
    path = tmp_path / 'reading.sqlite3'
    with subprocess.Popen(
        [sys.executable, '-c', WRITES_WITHOUT_END, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout
        for _ in range(turns):
            writer.stdout.readline()
        os.kill(writer.pid, signal.SIGKILL)
    index = Index(path)
    entries = index.entries()
    assert entries
    for name, line in entries.items():
        read = index.reading(name)
        assert read is not None and len(read.pages) == 20
        assert all(page.text.startswith(f'Fassung {line.sha256} Blatt') for page in read.pages)
        assert ''.join(chunk.text for chunk in index.chunks([name])).count(f'Fassung {line.sha256} Blatt') == 1200
        assert index.search(f'Fassung {line.sha256}', 3, [name])[0].text.startswith(f'Fassung {line.sha256} ')


@pytest.mark.parametrize('rubbish', [b'', b'no database at all' * 500, b'SQLite format 3\x00' + b'\xff' * 5000])
def test_a_broken_file_is_begun_anew(index: Index, tmp_path: Path, rubbish: bytes) -> None:
    (tmp_path / 'reading.sqlite3').write_bytes(rubbish)
    assert index.entries() == {} and index.search('Miete', 3) == []
    index.put(entry('a.txt'), reading('Die Miete beträgt 840 €.'))
    assert index.search('Miete', 3)


@pytest.mark.parametrize('writes_first', [True, False])
def test_a_file_damaged_in_the_middle_is_begun_anew(index: Index, tmp_path: Path, writes_first: bool) -> None:
    for number in range(20):
        index.put(entry(f'{number}.txt'), reading('Die Miete beträgt 840 €. ' * 200))
    path = tmp_path / 'reading.sqlite3'
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b'\x5a' * (len(content) - 4096))
    if not writes_first:
        assert index.search('Miete', 3) == [] == index.chunks()
    index.put(entry('neu.txt'), reading('Die Miete beträgt 840 €.'))
    assert list(index.entries()) == ['neu.txt']
    assert [chunk.document for chunk in index.search('Miete', 3)] == ['neu.txt']


def test_a_file_of_another_version_is_begun_anew(index: Index, tmp_path: Path) -> None:
    index.put(entry('a.txt'), reading('Die Miete beträgt 840 €.'))
    with closing(sqlite3.connect(tmp_path / 'reading.sqlite3')) as file:
        file.execute('PRAGMA user_version = 9999')
    assert index.entries() == {}
    index.put(entry('b.txt'), reading('Die Kaution.'))
    assert list(index.entries()) == ['b.txt']


def test_an_index_made_without_the_index_over_words_is_begun_anew_with_it(tmp_path: Path) -> None:
    path = tmp_path / 'reading.sqlite3'
    Index(path, words=False).put(entry('a.txt'), reading('Die Miete.'))
    assert Index(path).entries() == {}


def test_nothing_is_kept_when_the_folder_is_gone(tmp_path: Path) -> None:
    index = Index(tmp_path / 'gone' / 'reading.sqlite3')
    index.put(entry('a.txt'), reading('Die Miete.'))
    assert index.entries() == {} and not list(tmp_path.iterdir())


def test_many_threads_write_and_read_at_once(index: Index) -> None:
    def one(number: int) -> list[str]:
        index.put(entry(f'{number}.txt'), reading(f'Die Miete von Wohnung {number} beträgt 840 €.'))
        return [chunk.document for chunk in index.search(f'Wohnung {number}', 100)]

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(one, range(60)))
    assert all(f'{number}.txt' in documents for number, documents in enumerate(found))
    assert len(index.entries()) == 60


def test_many_threads_that_find_a_broken_file_lose_nothing_written_after_it(index: Index, tmp_path: Path) -> None:
    (tmp_path / 'reading.sqlite3').write_bytes(b'no database at all' * 500)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: index.put(entry(f'{number}.txt'), reading('Die Miete.')), range(40)))
    assert len(index.entries()) == 40


HOSTILE = [
    '"', '""', "'", '*', '(', ')', '()', '-', '^', ':', 'AND', 'OR', 'NOT', 'NEAR', 'NEAR(', 'NEAR("a" "b", 5)',
    'text:Miete', 'stems MATCH', 'place : Miete', '{place text} : Miete', 'Miete*', '^Miete', 'Miete + Kaution',
    '-Miete', '"Miete', "'; DROP TABLE chunk; --", '%', '_', '\x00', 'Miete\x00Kaution', '\ud83d', '🙂', '\n\n',
    '?', '\\', '„Miete“', '»Miete«', '[^1]', '<script>', 'a' * 100_000, 'Miete ' * 20_000, '1' * 5000, 'ÄÖÜ', 'ſ',
    'İ', '́', '中文', 'Ελληνικά',
]  # fmt: skip


@pytest.mark.parametrize('words', [True, False])
@pytest.mark.parametrize('question', HOSTILE, ids=range(len(HOSTILE)))
def test_any_question_is_harmless(tmp_path: Path, question: str, words: bool) -> None:
    index = Index(tmp_path / 'reading.sqlite3', words=words)
    index.put(entry('a.txt'), reading('Die Miete beträgt 840 €.'))
    assert all(chunk.document == 'a.txt' for chunk in index.search(question, 3))
    assert [chunk.text for chunk in index.search(question + ' Miete', 3)] == ['Die Miete beträgt 840 €.']


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(), st.text())
def test_any_text_and_any_question_are_harmless(index: Index, text: str, question: str) -> None:
    index.put(entry('a.txt'), reading(text))
    index.search(question, 3)
    index.search(text, 3)
    assert index.reading('a.txt') == reading(text)


def test_above_its_bound_whole_words_are_still_found(tmp_path: Path) -> None:
    index = Index(tmp_path / 'reading.sqlite3', letters_until=3)
    for number in range(3):
        index.put(entry(f'{number}.txt'), reading('Der Haustürschlüssel liegt bei Frau Weber.'))
    assert len(index.search('Schlüssel', 9)) == 3
    index.put(entry('3.txt'), reading('Der Haustürschlüssel liegt bei Frau Weber.'))
    assert len(index.search('Haustürschlüssel', 9)) == 4
    index.remove(['0.txt'])
    assert len(index.search('Frau Weber', 9)) == 3
