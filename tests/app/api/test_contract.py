"""Every row of the contract's REST table, one small demonstration each."""

from __future__ import annotations

import asyncio
import re

import pytest

from tests.app.api.conftest import Site

ID = re.compile('[a-z0-9][a-z0-9-]{0,63}')


async def finished(site: Site, run_id: str) -> dict[str, object]:
    """The run once it has ended."""
    await site.services.runs.wait(site.services.accounts.builtin_owner(), run_id, 10)
    return dict((await site.http.get(f'/api/runs/{run_id}')).json())


async def test_make_a_bot(site: Site) -> None:
    answer = await site.http.post('/api/bots', json={'name': 'Texter', 'emoji': '✍️', 'settings': {'temperature': 0.5}})
    bot = answer.json()
    assert answer.status_code == 201
    assert ID.fullmatch(bot['id']) and answer.headers['location'] == f'/api/bots/{bot["id"]}'
    assert (bot['name'], bot['emoji'], bot['settings'], bot['version']) == ('Texter', '✍️', {'temperature': 0.5}, 1)
    assert bot['documents_path'] == f'bots/{bot["id"]}/documents'
    assert re.fullmatch(r'\d{4}-\d\d-\d\dT[\d:.]+\+00:00', bot['created_at'])
    assert 'owner' not in bot


async def test_list_bots(site: Site) -> None:
    first, second = await site.bot(name='Eins'), await site.bot(name='Zwei')
    answer = await site.http.get('/api/bots')
    assert (answer.status_code, answer.json()) == (200, [first, second])


async def test_a_single_bot_shows_its_documents(site: Site) -> None:
    bot = await site.bot()
    added = await site.http.post(f'/api/bots/{bot["id"]}/docs', files={'file': ('a.txt', b'abc')})
    assert added.json()['status'] in ('reading', 'ready')
    await site.http.get(f'/api/bots/{bot["id"]}/docs/a.txt/text')  # waits until it is read
    answer = await site.http.get(f'/api/bots/{bot["id"]}')
    [document] = answer.json()['documents']
    assert answer.status_code == 200
    assert (document['name'], document['size'], document['status'], document['pages']) == ('a.txt', 3, 'ready', None)


async def test_a_partial_change_of_a_bot_keeps_the_rest(site: Site) -> None:
    bot = await site.bot(description='nett', model='m')
    answer = await site.http.put(f'/api/bots/{bot["id"]}', json={'name': 'Texterin'})
    changed = answer.json()
    assert answer.status_code == 200
    assert changed == bot | {'name': 'Texterin', 'version': 2, 'updated_at': changed['updated_at']}


async def test_what_was_read_can_be_written_back(site: Site) -> None:
    bot = await site.bot()
    read = (await site.http.get(f'/api/bots/{bot["id"]}')).json()
    answer = await site.http.put(f'/api/bots/{bot["id"]}', json=read | {'name': 'Neu'})
    assert (answer.status_code, answer.json()['name'], answer.json()['id']) == (200, 'Neu', bot['id'])
    recipe = await site.recipe()
    answer = await site.http.put(f'/api/pipelines/{recipe["id"]}', json=recipe | {'name': 'Neu'})
    assert (answer.status_code, answer.json()['steps']) == (200, recipe['steps'])


async def test_a_stale_bot_is_a_conflict_that_shows_both(site: Site) -> None:
    bot = await site.bot()
    address = f'/api/bots/{bot["id"]}'
    await site.http.put(address, json={'name': 'Zweite', 'version': 1})
    answer = await site.http.put(address, json={'name': 'Dritte', 'version': 1})
    assert answer.status_code == 409
    assert (answer.json()['current']['name'], answer.json()['yours']) == ('Zweite', {'name': 'Dritte'})


