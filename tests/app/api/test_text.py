"""Text of every kind in every text field: German, emoji, right-to-left, NUL, lone surrogates. Never a 5xx."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.app.api.conftest import Site, open_site

GERMAN = st.sampled_from(['ä', 'ö', 'ü', 'ß', 'Ä', 'ẞ', 'Straße', 'Grüße', 'a\u0308', '„', '“', '–', '€'])
EMOJI = st.sampled_from(['😀', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪', '❤️', '1️⃣', '👍🏽', '\u200d', '\ufe0f'])
RIGHT_TO_LEFT = st.sampled_from(['שלום', 'مرحبا', '\u202e', '\u202d', '\u2066', '\u2069', '\u200f', '\u061c'])
NASTY = st.sampled_from(
    ['\x00', '\ud800', '\udfff', '\ud83d', '\u2028', '\u2029', '\ufeff', '\ufffe', '\x7f', '\x1b[31m', '\r\n', '\t', '']
)
TROUBLE = st.sampled_from(['{0}', '{date}', '%s', '../..', '<script>', "'; --", '=1+1', '"', '\\', '/', '#', '?', '&'])
TEXT = st.lists(GERMAN | EMOJI | RIGHT_TO_LEFT | NASTY | TROUBLE | st.characters(), max_size=8).map(''.join)

BOT = {'name': 'Texter', 'emoji': '🤖', 'description': 'd', 'system_prompt': 's', 'model': 'm'}
RECIPE = {
    'name': 'R',
    'emoji': '📋',
    'description': 'd',
    'inputs': [
        {'key': 'k', 'label': 'l', 'kind': 'text', 'default': 'd', 'help': 'h'},
        {'key': 'c', 'label': 'l', 'kind': 'choice', 'choices': ['a'], 'default': 'a'},
    ],
    'steps': [
        {
            'id': 'a',
            'bot_id': 'BOT',
            'name': 'n',
            'instruction': 'i',
            'practice': 'p',
            'input_source': [{'text': 't'}, {'input': 'k'}, {'document': 'a.txt'}],
            'output_target': [{'document': 'b.txt'}],
            'settings': {'x': 'y'},
        },
        {'id': 'b', 'bot_id': 'BOT', 'input_source': [{'step': 'a'}], 'kind': 'bot'},
    ],
    'schedule': {'kind': 'manual', 'settings': {'x': 'y'}},
}
CONNECTION = {'kind': 'openai', 'name': 'n', 'base_url': 'http://127.0.0.1:9/v1', 'api_key': 'k', 'default_model': 'm'}


def places(value: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where in `value` a text stands, and where a key of an object does (ending with None)."""
    if isinstance(value, dict):
        inner = [place for name, item in value.items() for place in places(item, (*before, name))]
        return [*inner, (*before, None)]
    if isinstance(value, list):
        return [place for index, item in enumerate(value) for place in places(item, (*before, index))]
    return [before]


def with_text(value: Any, place: tuple[Any, ...], text: str) -> Any:
    """`value` with `text` in that place."""
    if not place:
        return text
    if place[0] is None:
        return {**value, text: text}
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = with_text(value[place[0]], place[1:], text)
    return copy


def unstorable(text: str) -> bool:
    """True for NUL and lone surrogates."""
    return '\x00' in text or any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)


BODIES = [
    ('POST', '/api/bots', BOT),
    ('PUT', '/api/bots/{bot}', BOT),
    ('POST', '/api/bots/{bot}/run', {'input': 'i'}),
    ('POST', '/api/pipelines', RECIPE),
    ('PUT', '/api/pipelines/{recipe}', RECIPE),
    ('POST', '/api/pipelines/{recipe}/run', {'inputs': {'k': 'v', 'c': 'a'}}),
    ('POST', '/api/connections', CONNECTION),
    ('PUT', '/api/connections/{connection}', {name: CONNECTION[name] for name in CONNECTION if name != 'kind'}),
]
CASES = [(method, path, body, place) for method, path, body in BODIES for place in places(body)]
ADDRESSES = [
    '/api/bots/{}',
    '/api/bots/{}/docs',
    '/api/bots/{}/docs/{}',
    '/api/pipelines/{}',
    '/api/pipelines/{}/runs',
    '/api/runs/{}',
    '/api/runs/{}/events',
    '/api/runs?after={}',
    '/api/runs?status={}&limit={}',
    '/api/connections/{}',
    '/api/{}',
]


