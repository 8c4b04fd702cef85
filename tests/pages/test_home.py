"""The first page: what is there, what happens in it while recipes run."""

from __future__ import annotations

from collections.abc import Callable

from app.bootstrap import Services
from tests.pages.conftest import Window
from tests.pages.staged_run import mail_recipe, stage


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
