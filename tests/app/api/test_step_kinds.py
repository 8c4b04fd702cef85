"""All kinds of steps over REST."""

from __future__ import annotations

from tests.app.api.conftest import Site

TABLE = 'Name;Betrag\nAnna;1.200,50\nBen;99,50'


async def test_the_actions_say_what_they_take(site: Site) -> None:
    german = (await site.http.get('/api/actions', headers={'Accept-Language': 'de'})).json()
    english = (await site.http.get('/api/actions', headers={'Accept-Language': 'en'})).json()
    assert [action['key'] for action in german] == [action['key'] for action in english]
    assert {'sum_table', 'vat', 'make_xlsx'} <= {action['key'] for action in german}
    assert all(action['title'] and action['help'] for action in german + english)
    assert german[0]['title'] != english[0]['title']


async def test_a_recipe_calculates_without_any_ai(site: Site) -> None:
    steps = [{'kind': 'action', 'settings': {'action': 'sum_table', 'column': 'Betrag'}}]
    recipe = await site.recipe(steps=0)
    answer = await site.http.put(f'/api/pipelines/{recipe["id"]}', json={'steps': steps, 'version': recipe['version']})
    assert answer.status_code == 200, answer.json()
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10', json={'inputs': {'thema': TABLE}})).json()
    assert run['status'] == 'done' and '1.300' in run['result'] and not site.ai.calls


async def test_a_setting_that_is_missing_or_unknown_is_named(site: Site) -> None:
    recipe = await site.recipe(steps=0)
    settings = {'action': 'sum_table', 'colour': 'red'}
    body = {'steps': [{'kind': 'action', 'settings': settings}], 'version': recipe['version']}
    answer = await site.http.put(f'/api/pipelines/{recipe["id"]}', json=body)
    assert answer.status_code == 422
    assert {error['path'] for error in answer.json()['errors']} >= {'steps.0.settings.colour'}


async def test_a_file_of_a_step_is_fetched_as_an_attachment(site: Site) -> None:
    recipe = await site.recipe(steps=0)
    body = {'steps': [{'kind': 'action', 'settings': {'action': 'make_csv'}}], 'version': recipe['version']}
    assert (await site.http.put(f'/api/pipelines/{recipe["id"]}', json=body)).status_code == 200
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run?wait=10', json={'inputs': {'thema': TABLE}})).json()
    [file] = run['steps'][0]['files']
    answer = await site.http.get(f'/api/runs/{run["id"]}/files/{file["sha256"]}')
    assert (answer.status_code, len(answer.content)) == (200, file['size'])
    assert answer.headers['content-disposition'].startswith('attachment') and 'Anna' in answer.content.decode('utf-8')
    assert (await site.http.get(f'/api/runs/{run["id"]}/files/{"0" * 64}')).status_code == 404


async def test_a_question_is_answered_once(site: Site) -> None:
    recipe = await site.recipe()
    steps = [*recipe['steps'], {'id': 'ask', 'kind': 'ask', 'instruction': 'Passt das?'}]  # type: ignore[misc]
    await site.http.put(f'/api/pipelines/{recipe["id"]}', json={'steps': steps, 'version': recipe['version']})
    site.ai.answer('Ein Entwurf')
    run = (await site.http.post(f'/api/pipelines/{recipe["id"]}/run')).json()
    async for event in site.services.runs.events(site.services.accounts.builtin_owner(), run['id']):
        if getattr(event, 'type', None) and event.type.value == 'step.asked':  # type: ignore[union-attr]
            break
    waiting = (await site.http.get(f'/api/runs/{run["id"]}')).json()
    assert waiting['status'] == 'needs_you' and waiting['steps'][1]['question']['text'] == 'Ein Entwurf'
    assert [item['id'] for item in (await site.http.get('/api/runs?status=needs_you')).json()['items']] == [run['id']]

    address = f'/api/runs/{run["id"]}/steps/ask/answer'
    assert (await site.http.post(address, json={'decision': 'change'})).status_code == 422
    answer = await site.http.post(address, json={'decision': 'approve', 'text': 'Mein Text'})
    assert answer.status_code == 200
    again = await site.http.post(address, json={'decision': 'approve'})
    assert again.status_code == 409
    await site.services.runs.wait(site.services.accounts.builtin_owner(), run['id'], 10)
    done = (await site.http.get(f'/api/runs/{run["id"]}')).json()
    assert (done['status'], done['result']) == ('done', 'Mein Text')
    assert done['steps'][1]['answers'][0]['decision'] == 'approve'


async def test_a_recipe_that_is_switched_off_does_not_start(site: Site) -> None:
    recipe = await site.recipe(is_on=False)
    answer = await site.http.post(f'/api/pipelines/{recipe["id"]}/run')
    assert answer.status_code == 409 and 'ausgeschaltet' in answer.json()['title']
    await site.http.put(f'/api/pipelines/{recipe["id"]}', json={'is_on': True, 'version': recipe['version']})
    assert (await site.http.post(f'/api/pipelines/{recipe["id"]}/run')).status_code == 202