async def test_a_deleted_bot_lies_in_the_trash_and_comes_back(site: Site) -> None:
    bot = await site.bot()
    await site.http.post(f'/api/bots/{bot["id"]}/docs', files={'file': ('a.txt', b'abc')})
    answer = await site.http.delete(f'/api/bots/{bot["id"]}')
    assert (answer.status_code, answer.content) == (204, b'')
    assert (await site.http.get(f'/api/bots/{bot["id"]}')).status_code == 404
    [item] = (await site.http.get('/api/trash')).json()
    assert set(item) == {'kind', 'id', 'name', 'deleted_at'}
    assert (item['kind'], item['id'], item['name']) == ('bot', bot['id'], 'Texter')
    answer = await site.http.post(f'/api/trash/bot/{bot["id"]}/restore')
    assert (answer.status_code, answer.json()['id']) == (200, bot['id'])
    assert (await site.http.get(f'/api/bots/{bot["id"]}/docs/a.txt')).content == b'abc'


async def test_run_a_bot(site: Site) -> None:
    bot = await site.bot()
    answer = await site.http.post(f'/api/bots/{bot["id"]}/run', json={'input': 'Hallo'})
    assert answer.status_code == 202
    run = await finished(site, answer.json()['id'])
    assert (run['status'], run['pipeline_id'], len(run['steps'])) == ('done', '', 1)
    assert 'Hallo' in run['result']


async def test_run_a_bot_and_wait(site: Site) -> None:
    bot = await site.bot()
    site.ai.answer('Gern', tokens=(7, 3))
    answer = await site.http.post(f'/api/bots/{bot["id"]}/run?wait=10', json={'input': 'Hallo'})
    run = answer.json()
    [step] = run['steps']
    assert (answer.status_code, run['status'], run['result'], run['trigger']) == (200, 'done', 'Gern', 'api')
    assert (step['output'], step['attempts'], step['error']) == ('Gern', 1, None)
    assert step['usage'] == {'input_tokens': 7, 'output_tokens': 3, 'cost_eur': None}
    assert run['duration_s'] is not None and run['finished_at'] >= run['started_at']


async def test_a_run_that_takes_longer_than_the_wait_is_accepted(site: Site) -> None:
    bot = await site.bot()
    site.ai.hang('Also')
    answer = await site.http.post(f'/api/bots/{bot["id"]}/run?wait=0.2', json={'input': 'Hallo'})
    assert (answer.status_code, answer.json()['status']) == (202, 'running')
    assert answer.json()['steps'][0]['text'] == 'Also'


async def test_documents_of_a_bot(site: Site) -> None:
    bot = await site.bot()
    address = f'/api/bots/{bot["id"]}/docs'
    assert (await site.http.get(address)).json() == []
    answer = await site.http.post(address, files={'file': ('Brief an Müller.pdf', b'%PDF-1.7', 'application/pdf')})
    assert answer.status_code == 201
    assert (answer.json()['name'], answer.json()['media_type']) == ('Brief an Müller.pdf', 'application/pdf')
    answer = await site.http.get(f'{address}/Brief an Müller.pdf')
    assert (answer.status_code, answer.content) == (200, b'%PDF-1.7')
    assert answer.headers['content-disposition'] == (
        'attachment; filename="Brief an M_ller.pdf"; filename*=UTF-8\'\'Brief%20an%20M%C3%BCller.pdf'
    )
    assert (await site.http.delete(f'{address}/Brief an Müller.pdf')).status_code == 204
    assert (await site.http.get(address)).json() == []
    [item] = (await site.http.get('/api/trash')).json()
    answer = await site.http.post(f'/api/trash/document/{item["id"]}/restore')
    assert (answer.status_code, answer.json()['name']) == (200, 'Brief an Müller.pdf')


