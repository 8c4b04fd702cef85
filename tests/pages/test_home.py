"""The first page: what is there, what happens in it while recipes run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from app.bootstrap import Services
from tests.pages.conftest import Window
from tests.pages.staged_run import letter_recipe, mail_recipe, stage


async def test_an_empty_home_offers_templates(services: Services, window: Window) -> None:
    await window.open('/')
    await window.sees(
        'Schön, dass du da bist!', 'Blog-Artikel erstellen', 'Übungsmodus – noch keine echte KI verbunden'
    )
    await window.press('start-blog-artikel')
    await window.until(lambda: window.path().endswith('/start'), 'the start form')
    await window.sees('Worüber soll der Artikel sein?')


async def test_a_card_follows_its_recipe(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    await window.open('/')
    run = await stage(services, recipe, mail='x')
    await run.begin('lesen')
    await window.sees('Arbeitet: Schritt 1 von 2', 'Zuschauen')
    await run.finish('lesen', 'a')
    await run.begin('schreiben')
    await run.finish('schreiben', 'Gern am Dienstag.')
    await run.end('Gern am Dienstag.')
    await window.sees('2 von 2 fertig', 'Gern am Dienstag.', 'Rezept starten')


async def test_a_new_recipe_and_a_new_bot_appear_in_every_window(
    services: Services, new_window: Callable[[], Window]
) -> None:
    first, second = new_window(), new_window()
    for window in (first, second):
        await window.open('/')
    await mail_recipe(services)
    for window in (first, second):
        await window.sees('Post beantworten', 'Antworter')
        await window.misses('Schön, dass du da bist!')


async def test_a_deleted_recipe_goes_and_comes_back(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    owner = services.accounts.builtin_owner()
    await window.open('/')
    item = await services.pipelines.delete(owner, recipe.id)
    await window.misses('Post beantworten')
    await services.trash.restore(owner, item.kind, item.id)
    await window.sees('Post beantworten')


async def test_a_failed_run_in_the_list_goes_on_with_one_press(services: Services, window: Window) -> None:
    run = await stage(services, await mail_recipe(services), mail='Kommen Sie?')
    await run.begin('lesen')
    await run.fail('lesen', 'timeout')
    await window.open('/')
    await window.sees('Der KI-Dienst hat zu lange nicht geantwortet.')
    await window.press('resume')
    await window.until(lambda: window.path() == f'/lauf/{run.id}', 'the run')
    await window.sees('Fertig! Hier ist dein Ergebnis.')


async def test_what_waits_is_on_top_and_goes_once_it_is_answered(services: Services, window: Window) -> None:
    await window.open('/')
    assert 'Wartet auf dich' not in window.text()
    run = await stage(services, await letter_recipe(services, settings={'days': 3, 'then': 'reject'}), thema='Fest')
    await run.ask('pruefen', 'Liebe Leute, wir feiern', due_at=(services.clock.now() + timedelta(days=1)).isoformat())
    await window.sees(
        'Wartet auf dich',
        'Ein Text wartet auf dein Ja: Rundbrief',
        'Liebe Leute, wir feiern',
        'Wartet seit: heute um',
        'Ohne Antwort hört das Rezept morgen um',
    )
    card = window.one(f'recipe-{run.run.pipeline_id}')
    assert 'Wartet auf dein Ja' in window.text_in(card)
    await window.press('look')
    await window.until(lambda: window.path() == f'/lauf/{run.id}', 'the run')
    await window.open('/')
    await run.answer('pruefen', text='Liebe Leute')
    await window.misses('Wartet auf dich')


async def test_many_waiting_texts_are_shown_on_demand(services: Services, window: Window) -> None:
    recipe = await letter_recipe(services)
    for number in range(7):
        run = await stage(services, recipe, id=f'w{number}', thema='Fest')
        await run.ask('pruefen', f'Brief {number}')
    await window.open('/')
    await window.sees('Brief 0', 'Brief 4', 'Alle 7 Texte zeigen')
    assert 'Brief 5' not in window.text()
    await window.press('all-waiting')
    await window.sees('Brief 6')


async def test_a_text_in_a_recipe_inside_waits_too(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    inner = await letter_recipe(services)
    step = {'id': 'brief', 'kind': 'recipe', 'input_source': 'start', 'settings': {'pipeline_id': inner.id}}
    fields = [{'key': 'thema', 'label': 'Thema', 'required': True}]
    outer = await services.pipelines.create(owner, {'name': 'Zum Fest', 'inputs': fields, 'steps': [step]})
    await window.open('/')
    await services.runs.start(owner, outer.id, {'thema': 'Sommerfest'})
    await window.sees('Ein Text wartet auf dein Ja: Rundbrief')
    await window.press('look')
    await window.sees('Brief prüfen', 'Passt so')


async def test_runs_inside_and_tried_steps_do_not_count_as_runs_of_their_recipe(
    services: Services, window: Window
) -> None:
    owner = services.accounts.builtin_owner()
    inner = await mail_recipe(services)
    step = {'id': 'innen', 'kind': 'recipe', 'input_source': 'start', 'settings': {'pipeline_id': inner.id}}
    fields = [{'key': 'thema', 'label': 'Thema', 'required': True}]
    outer = await services.pipelines.create(owner, {'name': 'Zum Fest', 'inputs': fields, 'steps': [step]})
    await window.open('/')
    run = await services.runs.start(owner, outer.id, {'thema': 'Sommerfest'})
    await services.runs.wait(owner, run.id, 5)
    tried = await services.runs.try_step(owner, inner.id, 'lesen', {'mail': 'x'})
    await services.runs.wait(owner, tried.id, 5)
    await window.sees('1 von 1 fertig', 'Nur ausprobiert')
    card = window.one(f'recipe-{inner.id}')
    assert 'fertig' not in window.text_in(card) and 'Ergebnis' not in window.text_in(card)
    assert len(window.all('run-line')) == 2


async def test_the_chain_names_what_is_no_bot(services: Services, window: Window) -> None:
    await letter_recipe(services)
    await window.open('/')
    await window.sees('Schreiber', 'Dein Ja', 'Grüßer')


async def test_a_very_long_recipe_does_not_fill_the_page(services: Services, window: Window) -> None:
    owner = services.accounts.builtin_owner()
    steps = [{'id': f's{number}', 'kind': 'ask'} for number in range(200)]
    await services.pipelines.create(owner, {'name': 'Lang', 'steps': steps})
    await window.open('/')
    await window.sees('und 190 weitere')
    assert window.user.client and len(window.user.client.elements) < 300
