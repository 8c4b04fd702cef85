"""Who is asking: the one function for cookie and token, and the layer that keeps strangers out.

`current_person(request)` works on every request and websocket behind `Guard`, also later on a kept request
(`ui.context.client.request`): it looks again each time, so whoever was signed out meanwhile is nobody.
"""

from __future__ import annotations

import asyncio
import re
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.accounts import Account
from app.domain.errors import NotSignedIn
from app.services.accounts import STAYS, AccountService, proof_id
from app.web.answers import cookie, is_api, language_of, refusal
from app.web.gate import SOCKET_PATH, close_unopened
from app.web.hosts import is_loopback, parse_authority

LOGIN, LOGOUT, WELCOME = '/anmelden', '/abmelden', '/willkommen'
# Everything else needs a person. A test compares this list with what an anonymous visitor really gets.
PUBLIC_ROUTES = (
    LOGIN,
    LOGOUT,
    WELCOME,
    '/api/health',
    '/assets/design.css',  # the look of the sign-in pages; nothing of any person
    '/assets/entry.js',
    '/assets/theme.js',
    '/assets/icon.svg',
    '/assets/fonts/{file}',
    '/favicon.ico',
)
_PUBLIC = re.compile('|'.join(re.escape(route).replace(r'\{file\}', r'\w[\w.-]*') for route in PUBLIC_ROUTES), re.ASCII)
LAST_WORDS = 1.0  # seconds a closing page can still be told something
_ACCOUNTS = 'oo.accounts'
_FORWARDED = ('forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip')


def current_person(request: HTTPConnection) -> Account | None:
    """The account that is asking, by token or cookie; the built-in owner on this computer while there is no account."""
    accounts: AccountService = request.scope[_ACCOUNTS]
    if not accounts.exist():
        return accounts.builtin_owner() if is_local(request.scope) else None
    authorization = request.headers.get('authorization')
    if authorization is not None:  # a token counts alone: a wrong one is never rescued by a cookie
        return accounts.by_token(_bearer(authorization))
    return accounts.by_session(cookie(request.scope, cookie_name(accounts)))


def session_of(request: HTTPConnection) -> str:
    """The id of the sign-in behind this request, as `AccountService.on_revoke` names it; '' without a cookie."""
    accounts: AccountService = request.scope[_ACCOUNTS]
    value = cookie(request.scope, cookie_name(accounts))
    return proof_id(value) if value else ''


def cookie_name(accounts: AccountService) -> str:
    """An own name per installation: browsers do not keep the cookies of two ports apart."""
    return f'oo_{accounts.installation}'


def give_cookie(response: Response, scope: Scope, accounts: AccountService, value: str) -> None:
    """Let the browser stay signed in."""
    response.set_cookie(
        cookie_name(accounts),
        value,
        max_age=int(STAYS.total_seconds()),
        path='/',
        httponly=True,
        samesite='lax',  # strict would sign people out who follow a link from a mail
        secure=_is_https(scope),
    )


def take_cookie(response: Response, scope: Scope, accounts: AccountService) -> None:
    """Let the browser forget its sign-in."""
    response.delete_cookie(cookie_name(accounts), path='/', httponly=True, samesite='lax', secure=_is_https(scope))


def is_local(scope: Scope) -> bool:
    """True when somebody at this computer is asking: own loop on both ends, and no proxy in between."""
    headers = Headers(scope=scope)
    host = parse_authority(headers.get('host', ''))
    client = (scope.get('client') or ('',))[0] or ''
    return (
        host is not None
        and host.is_loopback
        and is_loopback(client)
        and not any(name in headers for name in _FORWARDED)
    )


