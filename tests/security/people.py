"""A small hardened site with real accounts on a real store, for the tests of the door."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from app.services.accounts import AccountService
from app.storage.disk import Disk
from app.storage.store import Store
from app.web.entry import Entry
from app.web.gate import SOCKET_PATH, Gate
from app.web.hosts import KnownHosts
from app.web.sessions import Guard, cookie_name, current_person, session_of
from app.web.setup_code import SetupCode
from tests.fakes import FakeClock
from tests.security.asgi import Answer, ask

PASSWORD = 'igel sommer brot fenster'
FORM = ('content-type', 'application/x-www-form-urlencoded')
OWN = ('origin', 'http://127.0.0.1:8080')
HTML = ('accept', 'text/html,*/*')
REMOTE = ('192.168.1.9', 40000)


@dataclass
class House:
    """The site, its accounts and what was printed at the server."""

    accounts: AccountService
    clock: FakeClock
    app: Starlette
    store: Store
    codes: list[str] = field(default_factory=list)

    @property
    def cookie_name(self) -> str:
        return cookie_name(self.accounts)

    def cookie(self, value: str) -> tuple[str, str]:
        return ('cookie', f'{self.cookie_name}={value}')

    def given(self, answer: Answer) -> str:
        """The sign-in cookie an answer set; '' for none."""
        match = re.match(rf'{self.cookie_name}=([^;]*)', answer.headers.get('set-cookie', ''))
        return match[1].strip('"') if match else ''

    async def sign_in(self, name: str = 'Anna', password: str = PASSWORD) -> str:
        body = f'name={name}&password={password.replace(" ", "+")}'.encode()
        return self.given(await ask(self.app, 'POST', '/anmelden', FORM, OWN, body=[body]))


@asynccontextmanager
async def house(folder: Path, last_words: float = 0.0, disk: Disk | None = None) -> AsyncIterator[House]:
    """A house without accounts."""
    clock = FakeClock()
    store = await Store.open(folder / 'data', clock, folder / 'keys', disk=disk)
    accounts = AccountService(store, clock)
    codes: list[str] = []
    app = Starlette(routes=_routes())
    app.router.routes[:0] = Entry(accounts, clock, 'de', SetupCode(clock, codes.append)).routes()
    app.add_middleware(Guard, accounts=accounts, last_words=last_words)
    app.state.sockets, app.state.acts = [], []
    hosts = KnownHosts(('heim.example',), machine=frozenset({'stube.local'}))
    app.add_middleware(Gate, hosts=hosts, cookie_name=cookie_name(accounts))
    yield House(accounts, clock, app, store, codes)
    await store.close()


def _routes() -> list[Route | WebSocketRoute]:
    return [
        Route('/', _who, methods=['GET']),
        Route('/api/health', _who, methods=['GET']),
        Route('/api/bots', _who, methods=['GET', 'POST']),
        Route('/api/events', _events, methods=['GET']),
        Route('/assets/{path:path}', _asset, methods=['GET']),
        WebSocketRoute(SOCKET_PATH + 'socket.io/', _echo),
    ]


async def _who(request: Request) -> Response:
    person = current_person(request)
    return JSONResponse({'id': person.id if person else None, 'session': session_of(request)})


async def _asset(request: Request) -> Response:
    return PlainTextResponse('style')


async def _events(request: Request) -> Response:
    async def lines() -> AsyncIterator[str]:
        for line in request.app.state.lines:
            await line()
            yield 'data: x\n\n'

    return StreamingResponse(lines(), media_type='text/event-stream')


async def _echo(socket: WebSocket) -> None:
    await socket.accept()
    socket.app.state.sockets.append(socket)
    async for text in socket.iter_text():
        socket.app.state.acts.append(text)
        await socket.send_text(text)
