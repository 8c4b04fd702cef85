"""Folders that several bots may read, over REST; and what is the same for the documents of bots and folders."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest

from app.api.answers import TrashItem
from app.api.document_answers import Workspace
from app.domain.documents import Document, Reading
from app.domain.places import Place
from app.library.librarian import Librarian
from app.readers.pool import ReaderPool
from app.services.documents import DocumentService
from tests.app.api.conftest import Site, mounted, visitor

ROSES = 'Rosen schneidet man im Frühling.\n\nÄpfel erntet man im Herbst.'.encode()


@pytest.fixture
async def workspace(site: Site) -> str:
    """The address of a folder."""
    answer = await site.http.post('/api/workspaces', json={'name': 'Garten', 'emoji': '🌻'})
    assert (answer.status_code, answer.headers['etag']) == (201, '"1"')
    return str(answer.headers['location'])


@pytest.fixture(params=['bots', 'workspaces'])
async def place(site: Site, request: pytest.FixtureRequest) -> str:
    """The address of a bot, then of a folder: their documents have the same addresses below them."""
    answer = await site.http.post(f'/api/{request.param}', json={'name': 'Garten'})
    return str(answer.headers['location'])


async def test_a_folder_is_shown_with_everything_but_its_owner(site: Site, workspace: str) -> None:
    bot = await site.bot()
    await site.http.put(workspace, json={'bot_ids': [bot['id']], 'description': 'Alles über Rosen.'})
    shown = (await site.http.get(workspace)).json()
    id = workspace.rsplit('/', 1)[1]
    times = shown.pop('created_at'), shown.pop('updated_at')
    assert shown == {
        'id': id,
        'name': 'Garten',
        'emoji': '🌻',
        'description': 'Alles über Rosen.',
        'parent_id': '',
        'bot_ids': [bot['id']],
        'documents_path': f'workspaces/{id}/documents',
        'documents': [],
        'version': 2,
    }
    assert times[0] < times[1]


async def test_what_was_given_out_may_come_back(site: Site, workspace: str) -> None:
    shown = (await site.http.get(workspace)).json()
    answer = await site.http.put(workspace, json=shown | {'name': 'Park'})
    assert (answer.status_code, answer.json()['name'], answer.headers['etag']) == (200, 'Park', '"2"')


async def test_a_stale_change_answers_with_both_versions(site: Site, workspace: str) -> None:
    await site.http.put(workspace, json={'name': 'Park', 'version': 1})
    for stale in ({'headers': {'If-Match': '"1"'}}, {}):
        body = {'name': 'Wald'} if stale else {'name': 'Wald', 'version': 1}
        answer = await site.http.put(workspace, json=body, **stale)
        assert (answer.status_code, answer.headers['content-type']) == (409, 'application/problem+json')
        assert (answer.json()['current']['name'], answer.json()['yours']) == ('Park', {'name': 'Wald'})


async def test_what_cannot_be_taken_is_named_with_its_path(site: Site, workspace: str) -> None:
    id = workspace.rsplit('/', 1)[1]
    answer = await site.http.put(workspace, json={'parent_id': id, 'bot_ids': ['niemand']})
    assert answer.status_code == 422
    assert [(entry['path'], entry['code']) for entry in answer.json()['errors']] == [
        ('parent_id', 'workspace_circle'),
        ('bot_ids.0', 'bot_unknown'),
    ]
    assert '{' not in answer.text.replace('{"', '')  # every sentence is whole


async def test_a_folder_is_deleted_and_comes_back_with_its_files(site: Site, workspace: str) -> None:
    below = await site.http.post('/api/workspaces', json={'name': 'Obst', 'parent_id': workspace.rsplit('/', 1)[1]})
    await site.http.post(f'{workspace}/docs', files={'file': ('Rosen.txt', ROSES)})
    assert (await site.http.delete(workspace)).status_code == 204
    assert (await site.http.get(workspace)).status_code == 404
    assert [one['id'] for one in (await site.http.get('/api/workspaces')).json()] == [below.json()['id']]
    [item] = (await site.http.get('/api/trash')).json()
    assert (item['kind'], item['name']) == ('workspace', 'Garten')
    TrashItem.model_validate_json(json.dumps(item))  # as it is described
    back = await site.http.post(f'/api/trash/workspace/{item["id"]}/restore')
    Workspace.model_validate_json(back.content)
    assert (back.status_code, back.json()['emoji']) == (200, '🌻')
    assert [document['name'] for document in (await site.http.get(workspace)).json()['documents']] == ['Rosen.txt']


async def test_documents_come_and_go_the_same_way_everywhere(site: Site, place: str) -> None:
    added = await site.http.post(f'{place}/docs', files={'file': ('Rosen schneiden.txt', ROSES)})
    assert added.status_code == 201
    assert added.headers['location'] == f'{place}/docs/Rosen%20schneiden.txt'
    [listed] = (await site.http.get(f'{place}/docs')).json()
    assert set(listed) == {'name', 'size', 'media_type', 'modified_at', 'status', 'pages', 'note'}
    assert (await site.http.get(added.headers['location'])).content == ROSES
    assert (await site.http.delete(added.headers['location'])).status_code == 204
    assert (await site.http.get(f'{place}/docs')).json() == []
    [item] = (await site.http.get('/api/trash')).json()
    assert (await site.http.post(f'/api/trash/document/{item["id"]}/restore')).json()['name'] == 'Rosen schneiden.txt'
    assert len((await site.http.get(f'{place}/docs')).json()) == 1


async def test_what_was_read_in_a_document_is_answered_by_pages(site: Site, place: str) -> None:
    await site.http.post(f'{place}/docs', files={'file': ('Rosen.txt', ROSES)})
    answer = await site.http.get(f'{place}/docs/Rosen.txt/text')
    assert answer.json() == {
        'name': 'Rosen.txt',
        'pages': [{'number': 1, 'label': '', 'text': ROSES.decode()}],
        'note': '',
    }


async def test_the_search_finds_passages_and_says_where_they_stand(site: Site, place: str) -> None:
    await site.http.post(f'{place}/docs', files={'file': ('Rosen.txt', ROSES)})
    await site.http.get(f'{place}/docs/Rosen.txt/text')  # comes when it is read
    [passage] = (await site.http.get(f'{place}/search', params={'q': 'Wann Äpfel ernten?', 'limit': 1})).json()
    assert passage['document'] == 'Rosen.txt'
    assert passage['place'] == {'kind': place.split('/')[2].removesuffix('s'), 'id': place.split('/')[3]}
    assert 'Äpfel' in passage['text'] and ROSES.decode()[passage['start'] : passage['end']] == passage['text']


@pytest.mark.parametrize('query', ['', 'q=', 'q=a&limit=0', 'q=a&limit=101', 'q=a&limit=x', 'q=%00', f'q={"a" * 501}'])
async def test_a_search_that_makes_no_sense_is_refused(site: Site, place: str, query: str) -> None:
    answer = await site.http.get(f'{place}/search?{query}')
    assert (answer.status_code, answer.headers['content-type']) == (422, 'application/problem+json')


@pytest.mark.parametrize('query', ['"', '*', 'a AND', 'NEAR(', "'; DROP TABLE", '%', '😀', 'content:x', '-', '^a'])
async def test_any_words_may_be_looked_for(site: Site, place: str, query: str) -> None:
    await site.http.post(f'{place}/docs', files={'file': ('Rosen.txt', ROSES)})
    assert (await site.http.get(f'{place}/search', params={'q': query})).status_code == 200


async def test_documents_that_are_not_there_are_not_found(site: Site, place: str) -> None:
    for path in ('docs/nichts.txt', 'docs/nichts.txt/text', 'docs/%2e%2e/text', 'docs/a%5cb/text'):
        assert (await site.http.get(f'{place}/{path}')).status_code == 404, path
    assert (await site.http.post(f'{place}/docs/nichts.txt/recognise')).status_code == 404


class LongReading(Librarian):
    """Never comes to the end of a file."""

    async def reading(self, place: Place, name: str) -> Reading:
        await asyncio.Event().wait()
        raise AssertionError

    async def recognise(self, place: Place, name: str) -> Document:
        await asyncio.Event().wait()
        raise AssertionError


async def test_a_file_that_takes_long_is_asked_for_again_later(site: Site) -> None:
    there = site.services
    librarian = LongReading(files=there.store.files, bus=there.bus, clock=there.clock, pool=ReaderPool())
    documents = DocumentService(there.store, there.clock, there.bus, librarian)
    async with visitor(mounted(replace(there, documents=documents), patience=0.01)) as http:
        place = (await http.post('/api/workspaces', json={'name': 'Garten'})).headers['location']
        await http.post(f'{place}/docs', files={'file': ('Rosen.txt', ROSES)})
        answer = await http.get(f'{place}/docs/Rosen.txt/text')
        assert (answer.status_code, answer.json()['type']) == (409, '/problems/doc_reading')
        answer = await http.post(f'{place}/docs/Rosen.txt/recognise')
        assert answer.status_code in (200, 202) and answer.json()['name'] == 'Rosen.txt'
    await librarian.close()


async def test_a_file_that_cannot_be_read_says_why(site: Site, place: str) -> None:
    await site.http.post(f'{place}/docs', files={'file': ('kaputt.pdf', b'%PDF-1.7\nno more than that')})
    answer = await site.http.get(f'{place}/docs/kaputt.pdf/text')
    assert (answer.status_code, answer.json()['type']) == (422, '/problems/doc_damaged')
    [listed] = (await site.http.get(f'{place}/docs')).json()
    assert (listed['status'], listed['note']) == ('failed', answer.json()['title'])