@pytest.fixture(scope='module')
def running(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A site with something of everything, on a loop of its own that lives as long as this file's tests."""
    with asyncio.Runner() as runner:
        context = open_site(tmp_path_factory.mktemp('site'))
        site = runner.run(context.__aenter__())
        ids = runner.run(_something(site))
        yield runner, site, ids
        runner.run(context.__aexit__(None, None, None))


async def _something(site: Site) -> dict[str, str]:
    bot = await site.bot()
    recipe = await site.recipe(inputs=RECIPE['inputs'])
    connection = (await site.http.post('/api/connections', json=CONNECTION)).json()
    return {'bot': str(bot['id']), 'recipe': str(recipe['id']), 'connection': str(connection['id'])}


def check_bodies(running: Any, examples: int) -> None:
    runner, site, ids = running

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=st.sampled_from(CASES), text=TEXT)
    def send(case: tuple[str, str, Any, tuple[Any, ...]], text: str) -> None:
        method, path, body, place = case
        sent = json.dumps(with_text(body, place, text)).replace('"BOT"', f'"{ids["bot"]}"')
        headers = {'Content-Type': 'application/json', 'If-Match': '1'}
        answer = runner.run(site.http.request(method, path.format(**ids), content=sent, headers=headers))
        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400:
            assert answer.headers['content-type'] == 'application/problem+json'
            assert answer.json()['title']
        elif unstorable(json.loads(json.dumps(text))):  # two halves side by side make a whole letter
            raise AssertionError(f'{method} {path} took {text!r} at {place}')

    send()


def check_addresses(running: Any, examples: int) -> None:
    runner, site, ids = running

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(
        address=st.sampled_from(ADDRESSES),
        texts=st.tuples(TEXT | st.sampled_from(sorted(ids.values())), TEXT),
        method=st.sampled_from(['GET', 'POST', 'DELETE', 'PUT']),
    )
    def visit(address: str, texts: tuple[str, str], method: str) -> None:
        parts = [quote(text.encode('utf-8', 'surrogatepass'), safe='') for text in texts]
        if method == 'DELETE' and texts[0] in ids.values():
            method = 'GET'
        answer = runner.run(site.http.request(method, address.format(*parts)))
        assert answer.status_code < 500, answer.text

    visit()


def check_uploads(running: Any, examples: int) -> None:
    runner, site, ids = running

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(name=TEXT, field=st.just('file') | TEXT, end=st.booleans())
    def upload(name: str, field: str, end: bool) -> None:
        named = f'form-data; name="{field}"; filename="{name}"'.encode('utf-8', 'surrogatepass')
        body = b'--b\r\nContent-Disposition: ' + named + b'\r\n\r\nabc\r\n' + (b'--b--\r\n' if end else b'')
        headers = {'Content-Type': 'multipart/form-data; boundary=b'}
        address = f'/api/bots/{ids["bot"]}/docs'
        answer = runner.run(site.http.post(address, content=body, headers=headers))
        assert answer.status_code in (201, 400, 422), answer.text
        if answer.status_code == 201:
            stored = runner.run(site.http.get(answer.headers['location']))
            assert (stored.status_code, stored.content) == (200, b'abc')
            assert runner.run(site.http.delete(answer.headers['location'])).status_code == 204

    upload()


def test_any_text_in_any_field(running: Any) -> None:
    check_bodies(running, 150)


def test_any_text_in_any_address(running: Any) -> None:
    check_addresses(running, 60)


def test_any_name_of_a_file(running: Any) -> None:
    check_uploads(running, 40)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize('check', [check_bodies, check_addresses, check_uploads])
def test_all_of_it_at_length(running: Any, check: Any) -> None:
    check(running, 3000)


async def test_what_can_be_kept_is_kept_letter_by_letter(tmp_path: Path) -> None:
    text = 'Grüße an Zoë 👩‍👩‍👧‍👦 – „שלום“ \u202emirror\u202c a\u0308 \u2028 {date} %s </script>'
    async with open_site(tmp_path) as site:
        bot = await site.bot(system_prompt=text, description=text)
    async with open_site(tmp_path) as site:
        read = (await site.http.get(f'/api/bots/{bot["id"]}')).json()
    assert read['system_prompt'] == read['description'] == text
