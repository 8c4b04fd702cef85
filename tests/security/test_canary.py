"""Canaries in every secret slot of the real program: used, failed with, restarted, and then searched for everywhere."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.browser.app_process import AppProcess

API_KEY = 'sk-Canary/9f+8e7d6c5b4a39281706'
OTHER_KEY = 'plain-canary-without-pattern-41'
PASSWORD = 'canary passwort mit wörtern'
Note = Callable[[httpx.Response], httpx.Response]
PROMPT = 'promptcanary-4711-nobody-logs-this'


@contextmanager
def hostile_service() -> Iterator[str]:
    """An AI service that repeats everything it was sent, key included, in its refusal."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802  # the name http.server wants
            size = int(self.headers.get('Content-Length') or 0)
            said = self.rfile.read(size).decode('utf-8', 'replace')
            message = (
                f'Incorrect API key: {dict(self.headers)} at {self.path}?key={self.headers["Authorization"]} {said}'
            )
            body = json.dumps({'error': {'message': message, 'code': 'invalid_api_key'}}).encode()
            self.send_response(401)
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(body)))
            self.send_header('X-Request-Id', self.headers['Authorization'] or '')
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, format: str, *arguments: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f'http://127.0.0.1:{server.server_address[1]}/v1'
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[AppProcess]:
    started = AppProcess(tmp_path / 'data', OO_LOG_LEVEL='DEBUG').start()
    yield started
    started.stop()


def test_no_secret_is_found_anywhere_but_in_its_place(program: AppProcess, tmp_path: Path) -> None:
    shown: list[str] = []

    def note(answer: httpx.Response) -> httpx.Response:
        shown.append(answer.text)
        return answer

    with hostile_service() as service, httpx.Client(base_url=program.url, headers={'Origin': program.url}) as person:
        entry = person.post('/willkommen', data={'name': 'Anna', 'password': PASSWORD})
        cookie = next(iter(person.cookies.jar))
        assert entry.status_code == 303 and cookie.value
        ids = [_connection(person, note, service, key) for key in (API_KEY, OTHER_KEY)]
        for connection_id in ids:
            _use(person, note, connection_id)
        note(person.post('/anmelden', data={'name': 'Anna', 'password': PASSWORD + 'x'}))
        note(person.get(f'/?secret={OTHER_KEY}', headers={'Accept': 'text/html'}))
        for path in (
            '/',
            '/einstellungen',
            '/ergebnisse',
            '/api/connections',
            '/api/runs',
            '/api/trash',
            '/api/health',
        ):
            note(person.get(path, headers={'Accept': 'text/html, application/json'}))
        person.delete(f'/api/connections/{ids[1]}')
        note(person.get('/api/trash'))
    program.stop()

    secrets = {'key': API_KEY, 'plain key': OTHER_KEY, 'password': PASSWORD, 'cookie': str(cookie.value)}
    places = _everything(tmp_path) | {f'answer {index}': text.encode() for index, text in enumerate(shown)}
    found = [(name, place) for name, value in secrets.items() for place, text in places.items() if _holds(text, value)]
    assert not found
    logs = [text for place, text in places.items() if 'logs/' in place or 'stderr' in place]
    assert logs and not any(PROMPT.encode() in text for text in logs)
    assert any(PROMPT.encode() in text for place, text in places.items() if 'data/' in place), 'the run was never kept'


def test_the_search_itself_finds_a_secret() -> None:
    for spelling in (
        API_KEY,
        quote(API_KEY, safe=''),
        base64.b64encode(API_KEY.encode()).decode(),
        json.dumps(API_KEY),
    ):
        assert _holds(f'before {spelling} after'.encode(), API_KEY)
    assert not _holds(b'sk-***', API_KEY)


def _connection(person: httpx.Client, note: Note, service: str, key: str) -> str:
    body = {'kind': 'openai', 'name': 'Dienst', 'base_url': service, 'api_key': key, 'default_model': 'm'}
    answer = person.post('/api/connections', json=body)
    assert answer.status_code == 201, answer.text
    note(answer)
    return str(answer.json()['id'])


def _use(person: httpx.Client, note: Note, connection_id: str) -> None:
    note(person.post(f'/api/connections/{connection_id}/test', json={}))
    model = f'{connection_id}/m'
    bot = person.post('/api/bots', json={'name': 'Texter', 'model': model, 'system_prompt': 'Sei kurz.'}).json()
    run = person.post(f'/api/bots/{bot["id"]}/run?wait=20', json={'input': PROMPT})
    note(run)
    assert run.json()['steps'][0]['error']['code'] == 'key', run.text  # the service was asked and refused
    note(person.get(f'/api/runs/{run.json()["id"]}'))
    note(person.get(f'/lauf/{run.json()["id"]}', headers={'Accept': 'text/html'}))


def _everything(folder: Path) -> dict[str, bytes]:
    """All files of the program: data, logs, stderr, and the key folder beside them."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob('*') if path.is_file()}


def _holds(text: bytes, secret: str) -> bool:
    spellings = {secret, quote(secret), quote(secret, safe=''), json.dumps(secret)[1:-1], secret.replace(' ', '+')}
    coded = {spelling.encode() for spelling in spellings} | {base64.b64encode(secret.encode())}
    return any(spelling in text for spelling in coded)
