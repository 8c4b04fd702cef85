"""The real program with an owner: every page, file, route and socket is closed to strangers, open to the owner."""

from __future__ import annotations

import ast
import re
import socket
from collections.abc import Iterator

import httpx
import pytest

from app.web.sessions import PUBLIC_ROUTES
from tests.browser.app_process import AppProcess
from tests.sources import ROOT

PASSWORD = 'igel sommer brot fenster'


class House:
    """The running program, with a visitor who is signed in and one who is not."""

    def __init__(self, program: AppProcess) -> None:
        self.program = program
        self.owner = httpx.Client(base_url=program.url, headers={'Origin': program.url}, timeout=20)
        self.stranger = httpx.Client(base_url=program.url, timeout=20)
        assert self.owner.post('/willkommen', data={'name': 'Anna', 'password': PASSWORD}).status_code == 303
        self.cookie = '; '.join(f'{cookie.name}={cookie.value}' for cookie in self.owner.cookies.jar)

    def upgrade(self, *headers: str, host: str = '') -> str:
        """The status line a websocket gets."""
        lines = [
            'GET /_nicegui_ws/socket.io/?EIO=4&transport=websocket HTTP/1.1',
            f'Host: {host or self.program.url.removeprefix("http://")}',
            'Connection: Upgrade',
            'Upgrade: websocket',
            'Sec-WebSocket-Version: 13',
            'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
            *headers,
        ]
        with socket.create_connection(('127.0.0.1', self.program.port), 10) as connection:
            connection.sendall('\r\n'.join([*lines, '', '']).encode())
            return connection.recv(200).split(b'\r\n')[0].decode()


@pytest.fixture(scope='module')
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    program = AppProcess(tmp_path_factory.mktemp('house') / 'data').start()
    made = House(program)
    yield made
    made.owner.close()
    made.stranger.close()
    program.stop()


def _pages() -> list[str]:
    """Every address in pages/routes.py, with something in its gaps."""
    tree = ast.parse((ROOT / 'pages' / 'routes.py').read_text('utf-8'))
    values = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], 'id', '') == 'ROUTES'
    )
    return [re.sub(r'\{\w+\}', 'x', path) for path in ast.literal_eval(values)]


_SHARED = ('/dateien/rezept/x/rezept', '/dateien/rezept/x/pdf', '/dateien/botvorlage/x/rezept')
_PICTURES = ('/bilder/bot/x/y.pdf/1', '/bilder/ordner/x/y.pdf/1?breite=800')


@pytest.mark.parametrize(
    'path', [*_pages(), '/gibtsnicht', '/dateien/bot/x/y.pdf', '/dateien/lauf/x/txt', *_SHARED, *_PICTURES]
)
def test_no_page_or_file_shows_itself_to_a_stranger(house: House, path: str) -> None:
    page = house.stranger.get(path, headers={'Accept': 'text/html'})
    assert page.status_code == 303 and page.headers['location'].startswith('/anmelden') and page.text == ''
    assert house.stranger.get(path).status_code == 401
    assert 'set-cookie' not in page.headers
    assert house.owner.get(path, headers={'Accept': 'text/html'}).status_code in (200, 404)


def test_no_route_answers_a_stranger_but_the_public_ones(house: House) -> None:
    schema = house.owner.get('/api/openapi.json').json()
    operations = [(method, '/api' + path) for path, methods in schema['paths'].items() for method in methods]
    assert len(operations) > 25
    for method, path in operations:
        filled = re.sub(r'\{\w+\}', 'x', path)
        answer = house.stranger.request(method, filled)
        assert (answer.status_code != 401) is (filled in PUBLIC_ROUTES), f'{method} {path}: {answer.status_code}'
    for path in ('/api/docs', '/api/openapi.json', '/api', '/api/', '/api/nothing', '/docs', '/openapi.json', '/redoc'):
        assert house.stranger.get(path).status_code == 401, path


def test_what_is_public_tells_nothing(house: House) -> None:
    assert (
        'checks' not in house.stranger.get('/api/health').text or not house.stranger.get('/api/health').json()['checks']
    )
    for path in ('/anmelden', '/assets/design.css', '/assets/../main.py', '/assets/%2e%2e/main.py', '/assets/fonts/'):
        answer = house.stranger.get(path)
        assert 'Anna' not in answer.text and 'import' not in answer.text[:200].replace('@import', '')
        assert answer.status_code in (200, 401, 404), path


def test_nicegui_hands_out_nothing_to_strangers(house: House) -> None:
    page = house.owner.get('/', headers={'Accept': 'text/html'}).text
    addresses = sorted(set(re.findall(r'/_nicegui/[\w./-]+\.(?:js|css)', page)))
    assert addresses
    for path in [*addresses[:3], '/_nicegui/client/x/upload/1', '/_nicegui_ws/socket.io/?EIO=4&transport=polling']:
        assert house.stranger.get(path).status_code == 401, path


def test_no_socket_opens_for_a_stranger_or_another_site(house: House) -> None:
    own, cookie = f'Origin: {house.program.url}', f'Cookie: {house.cookie}'
    assert ' 101 ' in house.upgrade(own, cookie)
    for headers in ((own,), (), (own, cookie + 'x'), (own, 'Cookie: x=y')):
        assert ' 403 ' in house.upgrade(*headers)
    for origin in ('http://127.0.0.1:1', 'http://evil.example', 'null'):
        assert ' 403 ' in house.upgrade(f'Origin: {origin}', cookie)
    assert ' 403 ' in house.upgrade('Origin: http://evil.example:80', cookie, host='evil.example')


def test_every_answer_of_the_real_program_wears_the_armour(house: House) -> None:
    for path in ('/', '/anmelden', '/api/bots', '/api/health', '/assets/design.css', '/api/nothing', '/gibtsnicht'):
        headers = house.owner.get(path, headers={'Accept': 'text/html'}).headers
        assert "frame-ancestors 'none'" in headers['content-security-policy'], path
        assert headers['x-frame-options'] == 'DENY' and headers['x-content-type-options'] == 'nosniff'
        assert 'server' not in headers and 'access-control-allow-origin' not in headers
    page = house.owner.get('/', headers={'Accept': 'text/html'})
    scripts = re.findall(r'<script\b[^>]*>', page.text)
    assert scripts and all('nonce="' in script for script in scripts)
    assert 'no-store' in page.headers['cache-control'] and 'set-cookie' not in page.headers


def test_strangers_leave_nothing_behind(house: House) -> None:
    before = _files(house)
    for number in range(30):
        house.stranger.get(f'/lauf/{number}', headers={'Accept': 'text/html'})
        house.stranger.get(f'/api/runs/{number}')
    assert _files(house) == before


def test_signing_out_ends_the_sign_in_everywhere(house: House) -> None:
    with httpx.Client(base_url=house.program.url, headers={'Origin': house.program.url}) as kim:
        kim.post('/anmelden', data={'name': 'Anna', 'password': PASSWORD})
        cookie = '; '.join(f'{entry.name}={entry.value}' for entry in kim.cookies.jar)
        assert ' 101 ' in house.upgrade(f'Origin: {house.program.url}', f'Cookie: {cookie}')
        assert kim.post('/abmelden').headers['location'] == '/anmelden'
    assert httpx.get(f'{house.program.url}/api/bots', headers={'Cookie': cookie}).status_code == 401
    assert ' 403 ' in house.upgrade(f'Origin: {house.program.url}', f'Cookie: {cookie}')


def _files(house: House) -> set[str]:
    return {path.as_posix() for path in house.program.data_dir.rglob('*')}
