"""A raw HTTP server that answers exactly what a test tells it to: byte by byte, cut, endless, or not at all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self


class Hang:
    """Say nothing more, until the client is gone."""


HANG = Hang()


@dataclass(frozen=True)
class Pause:
    """Say nothing for a moment."""

    seconds: float


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer. `framing`: chunked | close (ends with the connection) | length. `cut`: drop the line at the end."""

    status: int = 200
    media: str = 'text/event-stream'
    parts: Iterable[bytes | Hang | Pause] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    framing: str = 'chunked'
    cut: bool = False
    raw_head: bytes = b''  # sent instead of a proper head


@dataclass(frozen=True)
class Request:
    """What the client sent."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Peer:
    """Gives its answers in their order, the last one again and again; `side` answers whole paths of their own."""

    def __init__(self, *answers: Answer, side: Mapping[str, Answer] | None = None) -> None:
        self.requests: list[Request] = []
        self.sent = 0
        self.deaf = False  # True: read nothing
        self.connections = 0
        self.hanging = asyncio.Event()
        self.gone = asyncio.Event()
        self._answers: Sequence[Answer] = answers
        self._given = 0
        self._side = side or {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, '127.0.0.1', 0)
        self.port = int(self._server.sockets[0].getsockname()[1])
        self.url = f'http://127.0.0.1:{self.port}'
        self._tasks: set[asyncio.Task[None]] = set()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def hang_up(self) -> None:
        """Drop the open connections, as a service does with idle ones."""
        for task in list(self._tasks):
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        try:
            if self.deaf:
                await asyncio.Event().wait()
            while request := await _read_request(reader):
                self.requests.append(request)
                answer = self._side.get(request.path.partition('?')[0]) or self._next()
                if not await self._give(answer, reader, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            self.gone.set()
        except asyncio.CancelledError:  # the test is over; asyncio would log a cancelled server task as an error
            pass
        finally:
            self._tasks.discard(task)
            writer.transport.abort() if writer.transport.get_write_buffer_size() else writer.close()

    def _next(self) -> Answer:
        answer = self._answers[min(self._given, len(self._answers) - 1)]
        self._given += 1
        return answer

    async def _give(self, answer: Answer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """True when the connection can be used again."""
        await self._write(writer, answer.raw_head or _head(answer))
        for part in answer.parts:
            if isinstance(part, Pause):
                await asyncio.sleep(part.seconds)
                continue
            if isinstance(part, Hang):
                self.hanging.set()
                await reader.read()  # returns when the client closes
                self.gone.set()
                return False
            await self._write(writer, b'%x\r\n%b\r\n' % (len(part), part) if answer.framing == 'chunked' else part)
        if answer.cut or answer.framing == 'close':
            return False
        if answer.framing == 'chunked':
            await self._write(writer, b'0\r\n\r\n')
        return True

    async def _write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        writer.write(data)
        await writer.drain()
        self.sent += len(data)


async def _read_request(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = (await reader.readuntil(b'\r\n\r\n')).decode('latin-1')
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.split('\r\n')
    method, path, _ = first.split(' ')
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(':') for line in lines if line)
    }
    body = await reader.readexactly(int(headers.get('content-length', 0)))
    return Request(method, path, headers, body)


def _head(answer: Answer) -> bytes:
    lines = [f'HTTP/1.1 {answer.status} X', f'Content-Type: {answer.media}']
    if answer.framing == 'chunked':
        lines.append('Transfer-Encoding: chunked')
    elif answer.framing == 'length':
        size = sum(len(part) for part in answer.parts if isinstance(part, bytes))
        lines.append(f'Content-Length: {size + (1 if answer.cut else 0)}')
    else:
        lines.append('Connection: close')
    lines += [f'{name}: {value}' for name, value in answer.headers.items()]
    return ('\r\n'.join(lines) + '\r\n\r\n').encode()
