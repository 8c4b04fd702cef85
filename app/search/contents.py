"""What the file holds of the documents: how each was read, its pages, and the pieces its words lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from app.domain.documents import DocumentStatus, Page, Reading
from app.search.chunks import pieces
from app.search.entry import Entry, Fingerprint
from app.search.words import is_english, says_something, stems, words

SAMPLE = 2000  # words tell which language a document is in
LEDGER = 'name, size, mtime_ns, inode, sha256, status, media_type, pages, words, characters, note'


def entries(connection: Connection) -> dict[str, Entry]:
    """The ledger."""
    found = (_entry(*row) for row in connection.execute(f'SELECT {LEDGER} FROM document'))
    return {entry.name: entry for entry in found}


def put(connection: Connection, entry: Entry, reading: Reading | None, letters_until: int) -> None:
    """Everything known of one document, in place of what was known of it."""
    remove(connection, [entry.name])
    document = _add_entry(connection, entry)
    if reading is None:
        return
    connection.execute(
        'INSERT INTO reading VALUES (?, ?, ?, ?)', (document, reading.media_type, reading.has_pages, reading.note)
    )
    connection.executemany(
        'INSERT INTO page VALUES (?, ?, ?, ?, ?)',
        [(document, at, page.number, kept(page.label), kept(page.text)) for at, page in enumerate(reading.pages)],
    )
    connection.executemany(
        'INSERT INTO chunk (document, page, start, end, context, text) VALUES (?, ?, ?, ?, ?, ?)',
        [
            (
                document,
                page.number,
                piece.start,
                piece.end,
                kept(piece.context),
                kept(page.text[piece.start : piece.end]),
            )
            for page in reading.pages
            for piece in pieces(page.text)
        ],
    )
    _bound_letters(connection, letters_until)
    _add_words(connection, document, entry.name)


def rename(connection: Connection, old: str, entry: Entry) -> None:
    """Only the name and the ledger change; nothing when the old name is not known."""
    found = connection.execute('SELECT id FROM document WHERE name = ?', (kept(old),)).fetchone()
    if found is None:
        return
    if entry.name != old:
        remove(connection, [entry.name])
    connection.execute(
        'UPDATE document SET name = ?, size = ?, mtime_ns = ?, inode = ?, sha256 = ?, status = ?, media_type = ?,'
        ' pages = ?, words = ?, characters = ?, note = ? WHERE id = ?',
        (*_row(entry), found[0]),
    )
    _remove_words(connection, found[0])
    _add_words(connection, found[0], entry.name)


def remove(connection: Connection, names: Iterable[str]) -> None:
    """Nothing is left of these documents that could be found."""
    for name in names:
        for (document,) in connection.execute('SELECT id FROM document WHERE name = ?', (kept(name),)).fetchall():
            _remove_words(connection, document)
            connection.execute(
                'DELETE FROM vector WHERE chunk IN (SELECT id FROM chunk WHERE document = ?)', (document,)
            )
            for table in ('chunk', 'page', 'reading'):
                connection.execute(f'DELETE FROM {table} WHERE document = ?', (document,))
            connection.execute('DELETE FROM document WHERE id = ?', (document,))


def reading(connection: Connection, name: str) -> Reading | None:
    """The pages as they were put."""
    found = connection.execute(
        'SELECT document.id, reading.media_type, has_pages, reading.note FROM document'
        ' JOIN reading ON reading.document = document.id WHERE name = ?',
        (kept(name),),
    ).fetchone()
    if found is None:
        return None
    document, media_type, has_pages, note = found
    rows = connection.execute('SELECT number, label, text FROM page WHERE document = ? ORDER BY position', (document,))
    pages = tuple(Page(number=number, label=as_put(label), text=as_put(text)) for number, label, text in rows)
    return Reading(pages=pages, media_type=media_type, has_pages=bool(has_pages), note=note)


def word_tables(connection: Connection) -> list[str]:
    """Which of the two indexes over words there are."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE name IN ('stems', 'letters') ORDER BY name DESC")
    return [name for (name,) in rows]


def kept(text: str) -> str | bytes:
    """Half a character, as broken files may hold it, fits into no text of SQLite; so it is kept as bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode('utf-8', 'surrogatepass')
    return text


def as_put(value: str | bytes) -> str:
    """The text again."""
    return value.decode('utf-8', 'surrogatepass') if isinstance(value, bytes) else value


def title_of(name: str) -> str:
    """The name of a document without its ending."""
    title, dot, _ = name.rpartition('.')
    return title if dot else name


def only_of(column: str, names: Sequence[str]) -> tuple[str, list[str | bytes]]:
    """A condition that lets through the pieces of these documents, of all when none are named."""
    if not names:
        return '', []
    marks = ', '.join('?' * len(names))
    inside = f'SELECT chunk.id FROM chunk JOIN document ON document.id = chunk.document WHERE name IN ({marks})'
    return f'AND {column} IN ({inside})', [kept(name) for name in names]


def _entry(
    name: str | bytes,
    size: int,
    mtime_ns: int,
    inode: str,
    sha256: str,
    status: str,
    media_type: str,
    pages: int | None,
    words: int,
    characters: int,
    note: str,
) -> Entry:
    return Entry(
        name=as_put(name),
        fingerprint=Fingerprint(size, mtime_ns, int(inode)),
        sha256=sha256,
        status=DocumentStatus(status),
        media_type=media_type,
        pages=pages,
        words=words,
        characters=characters,
        note=note,
    )


def _row(entry: Entry) -> tuple[object, ...]:
    print_ = entry.fingerprint
    return (
        kept(entry.name),
        print_.size,
        print_.mtime_ns,
        str(print_.inode),  # may be larger than SQLite's numbers
        entry.sha256,
        entry.status.value,
        entry.media_type,
        entry.pages,
        entry.words,
        entry.characters,
        entry.note,
    )


def _add_entry(connection: Connection, entry: Entry) -> int:
    marks = ', '.join('?' * len(_row(entry)))
    added = connection.execute(f'INSERT INTO document ({LEDGER}) VALUES ({marks})', _row(entry))
    return int(added.lastrowid or 0)


def _add_words(connection: Connection, document: int, name: str) -> None:
    """All pieces are found by the name of the document, too."""
    tables = word_tables(connection)
    if not tables:
        return
    rows = connection.execute(
        'SELECT id, context, text FROM chunk WHERE document = ? ORDER BY id', (document,)
    ).fetchall()
    found = [(id, words(f'{title_of(name)}\n{as_put(context)}'), words(as_put(text))) for id, context, text in rows]
    english = is_english([word for _, _, text in found[: SAMPLE // 100] for word in text])
    for table in tables:
        connection.executemany(
            f'INSERT INTO {table} (rowid, place, text) VALUES (?, ?, ?)',
            [(id, *(_indexed(table, text, english) for text in texts)) for id, *texts in found],
        )


def _indexed(table: str, found: Sequence[str], english: bool) -> str:
    if table == 'stems':
        return ' '.join(stems(found, english))
    return ' '.join(word for word in found if says_something(word))


def _remove_words(connection: Connection, document: int) -> None:
    for table in word_tables(connection):
        connection.execute(f'DELETE FROM {table} WHERE rowid IN (SELECT id FROM chunk WHERE document = ?)', (document,))


def _bound_letters(connection: Connection, letters_until: int) -> None:
    """The index over letters grows too slow for very many pieces; then only whole words are found, until begun anew."""
    if 'letters' in word_tables(connection):
        (count,) = connection.execute('SELECT count(*) FROM chunk').fetchone()
        if count > letters_until:
            connection.execute('DROP TABLE letters')
