"""A run as an event stream: all of it, from where one left off, and nobody listening for nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.events import RunChanged
from tests.app.api.conftest import Site, open_site


class Reader:
    """A browser that reads a stream piece by piece and may leave at any time."""

    def __init__(self, site: Site, path: str) -> None:
        self._pieces: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._left = asyncio.Event()
        self._asked = False
        scope = {
            'type': 'http',
            'asgi': {'version': '3.0', 'spec_version': '2.4'},
            'http_version': '1.1',
            'method': 'GET',
            'scheme': 'http',
            'path': path,
            'raw_path': path.encode(),
            'root_path': '',
            'query_string': b'',
            'headers': [(b'host', b'127.0.0.1:8080')],
            'client': ('127.0.0.1', 50000),
            'server': ('127.0.0.1', 8080),
        }
        self.answering = asyncio.ensure_future(site.app(scope, self._receive, self._pieces.put))

    async def until(self, text: str) -> str:
        """What has come when `text` was in it."""
        seen = ''
        while text not in seen:
            message = await self._pieces.get()
            seen += message.get('body', b'').decode()
        return seen

    def leave(self) -> None:
        """Close the tab."""
        self._left.set()

    async def _receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            return {'type': 'http.request', 'body': b'', 'more_body': False}
        await self._left.wait()
        return {'type': 'http.disconnect'}


@pytest.fixture
async def lively(tmp_path: Path) -> AsyncIterator[Site]:
    """A site that shows after an instant of silence that the line still stands."""
    async with open_site(tmp_path, keep_alive=0.01) as site:
        yield site


def parsed(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    """(id, event, data) of every message."""
    found = []
    for block in text.split('\n\n'):
        lines = dict(line.split(': ', 1) for line in block.splitlines() if not line.startswith(':'))
        if lines:
            found.append((lines.get('id', ''), lines['event'], json.loads(lines['data'])))
    return found


async def test_a_run_tells_all_that_happened_and_ends(site: Site) -> None:
    recipe = await site.recipe(steps=2)
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10')).json()
    answer = await site.http.get(f'/api/runs/{run["id"]}/events')
    assert answer.headers['content-type'].startswith('text/event-stream')
    events = parsed(answer.text)
    assert [name for _, name, _ in events] == [
        'run.created',
        'run.started',
        'step.begin',
        'step.done',
        'step.begin',
        'step.done',
        'run.done',
    ]
    assert [id for id, _, _ in events] == [str(number) for number in range(1, 8)]
    assert events[3][2]['data']['output'] == run['steps'][0]['output']


async def test_a_reader_goes_on_after_the_last_event_it_saw(site: Site) -> None:
    recipe = await site.recipe()
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10')).json()
    answer = await site.http.get(f'/api/runs/{run["id"]}/events', headers={'Last-Event-ID': '3'})
    assert [(id, name) for id, name, _ in parsed(answer.text)] == [('4', 'step.done'), ('5', 'run.done')]


async def test_a_reader_who_saw_the_end_is_told_not_to_come_back(site: Site) -> None:
    recipe = await site.recipe()
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10')).json()
    answer = await site.http.get(f'/api/runs/{run["id"]}/events', headers={'Last-Event-ID': '5'})
    assert (answer.status_code, answer.content) == (204, b'')


async def test_text_comes_while_it_is_written(site: Site) -> None:
    recipe = await site.recipe()
    site.ai.hang('Liebe Anna, ', 'wie geht es dir?')
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run')).json()
    reader = Reader(site, f'/api/runs/{run["id"]}/events')
    text = await reader.until('wie geht es dir?')
    pieces = [data for _, name, data in parsed(text) if name == 'step.text']
    assert ''.join(piece['piece'] for piece in pieces) == 'Liebe Anna, wie geht es dir?'
    assert {piece['step_id'] for piece in pieces} == {'s0'}
    await site.http.post(f'/api/runs/{run["id"]}/cancel')
    assert 'event: run.cancelled' in await reader.until('run.cancelled')
    await reader.answering


async def test_a_failure_speaks_the_readers_language(site: Site) -> None:
    recipe = await site.recipe()
    site.ai.fail('key')
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10')).json()
    answer = await site.http.get(f'/api/runs/{run["id"]}/events', headers={'Accept-Language': 'en'})
    assert parsed(answer.text)[-1][1] == 'run.failed'
    assert parsed(answer.text)[-1][2]['data']['error']['message'] == 'The AI service did not accept the key.'


async def test_the_stream_keeps_personalities_and_keys_to_itself(site: Site) -> None:
    bot = await site.bot(system_prompt='GANZ PRIVAT')
    recipe = await site.recipe(steps=1)
    await site.http.put(
        f'/api/pipelines/{recipe["id"]}', json={'steps': [{'bot_id': bot['id'], 'instruction': 'Los'}], 'version': 1}
    )
    headers = {'Idempotency-Key': 'mein-schluessel'}
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10', headers=headers)).json()
    created = (await site.http.get(f'/api/runs/{run["id"]}/events')).text.split('\n\n')[0]
    assert 'run.created' in created
    assert 'PRIVAT' not in created and 'mein-schluessel' not in created and 'owner' not in created


async def test_silence_is_broken_by_comments(lively: Site) -> None:
    recipe = await lively.recipe()
    lively.ai.hang()
    run = (await lively.http.post(f'/api/pipelines/{recipe["id"]}/run')).json()
    reader = Reader(lively, f'/api/runs/{run["id"]}/events')
    assert parsed(await reader.until(': still here\n\n: still here\n\n'))
    reader.leave()
    await reader.answering


async def test_a_closed_tab_is_not_listened_for(site: Site) -> None:
    recipe = await site.recipe()
    site.ai.hang('Also')
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run')).json()
    before = site.services.bus.subscriber_count
    reader = Reader(site, f'/api/runs/{run["id"]}/events')
    await reader.until('Also')
    assert site.services.bus.subscriber_count > before
    reader.leave()
    await reader.answering
    assert site.services.bus.subscriber_count == before


@pytest.mark.parametrize('last', ['x', '-1', '1.5', '9' * 30, 'ⅷ'])
async def test_an_id_that_is_no_number_is_refused(site: Site, last: str) -> None:
    recipe = await site.recipe()
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10')).json()
    answer = await site.http.get(f'/api/runs/{run["id"]}/events', headers={'Last-Event-ID': last.encode()})
    assert answer.status_code == (204 if last.isdigit() and last.isascii() else 422)


async def test_a_run_that_goes_on_after_a_failure_tells_both(site: Site) -> None:
    recipe = await site.recipe()
    site.ai.fail('key')
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10')).json()
    ended = asyncio.Event()
    site.services.bus.subscribe(
        RunChanged, lambda event: ended.set() if event.run.status.value == 'done' else None, run['id']
    )
    await site.http.post(f'/api/runs/{run["id"]}/resume')
    await ended.wait()
    names = [name for _, name, _ in parsed((await site.http.get(f'/api/runs/{run["id"]}/events')).text)]
    assert 'run.failed' in names and 'run.resumed' in names and names[-1] == 'run.done'
