"""Byte-wise reading of event streams (SSE) and of JSON lines (NDJSON).

Lines end at \\n and nowhere else: JSON may hold U+2028, U+2029 and U+0085, where `splitlines` and httpx's
`iter_lines` would tear an event in two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MAX_EVENT = 8_000_000  # bytes of one event; a server that does not stream sends its whole answer as one


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `garbled` when its bytes were not UTF-8 and had to be replaced."""

    data: str
    name: str = ''
    garbled: bool = False
    torn: bool = False  # the stream ended in the middle of it


class TooLong(Exception):
    """One event is longer than anybody needs."""


class Lines:
    """Collects bytes, gives out complete lines without their end."""

    def __init__(self) -> None:
        self._rest: list[bytes] = []
        self._size = 0

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Every line that `piece` completes."""
        *complete, rest = piece.split(b'\n')
        for line in complete:
            self._rest.append(line)
            whole = b''.join(self._rest)
            self._rest, self._size = [], 0
            yield whole.removesuffix(b'\r')
        self._rest.append(rest)
        self._size += len(rest)
        if self._size > MAX_EVENT:
            raise TooLong

    def rest(self) -> bytes:
        """What came after the last line end."""
        return b''.join(self._rest).removesuffix(b'\r')


class SseReader:
    """Bytes in, events out: comments skipped, several `data:` lines joined, unknown fields ignored."""

    def __init__(self) -> None:
        self._lines = Lines()
        self._name = ''
        self._data: list[str] = []
        self._size = 0
        self._garbled = False
        self._first = True

    def feed(self, piece: bytes) -> Iterator[Event]:
        """Every event that `piece` completes."""
        for line in self._lines.feed(piece):
            if line:
                self._take(line)
            elif self._data:
                yield self._event()
            else:
                self._name = ''

    def end(self) -> Iterator[Event]:
        """The event that lacked its empty line when the stream ended: servers forget it after [DONE]."""
        if rest := self._lines.rest():
            self._take(rest)
        if self._data:
            yield self._event(torn=True)

    def _take(self, line: bytes) -> None:
        if self._first:
            line, self._first = line.removeprefix(b'\xef\xbb\xbf'), False
        field, _, value = line.partition(b':')
        value = value.removeprefix(b' ')
        if field == b'data':
            text, garbled = decoded(value)
            self._data.append(text)
            self._size += len(value)
            self._garbled = self._garbled or garbled
            if self._size > MAX_EVENT:
                raise TooLong
        elif field == b'event':
            self._name = decoded(value)[0]

    def _event(self, torn: bool = False) -> Event:
        event = Event('\n'.join(self._data), self._name, self._garbled, torn)
        self._name, self._data, self._size, self._garbled = '', [], 0, False
        return event


class NdjsonReader:
    """Bytes in, one event per line out."""

    def __init__(self) -> None:
        self._lines = Lines()

    def feed(self, piece: bytes) -> Iterator[Event]:
        """Every line that `piece` completes, empty ones skipped."""
        for line in self._lines.feed(piece):
            if line.strip():
                yield _line_event(line)

    def end(self) -> Iterator[Event]:
        """A last line without its end."""
        if (rest := self._lines.rest()).strip():
            yield _line_event(rest, torn=True)


class WholeReader:
    """One event out of the whole body: services that ignore `stream` answer in one JSON object."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def feed(self, piece: bytes) -> Iterator[Event]:
        """Nothing yet."""
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size > MAX_EVENT:
            raise TooLong
        return iter(())

    def end(self) -> Iterator[Event]:
        """The whole body."""
        yield _line_event(b''.join(self._pieces))


def _line_event(line: bytes, torn: bool = False) -> Event:
    text, garbled = decoded(line)
    return Event(text, garbled=garbled, torn=torn)


def decoded(line: bytes) -> tuple[str, bool]:
    """A complete line as text, and whether bytes had to be replaced."""
    try:
        return line.decode('utf-8'), False
    except UnicodeDecodeError:
        return line.decode('utf-8', 'replace'), True
