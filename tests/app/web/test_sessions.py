"""Who is asking: cookie, token, this computer; and how everything ends when access ends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.web.gate import SOCKET_PATH
from tests.security.asgi import Socket, ask
from tests.security.people import HTML, OWN, PASSWORD, REMOTE, House, house

SOCKET = SOCKET_PATH + 'socket.io/?transport=websocket'


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as made:
        yield made


@pytest.fixture
async def guarded(home: House) -> House:
    """A house with an owner, Anna."""
    await home.accounts.create_owner('Anna', PASSWORD)
    return home


async def test_without_an_account_this_computer_acts_as_the_owner(home: House) -> None:
    answer = await ask(home.app, 'GET', '/api/bots')
    assert json.loads(answer.text)['id'] == 'owner' and 'set-cookie' not in answer.headers


@pytest.mark.parametrize(
    ('client', 'host', 'header'),
    [
        (REMOTE, '127.0.0.1:8080', None),
        (('127.0.0.1', 1), 'heim.example', None),
        (('127.0.0.1', 1), 'stube.local:8080', None),
        (('127.0.0.1', 1), 'localhost:8080', ('x-forwarded-for', '1.2.3.4')),
        (('127.0.0.1', 1), 'localhost:8080', ('forwarded', 'for=1.2.3.4')),
    ],
)
async def test_without_an_account_nobody_else_does(
    home: House, client: tuple[str, int], host: str, header: tuple[str, str] | None
) -> None:
    more = [header] if header else []
    api = await ask(home.app, 'GET', '/api/bots', *more, client=client, host=host)
    page = await ask(home.app, 'GET', '/', HTML, *more, client=client, host=host)
    assert api.status == 401
    assert (page.status, page.headers['location']) == (303, '/willkommen')


async def test_from_the_first_account_on_everybody_signs_in(guarded: House) -> None:
    api = await ask(guarded.app, 'GET', '/api/bots')
    assert api.status == 401 and api.headers['www-authenticate'] == 'Bearer'
    assert api.headers['content-type'] == 'application/problem+json'
    assert (await ask(guarded.app, 'POST', '/api/bots', OWN)).status == 401
    page = await ask(guarded.app, 'GET', '/lauf/x?a=1', HTML)
    assert (page.status, page.headers['location']) == (303, '/anmelden?weiter=/lauf/x%3Fa%3D1')
    assert (await ask(guarded.app, 'GET', '/', HTML)).headers['location'] == '/anmelden'
    assert (await ask(guarded.app, 'GET', SOCKET)).status == 401
    assert (await ask(guarded.app, 'GET', '/_nicegui/x/static/nicegui.js')).status == 401


async def test_only_the_listed_routes_are_public(guarded: House) -> None:
    for path in ('/anmelden', '/api/health', '/assets/design.css', '/assets/fonts/a.woff2'):
        assert (await ask(guarded.app, 'GET', path)).status == 200, path
    closed = (
        '/api/healthy',
        '/api/health/',
        '/assets',
        '/assets/',
        '/anmelden/',
        '/api/health/../bots',
        '//',
        '/assets/x',
    )
    for path in (
        *closed,
        '/assets/../x',
        '/assets/fonts/../x',
        '/assets/fonts/a/b',
        '/assets/fonts/',
        '/assets/fonts/..',
    ):
        assert (await ask(guarded.app, 'GET', path)).status == 401, path


async def test_cookie_and_token_open_the_door(guarded: House) -> None:
    owner = guarded.accounts.builtin_owner()
    cookie = await guarded.accounts.start_session(owner, 'Firefox')
    _, token = await guarded.accounts.make_token(owner, 'Programm')
    for header in (guarded.cookie(cookie), ('authorization', f'Bearer {token}'), ('authorization', f'bearer  {token}')):
        assert (await ask(guarded.app, 'GET', '/api/bots', header)).status == 200


@pytest.mark.parametrize(
    'value', ['', 'Bearer', 'Bearer ', 'Bearer null', 'Basic YTpi', 'Bearer \u00e4', 'Token x', 'Bearer a b']
)
async def test_a_wrong_token_is_not_rescued_by_a_cookie(guarded: House, value: str) -> None:
    cookie = await guarded.accounts.start_session(guarded.accounts.builtin_owner(), 'Firefox')
    answer = await ask(guarded.app, 'GET', '/api/bots', ('authorization', value), guarded.cookie(cookie))
    assert answer.status == 401


async def test_a_token_in_a_cookie_or_address_opens_nothing(guarded: House) -> None:
    _, token = await guarded.accounts.make_token(guarded.accounts.builtin_owner(), 'Programm')
    for path, header in (('/api/bots', guarded.cookie(token)), (f'/api/bots?token={token}', OWN)):
        assert (await ask(guarded.app, 'GET', path, header)).status == 401


async def test_two_cookies_of_one_name_are_nobody(guarded: House) -> None:
    cookie = await guarded.accounts.start_session(guarded.accounts.builtin_owner(), 'Firefox')
    name = guarded.cookie_name
    assert (await ask(guarded.app, 'GET', '/api/bots', ('cookie', f'{name}={cookie}; {name}=x'))).status == 401


async def test_a_change_with_the_cookie_needs_our_own_origin(guarded: House) -> None:
    cookie = guarded.cookie(await guarded.accounts.start_session(guarded.accounts.builtin_owner(), 'Firefox'))
    assert (await ask(guarded.app, 'POST', '/api/bots', cookie)).status == 403
    assert (await ask(guarded.app, 'POST', '/api/bots', cookie, ('origin', 'http://127.0.0.1:1'))).status == 403
    assert (await ask(guarded.app, 'POST', '/api/bots', cookie, OWN)).status == 200


async def test_without_a_sign_in_no_socket_opens(guarded: House) -> None:
    for headers in ((), (OWN,), (OWN, guarded.cookie('falsch')), (OWN, ('authorization', 'Bearer x'))):
        async with Socket(guarded.app, SOCKET, *headers) as socket:
            assert not await socket.opened()


async def test_an_open_socket_ends_with_the_access(guarded: House) -> None:
    owner = guarded.accounts.builtin_owner()
    kim = await guarded.accounts.create(owner, name='Kim', password=PASSWORD)
    cookie = guarded.cookie(await guarded.accounts.start_session(kim, 'Firefox'))
    async with Socket(guarded.app, SOCKET, OWN, cookie) as socket:
        assert await socket.opened()
        await socket.say('hallo')
        assert (await socket.next())['text'] == 'hallo'

        await guarded.accounts.revoke(owner, kim.id)

        await socket.say('noch da?')
        assert (await socket.next())['type'] == 'websocket.close'
    async with Socket(guarded.app, SOCKET, OWN, cookie) as socket:
        assert not await socket.opened()


async def test_a_closing_page_can_be_told_to_leave_but_does_nothing_more(tmp_path: Path) -> None:
    async with house(tmp_path, last_words=60.0) as home:
        owner = await home.accounts.create_owner('Anna', PASSWORD)
        cookie = home.cookie(await home.accounts.start_session(owner, 'Firefox'))
        async with Socket(home.app, SOCKET, OWN, cookie) as socket:
            assert await socket.opened()
            await home.accounts.revoke(owner, owner.id)
            await socket.say('eine Tat')
            await home.app.state.sockets[0].send_text('geh zur Tür')
            assert (await socket.next())['text'] == 'geh zur Tür'
            for _ in range(20):
                await asyncio.sleep(0)  # let the page do what it got
            assert home.app.state.acts == []


async def test_the_first_account_closes_the_sockets_of_before(home: House) -> None:
    async with Socket(home.app, SOCKET, OWN) as socket:
        assert await socket.opened()
        await home.accounts.create_owner('Anna', PASSWORD)
        await socket.say('noch da?')
        assert (await socket.next())['type'] == 'websocket.close'


async def test_an_event_stream_ends_with_the_access(guarded: House) -> None:
    owner = guarded.accounts.builtin_owner()
    _, token = await guarded.accounts.make_token(owner, 'Programm')

    async def nothing() -> None:
        return

    async def revoke() -> None:
        await guarded.accounts.revoke(owner, owner.id)

    guarded.app.state.lines = [nothing, nothing, revoke, nothing]
    answer = await ask(guarded.app, 'GET', '/api/events', ('authorization', f'Bearer {token}'))
    assert answer.text.count('data: x') == 2


async def test_pages_know_which_sign_in_they_belong_to(guarded: House) -> None:
    owner = guarded.accounts.builtin_owner()
    cookie = await guarded.accounts.start_session(owner, 'Firefox')
    answer = json.loads((await ask(guarded.app, 'GET', '/', guarded.cookie(cookie))).text)
    ended: list[tuple[str, str]] = []
    guarded.accounts.on_revoke(lambda account, session: ended.append((account, session)))
    await guarded.accounts.end_session(cookie)
    assert ended == [('owner', answer['session'])]
