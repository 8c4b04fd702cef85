"""Two results of one recipe side by side: differences first and marked, versions named, steps matched."""

from __future__ import annotations

from typing import Any

from app.bootstrap import Services
from app.domain.pipelines import Pipeline
from tests.pages.conftest import Window
from tests.pages.staged_run import StagedRun, mail_recipe, stage


async def test_the_way_to_a_comparison_leads_over_the_earlier_results(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    await _finished(services, recipe, 'früher', mail='Kommen Sie am Dienstag?')
    await _finished(services, recipe, 'spaeter', mail='Kommen Sie am Mittwoch?')
    await window.open('/lauf/spaeter')
    await window.press('compare')
    await window.sees('Womit möchtest du vergleichen?', 'Kommen Sie am Dienstag?')
    assert len(window.all('compare-with')) == 1  # not with itself
    await window.press('compare-with')
    await window.sees('Vergleich: Post beantworten')


async def test_without_another_result_there_is_a_way_on(services: Services, window: Window) -> None:
    await _finished(services, await mail_recipe(services), 'einzig', mail='x')
    await window.open('/lauf/einzig')
    await window.press('compare')
    await window.sees('Es gibt noch kein anderes fertiges Ergebnis.')


async def test_differences_come_first_and_are_marked(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    await _finished(services, recipe, 'a', 'Gern am Dienstag um zehn Uhr.', mail='Am Dienstag?')
    await _finished(services, recipe, 'b', 'Gern am Mittwoch um zehn Uhr.', mail='Am Mittwoch?')
    await window.open('/vergleich/b/a')
    await window.sees('Welche E-Mail?', 'Das kam heraus', 'Früher: heute um', 'Neuer: heute um')
    await window.until(lambda: len(window.all('two-texts')) == 2, 'inputs and results are compared')
    result = window.all('two-texts')[-1].props
    assert ['gone', 'Dienstag'] in result['pieces'] and ['new', 'Mittwoch'] in result['pieces']
    assert result['isMarked']
    await window.sees('Gleich geblieben: Schritt 1: Leser: Mail lesen', 'Das Rezept war beide Male gleich.')


async def test_a_step_is_compared_when_it_is_opened(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    await _finished(services, recipe, 'a', 'Gern am Dienstag.', mail='x')
    await _finished(services, recipe, 'b', 'Gern am Mittwoch.', mail='x')
    await window.open('/vergleich/a/b')
    await window.until(lambda: len(window.all('two-texts')) == 1, 'the result alone')
    await window.press('step-difference')
    await window.until(lambda: len(window.all('two-texts')) == 2, 'and the step')


async def test_changed_recipes_name_their_versions_and_the_steps_that_came_and_went(
    services: Services, window: Window
) -> None:
    owner = services.accounts.builtin_owner()
    recipe = await mail_recipe(services)
    await _finished(services, recipe, 'a', 'alt', mail='x')
    first: dict[str, Any] = {'id': 'lesen', 'bot_id': recipe.steps[0].bot_id, 'name': 'Mail lesen'}
    last = {'id': 'kuerzen', 'bot_id': recipe.steps[1].bot_id, 'name': 'Kürzen'}
    first['instruction'] = 'Lies ganz genau.'
    changed = await services.pipelines.update(owner, recipe.id, {'steps': [first, last]}, expect=recipe.version)
    await _finished(services, changed, 'b', 'neu', mail='x')
    await window.open('/vergleich/a/b')
    await window.sees(
        'Gemacht mit Fassung 1 des Rezepts',
        'Gemacht mit Fassung 2 des Rezepts',
        'Das Rezept wurde dazwischen geändert.',
        'Weggefallen',
        'Neu dazugekommen',
    )
    await window.press('step-difference')
    await window.sees('Die Aufgabe', 'Der Text ist gleich.')


async def test_quite_different_texts_are_not_torn_to_shreds(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    await _finished(services, recipe, 'a', 'Rosen sind rot und duften herrlich im Sommer.', mail='x')
    await _finished(services, recipe, 'b', 'Bitte überweisen Sie 300 Euro bis Freitag!', mail='x')
    await window.open('/vergleich/a/b')
    await window.sees('Die Texte sind ganz verschieden.')
    assert not window.one('two-texts').props['isMarked']


async def test_very_long_texts_are_cut_to_what_surrounds_a_change(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    filler = ''.join(f'Zeile {number} bleibt, wie sie ist.\n' for number in range(2000))
    await _finished(services, recipe, 'a', f'{filler}Ende am Dienstag.', mail='x')
    await _finished(services, recipe, 'b', f'{filler}Ende am Mittwoch.', mail='x')
    await window.open('/vergleich/a/b')
    await window.until(lambda: bool(window.all('two-texts')), 'it is compared')
    pieces = window.one('two-texts').props['pieces']
    assert sum(len(text) for _, text in pieces) < 1000
    assert ['gone', 'Dienstag'] in pieces


async def test_runs_of_two_recipes_are_not_compared(services: Services, window: Window) -> None:
    await _finished(services, await mail_recipe(services), 'a', 'x', mail='x')
    await _finished(services, await mail_recipe(services), 'b', 'x', mail='x')
    await window.open('/vergleich/a/b')
    await window.sees('Zur Startseite')


async def test_somebody_elses_run_is_not_compared(services: Services, window: Window) -> None:
    await _finished(services, await mail_recipe(services), 'a', 'x', mail='x')
    await window.open('/vergleich/a/gibt-es-nicht')
    await window.sees('Zur Startseite')


async def test_the_history_can_be_cut_to_one_recipe(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    await _finished(services, recipe, 'a', 'x', mail='Erste Post')
    other = await mail_recipe(services)
    await _finished(services, other, 'b', 'x', mail='Zweite Post')
    await window.open('/ergebnisse')
    await window.sees('Erste Post', 'Zweite Post')
    await window.write('recipe', other.id)
    await window.misses('Erste Post')
    await window.sees('Zweite Post')


async def _finished(services: Services, recipe: Pipeline, id: str, output: str = 'Gern.', **inputs: str) -> StagedRun:
    run = await stage(services, recipe, id=id.replace('ü', 'ue'), **inputs)
    *before, last = recipe.steps
    for step in before:
        await run.begin(step.id)
        await run.finish(step.id, 'gelesen')
    await run.begin(last.id)
    await run.finish(last.id, output)
    await run.end(output)
    return run
