"""Speaks ASGI to an application byte by byte: any header, any address, any order of body pieces, websockets."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

HOME = ('127.0.0.1', 50000)


@dataclass
class Answer:
    """What came back; `status` 0 = nothing."""

    status: int = 0
    headers: Headers = field(default_factory=lambda: Headers({}))
    body: bytes = b''

    @property
    def text(self) -> str:
        return self.body.decode()


async def ask(
    app: ASGIApp,
    method: str,
    path: str,
    *headers: tuple[str, str],
    body: Iterable[bytes] = (),
    client: tuple[str, int] = HOME,
    server: tuple[str, int] = ('127.0.0.1', 8080),
    host: str | None = '127.0.0.1:8080',
    scheme: str = 'http',
) -> Answer:
    """One request. `body` is sent piece by piece, without a Content-Length unless it is among `headers`."""
    pieces = list(body)
    messages: list[Message] = [
        {'type': 'http.request', 'body': piece, 'more_body': index < len(pieces) - 1}
        for index, piece in enumerate(pieces)
    ] or [{'type': 'http.request', 'body': b'', 'more_body': False}]
    answer = Answer()

    async def receive() -> Message:
        if messages:
            return messages.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        if message['type'] == 'http.response.start':
            assert answer.status == 0, 'two answers'
            answer.status, answer.headers = message['status'], Headers(raw=list(message['headers']))
        else:
            answer.body += message.get('body', b'')

    await app(_scope('http', method, path, headers, host, client, server, scheme), receive, send)
    return answer


class Socket:
    """A websocket seen from the browser's side."""

    def __init__(self, app: ASGIApp, path: str, *headers: tuple[str, str], host: str = '127.0.0.1:8080') -> None:
        self._scope = _scope('websocket', '', path, headers, host, HOME, ('127.0.0.1', 8080), 'ws')
        self._app = app
        self._to_server: asyncio.Queue[Message] = asyncio.Queue()
        self._to_browser: asyncio.Queue[Message] = asyncio.Queue()

    async def __aenter__(self) -> Socket:
        await self._to_server.put({'type': 'websocket.connect'})
        self._task = asyncio.create_task(self._app(self._scope, self._to_server.get, self._to_browser.put))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._to_server.put({'type': 'websocket.disconnect', 'code': 1000})
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def opened(self) -> bool:
        """True when the server took the connection."""
        return (await self.next())['type'] == 'websocket.accept'

    async def say(self, text: str) -> None:
        await self._to_server.put({'type': 'websocket.receive', 'text': text})

    async def next(self) -> Message:
        async with asyncio.timeout(5):
            return await self._to_browser.get()


def _scope(
    kind: str,
    method: str,
    path: str,
    headers: Sequence[tuple[str, str]],
    host: str | None,
    client: tuple[str, int],
    server: tuple[str, int],
    scheme: str,
) -> dict[str, Any]:
    bare, _, query = path.partition('?')
    own = [('host', host)] if host is not None else []
    return {
        'type': kind,
        'asgi': {'version': '3.0', 'spec_version': '2.4'},
        'http_version': '1.1',
        **({'method': method} if kind == 'http' else {'subprotocols': []}),
        'scheme': scheme,
        'path': bare,
        'raw_path': bare.encode(),
        'query_string': query.encode(),
        'root_path': '',
        'headers': [(name.lower().encode('latin-1'), value.encode('latin-1')) for name, value in [*own, *headers]],
        'client': client,
        'server': server,
        'state': {},
    }
