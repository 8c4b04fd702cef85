"""Steps of every kind on the page of a run: their names, repeated work, files, what was left out, recipes inside."""

from __future__ import annotations

from typing import Any

from app.actions import actions
from app.bootstrap import Services
from app.domain.pipelines import Pipeline
from app.domain.runs import Run
from tests.pages.conftest import Window
from tests.pages.staged_run import stage

TABLE = '| Was | Betrag |\n| --- | --- |\n| Brot | 3,50 € |\n| Obst | 4,00 € |'


async def test_a_repeated_step_tells_how_far_it_is_in_place(services: Services, window: Window) -> None:
    run = await stage(services, await _recipe(services, for_each={'over': 'lines'}), text='x')
    await window.open(f'/lauf/{run.id}')
    await run.repeat('a', *(f'Zeile {number}' for number in range(200)))
    await window.sees('0 von 200 fertig')
    bar = window.one('progress', 1)
    for number in range(17):
        await run.finish_item('a', number, f'Antwort {number}')
    await window.sees('17 von 200 fertig')
    assert window.one('progress', 1) is bar and bar.props['aria-valuenow'] == '17'


async def test_the_first_hundred_parts_are_listed_with_their_state(services: Services, window: Window) -> None:
    run = await stage(services, await _recipe(services, for_each={'over': 'lines'}), text='x')
    await run.repeat('a', *(f'Zeile-{number}.' for number in range(1, 301)))
    for number in range(300):
        await run.finish_item('a', number, f'Antwort zu {number + 1}')
    await run.finish('a', 'Alles zusammen')
    await run.end('Alles zusammen')
    await window.open(f'/lauf/{run.id}')
    await window.press('read-a')
    await window.sees('Die 300 Teile dieses Schritts', 'Zeile-100.', 'Fertig: Antwort zu 100', 'die ersten 100 von 300')
    assert 'Zeile-101.' not in window.text()
    assert window.user.client and len(window.user.client.elements) < 1000


async def test_a_calculation_is_called_by_what_it_does(services: Services, window: Window) -> None:
    done = await _calculated(services)
    await window.open(f'/lauf/{done.id}')
    assert actions()['count_rows'].title.de in window.text_in(window.one('step-rechnen'))


