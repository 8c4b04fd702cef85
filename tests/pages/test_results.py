"""The history: everything that ran, found again."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.pipelines import Pipeline
from tests.pages.conftest import Window
from tests.pages.staged_run import mail_recipe, stage


async def test_an_empty_history_leads_to_the_templates(services: Services, window: Window) -> None:
    await window.open('/ergebnisse')
    await window.sees('Noch keine Ergebnisse.', 'Vorlagen')


async def test_runs_stand_under_their_day_and_are_found_by_word(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    await _done(services, recipe, 'r1', 'Rezept für Apfelkuchen')
    await _done(services, recipe, 'r2', 'Brief an die Schule')
    await window.open('/ergebnisse')
    await window.sees('Heute', 'Rezept für Apfelkuchen', 'Brief an die Schule')
    await window.write('search', 'Apfelkuchen')
    await window.misses('Brief an die Schule')
    await window.sees('Rezept für Apfelkuchen')


async def test_the_filter_shows_one_kind(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    await _done(services, recipe, 'r1', 'gelungen')
    broken = await stage(services, recipe, 'r2', mail='misslungen')
    await broken.begin('lesen')
    await broken.fail('lesen', 'credit')
    await window.open('/ergebnisse')
    await window.sees('gelungen', 'misslungen')
    await window.write('filter', 'failed')
    await window.sees('Das Guthaben beim KI-Dienst ist aufgebraucht.')
    await window.until(lambda: not window.all('run-r1') and bool(window.all('run-r2')), 'only the failed run')


async def test_pages_of_fifty(services: Services, window: Window) -> None:
    recipe = await mail_recipe(services)
    for number in range(52):
        await stage(services, recipe, f'r{number}', mail='x')
    await window.open('/ergebnisse')
    await window.until(lambda: bool(window.all('run-r51')), 'the newest')
    assert not window.all('run-r1')
    await window.press('more')
    await window.until(lambda: bool(window.all('run-r0')), 'the oldest')


async def test_a_line_follows_its_run(services: Services, window: Window) -> None:
    run = await stage(services, await mail_recipe(services), mail='x')
    await window.open('/ergebnisse')
    await window.sees('Wartet')
    await run.begin('lesen')
    await window.sees('Arbeitet: Schritt 1 von 2')


async def _done(services: Services, recipe: Pipeline, id: str, mail: str) -> None:
    run = await stage(services, recipe, id, mail=mail)
    for step in ('lesen', 'schreiben'):
        await run.begin(step)
        await run.finish(step, 'fertig')
    await run.end('fertig')
