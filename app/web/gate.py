"""The gate: outermost of our layers. Nobody gets past it with a foreign host, a foreign origin or too many bytes.

It looks at requests and websockets alike. What it refuses reaches neither a page nor a route and sets no cookie.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.errors import AppError, Forbidden, Malformed, TooLarge
from app.web.answers import cookie, language_of, refusal
from app.web.hosts import Authority, KnownHosts, parse_authority, same_origin

SOCKET_PATH = '/_nicegui_ws/'
SAFE_METHODS = ('GET', 'HEAD', 'OPTIONS')
MB = 1_000_000
BODY_LIMITS = (  # first match counts
    (re.compile(r'/(anmelden|abmelden|willkommen)'), 20_000),
    (re.compile(r'/api/bots/[^/]+/docs|/_nicegui/client/.*'), 26 * MB),  # a file of 25 MB and what wraps it
    (re.compile(r'.*'), 9 * MB),  # the longest text REST takes is 8 MB
)
BODY_PAUSE = 30.0  # seconds between two pieces of a body; slower is somebody holding a connection open
# Vue compiles its templates in the browser, hence 'unsafe-eval'; inline scripts need the nonce.
POLICY = (
    "default-src 'self'; script-src 'self'{nonce} 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-src 'none'; "
    "frame-ancestors 'none'"
)
# Under no-referrer a browser sends `Origin: null` with a form, and the gate would refuse our own forms. This line in
# a page of ours lets it name the origin to us; to everybody else it still says nothing.
OWN_REFERRER = b'<meta name="referrer" content="same-origin">'
HEADERS = {
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()',
}
log = logging.getLogger(__name__)


class Gate:
    """Pure ASGI. `cookie_name` is the sign-in cookie, `language` the default for its own short pages."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: KnownHosts,
        cookie_name: str,
        language: str = 'de',
        body_pause: float = BODY_PAUSE,
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._cookie_name = cookie_name
        self._language = language
        self._body_pause = body_pause

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then let through with a counted body and armoured answers."""
        if scope['type'] not in ('http', 'websocket'):
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope)
        if scope['type'] == 'websocket':
            if refused is None:
                await self._app(scope, receive, send)
            else:
                await close_unopened(receive, send)
            return
        armoured = _Armour(send)
        body = _CountedBody(scope, receive, armoured, self._body_pause)
        if refused is None:
            refused = body.too_large_by_header()
        if refused is None:
            refused = await body.run(self._app)
        if refused is not None and not armoured.started:
            log.info('refused %s %s: %s', scope['method'], scope['path'], refused.key)
            await refusal(scope, refused, language_of(scope, self._language))(scope, receive, armoured)

    def _refused(self, scope: Scope) -> AppError | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist('host')
        host = parse_authority(hosts[0]) if len(hosts) == 1 else None
        if host is None:
            return Malformed('host')
        if not self._hosts.knows(host, (scope.get('server') or ('',))[0] or ''):
            return Forbidden('host')
        return None if self._own_page(scope, headers, host) else Forbidden('origin')

    def _own_page(self, scope: Scope, headers: Headers, host: Authority) -> bool:
        """False when the page of another web site is asking, or may be."""
        is_socket = scope['type'] == 'websocket' or scope['path'].startswith(SOCKET_PATH)
        unsafe = scope['type'] == 'http' and scope['method'] not in SAFE_METHODS
        origins = headers.getlist('origin')
        if (unsafe or is_socket) and origins:
            return len(origins) == 1 and same_origin(origins[0], host)
        if unsafe and cookie(scope, self._cookie_name) and 'authorization' not in headers:
            return False
        # Not the base of the decision (plain http in the home network has no such header), but where it is sent
        # it also stops hidden requests for pages by images and scripts of other sites. A followed link stays fine.
        if headers.get('sec-fetch-site') in ('cross-site', 'same-site'):
            is_link = headers.get('sec-fetch-mode') == 'navigate' and headers.get('sec-fetch-dest') == 'document'
            return is_link and not unsafe and not is_socket
        return True


class _Armour:
    """Sends answers with our headers; gives the scripts of NiceGUI's pages a nonce."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._held: Message | None = None  # the start of a page whose body is still being collected
        self._page = bytearray()
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message['type'] == 'http.response.start':
            self.started = True
            headers = MutableHeaders(scope=message)
            # Only pages that NiceGUI built: it escapes all data in them, so every script tag is code of ours.
            if 'x-nicegui-content' in headers and 'content-encoding' not in headers:
                self._held = message
                return
            _dress(headers)
        if self._held is None or message['type'] != 'http.response.body':
            await self._send(message)
            return
        self._page += message.get('body', b'')
        if not message.get('more_body', False):
            await self._send_page(self._held)

    async def _send_page(self, start: Message) -> None:
        nonce = secrets.token_urlsafe(16)
        content = bytes(self._page).replace(b'<script', f'<script nonce="{nonce}"'.encode())
        content = content.replace(b'<head>', b'<head>' + OWN_REFERRER, 1)
        headers = MutableHeaders(scope=start)
        _dress(headers, nonce)
        if 'content-length' in headers:
            headers['content-length'] = str(len(content))
        self._held = None
        await self._send(start)
        await self._send({'type': 'http.response.body', 'body': content})


