"""Files that are small and want a great deal: of memory, of time, of depth."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from openpyxl import Workbook

from app.domain.documents import ReadProblem
from tests.app.readers import corpus

B, D, L, M = ReadProblem.BOMB, ReadProblem.DAMAGED, ReadProblem.LONG, ReadProblem.MEMORY
ENDED = frozenset((ReadProblem.CRASHED, ReadProblem.MEMORY, ReadProblem.SLOW))  # stopped by the limits of the process
_ZEROS = bytes(1_000_000)
Bomb = tuple[str, Callable[[Path], None], frozenset[ReadProblem]]


def _lies(entry: str, of: bytes) -> Callable[[Path], None]:
    """An Office file with one entry of 250 MB of blanks."""

    def write(path: Path) -> None:
        path.write_bytes(of)
        with zipfile.ZipFile(path, 'a', zipfile.ZIP_DEFLATED) as packed, packed.open(entry, 'w') as stream:
            for _ in range(250):
                stream.write(b' ' * 1_000_000)

    return write


def _content(make: Callable[[], bytes]) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(make()) and None


def _many_entries() -> bytes:
    return corpus.archive({f'word/{n}.xml': b'<x/>' for n in range(5_000)} | {'word/document.xml': b'<x/>'})


def _very_many_entries() -> bytes:
    """100,000 names, all of the same few bytes."""
    name = b'word/document.xml'
    entry = struct.pack('<4s5H3I2H', b'PK\3\4', 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0) + name
    listed = struct.pack('<4s6H3I5H2I', b'PK\1\2', 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack('<4s4H2IH', b'PK\5\6', 0, 0, 65535, 65535, 100_000 * len(listed), len(entry), 0)
    return entry + listed * 100_000 + end


def _laughs() -> bytes:
    levels = ''.join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{levels}]><x>&l9;</x>'.encode()


def _laughing_docx(encoding: str = 'utf-8') -> bytes:
    return corpus.changed(corpus.docx(), 'word/document.xml', lambda _: _laughs().decode().encode(encoding))


def _quadratic_odt() -> bytes:
    word = 'a' * 100_000
    xml = f'<!DOCTYPE x [<!ENTITY w "{word}">]><x>{"&w;" * 20_000}</x>'.encode()
    return corpus.odt(extra={'content.xml': xml})


def _strange_encoding() -> bytes:
    xml = b'<?xml version="1.0" encoding="UTF-7"?><x>+ADwAIQ-DOCTYPE</x>'
    return corpus.changed(corpus.docx(), 'word/document.xml', lambda _: xml)


def _deep_odt() -> bytes:
    return corpus.odt('<text:section>' * 100_000 + '<text:p>tief</text:p>' + '</text:section>' * 100_000)


def _wide_docx() -> bytes:
    """A table that says it is a thousand million columns wide, 20,000 times."""
    w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
    cell = (
        '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>'
    )
    xml = f'<w:document xmlns:w="{w}"><w:body><w:tbl>{cell * 20_000}</w:tbl></w:body></w:document>'.encode()
    return corpus.changed(corpus.docx(), 'word/document.xml', lambda _: xml)


def _repeating_odt() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell * 50}</table:table-row>'
    return corpus.odt(f'<table:table>{row * 50}</table:table>')


def _png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    head = struct.pack('>2I5B', width, height, 8, 6, 0, 0, 0)
    parts = ((b'IHDR', head), *chunks, (b'IDAT', zlib.compress(bytes(1_000_000))), (b'IEND', b''))
    return b'\x89PNG\r\n\x1a\n' + b''.join(
        struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data)) for kind, data in parts
    )


def _inflated(megabytes: int) -> bytes:
    """Zeros, packed; made piece by piece."""
    packer = zlib.compressobj(1)
    return b''.join(packer.compress(_ZEROS) for _ in range(megabytes)) + packer.flush()


def pdf_of(objects: dict[int, bytes]) -> bytes:
    """A PDF of these numbered objects; 1 is the catalogue."""
    made, places = io.BytesIO(b'%PDF-1.7\n'), {}
    made.seek(0, 2)
    for number, content in objects.items():
        places[number] = made.tell()
        made.write(b'%d 0 obj\n%s\nendobj\n' % (number, content))
    start = made.tell()
    rows = b''.join(b'%010d 00000 n \n' % places.get(n, 0) for n in range(1, max(objects) + 1))
    made.write(b'xref\n0 %d\n0000000000 65535 f \n%s' % (max(objects) + 1, rows))
    made.write(b'trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF' % (max(objects) + 1, start))
    return made.getvalue()


def blank_pdf(box: str) -> bytes:
    """An empty page of that size."""
    return pdf_of(_page(_stream(b''), box=box.encode()))


def _page(contents: bytes = b'', resources: bytes = b'<<>>', box: bytes = b'0 0 600 800') -> dict[int, bytes]:
    return {
        1: b'<</Type/Catalog/Pages 2 0 R>>',
        2: b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
        3: b'<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources %s>>' % (box, resources),
        4: contents,
    }


def _stream(data: bytes, more: bytes = b'') -> bytes:
    return b'<</Length %d%s>>stream\n%s\nendstream' % (len(data), more, data)


def _flate_pdf() -> bytes:
    return pdf_of(_page(_stream(zlib.compress(_inflated(2_000)), b'/Filter[/FlateDecode/FlateDecode]')))


def _deep_pdf() -> bytes:
    objects = {1: b'<</Type/Catalog/Pages 2 0 R>>'}
    for number in range(2, 100_000):
        objects[number] = b'<</Type/Pages/Kids[%d 0 R]/Count 1>>' % (number + 1)
    return pdf_of(objects | {100_000: b'<</Type/Page/MediaBox[0 0 9 9]>>'})


def _recursive_pdf() -> bytes:
    form = _stream(b'/F Do /F Do', b'/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>')
    return pdf_of(_page(_stream(b'/F Do'), b'<</XObject<</F 5 0 R>>>>') | {5: form})


def _laughing_pdf() -> bytes:
    """Forms that call the next one ten times, twelve deep."""
    objects = _page(_stream(b'/F Do ' * 10), b'<</XObject<</F 5 0 R>>>>')
    for number in range(5, 17):
        more = b'/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>' % (number + 1)
        objects[number] = _stream(b'/F Do ' * 10, more)
    return pdf_of(objects)


def _claiming_pdf() -> bytes:
    return pdf_of(_page() | {2: b'<</Type/Pages/Kids[3 0 R]/Count 2000000000>>'})


def sheet(rows: str) -> bytes:
    """An Excel file with these rows that claims to use every cell there can be."""
    book = io.BytesIO()
    Workbook().save(book)
    x = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    xml = f'<worksheet xmlns="{x}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'.encode()
    return corpus.changed(book.getvalue(), 'xl/worksheets/sheet1.xml', lambda _: xml)


def _wide_xlsx() -> bytes:
    """A cell in the last column of each of 20,000 rows."""
    return sheet(''.join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 20_001)))


def _long_csv() -> bytes:
    return b'a;b\n' + b'x' * 24_000_000


def _wide_csv() -> bytes:
    return b';'.join([b'1'] * 4_000_000) + b'\n' + b'1\n' * 2_000_000


def _deep_html() -> bytes:
    return b'<html><body>' + b'<div>' * 100_000 + b'tief' + b'</div>' * 100_000


def _wide_html() -> bytes:
    return b'<html><body><table>' + b'<tr><td>a<td>b</tr>' * 600_000


def _parts_eml() -> bytes:
    message = EmailMessage()
    message['From'] = message['To'] = 'a@example.org'
    message.set_content('Hallo')
    data = message.as_bytes()
    part = b'--x\r\nContent-Type: text/plain\r\n\r\nTeil\r\n'
    return b'Content-Type: multipart/mixed; boundary=x\r\n' + data.split(b'Content-Type')[0] + b'\r\n' + part * 10_000


def _deep_eml() -> bytes:
    parts = (b'Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n' % (n, n) for n in range(900))
    return b'From: a@example.org\r\nMIME-Version: 1.0\r\n' + b''.join(parts)


def _noise() -> bytes:
    return b'%PDF-1.7\n' + random.Random(1).randbytes(2_000_000)


def _long_text() -> bytes:
    return 'Äpfel und Öl. '.encode() * 1_000_000


BOMBS: dict[str, Bomb] = {
    'one entry of 250 MB in a Word file': ('a.docx', _lies('word/extra.bin', corpus.docx()), frozenset({B})),
    'one entry of 250 MB in an Excel file': ('a.xlsx', _lies('xl/sharedStrings.xml', corpus.xlsx()), frozenset({B})),
    '5,000 entries': ('a.docx', _content(_many_entries), frozenset({B})),
    '100,000 entries': ('a.docx', _content(_very_many_entries), frozenset({B})),
    'an archive in the archive': (
        'a.odt',
        _content(lambda: corpus.odt(extra={'Pictures/1.png': corpus.archive({'x': b'x'})})),
        frozenset({B}),
    ),
    'billion laughs': ('a.docx', _content(_laughing_docx), frozenset({B})),
    'billion laughs in UTF-16': ('a.docx', _content(lambda: _laughing_docx('utf-16')), frozenset({B})),
    'XML in a strange encoding': ('a.docx', _content(_strange_encoding), frozenset({D})),
    'one long entity, 20,000 times': ('a.odt', _content(_quadratic_odt), frozenset({B})),
    'XML 100,000 deep': ('a.odt', _content(_deep_odt), frozenset({B})),
    'a cell of a thousand million columns': ('a.docx', _content(_wide_docx), frozenset({L})),
    'cells a million times a million': ('a.odt', _content(_repeating_odt), frozenset({L})),
    'a picture of 900 million pixels': ('a.png', _content(lambda: _png(30_000, 30_000)), frozenset({B})),
    'a picture with a packed comment of 200 MB': (
        'a.png',
        _content(lambda: _png(10, 10, (b'zTXt', b'x\0\0' + _inflated(200)))),
        frozenset({B, D}),
    ),
    'a PDF stream of 2 GB': ('a.pdf', _content(_flate_pdf), ENDED | {D, ReadProblem.EMPTY, ReadProblem.SCAN}),
    'a PDF page tree 100,000 deep': ('a.pdf', _content(_deep_pdf), ENDED | {D, ReadProblem.EMPTY}),
    'a PDF form that calls itself': ('a.pdf', _content(_recursive_pdf), ENDED | {ReadProblem.SCAN, ReadProblem.EMPTY}),
    'PDF forms that call ten others each': (
        'a.pdf',
        _content(_laughing_pdf),
        ENDED | {ReadProblem.SCAN, ReadProblem.EMPTY},
    ),
    'a PDF that claims two thousand million pages': (
        'a.pdf',
        _content(_claiming_pdf),
        frozenset({D, L, ReadProblem.EMPTY}),
    ),
    'a PDF of noise': ('a.pdf', _content(_noise), frozenset({D})),
    'a sheet whose rows are 16,384 columns wide': ('a.xlsx', _content(_wide_xlsx), frozenset({L})),
    'a CSV line of 24 MB': ('a.csv', _content(_long_csv), frozenset({L})),
    'a CSV of four million columns': ('a.csv', _content(_wide_csv), frozenset({L})),
    'HTML 100,000 deep': ('a.html', _content(_deep_html), frozenset({B})),
    'an HTML table of 1,200,000 cells': ('a.html', _content(_wide_html), frozenset({L})),
    'a mail of 10,000 parts': ('a.eml', _content(_parts_eml), frozenset({B})),
    'a mail 900 parts deep': ('a.eml', _content(_deep_eml), frozenset({B})),
    'a text of 13 million characters': ('a.txt', _content(_long_text), frozenset({L})),
}
