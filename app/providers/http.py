"""The only maker of HTTP clients for AI services, and the one place where their failures get our names.

httpx keeps its API and gets aiohttp as its engine: httpx's own pool is quadratic in open requests.
"""

from __future__ import annotations

import asyncio
import http.cookiejar
import json
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver
from httpx_aiohttp import AiohttpTransport

from app.domain.errors import ProviderError
from app.providers.address import is_in_house, service_of
from app.providers.base import Endpoint
from app.providers.redact import without_secrets
from app.providers.transport_errors import TRANSPORT_ERRORS, code_of

CONNECT_S = 5.0
WRITE_S = 30.0
LOOKUP_S = 10.0  # name look-up and connecting together
IDLE_CLOUD_S = 120.0
IDLE_HOUSE_S = 600.0  # a local server says nothing while it loads a model or reads a long prompt
LIST_S = 20.0  # a list is there at once or not at all
KEEP_ALIVE_S = 4.0  # shorter than the 5 s after which llama.cpp and others hang up: a call must not meet that moment
MAX_STREAM = 64_000_000  # bytes on the wire; a token of 4 characters travels in an envelope of some 300 bytes
MAX_ERROR = 64_000
MAX_LIST = 16_000_000
_DRAIN_S = 0.25
_PIECE = 65_536

_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, httpx.AsyncClient]] = WeakKeyDictionary()


class Reply:
    """An answer whose head has arrived; its body is read piece by piece, within limits."""

    def __init__(self, response: httpx.Response, endpoint: Endpoint) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self._response = response
        self._endpoint = endpoint
        self._pieces = response.aiter_bytes()  # NOTE: never aiter_lines, it tears lines at U+2028 and U+0085

    @property
    def request_id(self) -> str:
        """The service's own name for this call, for the details view."""
        for name in ('x-request-id', 'request-id', 'x-generation-id'):
            if value := self.headers.get(name):
                return str(value)[:200]
        return ''

    @property
    def media_type(self) -> str:
        """`text/event-stream` and the like, without parameters."""
        return str(self.headers.get('content-type', '')).partition(';')[0].strip().lower()

    async def pieces(self) -> AsyncGenerator[bytes]:
        """The body as it comes; `flood` when it does not end."""
        size = 0
        async for piece in self._pieces:
            size += len(piece)
            if size > MAX_STREAM:
                raise ProviderError('flood', service=service_of(self._endpoint), http_status=self.status)
            yield piece

    async def read(self, limit: int) -> bytes:
        """The body up to `limit` bytes; the rest is left unread."""
        found = bytearray()
        async for piece in self._pieces:
            found += piece
            if len(found) > limit:
                break
        return bytes(found[: limit + 1])

    async def drain(self) -> None:
        """Take the few bytes after an end mark, so that the connection can serve the next call."""
        try:
            async with asyncio.timeout(_DRAIN_S):
                await self.read(_PIECE)
        except (TimeoutError, RuntimeError, *TRANSPORT_ERRORS):  # the answer is complete; then it is a new connection
            return


@asynccontextmanager
async def open_reply(
    endpoint: Endpoint,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    body: Mapping[str, Any] | None = None,
    idle_s: float | None,
    write_s: float = WRITE_S,
) -> AsyncIterator[Reply]:
    """One request; leaving the block (also by cancelling) closes it. Every failure is a ProviderError."""
    content = None if body is None else json.dumps(body, ensure_ascii=False).encode('utf-8', 'replace')
    try:
        async with _sent(endpoint, method, url, dict(headers), content, idle_s, write_s) as response:
            yield Reply(response, endpoint)
    except TRANSPORT_ERRORS as error:
        raise failure(error, endpoint) from None  # not chained: aiohttp's repr shows the request's headers


