"""Try before you trust: one step of the builder alone, with what is kept of the steps before it."""

from __future__ import annotations

from collections.abc import Callable

from app.bootstrap import Services
from app.domain.events import RunChanged
from app.domain.pipelines import Pipeline
from app.domain.runs import Run
from tests.pages.conftest import Window

TEXT = 'Am 3. Mai um 8 Uhr ist Markt vor dem Rathaus.'


async def test_without_an_earlier_run_the_start_values_are_asked_first(services: Services, window: Window) -> None:
    recipe = await _recipe(services)
    await window.open(f'/rezept/{recipe.id}')
    await window.press('try-a')
    await window.sees('Schritt 1 ausprobieren', 'Das gibst du hinein')
    assert not await _tried(services, recipe)
    await window.press('try-go')
    await window.until(lambda: window.one('input-text').error != '', 'what is missing is said at the field')
    await window.write('input-text', TEXT)
    await window.press('try-go')
    await window.sees('Ergebnis festhalten')
    (run,) = await _tried(services, recipe)
    assert [step.id for step in run.steps] == ['a'] and run.inputs == {'text': TEXT}


async def test_what_is_finished_before_the_step_is_taken_over_and_said(services: Services, window: Window) -> None:
    recipe = await _recipe(services)
    await _run(services, recipe)
    await window.open(f'/rezept/{recipe.id}')
    await window.press('try-b')
    await window.sees('Leser: übernommen, fertig seit heute um', 'Ergebnis festhalten')
    (run,) = await _tried(services, recipe)
    assert [(step.id, bool(step.reused_from)) for step in run.steps] == [('a', True), ('b', False)]


async def test_a_kept_result_is_used_until_one_lets_go_of_it(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    recipe = await _recipe(services)
    await _run(services, recipe)
    await window.open(f'/rezept/{recipe.id}')
    await window.press('try-a')
    await window.press('pin')
    await window.sees('Festgehalten. Die Schritte danach', 'Ergebnis festgehalten: heute um')
    kept = services.pins.pinned(owner, recipe.id)['a']
    assert kept.run_id == (await _tried(services, recipe))[0].id
    await window.press('close-try')
    changed = [{**_step(recipe, 0), 'instruction': 'Ganz anders.'}, _step(recipe, 1)]
    await services.pipelines.update(owner, recipe.id, {'steps': changed}, expect=recipe.version)
    await window.press('try-b')
    await window.sees('Leser: festgehalten heute um')
    await window.press('unpin-a')
    await window.misses('Ergebnis festgehalten: heute um')
    assert not services.pins.pinned(owner, recipe.id)


async def test_what_was_typed_last_is_what_is_tried(services: Services, window: Window) -> None:
    recipe = await _recipe(services)
    await _run(services, recipe)
    await window.open(f'/rezept/{recipe.id}')
    await window.write('step-task', 'Schreib ein Gedicht darüber.')
    await window.press('try-a')
    await window.sees('Ergebnis festhalten')
    (run,) = await _tried(services, recipe)
    assert run.pipeline.step('a').instruction == 'Schreib ein Gedicht darüber.'


async def test_other_values_can_be_tried(services: Services, window: Window) -> None:
    recipe = await _recipe(services)
    await _run(services, recipe)
    await window.open(f'/rezept/{recipe.id}')
    await window.press('try-a')
    await window.sees('Ergebnis festhalten')
    assert window.one('input-text').value == TEXT
    started: list[dict[str, str]] = []
    services.bus.subscribe(RunChanged, lambda event: started.append(dict(event.run.inputs)))
    await window.write('input-text', 'Am 4. Juni ist Fest.')
    await window.press('try-go')
    await window.until(lambda: {'text': 'Am 4. Juni ist Fest.'} in started, 'a run with the other value')
    owner = services.accounts.builtin_owner()
    await window.until(lambda: bool(services.drafts.get(owner, f'try-{recipe.id}')), 'the value is kept')
    await window.open(f'/rezept/{recipe.id}')
    await window.press('try-b')
    await window.sees('Ergebnis festhalten')
    assert window.one('input-text').value == 'Am 4. Juni ist Fest.'


async def test_a_failure_is_told_in_the_panel(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    step = {
        'id': 'rechnen',
        'kind': 'action',
        'input_source': 'start',
        'settings': {'action': 'dedupe', 'columns': 'Nachname'},
    }
    fields = [{'key': 'text', 'label': 'Text', 'required': True, 'default': 'keine Tabelle'}]
    recipe = await services.pipelines.create(owner, {'name': 'Zählen', 'inputs': fields, 'steps': [step]})
    await window.open(f'/rezept/{recipe.id}')
    await window.press('try-rechnen')
    await window.sees('Hat nicht geklappt')
    assert not [element for element in window.all('pin') if element.visible]


async def test_a_question_to_a_person_leads_to_its_page(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    step = {'id': 'ja', 'kind': 'ask', 'input_source': 'start'}
    fields = [{'key': 'text', 'label': 'Text', 'required': True, 'default': 'Hallo'}]
    recipe = await services.pipelines.create(owner, {'name': 'Fragen', 'inputs': fields, 'steps': [step]})
    await window.open(f'/rezept/{recipe.id}')
    await window.press('try-ja')
    await window.sees('Deine Antwort gibst du auf einer eigenen Seite.')
    await window.press('answer-there')
    await window.sees('Passt so')


async def test_another_window_sees_what_is_kept(services: Services, new_window: Callable[[], Window]) -> None:
    owner = services.accounts.builtin_owner()
    recipe = await _recipe(services)
    run = await _run(services, recipe)
    window = await new_window().open(f'/rezept/{recipe.id}')
    await services.pins.pin(owner, recipe.id, 'b', run.id)
    await window.sees('Ergebnis festgehalten: heute um')


async def test_the_history_says_what_was_only_tried(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    recipe = await _recipe(services)
    run = await services.runs.try_step(owner, recipe.id, 'a', {'text': TEXT})
    await services.runs.wait(owner, run.id, 5)
    await window.open('/ergebnisse')
    await window.sees('Nur ausprobiert')


async def _recipe(services: Services) -> Pipeline:
    owner = services.accounts.builtin_owner()
    reader = await services.bots.create(owner, name='Leser')
    writer = await services.bots.create(owner, name='Schreiber')
    return await services.pipelines.create(
        owner,
        {
            'name': 'Probe',
            'inputs': [{'key': 'text', 'label': 'Text', 'kind': 'longtext', 'required': True}],
            'steps': [
                {'id': 'a', 'bot_id': reader.id, 'instruction': 'Lies.', 'input_source': 'start'},
                {'id': 'b', 'bot_id': writer.id, 'instruction': 'Schreib.'},
            ],
        },
    )


def _step(recipe: Pipeline, place: int) -> dict[str, str]:
    step = recipe.steps[place]
    return {'id': step.id, 'bot_id': step.bot_id, 'instruction': step.instruction}


async def _run(services: Services, recipe: Pipeline) -> Run:
    owner = services.accounts.builtin_owner()
    run = await services.runs.start(owner, recipe.id, {'text': TEXT})
    return await services.runs.wait(owner, run.id, 5)


async def _tried(services: Services, recipe: Pipeline) -> list[Run]:
    owner = services.accounts.builtin_owner()
    found = await services.runs.recent(owner, pipeline_id=recipe.id)
    return [services.runs.get(owner, summary.id) for summary in found.items if summary.trigger == 'try']
