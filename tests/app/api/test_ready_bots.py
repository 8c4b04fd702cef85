"""Ready bots and what bots may do, through REST."""

from __future__ import annotations

import pytest

from tests.app.api.conftest import Site


async def test_ready_bots_are_listed_in_the_language_of_the_request(site: Site) -> None:
    german = (await site.http.get('/api/personalities', headers={'Accept-Language': 'de'})).json()
    english = (await site.http.get('/api/personalities', headers={'Accept-Language': 'en'})).json()
    assert len(german) == len(english) >= 24
    names = {'de': 'Reste-Koch', 'en': 'Leftovers cook'}
    for language, found in (('de', german), ('en', english)):
        [cook] = [one for one in found if one['key'] == 'reste-koch']
        assert cook['name'] == names[language] and cook['tools'] == ['documents', 'citations']
        assert cook['sentence'] and cook['system_prompt'] and cook['sample']


async def test_taking_one_makes_a_bot(site: Site) -> None:
    answer = await site.http.post('/api/personalities/reste-koch/copy', headers={'Accept-Language': 'de'})
    bot = answer.json()
    assert (answer.status_code, answer.headers['location']) == (201, f'/api/bots/{bot["id"]}')
    assert (bot['name'], bot['emoji'], bot['version']) == ('Reste-Koch', '🍲', 1)
    assert (await site.http.get('/api/bots')).json() == [bot]


async def test_an_unknown_one_is_not_found(site: Site) -> None:
    assert (await site.http.post('/api/personalities/nichts/copy')).status_code == 404


async def test_tools_can_be_chosen_and_changed(site: Site) -> None:
    usual, none = await site.bot(), await site.bot(tools=[])
    assert (usual['tools'], none['tools']) == (['documents', 'citations'], [])
    answer = await site.http.put(f'/api/bots/{none["id"]}', json={'tools': ['citations']})
    assert answer.json()['tools'] == ['citations']
    kept = await site.http.put(f'/api/bots/{none["id"]}', json={'name': 'Neu'})
    assert kept.json()['tools'] == ['citations']


@pytest.mark.parametrize('tools', [['hammer'], 'documents', [1], None])
async def test_an_unknown_tool_is_named_with_its_path(site: Site, tools: object) -> None:
    bot = await site.bot()
    answer = await site.http.put(f'/api/bots/{bot["id"]}', json={'tools': tools})
    assert answer.status_code == 422
    assert answer.json()['errors'][0]['path'].startswith('tools')
