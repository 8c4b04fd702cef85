"""Who may do what: every operation, tried by strangers, by somebody else, and by the one it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from app.api import create_api
from app.domain.accounts import Account, Role
from app.domain.runs import EventType
from tests.app.api.conftest import Site, visitor
from tests.app.services.exchange import as_file
from tests.fakes import MORNING

PUBLIC = {'GET /health'}
# A row per operation that is about one thing: what it is called with. A new operation without a row fails below.
ABOUT = {
    'GET /bots/{id}': None,
    'PUT /bots/{id}': {'json': {'name': 'Meiner'}},
    'DELETE /bots/{id}': None,
    'POST /bots/{id}/run': {'json': {'input': 'Hallo'}},
    'GET /bots/{id}/docs': None,
    'POST /bots/{id}/docs': {'files': {'file': ('b.txt', b'x')}},
    'GET /bots/{id}/docs/{name}': None,
    'DELETE /bots/{id}/docs/{name}': None,
    'GET /bots/{id}/docs/{name}/text': None,
    'POST /bots/{id}/docs/{name}/recognise': None,
    'GET /bots/{id}/search': {'params': {'q': 'privat'}},
    'GET /bots/{id}/export': None,
    'GET /bots/{id}/versions': None,
    'GET /bots/{id}/versions/{number}': None,
    'POST /bots/{id}/versions/{number}/restore': None,
    'GET /workspaces/{id}': None,
    'PUT /workspaces/{id}': {'json': {'name': 'Meiner'}},
    'DELETE /workspaces/{id}': None,
    'GET /workspaces/{id}/docs': None,
    'POST /workspaces/{id}/docs': {'files': {'file': ('b.txt', b'x')}},
    'GET /workspaces/{id}/docs/{name}': None,
    'DELETE /workspaces/{id}/docs/{name}': None,
    'GET /workspaces/{id}/docs/{name}/text': None,
    'POST /workspaces/{id}/docs/{name}/recognise': None,
    'GET /workspaces/{id}/search': {'params': {'q': 'privat'}},
    'GET /pipelines/{id}': None,
    'PUT /pipelines/{id}': {'json': {'name': 'Meins', 'version': 1}},
    'DELETE /pipelines/{id}': None,
    'POST /pipelines/{id}/run': {'json': {}},
    'GET /pipelines/{id}/runs': None,
    'GET /pipelines/{id}/export': None,
    'GET /pipelines/{id}/card.pdf': None,
    'GET /pipelines/{id}/card.png': None,
    'GET /pipelines/{id}/versions': None,
    'GET /pipelines/{id}/versions/{number}': None,
    'POST /pipelines/{id}/versions/{number}/restore': None,
    'GET /runs/{id}': None,
    'GET /runs/{id}/files/{sha256}': None,
    'POST /runs/{id}/steps/{step_id}/answer': {'json': {'decision': 'approve'}},
    'GET /runs/{id}/events': None,
    'POST /runs/{id}/cancel': None,
    'POST /runs/{id}/resume': None,
    'POST /trash/{kind}/{id}/restore': None,
    'DELETE /trash/{kind}/{id}': None,
}
# Connections and shelves serve everybody in the house; only an owner changes them.
FOR_OWNERS = {
    'POST /shelves': {'json': {'place': '~/Regal'}},
    'DELETE /shelves/{id}': None,
    'POST /connections': {'json': {'kind': 'ollama', 'base_url': 'http://127.0.0.1:9'}},
    'PUT /connections/{id}': {'json': {'name': 'Neu'}},
    'DELETE /connections/{id}': None,
    'POST /connections/{id}/test': None,
}
FOR_ALL = {
    'POST /read': {'files': {'file': ('a.txt', b'Hallo')}},
    'POST /recipes/inspect': {'files': {'file': ('a.rezept', as_file())}},
    'POST /recipes/import': {'files': {'file': ('a.rezept', as_file())}},
    'GET /shelves': None,
    'GET /shelves/{id}/recipes': None,
    'POST /shelves/{id}/recipes/{name}/import': None,
    'POST /bots': {'json': {'name': 'Texter'}},
    'GET /bots': None,
    'GET /personalities': None,
    'POST /personalities/{key}/copy': None,
    'POST /workspaces': {'json': {'name': 'Garten'}},
    'GET /workspaces': None,
    'POST /pipelines': {'json': {'name': 'Brief'}},
    'GET /pipelines': None,
    'POST /recipes/draft': {'json': {'text': 'Aus meinen Notizen soll ein Blog-Artikel werden.'}},
    'GET /actions': None,
    'GET /runs': None,
    'GET /templates': None,
    'POST /templates/{id}/copy': None,
    'GET /connections': None,
    'GET /connections/{id}': None,
    'GET /trash': None,
    'GET /health': None,
}


@dataclass
class Household:
    """An owner with things of her own, a member with none, and somebody at the door."""

    anna: httpx.AsyncClient
    ben: httpx.AsyncClient
    stranger: httpx.AsyncClient
    ids: dict[str, str]
    sha256: str  # of a file that a step of the run made

    def path(self, row: str) -> str:
        """The address of Anna's thing."""
        path = row.split(' ')[1]
        id = self.ids.get(path.split('/')[1], '')
        name = 'a.rezept' if path.startswith('/shelves') else 'a.txt'
        return '/api' + path.format(
            id=id, key='reste-koch', name=name, kind='bot', number=1, step_id='ask', sha256=self.sha256
        )