async def test_make_read_and_list_recipes(site: Site) -> None:
    bot = await site.bot()
    body = {
        'name': 'Brief ans Amt',
        'emoji': '✉️',
        'description': 'Schreibt Briefe.',
        'inputs': [
            {'key': 'amt', 'label': 'Welches Amt?', 'kind': 'text', 'required': True, 'default': '', 'help': ''}
        ],
        'steps': [
            {'bot_id': bot['id'], 'instruction': 'Entwurf', 'input_source': 'start'},
            {'bot_id': bot['id'], 'instruction': 'Kürzen', 'input_source': ['previous', {'input': 'amt'}]},
        ],
        'schedule': {'kind': 'manual'},
    }
    answer = await site.http.post('/api/pipelines', json=body)
    recipe = answer.json()
    assert (answer.status_code, recipe['name'], recipe['version']) == (201, 'Brief ans Amt', 1)
    assert [step['input_source'] for step in recipe['steps']] == [['start'], ['previous', {'input': 'amt'}]]
    assert all(ID.fullmatch(step['id']) and step['output_target'] == ['next'] for step in recipe['steps'])
    assert (await site.http.get(f'/api/pipelines/{recipe["id"]}')).json() == recipe
    assert (await site.http.get('/api/pipelines')).json() == [recipe]


@pytest.mark.parametrize('way', ['body', 'header', 'etag'])
async def test_change_a_recipe_with_the_version_last_read(site: Site, way: str) -> None:
    recipe = await site.recipe()
    address = f'/api/pipelines/{recipe["id"]}'
    etag = (await site.http.get(address)).headers['etag']
    body = {'name': 'Post'} | ({'version': 1} if way == 'body' else {})
    headers = {'body': {}, 'header': {'If-Match': '1'}, 'etag': {'If-Match': etag}}[way]
    answer = await site.http.put(address, json=body, headers=headers)
    assert (answer.status_code, answer.json()['name'], answer.json()['version']) == (200, 'Post', 2)
    assert (answer.json()['steps'], answer.headers['etag']) == (recipe['steps'], '"2"')


async def test_a_recipe_is_not_changed_blindly(site: Site) -> None:
    recipe = await site.recipe()
    answer = await site.http.put(f'/api/pipelines/{recipe["id"]}', json={'name': 'Post'})
    assert (answer.status_code, answer.json()['errors'][0]['path']) == (422, 'version')


async def test_a_stale_recipe_is_a_conflict_that_shows_both(site: Site) -> None:
    recipe = await site.recipe()
    address = f'/api/pipelines/{recipe["id"]}'
    stored = (await site.http.put(address, json={'name': 'Zweite', 'version': 1})).json()
    answer = await site.http.put(address, json={'name': 'Dritte', 'version': 1})
    assert answer.status_code == 409
    assert (answer.json()['current'], answer.json()['yours']) == (stored, {'name': 'Dritte'})
    assert (await site.http.get(address)).json() == stored


async def test_a_deleted_recipe_comes_back(site: Site) -> None:
    recipe = await site.recipe()
    assert (await site.http.delete(f'/api/pipelines/{recipe["id"]}')).status_code == 204
    assert (await site.http.get('/api/pipelines')).json() == []
    answer = await site.http.post(f'/api/trash/pipeline/{recipe["id"]}/restore')
    assert (answer.status_code, answer.json()['steps']) == (200, recipe['steps'])


async def test_start_a_recipe_and_read_its_result(site: Site) -> None:
    recipe = await site.recipe(steps=2)
    site.ai.answer('Entwurf')
    site.ai.answer('Fertiger Brief')
    answer = await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10', json={'inputs': {'thema': 'Rosen'}})
    run = answer.json()
    assert (answer.status_code, run['status'], run['result']) == (200, 'done', 'Fertiger Brief')
    assert (run['pipeline_id'], run['pipeline_name'], run['inputs']) == (recipe['id'], 'Brief', {'thema': 'Rosen'})
    assert [(step['status'], step['output']) for step in run['steps']] == [('done', 'Entwurf'), ('done', run['result'])]
    assert (await site.http.get(f'/api/runs/{run["id"]}')).json() == run