@asynccontextmanager
async def _sent(
    endpoint: Endpoint,
    method: str,
    url: str,
    headers: dict[str, str],
    content: bytes | None,
    idle_s: float | None,
    write_s: float,
) -> AsyncIterator[httpx.Response]:
    timeout = httpx.Timeout(connect=CONNECT_S, write=write_s, read=idle_s, pool=LOOKUP_S)
    client = client_for(endpoint.id)
    async with asyncio.timeout(None) as clock:
        body = None
        if content is not None:
            headers |= {'Content-Type': 'application/json', 'Content-Length': str(len(content))}
            body = _slowly(content, clock, write_s)
        request = client.build_request(method, url, headers=headers, content=body, timeout=timeout)
        response = await client.send(request, stream=True)
        clock.reschedule(None)
    try:
        yield response
    finally:
        await response.aclose()


async def _slowly(content: bytes, clock: asyncio.Timeout, write_s: float) -> AsyncIterator[bytes]:
    """The body in pieces. aiohttp has no write timeout: a service that stops reading would hold us for ever."""
    loop = asyncio.get_running_loop()
    for start in range(0, len(content), _PIECE):
        clock.reschedule(loop.time() + write_s)
        yield content[start : start + _PIECE]
    clock.reschedule(None)


async def get(endpoint: Endpoint, url: str, headers: Mapping[str, str], idle_s: float = LIST_S) -> tuple[Reply, bytes]:
    """A small GET: the reply and its body."""
    async with open_reply(endpoint, 'GET', url, headers=headers, idle_s=idle_s) as reply:
        raw = await reply.read(MAX_LIST if reply.status == 200 else MAX_ERROR)
    if len(raw) > MAX_LIST:
        raise ProviderError('flood', service=service_of(endpoint))
    return reply, raw


def idle_of(endpoint: Endpoint) -> float:
    """How long this service may be silent."""
    if endpoint.idle_timeout_s is not None:
        return endpoint.idle_timeout_s
    return IDLE_HOUSE_S if is_in_house(endpoint.base_url) else IDLE_CLOUD_S


def failure(error: BaseException, endpoint: Endpoint) -> ProviderError:
    """Our name for an exception of httpx or aiohttp."""
    code = code_of(error)
    if code == 'unreachable':
        code = 'local_ai' if is_in_house(endpoint.base_url) else 'net'
    detail = f'{type(error.__cause__ or error).__name__}: {error}'
    return ProviderError(code, service=service_of(endpoint), detail=without_secrets(detail, endpoint))


def client_for(endpoint_id: str) -> httpx.AsyncClient:
    """The client of one connection: an own pool each, so that a slow service cannot starve another."""
    clients = _clients.setdefault(asyncio.get_running_loop(), {})
    if endpoint_id not in clients:
        clients[endpoint_id] = make_client()
    return clients[endpoint_id]


async def close_clients(endpoint_id: str | None = None) -> None:
    """Close the pool of one connection, or (None) all pools of the running loop."""
    clients = _clients.get(asyncio.get_running_loop(), {})
    for key in [endpoint_id] if endpoint_id is not None else list(clients):
        if client := clients.pop(key, None):
            await client.aclose()


def make_client(resolver: AbstractResolver | None = None) -> httpx.AsyncClient:
    """A client without cookies, redirects and proxies; `resolver` may refuse to connect somewhere."""
    no_cookies = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    return httpx.AsyncClient(
        transport=AiohttpTransport(verify=_tls(), trust_env=False, client=partial(_make_session, resolver)),
        headers={'Accept-Encoding': 'identity', 'User-Agent': 'openOrchestrator'},
        cookies=no_cookies,
        follow_redirects=False,
        trust_env=False,
    )


def _make_session(resolver: AbstractResolver | None) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, ssl=_tls(), keepalive_timeout=KEEP_ALIVE_S, resolver=resolver),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
    )


@cache
def _tls() -> ssl.SSLContext:
    """Made once: loading the certificates takes tens of milliseconds."""
    return httpx.create_ssl_context(trust_env=False)
