"""The gate on a small application: who reaches a route, who does not, and what every answer carries."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from itertools import product

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket

from app.web.gate import SOCKET_PATH, Gate
from app.web.hosts import KnownHosts
from tests.security.asgi import Answer, Socket, ask

COOKIE = ('cookie', 'oo_test=geheim')
OWN = ('origin', 'http://127.0.0.1:8080')
HOSTS = {'own': '127.0.0.1:8080', 'name': 'localhost:8080', 'evil': 'evil.example:8080', 'none': None}
ORIGINS = {
    'same': '',
    'none': None,
    'port': 'http://127.0.0.1:9999',
    'other': 'http://evil.example',
    'null': 'null',
    'two': 'two',
}


class Site:
    """A small application behind the gate; it counts what reached it."""

    def __init__(self, pause: float = 5.0) -> None:
        self.reached = 0
        routes = [
            Route('/', self._page, methods=['GET']),
            Route('/plain', self._plain, methods=['GET']),
            Route('/api/{rest:path}', self._take, methods=['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
            Route(SOCKET_PATH + 'socket.io/', self._take, methods=['GET', 'POST']),
            Route('/willkommen', self._take, methods=['POST']),
            Route('/stream', self._stream, methods=['GET']),
            WebSocketRoute(SOCKET_PATH + 'socket.io/', self._socket),
        ]
        app = Starlette(routes=routes)
        hosts = KnownHosts((), machine=frozenset())
        app.add_middleware(Gate, hosts=hosts, cookie_name='oo_test', body_pause=pause)
        self.app = app

    async def _page(self, request: Request) -> Response:
        content = '<!doctype html><head><script>1</script><script type="module">2</script><p>ä'
        return HTMLResponse(content, headers={'X-NiceGUI-Content': 'page', 'Cache-Control': 'no-store'})

    async def _plain(self, request: Request) -> Response:
        return HTMLResponse('<script>foreign()</script>')

    async def _take(self, request: Request) -> Response:
        body = await request.body()
        self.reached += 1
        return JSONResponse({'size': len(body)}, headers={'Set-Cookie': 'x=1'})

    async def _stream(self, request: Request) -> Response:
        async def lines() -> object:
            yield 'data: 1\n\n'

        return StreamingResponse(lines(), media_type='text/event-stream')  # type: ignore[arg-type]  # a generator

    async def _socket(self, socket: WebSocket) -> None:
        self.reached += 1
        await socket.accept()


@pytest.fixture
def site() -> Site:
    return Site()


def _headers(origin: str, host: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    value = ORIGINS[origin]
    if value == 'two':
        return [('origin', f'http://{HOSTS[host]}'), ('origin', 'http://evil.example'), *more]
    if value == '':
        return [('origin', f'http://{HOSTS[host]}'), *more]
    return [*([('origin', value)] if value else []), *more]


@pytest.mark.parametrize(
    ('host', 'origin', 'method'), list(product(HOSTS, ORIGINS, ['POST', 'PUT', 'PATCH', 'DELETE']))
)
async def test_no_foreign_page_changes_anything(site: Site, host: str, origin: str, method: str) -> None:
    answer = await ask(site.app, method, '/api/bots', *_headers(origin, host, COOKIE), host=HOSTS[host])

    allowed = host in ('own', 'name') and origin == 'same'
    assert (site.reached == 1) is allowed
    assert allowed or (answer.status in (400, 403) and 'set-cookie' not in answer.headers)


@pytest.mark.parametrize(('host', 'origin'), list(product(HOSTS, ORIGINS)))
async def test_no_foreign_page_reaches_the_socket(site: Site, host: str, origin: str) -> None:
    # A page's own polling request is a GET to its own host and carries no Origin: that one is let through.
    allowed = host in ('own', 'name') and origin in ('same', 'none')
    polling = await ask(site.app, 'GET', SOCKET_PATH + 'socket.io/', *_headers(origin, host, COOKIE), host=HOSTS[host])
    assert (polling.status == 200) is allowed
    reached = site.reached
    async with Socket(
        site.app, SOCKET_PATH + 'socket.io/', *_headers(origin, host, COOKIE), host=HOSTS[host] or ''
    ) as socket:
        assert await socket.opened() is allowed
    assert site.reached == reached + allowed


async def test_two_hosts_are_no_host(site: Site) -> None:
    assert (await ask(site.app, 'POST', '/api/bots', ('host', 'evil.example'))).status == 400
    assert (await ask(site.app, 'POST', '/api/bots', ('host', '127.0.0.1:8080'), host='evil.example')).status == 400


async def test_a_program_needs_no_origin(site: Site) -> None:
    assert (await ask(site.app, 'POST', '/api/bots')).status == 200
    token = ('authorization', 'Bearer abc')
    assert (await ask(site.app, 'POST', '/api/bots', token, COOKIE)).status == 200


async def test_a_link_from_another_site_opens_the_page_and_keeps_the_sign_in(site: Site) -> None:
    link = (('sec-fetch-site', 'cross-site'), ('sec-fetch-mode', 'navigate'), ('sec-fetch-dest', 'document'))
    answer = await ask(site.app, 'GET', '/', COOKIE, *link)
    assert answer.status == 200 and 'set-cookie' not in answer.headers


@pytest.mark.parametrize(('mode', 'dest'), [('no-cors', 'image'), ('no-cors', 'script'), ('navigate', 'iframe')])
async def test_other_sites_cannot_load_our_pages_into_theirs(site: Site, mode: str, dest: str) -> None:
    hidden = (('sec-fetch-site', 'same-site'), ('sec-fetch-mode', mode), ('sec-fetch-dest', dest))
    assert (await ask(site.app, 'GET', '/', COOKIE, *hidden)).status == 403


async def test_every_answer_wears_the_armour(site: Site) -> None:
    evil = 'evil.example'
    answers = [
        await ask(site.app, 'GET', '/'),
        await ask(site.app, 'GET', '/plain'),
        await ask(site.app, 'GET', '/stream'),
        await ask(site.app, 'GET', '/api/x'),
        await ask(site.app, 'GET', '/nothing'),
        await ask(site.app, 'GET', '/', host=evil),
        await ask(site.app, 'POST', '/api/x', ('content-length', '99999999999')),
    ]
    for answer in answers:
        policy = answer.headers['content-security-policy']
        assert "frame-ancestors 'none'" in policy and "object-src 'none'" in policy and "base-uri 'none'" in policy
        assert "'unsafe-inline'" not in re.search(r'script-src[^;]*', policy)[0]  # type: ignore[index]
        assert answer.headers['x-frame-options'] == 'DENY'
        assert answer.headers['x-content-type-options'] == 'nosniff'
        assert answer.headers['referrer-policy'] == 'no-referrer'
        assert answer.headers['cross-origin-resource-policy'] == 'same-origin'
        assert answer.headers['cross-origin-opener-policy'] == 'same-origin'
        assert 'camera=()' in answer.headers['permissions-policy']
        assert answer.headers['cache-control'] == 'no-store'


async def test_scripts_of_our_pages_get_a_fresh_nonce_and_others_none(site: Site) -> None:
    first, second = await ask(site.app, 'GET', '/'), await ask(site.app, 'GET', '/')
    nonce = _nonce(first)
    assert nonce and nonce != _nonce(second)
    assert first.text.count(f'<script nonce="{nonce}"') == 2 == first.text.count('<script')
    assert int(first.headers['content-length']) == len(first.body)
    assert 'nonce' not in (await ask(site.app, 'GET', '/plain')).text


async def test_forms_of_our_pages_may_say_to_us_where_they_come_from(site: Site) -> None:
    page = await ask(site.app, 'GET', '/')
    assert '<head><meta name="referrer" content="same-origin">' in page.text
    assert page.headers['referrer-policy'] == 'no-referrer'


async def test_strangers_get_a_page_that_explains_and_programs_a_problem(site: Site) -> None:
    page = await ask(site.app, 'GET', '/', host='evil.example')
    assert page.status == 403 and 'OO_TRUSTED_HOSTS' in page.text and '<html lang="de"' in page.text
    problem = await ask(site.app, 'GET', '/api/bots', ('accept-language', 'en'), host='evil.example')
    assert problem.headers['content-type'] == 'application/problem+json'
    assert '"status": 403' in problem.text and 'This program' in problem.text


@pytest.mark.parametrize('announced', ['9000001', '99999999999999999999', '-1', '1e3', 'x'])
async def test_too_much_is_refused_before_it_is_read(site: Site, announced: str) -> None:
    answer = await ask(site.app, 'POST', '/api/bots', ('content-length', announced), body=[b'x'])
    assert answer.status in (400, 413) and site.reached == 0


async def test_too_much_is_refused_while_it_is_read(site: Site) -> None:
    answer = await ask(site.app, 'POST', '/api/bots', body=[b'x' * 1_000_000] * 10)
    assert answer.status == 413 and site.reached == 0
    small = await ask(site.app, 'POST', '/willkommen', ('content-length', '5'), body=[b'x' * 20_001])
    assert small.status == 413 and site.reached == 0
    file = await ask(site.app, 'POST', '/api/bots/b/docs', body=[b'x' * 5_000_000] * 5)
    assert file.status == 200


async def test_a_route_that_catches_everything_cannot_swallow_the_limit() -> None:
    async def greedy(scope: object, receive: object, send: object) -> None:
        request = Request(scope, receive)  # type: ignore[arg-type]  # raw ASGI
        try:
            await request.body()
        except Exception:  # noqa: BLE001  # that is the point
            await JSONResponse({'fine': True})(scope, receive, send)  # type: ignore[arg-type]

    gate = Gate(greedy, hosts=KnownHosts(()), cookie_name='oo_test')
    assert (await ask(gate, 'POST', '/api/x', body=[b'x' * 5_000_000] * 2)).status == 413


async def test_a_body_that_drips_is_given_up() -> None:
    site = Site(pause=0.01)
    answers: list[Message] = []
    waiting: Iterator[Message] = iter([{'type': 'http.request', 'body': b'x', 'more_body': True}])

    async def receive() -> Message:
        for message in waiting:
            return message
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        answers.append(message)

    scope = {'type': 'http', 'method': 'POST', 'path': '/api/x', 'headers': [(b'host', b'localhost')], 'server': None}
    await site.app({**scope, 'query_string': b'', 'http_version': '1.1', 'root_path': ''}, receive, send)
    assert answers[0]['status'] == 400 and site.reached == 0


def _nonce(answer: Answer) -> str:
    match = re.search(r"'nonce-([\w-]{20,})'", answer.headers['content-security-policy'])
    return match[1] if match else ''
