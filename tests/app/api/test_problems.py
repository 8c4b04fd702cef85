"""Whatever goes wrong is answered as problem+json in plain words, in German and English."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from app.api import create_api
from app.domain.accounts import Account
from app.domain.errors import AppError, Forbidden, ProviderError, StoreFull, TooMany, Unavailable
from tests.app.api.conftest import Site, visitor

JSON = {'Content-Type': 'application/json'}


def check(answer: httpx.Response, status: int) -> dict[str, object]:
    """The problem, after making sure that it is a complete one."""
    assert answer.status_code == status
    assert answer.headers['content-type'] == 'application/problem+json'
    problem = answer.json()
    assert {'type', 'title', 'status', 'detail', 'hint'} <= set(problem)
    assert problem['status'] == status
    assert all(isinstance(problem[name], str) and problem[name] for name in ('type', 'title', 'detail', 'hint'))
    return dict(problem)


@pytest.mark.parametrize(
    ('accept', 'title'),
    [
        ('', 'Das gibt es hier nicht.'),
        ('de-DE,de;q=0.9,en;q=0.8', 'Das gibt es hier nicht.'),
        ('en-US,en;q=0.9', 'This does not exist here.'),
        ('fr,en;q=0.5,de;q=0.4', 'This does not exist here.'),
        ('fr', 'Das gibt es hier nicht.'),
        ('*;q=x,,;', 'Das gibt es hier nicht.'),
    ],
)
async def test_the_language_is_the_visitors(site: Site, accept: str, title: str) -> None:
    answer = await site.http.get('/api/bots/unknown', headers={'Accept-Language': accept})
    problem = check(answer, 404)
    assert (problem['title'], problem['type']) == (title, '/problems/not_found')
    assert answer.headers['content-language'] == ('en' if title.startswith('This') else 'de')


async def test_fields_are_named_with_their_paths(site: Site) -> None:
    body = {'name': 'R', 'inputs': [{'kind': 'farbe'}], 'steps': [{'bot_id': 5}, {'retries': 1.5}], 'neu': 1}
    german = check(await site.http.post('/api/pipelines', json=body), 422)
    english = check(await site.http.post('/api/pipelines', json=body, headers={'Accept-Language': 'en'}), 422)
    paths = {'inputs.0.kind', 'steps.0.bot_id', 'steps.1.retries', 'neu'}
    assert {error['path'] for error in german['errors']} == {error['path'] for error in english['errors']} == paths
    assert not {error['message'] for error in german['errors']} & {error['message'] for error in english['errors']}


UNREADABLE = [
    b'{',
    b'"',
    b'{"name": "a",}',
    b"{'name': 'a'}",
    b'{"name": "a"} x',
    b'{"name": NaN}',
    b'{"name": Infinity}',
    b'{"name": -Infinity}',
    b'{"name": "a", "name": "b"}',
    b'{"name": "\xff"}',
    b'{"name": "\xed\xa0\x80"}',
    b'\xef\xbb\xbf{"name": "a"}',
    '{"name": "ä"}'.encode('utf-16'),
    '{"name": "ä"}'.encode('latin-1'),
    b'[' * 100_000,
    b'{"name": ' + b'[' * 60 + b']' * 60 + b'}',
    b'{"name": ' + b'1' * 5000 + b'}',
    b'\x00',
]


async def test_a_body_nobody_can_read_is_malformed(site: Site) -> None:
    for body in UNREADABLE:
        check(await site.http.post('/api/bots', content=body, headers=JSON), 400)
    check(await site.http.post('/api/bots', content=b'', headers=JSON), 422)
    assert (await site.http.get('/api/bots')).json() == []


UNFIT = [
    'null',
    '[]',
    '"name"',
    '7',
    '{}',
    '{"name": null}',
    '{"name": 5}',
    '{"name": true}',
    '{"name": ["a"]}',
    '{"name": ""}',
    '{"name": "\\ud800"}',
    '{"name": "\\u0000"}',
    '{"name": "a", "\\ud800": 1}',
    '{"name": "a", "settings": {"\\u0000": 1}}',
    '{"name": "a", "settings": {"x": 1e999}}',
    '{"name": "a", "settings": {"x": 99999999999999999999}}',
    '{"name": "a", "settings": {"temperature": "warm"}}',
    '{"name": "a", "emoji": 1}',
    '{"name": "a", "emoji": "ab"}',
    '{"name": "a", "unknown": 1}',
    '{"name": "a", "id": "mine"}',
    '{"name": "\\u200b\\u202e"}',
]


async def test_a_body_that_does_not_fit_names_the_fields(site: Site) -> None:
    for body in UNFIT:
        problem = check(await site.http.post('/api/bots', content=body, headers=JSON), 422)
        assert problem['errors'] and all(error['message'] for error in problem['errors']), body
    assert (await site.http.get('/api/bots')).json() == []


@pytest.mark.parametrize(
    'kind', ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin-1', 'x', '']
)
async def test_only_json_is_taken(site: Site, kind: str) -> None:
    answer = await site.http.post('/api/bots', content=b'{"name": "a"}', headers={'Content-Type': kind})
    check(answer, 415)


async def test_json_with_its_charset_is_taken(site: Site) -> None:
    headers = {'Content-Type': 'Application/JSON; charset="UTF-8"'}
    assert (await site.http.post('/api/bots', content=b'{"name": "a"}', headers=headers)).status_code == 201


async def test_an_endless_body_is_cut_off(site: Site) -> None:
    async def endless() -> object:
        sent = 0
        while True:
            sent += 1
            assert sent < 1000, 'nobody stopped reading'
            yield b' ' * 100_000

    check(await site.http.post('/api/bots', content=endless(), headers=JSON), 413)


@pytest.mark.parametrize('path', ['/api/nope', '/api/', '/api/bots/', '/api/bots/a/b/c', '/api/docs/x'])
async def test_unknown_addresses_are_not_found(site: Site, path: str) -> None:
    check(await site.http.get(path), 404)


async def test_a_wrong_method_names_the_right_ones(site: Site) -> None:
    answer = await site.http.patch('/api/bots')
    check(answer, 405)
    assert {method.strip() for method in answer.headers['allow'].split(',')} <= {'GET', 'POST'}


@pytest.mark.parametrize(
    'query', ['limit=0', 'limit=201', 'limit=x', 'limit=1e9', 'after=x', 'after=%00', 'after=' + '9' * 300, 'status=x']
)
async def test_a_page_nobody_can_turn_to_is_refused(site: Site, query: str) -> None:
    check(await site.http.get(f'/api/runs?{query}'), 422)


@pytest.mark.parametrize('wait', ['x', '-1', 'nan', 'inf', '1e99', '301'])
async def test_a_wait_that_is_no_time_is_refused(site: Site, wait: str) -> None:
    bot = await site.bot()
    check(await site.http.post(f'/api/bots/{bot["id"]}/run?wait={wait}', json={'input': 'a'}), 422)
    assert (await site.http.get('/api/runs')).json()['items'] == []


@pytest.mark.parametrize('version', ['x', '"', '*', '-1', '1.0', '"1", "2"', '9' * 50])
async def test_a_version_that_is_none_is_refused(site: Site, version: str) -> None:
    recipe = await site.recipe()
    answer = await site.http.put(f'/api/pipelines/{recipe["id"]}', json={'name': 'a'}, headers={'If-Match': version})
    check(answer, 422)


@pytest.mark.parametrize(
    ('error', 'status', 'retry_after'),
    [
        (TooMany(30), 429, '30'),
        (Unavailable(), 503, '5'),
        (StoreFull(), 503, '5'),
        (Forbidden(), 403, None),
        (ProviderError('busy'), 502, None),
    ],
)
async def test_trouble_behind_the_api_is_a_problem_too(
    site: Site, error: AppError, status: int, retry_after: str | None
) -> None:
    async def refuse(_: object) -> Account:
        raise error

    app = Starlette(routes=[Mount('/api', create_api(site.services, refuse))])
    async with visitor(app) as http:
        answer = await http.get('/api/bots')
    check(answer, status)
    assert answer.headers.get('retry-after') == retry_after


async def test_a_mistake_of_ours_is_told_without_its_traceback(site: Site) -> None:
    def broken(_: object) -> Account:
        raise RuntimeError('secret inner life')

    app = Starlette(routes=[Mount('/api', create_api(site.services, broken))])
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url='http://127.0.0.1') as http:
        answer = await http.get('/api/bots')
    check(answer, 500)
    assert 'secret' not in answer.text
