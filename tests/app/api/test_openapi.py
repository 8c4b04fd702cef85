"""The description is complete and true: schemathesis plays it against the running application."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, assume, given, settings, strategies
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from starlette.applications import Starlette
from starlette.routing import Mount

from app.api import create_api, schemas
from tests.app.api.conftest import Site, open_site
from tests.app.services.exchange import as_file

# Valid by its schema is not always acceptable: a recipe may name a bot that does not exist.
LEFT_OUT = {'positive_data_acceptance'}


class Running(uvicorn.Server):
    """The application on a port of its own, in a thread with its own loop."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sites: list[Site] = []
        outer = Starlette(routes=[Mount('/', self._inner)], lifespan=self._lifespan)
        super().__init__(uvicorn.Config(outer, lifespan='on', ws='none', log_config=None, timeout_graceful_shutdown=2))

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        async with open_site(self._folder) as site:
            self.sites.append(site)
            yield

    async def _inner(self, scope: Any, receive: Any, send: Any) -> None:
        await self.sites[0].app({**scope, 'root_path': ''}, receive, send)


@pytest.fixture(scope='module')
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(('127.0.0.1', 0))
        listener.listen(100)
        server = Running(tmp_path_factory.mktemp('site'))
        thread = threading.Thread(target=server.run, kwargs={'sockets': [listener]})
        thread.start()
        while not server.started and thread.is_alive():
            thread.join(0.02)
        yield f'http://127.0.0.1:{listener.getsockname()[1]}'
        server.should_exit = True
        thread.join()


class Visitor(httpx.Client):
    """Somebody at this computer, with a folder full of recipes."""

    def __init__(self, address: str, shelf: Path) -> None:
        super().__init__(base_url=f'{address}/api', timeout=20)
        self.shelf = shelf


@pytest.fixture(scope='module')
def visitor(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    shelf = tmp_path_factory.mktemp('shelf')
    (shelf / 'a.rezept').write_bytes(as_file())
    with Visitor(address, shelf) as visitor:
        yield visitor


DESCRIPTION = create_api(cast('Any', None)).openapi()  # what it says does not depend on any data
SCHEMA = schemathesis.openapi.from_dict(DESCRIPTION)
OPERATIONS = {operation.label: operation for operation in (result.ok() for result in SCHEMA.get_all_operations())}
CAREFUL = [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]


def play(address: str, visitor: Visitor, label: str, examples: int) -> None:
    """Good and bad requests to one operation, about things that exist and things that do not."""
    for mode in GenerationMode:

        @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=OPERATIONS[label].as_strategy(generation_mode=mode), exists=strategies.booleans())
        def ask(case: Any, exists: bool) -> None:
            # The frameworks' own routes end at a line break: such an address never reaches us.
            assume('%0A' not in case.formatted_path)
            if exists:
                case.path_parameters = something(visitor, case.path)
            case.call_and_validate(base_url=f'{address}/api', checks=CAREFUL)

        with contextlib.suppress(Unsatisfiable):  # nothing about this operation can be wrong
            ask()


def something(visitor: Visitor, path: str) -> dict[str, str]:
    """Path parameters that lead to a thing of ours, made for this request."""
    if '{key}' in path:
        return {'key': 'reste-koch'}
    if '{id}' not in path or path.startswith('/templates'):
        return {'id': 'blog-artikel'} if '{id}' in path else {}
    bot = visitor.post('/bots', json={'name': 'Texter'}).json()['id']
    visitor.post(f'/bots/{bot}/docs', files={'file': ('a.txt', b'abc')}).raise_for_status()
    number = {'number': '1'} if '{number}' in path else {}
    if path.startswith('/bots'):
        return {'id': bot, 'name': 'a.txt'} if '{name}' in path else {'id': bot, **number}
    if path.startswith('/workspaces'):
        return folder_of(visitor, bot, path)
    if path.startswith('/trash'):
        visitor.delete(f'/bots/{bot}').raise_for_status()
        return {'kind': 'bot', 'id': bot}
    if '{step_id}' in path or '{sha256}' in path:
        return {name: value for name, value in asking_run(visitor).items() if f'{{{name}}}' in path}
    if path.startswith('/runs'):
        return {'id': visitor.post(f'/bots/{bot}/run?wait=5', json={'input': 'Hallo'}).json()['id']}
    if path.startswith('/connections'):
        connection = {'kind': 'openai', 'base_url': 'http://127.0.0.1:9/v1'}
        return {'id': visitor.post('/connections', json=connection).json()['id']}
    if path.startswith('/shelves'):
        return {'id': shelf_of(visitor), **({'name': 'a.rezept'} if '{name}' in path else {})}
    return {'id': visitor.post('/pipelines', json={'name': 'R', 'steps': [{'bot_id': bot}]}).json()['id'], **number}


