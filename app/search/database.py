"""The SQLite file of an index: its tables, opening it, and beginning it anew."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

T = TypeVar('T')

VERSION = 2  # of the tables and of how texts are cut and folded: another number throws every index away
WAIT_S = 5.0  # for another thread that is writing
BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
GONE = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)  # also said when another thread has just thrown the file away
TRIES = 3
_beginning = threading.Lock()

TABLES = """
    CREATE TABLE document (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name NOT NULL UNIQUE, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
        inode TEXT NOT NULL, sha256 TEXT NOT NULL, status TEXT NOT NULL, media_type TEXT NOT NULL, pages INTEGER,
        words INTEGER NOT NULL, characters INTEGER NOT NULL, note TEXT NOT NULL
    );
    CREATE TABLE reading (
        document INTEGER PRIMARY KEY, media_type TEXT NOT NULL, has_pages INTEGER NOT NULL, note TEXT NOT NULL
    );
    CREATE TABLE page (
        document INTEGER NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL, label NOT NULL, text NOT NULL,
        PRIMARY KEY (document, position)
    ) WITHOUT ROWID;
    CREATE TABLE chunk (
        id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, page INTEGER NOT NULL,
        start INTEGER NOT NULL, end INTEGER NOT NULL, context NOT NULL, text NOT NULL
    );
    CREATE INDEX chunk_of ON chunk (document);
    CREATE TABLE vector (
        model TEXT NOT NULL, chunk INTEGER NOT NULL, signs BLOB NOT NULL, numbers BLOB NOT NULL,
        PRIMARY KEY (model, chunk)
    );
    CREATE INDEX vector_of ON vector (chunk);
    CREATE INDEX sketch ON vector (model, chunk, signs);
"""
WORD_TABLES = """
    CREATE VIRTUAL TABLE stems USING fts5 (place, text, tokenize = "unicode61 remove_diacritics 0");
    CREATE VIRTUAL TABLE letters USING fts5 (place, text, tokenize = "trigram case_sensitive 1");
    CREATE VIRTUAL TABLE vocabulary USING fts5vocab (stems, row);
"""


@lru_cache
def has_word_index() -> bool:
    """False when this Python's SQLite was built without FTS5 or is too old for its trigrams."""
    with closing(sqlite3.connect(':memory:')) as connection:
        try:
            connection.executescript(WORD_TABLES)
        except sqlite3.OperationalError:
            return False
    return True


class Database:
    """Opens the file for each call. One that is broken or of another version is thrown away and begun anew."""

    def __init__(self, path: Path, *, words: bool) -> None:
        self._path = path
        self._words = words

    def read(self, work: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        """What `work` finds in it; `nothing` when there is no file, or none that can be used."""
        if not self._path.is_file():
            return nothing
        mark = self._mark()
        try:
            return self._persist(lambda: self._work(work))
        except _Unusable:
            self._throw_away(mark)
            return nothing

    def write(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do `work` as a whole or not at all. Nothing happens when the folder of the file is gone."""
        if not self._path.parent.is_dir():
            return
        for left in reversed(range(TRIES)):
            mark = self._mark()
            try:
                return self._persist(lambda: self._work(work, writes=True))
            except _Unusable as unusable:
                self._throw_away(mark)
                if not left:
                    raise sqlite3.DatabaseError('the file of the index stays unusable') from unusable

    def _persist(self, work: Callable[[], T]) -> T:
        """Once more when the file was taken away under our hands; a disk that really refuses does so every time."""
        for left in reversed(range(TRIES)):
            try:
                return work()
            except sqlite3.OperationalError as error:
                if not left or error.sqlite_errorcode & 0xFF not in GONE:
                    raise
        raise AssertionError('the last try returns or raises')

    def _work(self, work: Callable[[sqlite3.Connection], T], *, writes: bool = False) -> T:
        try:
            with closing(sqlite3.connect(self._path, timeout=WAIT_S, isolation_level=None)) as connection:
                self._prepare(connection)
                connection.execute('BEGIN IMMEDIATE' if writes else 'BEGIN')
                with connection:
                    return work(connection)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in BROKEN:
                raise _Unusable from error
            raise

    def _prepare(self, connection: sqlite3.Connection) -> None:
        wanted = VERSION * 2 + self._words
        if _version(connection) == wanted:
            connection.execute('PRAGMA synchronous = NORMAL')
            return
        with _beginning:
            connection.execute('PRAGMA journal_mode = WAL')
            connection.execute('PRAGMA synchronous = NORMAL')
            connection.execute('BEGIN IMMEDIATE')
            with connection:
                version = _version(connection)  # another thread may have been here
                if version not in (0, wanted):
                    raise _Unusable
                if version == 0:
                    _make(connection, words=self._words)
                    connection.execute(f'PRAGMA user_version = {wanted:d}')

    def _mark(self) -> tuple[int, int] | None:
        """Which file it is; a number alone may be given to the next one. (Holding it open would end SQLite's locks.)"""
        try:
            facts = self._path.stat()
        except FileNotFoundError:
            return None
        return facts.st_ino, facts.st_ctime_ns

    def _throw_away(self, mark: tuple[int, int] | None) -> None:
        """Delete that file, not one which another thread has made in its place."""
        with _beginning:
            if self._mark() == mark:
                for ending in ('', '-wal', '-shm'):
                    self._path.with_name(self._path.name + ending).unlink(missing_ok=True)


class _Unusable(Exception):
    """The file is no index of ours."""


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute('PRAGMA user_version').fetchone()[0])


def _make(connection: sqlite3.Connection, *, words: bool) -> None:
    for statement in (TABLES + WORD_TABLES * words).split(';'):
        connection.execute(statement)