async def test_a_recipe_without_fields_starts_with_an_empty_body(site: Site) -> None:
    recipe = await site.recipe(inputs=[])
    assert (await site.http.post(f'/api/pipelines/{recipe["id"]}/run')).status_code == 202


async def test_the_same_idempotency_key_answers_the_same_run(site: Site) -> None:
    recipe = await site.recipe()
    address, headers = f'/api/pipelines/{recipe["id"]}/run', {'Idempotency-Key': 'montag'}
    body = {'inputs': {'thema': 'Rosen'}}
    answers = await asyncio.gather(*(site.http.post(address, json=body, headers=headers) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()['id'] for answer in answers}) == 1
    await finished(site, answers[0].json()['id'])
    assert len(site.ai.calls) == 1
    other = await site.http.post(address, json=body, headers={'Idempotency-Key': 'dienstag'})
    assert other.json()['id'] != answers[0].json()['id']


async def test_a_key_is_not_taken_for_something_else(site: Site) -> None:
    first, second = await site.recipe(), await site.recipe()
    headers = {'Idempotency-Key': 'montag'}
    await site.http.post(f'/api/pipelines/{first["id"]}/run', headers=headers)
    for address in (f'/api/pipelines/{second["id"]}/run', f'/api/bots/{second["steps"][0]["bot_id"]}/run'):
        answer = await site.http.post(address, headers=headers, json={'input': 'a'} if 'bots' in address else {})
        assert (answer.status_code, answer.json()['errors'][0]['code']) == (422, 'key_used')


async def test_the_history_comes_in_pages(site: Site) -> None:
    recipe, other = await site.recipe(), await site.recipe()
    ids = []
    for number in range(5):
        address = f'/api/pipelines/{recipe["id"]}/run?wait=10'
        ids.append((await site.http.post(address, json={'inputs': {'thema': str(number)}})).json()['id'])
    await site.http.post(f'/api/pipelines/{other["id"]}/run?wait=10')
    seen, after = [], ''
    while after is not None:
        page = (await site.http.get(f'/api/pipelines/{recipe["id"]}/runs?limit=2&after={after}')).json()
        assert len(page['items']) <= 2
        seen += [item['id'] for item in page['items']]
        after = page['next']
    assert seen == ids[::-1]
    assert len((await site.http.get('/api/runs')).json()['items']) == 6


async def test_the_history_can_be_filtered_by_status(site: Site) -> None:
    recipe = await site.recipe()
    site.ai.fail('key')
    failed = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10')).json()
    await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10', json={'inputs': {'thema': 'b'}})
    page = (await site.http.get('/api/runs?status=failed')).json()
    assert [item['id'] for item in page['items']] == [failed['id']]
    assert page['items'][0]['error_code'] == 'key'


async def test_a_failed_run_goes_on_at_the_step_that_failed(site: Site) -> None:
    recipe = await site.recipe(steps=2)
    site.ai.answer('Entwurf')
    site.ai.fail('key')
    failed = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10')).json()
    assert [step['status'] for step in failed['steps']] == ['done', 'failed']
    error = failed['steps'][1]['error']
    assert (error['code'], error['message']) == ('key', 'Der KI-Dienst hat den Schlüssel nicht angenommen.')
    english = await site.http.get(f'/api/runs/{failed["id"]}', headers={'Accept-Language': 'en'})
    assert english.json()['steps'][1]['error']['message'] == 'The AI service did not accept the key.'
    site.ai.answer('Fertig')
    answer = await site.http.post(f'/api/runs/{failed["id"]}/resume')
    assert answer.status_code == 202
    run = await finished(site, failed['id'])
    assert (run['status'], run['result'], len(site.ai.calls)) == ('done', 'Fertig', 3)


async def test_cancel_a_run(site: Site) -> None:
    recipe = await site.recipe()
    site.ai.hang('Angefangen')
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run')).json()
    await site.ai.called(1)
    answer = await site.http.post(f'/api/runs/{run["id"]}/cancel')
    assert (answer.status_code, answer.json()['id']) == (202, run['id'])
    assert (await finished(site, run['id']))['status'] == 'cancelled'