def folder_of(visitor: Visitor, bot: str, path: str) -> dict[str, str]:
    """A folder with a file that the bot may read."""
    workspace = visitor.post('/workspaces', json={'name': 'Garten', 'bot_ids': [bot]}).json()['id']
    visitor.post(f'/workspaces/{workspace}/docs', files={'file': ('a.txt', b'abc')}).raise_for_status()
    return {'id': workspace, 'name': 'a.txt'} if '{name}' in path else {'id': workspace}


def asking_run(visitor: Visitor) -> dict[str, str]:
    """A run that has made a file and waits for a person."""
    made = {'kind': 'action', 'settings': {'action': 'make_csv'}, 'input_source': {'text': 'A;B\n1;2'}}
    recipe = visitor.post('/pipelines', json={'name': 'R', 'steps': [made, {'id': 'ask', 'kind': 'ask'}]}).json()['id']
    run = visitor.post(f'/pipelines/{recipe}/run').json()['id']
    with visitor.stream('GET', f'/runs/{run}/events') as events:
        next(line for line in events.iter_lines() if 'step.asked' in line)
    file = visitor.get(f'/runs/{run}').json()['steps'][0]['files'][0]
    return {'id': run, 'step_id': 'ask', 'sha256': file['sha256']}


def shelf_of(visitor: Visitor) -> str:
    """A shelf with one file; a folder can be a shelf only once."""
    for old in visitor.get('/shelves').json():
        visitor.delete(f'/shelves/{old["id"]}')
    return str(visitor.post('/shelves', json={'place': str(visitor.shelf)}).json()['id'])


@pytest.mark.parametrize('label', list(OPERATIONS))
def test_the_application_does_what_its_description_says(address: str, visitor: Visitor, label: str) -> None:
    play(address, visitor, label, 2)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize('label', list(OPERATIONS))
def test_it_does_so_at_length(address: str, visitor: Visitor, label: str) -> None:
    play(address, visitor, label, 100)


def test_every_operation_is_described_completely() -> None:
    ids = [operation['operationId'] for _, _, operation in operations()]
    assert len(set(ids)) == len(ids) == len(OPERATIONS)
    for method, path, operation in operations():
        where = f'{method} {path}'
        assert operation['summary'] and operation['description'], where
        assert {'401', '403', '429', '503'} <= set(operation['responses']), where
        assert ('404' in operation['responses']) == ('{' in path), where
        if 'requestBody' in operation:
            assert {'400', '413', '415', '422'} <= set(operation['responses']), where
        for status, answer in operation['responses'].items():
            if status >= '400':
                assert answer['content'] == {
                    'application/problem+json': {'schema': {'$ref': '#/components/schemas/Problem'}}
                }, where
            elif status not in ('204',):
                [content] = answer['content'].values()
                assert content['schema'], where


def test_every_body_has_an_example_that_fits() -> None:
    for method, path, operation in operations():
        for content in operation.get('requestBody', {}).get('content', {}).values():
            shape = content['schema']
            name = next((part['$ref'] for part in [shape, *shape.get('anyOf', [])] if '$ref' in part), '')
            if name:
                model = getattr(schemas, name.rsplit('/', 1)[1])
                for example in DESCRIPTION['components']['schemas'][model.__name__]['examples']:
                    model.model_validate(example)
            else:
                assert shape['properties']['file'], f'{method} {path}'


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation) of all that is described."""
    return [
        (method.upper(), path, operation)
        for path, methods in DESCRIPTION['paths'].items()
        for method, operation in methods.items()
    ]


async def test_the_page_about_it_needs_nothing_from_the_internet(site: Site) -> None:
    page = await site.http.get('/api/docs')
    assert (page.status_code, page.headers['content-type']) == (200, 'text/html; charset=utf-8')
    assert '<script>' not in page.text and 'style=' not in page.text and '//' not in page.text.replace('<!--', '')
    for address in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        answer = await site.http.get(address)
        assert answer.status_code == 200, address
    assert (await site.http.get('/api/openapi.json')).json()['servers'] == [{'url': '/api'}]
