"""Recipes that travel, over REST: what comes out goes in again, and no file does any harm."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest

from app.sharing import seal
from app.sharing.packed import pack
from app.sharing.table import to_table
from app.sharing.toml_writer import write
from tests.app.api.conftest import Site
from tests.app.services.exchange import as_file
from tests.app.sharing.samples import EVERYTHING


async def send(http: httpx.AsyncClient, where: str, content: bytes, **headers: str) -> httpx.Response:
    return await http.post(f'/api/recipes/{where}', files={'file': ('a.rezept', content)}, headers=headers)


async def test_a_recipe_leaves_as_a_file_and_comes_back(site: Site) -> None:
    recipe = await site.recipe(2)
    file = await site.http.get(f'/api/pipelines/{recipe["id"]}/export?sign=true')
    assert file.headers['content-type'] == 'application/toml'
    assert file.headers['content-disposition'].startswith('attachment; filename="Brief.rezept"')
    answer = await send(site.http, 'import', file.content)
    taken = answer.json()
    assert (answer.status_code, answer.headers['location']) == (201, f'/api/pipelines/{taken["pipeline"]["id"]}')
    assert (taken['kind'], taken['pipeline']['name'], taken['pipeline']['is_on']) == ('recipe', 'Brief', False)
    assert taken['pipeline']['id'] != recipe['id'] and [bot['name'] for bot in taken['bots']] == ['Texter']


async def test_looking_tells_everything_in_the_language_of_the_visitor(site: Site) -> None:
    content = write(seal.sealed(to_table(EVERYTHING), seal.new_key(), 'Anna')).encode()
    seen = (await send(site.http, 'inspect', content)).json()
    assert (seen['name'], seen['made_by'], seen['trust'], seen['signed_by']) == (
        'Rechnungen prüfen',
        'Anna',
        'unknown',
        'Anna',
    )
    assert len(seen['fingerprint'].split()) == 6
    assert 'Liest die Datei „Regeln.pdf“ von Texter.' in [want['message'] for want in seen['wants']]
    assert [bot['is_new'] for bot in seen['bots']] == [True, True] and seen['has_same'] == ''
    assert any('Schritt 6' in line for line in seen['steps'])
    english = (await send(site.http, 'inspect', content, **{'Accept-Language': 'en'})).json()
    assert 'Reads the file “Regeln.pdf” of Texter.' in [want['message'] for want in english['wants']]
    assert (await site.http.get('/api/pipelines')).json() == []


async def test_a_line_from_a_code_goes_in_like_a_file(site: Site) -> None:
    assert (await send(site.http, 'import', pack(as_file()).lower().encode())).status_code == 201


@pytest.mark.parametrize(('form', 'start'), [('pdf', b'%PDF'), ('png', b'\x89PNG')])
async def test_the_card_is_a_file_to_keep(site: Site, form: str, start: bytes) -> None:
    recipe = await site.recipe(1)
    card = await site.http.get(f'/api/pipelines/{recipe["id"]}/card.{form}')
    assert card.content.startswith(start)
    assert card.headers['content-disposition'].startswith(f'attachment; filename="Brief.{form}"')
    assert card.headers['x-content-type-options'] == 'nosniff'


REFUSED = {
    'nothing': (b'', 422, 'shared_invalid'),
    'not toml': (b'<html>', 400, 'shared_unreadable'),
    'too large': (b'#' * 1_000_001, 413, 'shared_big'),
    'much too large': (b'#' * 3_000_000, 413, 'big'),
    'no recipe': (b'format = 1', 422, 'shared_invalid'),
    'a broken seal': (as_file(seal={'sha256': '0' * 64}), 422, 'shared_seal'),
    'from the future': (as_file(format=3), 422, 'shared_newer'),
    'switched on': (as_file(**{'recipes.0.is_on': True}), 422, 'shared_invalid'),
}


@pytest.mark.parametrize('name', REFUSED)
async def test_what_is_no_recipe_is_refused_in_words(site: Site, name: str) -> None:
    content, status, key = REFUSED[name]
    for where in ('inspect', 'import'):
        answer = await send(site.http, where, content)
        problem = answer.json()
        assert (answer.status_code, problem['type']) == (status, f'/problems/{key}')
        assert problem['title'] and problem['hint']
    assert (await site.http.get('/api/bots')).json() == []


async def test_a_shelf_is_browsed_and_taken_from(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / 'Regal'
    os.mkdir(folder)
    for name, content in (('a.rezept', as_file()), ('b.rezept', b'x')):
        with open(folder / name, 'wb') as file:  # noqa: ASYNC230  # a test's own small file
            file.write(content)
    shelf = (await site.http.post('/api/shelves', json={'place': str(folder)})).json()
    assert (await site.http.get('/api/shelves')).json() == [shelf] and shelf['name'] == 'Regal'
    first, second = (await site.http.get(f'/api/shelves/{shelf["id"]}/recipes')).json()
    assert (first['file'], first['standing'], first['name']) == ('a.rezept', 'new', 'Rechnungen prüfen')
    assert (second['standing'], second['problem']) == (
        'broken',
        'Das ist keine Rezept-Datei, oder sie ging unterwegs kaputt.',
    )
    taken = await site.http.post(f'/api/shelves/{shelf["id"]}/recipes/a.rezept/import')
    assert taken.status_code == 201 and taken.json()['pipeline']['is_on'] is False
    [first, _] = (await site.http.get(f'/api/shelves/{shelf["id"]}/recipes')).json()
    assert (first['standing'], first['have_id']) == ('here', taken.json()['pipeline']['id'])
    assert (await site.http.delete(f'/api/shelves/{shelf["id"]}')).status_code == 204


@pytest.mark.parametrize('place', ['/etc', '/', 'relativ', 'http://127.0.0.1:9/', 'file:///etc/passwd', '\u202e'])
async def test_a_place_that_is_none_is_named_in_the_field(site: Site, place: str) -> None:
    answer = await site.http.post('/api/shelves', json={'place': place})
    assert (answer.status_code, answer.json()['errors'][0]['path']) == (422, 'place')


@pytest.mark.parametrize('name', ['..%2f..%2fetc%2fpasswd', '%2e%2e', 'a.rezept%00', 'b.rezept', '~', 'CON.rezept'])
async def test_a_name_leads_nowhere_else(site: Site, tmp_path: Path, name: str) -> None:
    os.mkdir(tmp_path / 'Regal')
    shelf = (await site.http.post('/api/shelves', json={'place': str(tmp_path / 'Regal')})).json()
    assert (await site.http.post(f'/api/shelves/{shelf["id"]}/recipes/{name}/import')).status_code in (404, 405)