async def test_templates_can_be_copied(site: Site) -> None:
    templates = (await site.http.get('/api/templates')).json()
    blog = next(template for template in templates if template['id'] == 'blog-artikel')
    answer = await site.http.post('/api/templates/blog-artikel/copy')
    recipe = answer.json()
    assert (answer.status_code, recipe['name'], recipe['template_id']) == (201, blog['name'], 'blog-artikel')
    bots = {bot['id'] for bot in (await site.http.get('/api/bots')).json()}
    assert {step['bot_id'] for step in recipe['steps']} <= bots
    await site.http.post('/api/templates/blog-artikel/copy')
    assert {bot['id'] for bot in (await site.http.get('/api/bots')).json()} == bots


async def test_templates_speak_the_visitors_language(site: Site) -> None:
    german = (await site.http.get('/api/templates')).json()
    english = (await site.http.get('/api/templates', headers={'Accept-Language': 'en-GB'})).json()
    assert {template['id'] for template in german} == {template['id'] for template in english}
    assert all(a['name'] != b['name'] for a, b in zip(german, english, strict=True))


async def test_connections_take_a_key_and_never_give_it_out(site: Site) -> None:
    body = {'kind': 'openai', 'name': 'Cloud', 'base_url': 'http://127.0.0.1:9/v1', 'api_key': 'sk-streng-geheim-4711'}
    answer = await site.http.post('/api/connections', json=body)
    connection = answer.json()
    assert (answer.status_code, connection['has_key'], connection['max_parallel']) == (201, True, None)
    answers = [answer, await site.http.get('/api/connections')]
    address = f'/api/connections/{connection["id"]}'
    answers.append(await site.http.put(address, json={'default_model': 'gross', 'is_default': True}))
    answers.append(await site.http.put(address, json={'api_key': 'sk-neu-geheim-0815', 'version': 1}))
    answers.append(await site.http.delete(address))
    answers.append(await site.http.get('/api/trash'))
    answers.append(await site.http.post(f'/api/trash/connection/{connection["id"]}/restore'))
    assert [answer.status_code for answer in answers] == [201, 200, 200, 409, 204, 200, 200]
    assert not [answer for answer in answers if 'geheim' in answer.text]
    assert 'practice' in {item['id'] for item in answers[1].json()}
    assert (answers[2].json()['default_model'], answers[-1].json()['has_key']) == ('gross', True)


async def test_a_connection_that_does_not_answer_says_so(site: Site) -> None:
    body = {'kind': 'openai', 'base_url': 'http://127.0.0.1:9/v1'}
    connection = (await site.http.post('/api/connections', json=body)).json()
    answer = await site.http.post(f'/api/connections/{connection["id"]}/test')
    assert (answer.status_code, answer.json()['ok'], answer.json()['models']) == (200, False, [])
    assert answer.json()['message'] and answer.json()['latency_ms'] >= 0


async def test_the_practice_connection_always_works(site: Site) -> None:
    answer = await site.http.post('/api/connections/practice/test')
    assert (answer.status_code, answer.json()['ok']) == (200, True)


async def test_health(site: Site) -> None:
    answer = await site.http.get('/api/health')
    assert (answer.status_code, answer.json()['status']) == (200, 'ok')
    assert {'storage', 'disk', 'runs'} == set(answer.json()['checks'])
    assert answer.json()['version']


async def test_empty_the_trash_by_hand(site: Site) -> None:
    bot = await site.bot()
    await site.http.delete(f'/api/bots/{bot["id"]}')
    assert (await site.http.delete(f'/api/trash/bot/{bot["id"]}')).status_code == 204
    assert (await site.http.post(f'/api/trash/bot/{bot["id"]}/restore')).status_code == 404