def _dress(headers: MutableHeaders, nonce: str = '') -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    # Added to a policy the answer may bring along: the browser then obeys both.
    headers.append('Content-Security-Policy', POLICY.format(nonce=f" 'nonce-{nonce}'" if nonce else ''))
    headers.setdefault('Cache-Control', 'no-store')


class _CountedBody:
    """Hands the body on and stops at the limit, whatever `Content-Length` says."""

    def __init__(self, scope: Scope, receive: Receive, armour: _Armour, pause: float) -> None:
        self._pause = pause
        self._scope = scope
        self._receive = receive
        self._armour = armour
        self._limit = next(limit for pattern, limit in BODY_LIMITS if pattern.fullmatch(scope['path']))
        self._seen = 0
        self._complete = False
        self._refused: AppError | None = None

    def too_large_by_header(self) -> AppError | None:
        """A `Content-Length` above the limit, or one that is no number."""
        text = Headers(scope=self._scope).get('content-length', '0')
        if not text.isascii() or not text.isdigit():
            return Malformed('malformed')
        return self._too_large() if len(text) > 15 or int(text) > self._limit else None

    async def run(self, app: ASGIApp) -> AppError | None:
        """Let `app` answer; what has to be answered instead when its body was refused on the way."""
        try:
            await app(self._scope, self._counted, self._guarded_send)
        except HTTPException:
            if self._refused is None:
                raise
        return self._refused

    async def _counted(self) -> Message:
        if self._complete:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._pause)
        except TimeoutError as error:
            self._refused = Malformed('slow')
            raise HTTPException(408) from error
        self._seen += len(message.get('body', b''))
        self._complete = message['type'] != 'http.request' or not message.get('more_body', False)
        if self._seen > self._limit:
            self._refused = self._too_large()
            # Starlette's own exception: FastAPI lets it through while it turns any other one into a 400.
            raise HTTPException(413)
        return message

    async def _guarded_send(self, message: Message) -> None:
        """What the app says about a refused body is replaced by our answer."""
        if self._refused is None or self._armour.started:
            await self._armour(message)

    def _too_large(self) -> AppError:
        return TooLarge(25 if self._limit > 25 * MB else max(1, self._limit // MB))


async def close_unopened(receive: Receive, send: Send) -> None:
    """Refuse a websocket before it is open: the browser sees HTTP 403."""
    message: MutableMapping[str, Any] = await receive()
    if message['type'] == 'websocket.connect':
        await send({'type': 'websocket.close', 'code': 1008})