class Guard:
    """Pure ASGI, behind the gate: tells everybody behind it who is asking and lets nobody else through.

    Open websockets and event streams end with the person's access: it is asked anew for every message.
    """

    def __init__(
        self, app: ASGIApp, *, accounts: AccountService, language: str = 'de', last_words: float = LAST_WORDS
    ) -> None:
        self._app = app
        self._accounts = accounts
        self._language = language
        self._last_words = last_words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the person through, send a stranger to the door."""
        if scope['type'] not in ('http', 'websocket'):
            await self._app(scope, receive, send)
            return
        scope[_ACCOUNTS] = self._accounts
        person = current_person(HTTPConnection(scope))
        if scope['type'] == 'websocket':
            if person is None:
                await close_unopened(receive, send)
            else:
                watch = _WatchedSocket(scope, receive, send, person.id, self._last_words)
                await self._app(scope, watch.receive, watch.send)
        elif person is not None:
            await self._note_use(scope)
            await self._app(scope, receive, _watched_stream(scope, send, person.id))
        elif _PUBLIC.fullmatch(scope['path']):
            await self._app(scope, receive, send)
        else:
            await self._at_the_door(scope)(scope, receive, send)

    async def _note_use(self, scope: Scope) -> None:
        if not scope['path'].startswith((SOCKET_PATH, '/_nicegui/', '/assets/')) and self._accounts.exist():
            authorization = Headers(scope=scope).get('authorization')
            proof = cookie(scope, cookie_name(self._accounts)) if authorization is None else _bearer(authorization)
            await self._accounts.seen(proof)

    def _at_the_door(self, scope: Scope) -> Response:
        wants_page = scope['method'] in ('GET', 'HEAD') and 'text/html' in Headers(scope=scope).get('accept', '')
        if is_api(scope) or scope['path'].startswith((SOCKET_PATH, '/_nicegui/')) or not wants_page:
            headers = {'WWW-Authenticate': 'Bearer'} if is_api(scope) else {}
            return refusal(scope, NotSignedIn(), language_of(scope, self._language), headers)
        if not self._accounts.exist():
            return RedirectResponse(WELCOME, 303)
        query = scope.get('query_string', b'').decode('latin-1')
        target = scope['path'] + (f'?{query}' if query else '')
        return RedirectResponse(LOGIN if target == '/' else f'{LOGIN}?weiter={quote(target, safe="/")}', 303)


class _WatchedSocket:
    """An open websocket that closes itself when its person may no longer use it.

    From that moment on nothing that comes in gets through. What goes out does so for `last_words` seconds more, so
    that the page can be told to go to the door.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send, person_id: str, last_words: float) -> None:
        self._last_words = last_words
        self._connection = HTTPConnection(scope)
        self._receive = receive
        self._send = send
        self._person_id = person_id
        self._ended_at: float | None = None
        self._closed = False

    async def receive(self) -> Message:
        """The next message of somebody who may send one, or the end."""
        while True:
            message = await self._receive()
            if message['type'] != 'websocket.receive' or self._allowed():
                return message
            if self._over():
                await self._close()
                return {'type': 'websocket.disconnect', 'code': 1008}

    async def send(self, message: Message) -> None:
        """Hand a message to the browser while it may have it."""
        if self._closed:
            return
        if message['type'] == 'websocket.send' and not self._allowed() and self._over():
            await self._close()
            return
        self._closed = message['type'] == 'websocket.close'
        await self._send(message)

    def _allowed(self) -> bool:
        person = current_person(self._connection)
        allowed = self._ended_at is None and person is not None and person.id == self._person_id
        if not allowed and self._ended_at is None:
            self._ended_at = asyncio.get_running_loop().time()
        return allowed

    def _over(self) -> bool:
        now = asyncio.get_running_loop().time()
        return self._ended_at is not None and now - self._ended_at >= self._last_words

    async def _close(self) -> None:
        if not self._closed:
            self._closed = True
            await self._send({'type': 'websocket.close', 'code': 1008})


def _watched_stream(scope: Scope, send: Send, person_id: str) -> Send:
    """Ends an event stream at its next piece when the person's access ended."""
    is_stream = ended = False

    async def watched(message: Message) -> None:
        nonlocal is_stream, ended
        if message['type'] == 'http.response.start':
            is_stream = Headers(raw=message['headers']).get('content-type', '').startswith('text/event-stream')
        elif is_stream and not ended:
            person = current_person(HTTPConnection(scope))
            if person is None or person.id != person_id:
                ended = True
                await send({'type': 'http.response.body', 'body': b''})
        if not ended:
            await send(message)

    return watched


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(' ')
    return token.strip() if scheme.lower() == 'bearer' else ''


def _is_https(scope: Scope) -> bool:
    return bool(scope.get('scheme') == 'https')