@pytest.fixture
async def household(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Household:
    monkeypatch.setenv('HOME', str(tmp_path))  # where '~' leads
    for name in ('Regal', 'Altes Regal'):
        (tmp_path / name).mkdir()
        (tmp_path / name / 'a.rezept').write_bytes(as_file())
    people = []
    for id, role in (('anna', Role.OWNER), ('ben', Role.MEMBER)):
        account = Account(id=id, name=id, role=role, created_at=MORNING, updated_at=MORNING)
        await site.services.store.accounts.put(account)  # without a password: hashing one takes its time by design
        _, token = await site.services.accounts.make_token(account, 'Probe')
        people.append(visitor(site.app, Authorization=f'Bearer {token}'))
    anna, ben = people
    gone = (await anna.post('/api/bots', json={'name': 'Weg'})).json()['id']
    await anna.delete(f'/api/bots/{gone}')
    bot = (await anna.post('/api/bots', json={'name': 'Texter'})).json()['id']
    await anna.post(f'/api/bots/{bot}/docs', files={'file': ('a.txt', b'privat')})
    workspace = (await anna.post('/api/workspaces', json={'name': 'Garten'})).json()['id']
    await anna.post(f'/api/workspaces/{workspace}/docs', files={'file': ('a.txt', b'privat')})
    made = {'kind': 'action', 'settings': {'action': 'make_csv'}, 'input_source': {'text': 'A;B\n1;2'}}
    steps = [{'bot_id': bot}, made, {'id': 'ask', 'kind': 'ask'}]
    recipe = (await anna.post('/api/pipelines', json={'name': 'R', 'steps': steps})).json()['id']
    run = (await anna.post(f'/api/pipelines/{recipe}/run')).json()['id']
    sha256 = await _until_it_asks(site, run)
    body = {'kind': 'openai', 'base_url': 'http://127.0.0.1:9/v1'}
    connection = (await anna.post('/api/connections', json=body)).json()['id']
    ids = {
        'bots': bot,
        'workspaces': workspace,
        'pipelines': recipe,
        'runs': run,
        'trash': gone,
        'connections': connection,
        'templates': 'blog-artikel',
        'shelves': (await anna.post('/api/shelves', json={'place': '~/Altes Regal'})).json()['id'],
    }
    return Household(anna, ben, visitor(site.app), ids, sha256)


async def _until_it_asks(site: Site, run_id: str) -> str:
    """Comes back when a person is asked; the checksum of the file made before."""
    anna = site.services.store.accounts.get('anna')
    assert anna is not None
    async for event in site.services.runs.events(anna, run_id):
        if getattr(event, 'type', None) is EventType.STEP_ASKED:
            break
    return site.services.runs.get(anna, run_id).steps[1].files[0].sha256


async def ask(who: httpx.AsyncClient, row: str, path: str, arguments: dict[str, Any] | None) -> httpx.Response:
    return await who.request(row.split(' ')[0], path, **(arguments or {}))


def test_every_operation_is_in_one_of_the_tables() -> None:
    described = {
        f'{method.upper()} {path}'
        for path, methods in create_api(cast('Any', None)).openapi()['paths'].items()
        for method in methods
    }
    assert described == {*ABOUT, *FOR_OWNERS, *FOR_ALL}


async def test_a_stranger_learns_nothing(household: Household) -> None:
    for row, arguments in {**ABOUT, **FOR_OWNERS, **FOR_ALL}.items():
        for path in (household.path(row), household.path(row).replace(household.ids['bots'], 'unknown')):
            answer = await ask(household.stranger, row, path, arguments)
            if row in PUBLIC:
                assert answer.json() == {'status': 'ok'}
            else:
                assert (answer.status_code, answer.headers['www-authenticate']) == (401, 'Bearer'), row
                assert answer.headers['content-type'] == 'application/problem+json'


async def test_a_stranger_does_not_even_see_the_description(household: Household) -> None:
    for path in ('/api/docs', '/api/docs/docs.js', '/api/openapi.json', '/api/unknown'):
        assert (await household.stranger.get(path)).status_code == 401, path


async def test_a_token_that_is_none_opens_nothing(household: Household) -> None:
    for token in ('', 'Bearer', 'Bearer ', 'Bearer wrong', 'Basic YTpi', 'Bearer null'):
        answer = await household.stranger.get('/api/bots', headers={'Authorization': token})
        assert answer.status_code == 401, token


async def test_somebody_elses_thing_looks_like_none(household: Household) -> None:
    for row, arguments in ABOUT.items():
        path = household.path(row)
        theirs = await ask(household.ben, row, path, arguments)
        unknown = path.replace(household.ids[row.split('/')[1]], 'no-such-thing')
        none = await ask(household.ben, row, unknown, arguments)
        assert theirs.status_code == none.status_code == 404, f'{row}: {theirs.text}'
        assert theirs.json()['title'] == none.json()['title']


async def test_ones_own_things_obey(household: Household) -> None:
    deleting = sorted((row for row in ABOUT if row.startswith('DELETE')), key=len, reverse=True)  # files before bots
    for row in [row for row in ABOUT if row not in deleting]:
        answer = await ask(household.anna, row, household.path(row), ABOUT[row])
        if row.endswith('/recognise'):  # a plain text is no picture
            assert answer.status_code == 422, f'{row}: {answer.text}'
        else:
            assert answer.status_code < 300, f'{row}: {answer.text}'
    await household.anna.delete(f'/api/bots/{household.ids["trash"]}')  # it was restored above
    for row in deleting:
        assert (await ask(household.anna, row, household.path(row), ABOUT[row])).status_code == 204, row


async def test_lists_show_ones_own_things_only(household: Household) -> None:
    for path in ('bots', 'workspaces', 'pipelines', 'trash'):
        assert (await household.ben.get(f'/api/{path}')).json() == []
        assert len((await household.anna.get(f'/api/{path}')).json()) == 1
    assert (await household.ben.get('/api/runs')).json()['items'] == []
    assert len((await household.anna.get('/api/runs')).json()['items']) == 1


async def test_only_an_owner_changes_connections(household: Household) -> None:
    for row in sorted(FOR_OWNERS, reverse=True):  # deleting last
        path = household.path(row)
        assert (await ask(household.ben, row, path, FOR_OWNERS[row])).status_code == 403, row
        assert (await ask(household.anna, row, path, FOR_OWNERS[row])).status_code < 300, row


async def test_the_rest_is_for_everybody_in_the_house(household: Household) -> None:
    for row in FOR_ALL:
        assert (await ask(household.ben, row, household.path(row), FOR_ALL[row])).status_code < 300, row


async def test_nobody_shares_a_folder_with_somebody_elses_bot(household: Household) -> None:
    body = {'name': 'Meiner', 'bot_ids': [household.ids['bots']], 'parent_id': household.ids['workspaces']}
    answer = await household.ben.post('/api/workspaces', json=body)
    assert answer.status_code == 422
    assert [problem['path'] for problem in answer.json()['errors']] == ['parent_id', 'bot_ids.0']


async def test_a_step_cannot_borrow_somebody_elses_bot(household: Household) -> None:
    body = {'name': 'R', 'steps': [{'bot_id': household.ids['bots']}]}
    answer = await household.ben.post('/api/pipelines', json=body)
    assert (answer.status_code, answer.json()['errors'][0]['path']) == (422, 'steps.0.bot_id')


async def test_a_key_of_one_person_never_answers_with_the_run_of_another(household: Household) -> None:
    headers = {'Idempotency-Key': 'montag'}
    first = await household.anna.post(f'/api/pipelines/{household.ids["pipelines"]}/run', headers=headers)
    recipe = (await household.ben.post('/api/templates/blog-artikel/copy')).json()
    body = {'inputs': {'thema': 'Rosen'}}
    second = await household.ben.post(f'/api/pipelines/{recipe["id"]}/run', headers=headers, json=body)
    assert first.status_code == second.status_code == 202
    assert first.json()['id'] != second.json()['id']
