"""Files that are ZIP archives inside (Word, LibreOffice, Excel): looked through before anything else opens them.

Sizes are counted while unpacking, never believed; XML with its own entities is refused, whoever parses it later.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.documents import ReadProblem
from app.readers.base import Unreadable
from app.readers.parsing import check_limits

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ENTRIES = 2_000
MOST_BYTES = 200_000_000
MOST_RATIO = 100
HARMLESS = 1_000_000  # bytes; below this no ratio is a bomb (a sheet of empty cells shrinks to nearly nothing)
MOST_LISTED = 1_000_000  # bytes of the list of entries at the end of the file
_PIECE = 1 << 16
_END = b'PK\x05\x06'
_ARCHIVES = (b'PK\x03\x04', b'\x1f\x8b', b'7z\xbc\xaf\x27\x1c', b'Rar!', b'BZh', b'\xfd7zXZ')
# A Word file may hold the Excel sheet of its chart, and old drawings are packed by themselves. They stay shut.
_USUAL = re.compile(r'(word|xl)/(embeddings/[^/]+|media/[^/]+\.[ew]mz)')
_ENTITIES = re.compile(rb'<!\s*(doctype|entity)', re.IGNORECASE)
_ENCODING = re.compile(rb'encoding\s*=\s*["\']([\w.:-]+)', re.IGNORECASE)
_PLAIN_ENCODINGS = {b'utf-8', b'utf8', b'utf-16', b'us-ascii', b'ascii', b'iso-8859-1', b'iso-8859-15', b'windows-1252'}


def entries_of(path: Path) -> list[str]:
    """The names in the archive; `Unreadable` when it is damaged, or has far too many."""
    _check_list(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(ReadProblem.DAMAGED) from error


def open_archive(path: Path) -> zipfile.ZipFile:
    """The archive, after every entry was unpacked once for counting; `Unreadable` when something is wrong with it."""
    _check_list(path)
    archive = zipfile.ZipFile(path)
    try:
        _check(archive, path.stat().st_size)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise Unreadable(ReadProblem.DAMAGED) from error
    return archive


def xml_of(archive: zipfile.ZipFile, entry: str) -> _Element:
    """The root of one entry; `Unreadable` when it is not there, damaged, nested without end, too big for us."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(archive.read(entry), parser)
    except (KeyError, etree.XMLSyntaxError) as error:
        check_limits(parser)
        raise Unreadable(ReadProblem.DAMAGED) from error


def _check_list(path: Path) -> None:
    """A list with a hundred thousand names is refused before Python makes objects of them."""
    with path.open('rb') as file:
        file.seek(max(0, path.stat().st_size - _PIECE - 22))
        end = file.read()
    place = end.rfind(_END)
    if place >= 0 and int.from_bytes(end[place + 12 : place + 16], 'little') > MOST_LISTED:
        raise Unreadable(ReadProblem.BOMB)


def _check(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(ReadProblem.BOMB)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(ReadProblem.LOCKED)
    room = min(MOST_BYTES, max(HARMLESS, MOST_RATIO * size))
    for entry in entries:
        room -= _unpacked_size(archive, entry, room)


def _unpacked_size(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> int:
    """How long the entry really is; `Unreadable` as soon as it is longer than the room left."""
    is_xml, length, before = False, 0, b''
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            if not length:
                is_xml = _is_xml(entry.filename, piece)
                _check_start(entry.filename, piece, is_xml)
            length += len(piece)
            if length > room:
                raise Unreadable(ReadProblem.BOMB)
            if is_xml:
                piece = piece.replace(b'\0', b'')  # UTF-16 looks the same without its zeros
                if _ENTITIES.search(before + piece):
                    raise Unreadable(ReadProblem.BOMB)
                before = piece[-20:]
    return length


def _is_xml(name: str, piece: bytes) -> bool:
    """By its name, or because it looks like it: an Office file may call its parts anything."""
    start = piece[:100].replace(b'\0', b'').lstrip(b'\xef\xbb\xbf\xff\xfe \t\r\n')
    return start.startswith(b'<') or name.lower().endswith(('.xml', '.rels', '.vml'))


def _check_start(name: str, piece: bytes, is_xml: bool) -> None:
    if piece.startswith(_ARCHIVES) and not _USUAL.fullmatch(name):
        raise Unreadable(ReadProblem.BOMB)
    told = _ENCODING.search(piece[:400].replace(b'\0', b'')) if is_xml else None
    if told and told[1].lower() not in _PLAIN_ENCODINGS:
        raise Unreadable(ReadProblem.DAMAGED)  # entities could hide in it from the search above
