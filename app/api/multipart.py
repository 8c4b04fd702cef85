"""Reads one uploaded file from a multipart body as it arrives: nothing is collected in memory or in another folder."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from app.domain.errors import Invalid, Malformed, TooLarge, UnsupportedMedia

MEGABYTE = 1024 * 1024
AROUND = MEGABYTE  # bytes that may surround the file: boundaries, headers, other fields


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file on its way. `chunks` must be read to its end: only then the upload is known to be whole."""

    name: str
    chunks: AsyncIterator[bytes]


async def file_field(request: Request, field: str, limit: int) -> Arriving:
    """The file in `field`; the errors of a bad upload come here or while reading `chunks`."""
    announced = request.headers.get('content-length', '')
    if announced.isdigit() and len(announced) < 20 and int(announced) > limit + AROUND:
        raise TooLarge(limit // MEGABYTE)
    parts = _Parts(_boundary(request))
    events = _events(request, parts, limit)
    async for kind, value in events:
        if kind == 'part' and value[0] == field:
            if value[1] is None:
                raise Invalid.field(field, 'file')
            return Arriving(value[1], _chunks(events, field))
    raise Invalid.field(field, 'required')


async def _chunks(events: AsyncIterator[tuple[str, Any]], field: str) -> AsyncIterator[bytes]:
    inside = True
    async for kind, value in events:
        if kind == 'data' and inside:
            yield value
        elif kind == 'part':
            if value[0] == field:
                raise Invalid.field(field, 'one_file')
            inside = False


async def _events(request: Request, parts: _Parts, limit: int) -> AsyncIterator[tuple[str, Any]]:
    size = 0
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > limit + AROUND:
                raise TooLarge(limit // MEGABYTE)
            parts.feed(piece)
            while parts.found:
                yield parts.found.popleft()
    except (FormParserError, ClientDisconnect) as error:
        raise Malformed('broken_off') from error
    if not parts.complete:
        raise Malformed('broken_off')  # the connection broke off: half a file is no file


def _boundary(request: Request) -> bytes:
    kind, options = parse_options_header(request.headers.get('content-type'))
    if kind != b'multipart/form-data':
        raise UnsupportedMedia('multipart_only')
    boundary = options.get(b'boundary', b'')
    if not 0 < len(boundary) <= 200:
        raise Malformed('broken_off')
    return boundary


class _Parts:
    """What the parser found: ('part', (field, file name or None)) and ('data', bytes)."""

    def __init__(self, boundary: bytes) -> None:
        self.found: deque[tuple[str, Any]] = deque()
        self.complete = False
        self._name = self._value = b''
        self._disposition = b''
        self._parser = MultipartParser(
            boundary,
            {
                'on_part_begin': self._begin,
                'on_header_field': self._header_name,
                'on_header_value': self._header_value,
                'on_header_end': self._header_end,
                'on_headers_finished': self._headers_finished,
                'on_part_data': self._data,
                'on_end': self._end,
            },
        )

    def feed(self, piece: bytes) -> None:
        """Take the next bytes of the body."""
        self._parser.write(piece)

    def _begin(self) -> None:
        self._disposition = b''

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._name.lower() == b'content-disposition':
            self._disposition = self._value
        self._name = self._value = b''

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._disposition)
        name = options.get(b'filename')
        field = options.get(b'name', b'').decode('utf-8', 'replace')
        self.found.append(('part', (field, None if name is None else name.decode('utf-8', 'surrogateescape'))))

    def _data(self, data: bytes, start: int, end: int) -> None:
        self.found.append(('data', data[start:end]))

    def _end(self) -> None:
        self.complete = True