async def test_a_skipped_step_says_why(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    steps: list[dict[str, Any]] = [
        {'id': 'a', 'kind': 'ask', 'input_source': 'start', 'only_if': _condition('Eilig')},
        {'id': 'b', 'kind': 'ask', 'name': 'Noch einmal sehen'},
    ]
    recipe = await _created(services, steps)
    run = await services.runs.start(owner, recipe.id, {'text': 'Kein Grund zur Sorge'})
    await services.runs.wait(owner, run.id, 5)
    await window.open(f'/lauf/{run.id}')
    await window.sees(
        'Das war hier nicht nötig: Die Bedingung passte nicht.',
        'Hier gab es nichts zu tun: Davor kam nichts heraus.',
    )


async def test_the_bots_answer_to_a_question_is_the_reason(services: Services, window: Window) -> None:
    only_if = {'subject': 'question', 'name': 'Ist das eine Beschwerde?', 'op': 'yes', 'otherwise': 'nothing'}
    run = await stage(services, await _recipe(services, only_if=only_if), text='x')
    await window.open(f'/lauf/{run.id}')
    await run.check('a', yes=False)
    await run.skip('a', 'condition')
    await window.sees('Die Frage „Ist das eine Beschwerde?“ hat der Bot mit Nein beantwortet.')


async def test_files_of_a_step_can_be_kept_from_its_card_and_from_the_result(
    services: Services, window: Window
) -> None:
    owner = services.accounts.builtin_owner()
    run = await stage(services, await _recipe(services), text='x')
    await run.begin('a')
    sha256 = await services.store.runs.keep_file(run.id, b'BEGIN:VCALENDAR')
    await run.finish('a', 'Zwei Termine', {'name': 'Termine im Mai.ics', 'size': 15, 'sha256': sha256})
    await run.end('Zwei Termine')
    await window.open(f'/lauf/{run.id}')
    await window.sees('Dateien', 'Termine im Mai.ics')
    links = [element.props['href'] for element in window.all('step-file')]
    assert links == [f'/dateien/schritt/{run.id}/{sha256}'] * 2
    name, path = services.runs.file(owner, run.id, sha256)
    assert name == 'Termine im Mai.ics' and path.read_bytes() == b'BEGIN:VCALENDAR'


async def test_a_recipe_inside_is_one_press_away(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    inner = await _recipe(services)
    steps = [{'id': 'innen', 'kind': 'recipe', 'input_source': 'start', 'settings': {'pipeline_id': inner.id}}]
    outer = await _created(services, steps, name='Außen')
    run = await services.runs.start(owner, outer.id, {'text': 'Hallo'})
    await services.runs.wait(owner, run.id, 5)
    await window.open(f'/lauf/{run.id}')
    await window.press('read-innen')
    await window.press('inner-innen')
    await window.sees('Das ist ein Teil von „Außen“.')
    await window.press('whole')
    await window.until(lambda: window.path() == f'/lauf/{run.id}', 'back at the whole')


async def test_again_from_here_asks_a_bot_for_a_wish(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    recipe = await _recipe(services)
    run = await services.runs.start(owner, recipe.id, {'text': 'Am 3. Mai ist Markt.'})
    await services.runs.wait(owner, run.id, 5)
    await window.open(f'/lauf/{run.id}')
    await window.press('from-a')
    await window.write('wish', 'Ohne Überschrift')
    await window.press('begin-from-here')
    await window.until(lambda: window.path() not in ('/', f'/lauf/{run.id}'), 'the new run')
    fresh = window.path().removeprefix('/lauf/')
    await services.runs.wait(owner, fresh, 5)
    assert 'Ohne Überschrift' in services.runs.get(owner, fresh).step('a').input


async def test_again_from_a_calculation_begins_at_once(services: Services, window: Window) -> None:
    done = await _calculated(services)
    await window.open(f'/lauf/{done.id}')
    await window.press('from-rechnen')
    await window.until(lambda: window.path() not in ('/', f'/lauf/{done.id}'), 'the new run')


async def test_a_shorter_wish_goes_to_the_last_bot_even_when_code_came_after_it(
    services: Services, window: Window
) -> None:
    owner = services.accounts.builtin_owner()
    recipe = await _recipe(services, more=[{'id': 'ende', 'kind': 'action', 'settings': {'action': 'dedupe'}}])
    run = await services.runs.start(owner, recipe.id, {'text': 'Hallo'})
    await services.runs.wait(owner, run.id, 5)
    await window.open(f'/lauf/{run.id}')
    await window.press('shorter')
    await window.until(lambda: window.path() not in ('/', f'/lauf/{run.id}'), 'the new run')
    fresh = window.path().removeprefix('/lauf/')
    await services.runs.wait(owner, fresh, 5)
    assert 'kürzer' in services.runs.get(owner, fresh).step('a').input


async def _calculated(services: Services) -> Run:
    """A finished run of one calculation."""
    owner = services.accounts.builtin_owner()
    settings = {'action': 'count_rows'}
    step: dict[str, Any] = {'id': 'rechnen', 'kind': 'action', 'input_source': 'start', 'settings': settings}
    recipe = await _created(services, [step])
    run = await services.runs.start(owner, recipe.id, {'text': TABLE})
    return await services.runs.wait(owner, run.id, 5)


async def _recipe(services: Services, more: list[dict[str, Any]] | None = None, **step: Any) -> Pipeline:
    """One bot step."""
    bot = await services.bots.create(services.accounts.builtin_owner(), name='Texter')
    first = {'id': 'a', 'bot_id': bot.id, 'instruction': 'Fass zusammen.', 'input_source': 'start', **step}
    return await _created(services, [first, *(more or [])])


async def _created(services: Services, steps: list[dict[str, Any]], name: str = 'Probe') -> Pipeline:
    fields = [{'key': 'text', 'label': 'Text', 'kind': 'longtext', 'required': True}]
    recipe = {'name': name, 'inputs': fields, 'steps': steps}
    return await services.pipelines.create(services.accounts.builtin_owner(), recipe)


def _condition(word: str) -> dict[str, str]:
    return {'subject': 'text', 'op': 'contains', 'value': word, 'otherwise': 'nothing'}


async def test_of_a_very_long_run_only_the_part_at_work_is_drawn(services: Services, window: Window) -> None:
    many = [{'id': f's{number}', 'kind': 'ask', 'name': f'Blatt-{number}.'} for number in range(2, 201)]
    run = await stage(services, await _recipe(services, more=many), text='x')
    await window.open(f'/lauf/{run.id}')
    await window.sees('Texter', 'Schritte 176 bis 200')
    assert window.user.client and len(window.user.client.elements) < 1000
    for number in range(2, 30):
        await run.ask(f's{number}', 'x')
        await run.answer(f's{number}', text='x')
        await run.finish(f's{number}', 'x')
    await run.finish('a', 'x')
    await run.ask('s30', 'x')
    await window.sees('Blatt-31.')
    await window.misses('Blatt-3.')
    await window.press('part-1')
    await window.sees('Blatt-3.')
