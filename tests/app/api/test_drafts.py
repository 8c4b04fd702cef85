"""A sentence over REST: a draft comes back, nothing is stored, trouble has its name."""

from __future__ import annotations

from dataclasses import replace

from app.domain.errors import ProviderError
from tests.app.api.conftest import Site, describing, mounted, visitor
from tests.app.services.proposals import SENTENCE, field, handed_in, step
from tests.fakes import FakeBrain, FakeClock, FakeProvider

ADDRESS = '/api/recipes/draft'


async def test_a_draft_comes_back_and_nothing_is_stored(site: Site) -> None:
    mine = await site.bot(name='Schreiber')
    answer = await site.http.post(ADDRESS, json={'text': SENTENCE})
    body = answer.json()
    assert (answer.status_code, body['name'], body['service']) == (200, 'Brief an den Vermieter', 'Probe-KI')
    assert [(bot['name'], bot['bot_id']) for bot in body['bots']] == [('Ordner', ''), ('Schreiber', mine['id'])]
    assert [step['kind'] for step in body['steps']] == ['bot', 'bot', 'ask']
    assert len((await site.http.get('/api/bots')).json()) == 1
    assert (await site.http.get('/api/pipelines')).json() == []


async def test_a_draft_can_be_made_with_the_usual_calls(site: Site) -> None:
    draft = (await site.http.post(ADDRESS, json={'text': SENTENCE})).json()
    made = {bot['key']: (await site.bot(name=bot['name'], emoji=bot['emoji']))['id'] for bot in draft['bots']}
    steps = [step | {'bot_id': made.get(step['bot_id'], '')} for step in draft['steps']]
    body = {name: draft[name] for name in ('name', 'emoji', 'description', 'inputs')} | {'steps': steps}
    answer = await site.http.post('/api/pipelines', json=body)
    assert answer.status_code == 201, answer.text


async def test_a_draft_that_calculates_names_an_action_and_runs(site: Site) -> None:
    service = FakeProvider(FakeClock())
    http = visitor(mounted(replace(site.services, describe=describing(site.services, FakeBrain(service)))))
    days = {'kind': 'action', 'bot': '', 'action': 'add_days'}
    chosen = [{'field': name, 'value': value} for name, value in (('number', '14'), ('unit', 'days'))]
    service.answer(handed_in(fields=[field('Tag', 'date')], steps=[step('', 'start', settings=chosen, **days)]))
    draft = (await http.post(ADDRESS, json={'text': SENTENCE})).json()
    assert '- add_days: ' in service.calls[0].system
    assert draft['bots'] == [] and draft['steps'][0]['settings'] == {
        'action': 'add_days',
        'number': '14',
        'unit': 'days',
    }
    made = (
        await http.post('/api/pipelines', json={'name': 'Frist', **{k: draft[k] for k in ('inputs', 'steps')}})
    ).json()
    inputs = {made['inputs'][0]['key']: '1.3.2026'}
    run = (await http.post(f'/api/pipelines/{made["id"]}/run?wait=20', json={'inputs': inputs})).json()
    assert run['status'] == 'done' and '15.03.2026' in run['result'], run


async def test_a_sentence_that_cannot_be_taken_is_named(site: Site) -> None:
    for text in ('', '   ', 'x' * 2_001, 'a\0'):
        answer = await site.http.post(ADDRESS, json={'text': text})
        assert (answer.status_code, answer.json()['errors'][0]['path']) == (422, 'text'), text


async def test_an_ai_that_does_not_deliver_is_a_bad_gateway(site: Site) -> None:
    service = FakeProvider(FakeClock())
    http = visitor(mounted(replace(site.services, describe=describing(site.services, FakeBrain(service)))))
    service.fail(ProviderError('credit', service='Probe-KI'))
    for title in ('Das Guthaben', 'Die KI hat keinen brauchbaren Entwurf'):
        answer = await http.post(ADDRESS, json={'text': SENTENCE})
        assert answer.status_code == 502 and answer.json()['title'].startswith(title)
    service.answer(handed_in())
    assert (await http.post(ADDRESS, json={'text': SENTENCE})).status_code == 200


async def test_without_an_ai_the_nearest_template_answers_or_nothing_does(site: Site) -> None:
    practising = describing(site.services, site.services.connections)
    http = visitor(mounted(replace(site.services, describe=practising)))
    body = (await http.post(ADDRESS, json={'text': 'Aus meinen Notizen soll ein Blog-Artikel werden.'})).json()
    assert (body['template_id'], body['service']) == ('blog-artikel', '')
    answer = await http.post(ADDRESS, json={'text': 'Fahr mein Auto in die Garage'})
    assert (answer.status_code, answer.json()['title']) == (422, 'Dazu haben wir keine Vorlage.')
