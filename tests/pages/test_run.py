"""A run on the screen: steps at work, the text as it comes, the result, trouble and the way on."""

from __future__ import annotations

from collections.abc import Callable

from app.bootstrap import Services
from app.domain.runs import RunStatus
from tests.pages.conftest import Window
from tests.pages.staged_run import PRACTICE, mail_recipe, stage


async def test_steps_pass_from_waiting_to_done(services: Services, window: Window) -> None:
    run = await stage(services, await mail_recipe(services), mail='Liebe Frau Weber')
    await window.open(f'/lauf/{run.id}')
    await window.sees('Post beantworten: Liebe Frau Weber', 'Wartet – gleich geht es los', 'Leser: Mail lesen')
    await run.begin('lesen')
    await window.sees('Arbeitet gerade: Schritt 1 von 2', 'Leser denkt nach …')
    await run.finish('lesen', 'Sie fragt nach Dienstag.')
    await run.begin('schreiben')
    await window.sees('Arbeitet gerade: Schritt 2 von 2', 'Sie fragt nach Dienstag.')


async def test_text_grows_and_a_repeated_piece_is_shown_once(services: Services, window: Window) -> None:
    run = await stage(services, await mail_recipe(services), mail='x')
    await run.begin('lesen')
    await window.open(f'/lauf/{run.id}')
    for piece in ('Liebe ', 'Frau ', 'Weber'):
        run.write('lesen', piece)
    await window.until(lambda: window.one('writing').so_far == 'Liebe Frau Weber', 'all the text')


async def test_two_windows_see_the_end_and_the_result(services: Services, new_window: Callable[[], Window]) -> None:
    run = await stage(services, await mail_recipe(services), mail='x')
    first, second = new_window(), new_window()
    for window in (first, second):
        await window.open(f'/lauf/{run.id}')
    await run.begin('lesen')
    await run.finish('lesen', 'gelesen')
    await run.begin('schreiben')
    await run.finish('schreiben', 'Gern am Dienstag.')
    await run.end('Gern am Dienstag.')
    for window in (first, second):
        await window.sees('Fertig! Hier ist dein Ergebnis.', 'Gern am Dienstag.', 'Mistral, im Internet')
        await window.until(lambda window=window: 'Fertig! Hier' in ' '.join(_said(window)), 'it is announced')  # type: ignore[misc]


async def test_a_practice_result_says_that_no_ai_wrote_it(services: Services, window: Window) -> None:
    run = await stage(services, await mail_recipe(services), mail='x')
    for step in ('lesen', 'schreiben'):
        await run.begin(step, PRACTICE)
        await run.finish(step, 'fertig')
    await run.end('fertig')
    await window.open(f'/lauf/{run.id}')
    await window.sees('Übungsmodus: Diesen Text hat keine KI geschrieben.', 'Übungsmodus, bleibt auf diesem Rechner')
    await window.misses('Eine KI kann sich irren.')


async def test_a_failure_says_why_and_leads_to_the_place_that_solves_it(services: Services, window: Window) -> None:
    run = await stage(services, await mail_recipe(services), mail='x')
    await window.open(f'/lauf/{run.id}')
    await run.begin('lesen')
    await run.finish('lesen', 'gelesen')
    await run.begin('schreiben')
    await run.fail('schreiben', 'key')
    await window.sees(
        'Schritt 2 von 2: Antworter: Antwort schreiben',
        'Der KI-Dienst hat den Schlüssel nicht angenommen.',
        'Fertig sind 1 von 2 Schritten. Sie sind gespeichert.',
        'Bis hierher',
    )
    await window.press('solve')
    await window.until(lambda: window.path() == '/einstellungen/ki', 'the place where keys are')


async def test_going_on_after_a_failure_ends_with_a_result(services: Services, window: Window) -> None:
    run = await stage(services, await mail_recipe(services), mail='Kommen Sie am Dienstag?')
    await run.begin('lesen')
    await run.finish('lesen', 'Frage nach Dienstag')
    await run.begin('schreiben')
    await run.fail('schreiben', 'timeout')
    await window.open(f'/lauf/{run.id}')
    await window.press('resume')
    await window.sees('Fertig! Hier ist dein Ergebnis.')
    ended = services.runs.get(services.accounts.builtin_owner(), run.id)
    assert ended.status is RunStatus.DONE and ended.step('lesen').output == 'Frage nach Dienstag'


async def test_shorter_makes_a_new_run_of_the_last_step_only(services: Services, window: Window) -> None:
    done = await _finished(services)
    await window.open(f'/lauf/{done}')
    await window.press('shorter')
    await window.until(lambda: window.path().startswith('/lauf/') and window.path() != f'/lauf/{done}', 'a new run')
    owner = services.accounts.builtin_owner()
    fresh = services.runs.get(owner, window.path().removeprefix('/lauf/'))
    await services.runs.wait(owner, fresh.id, 5)
    assert [bool(step.reused_from) for step in fresh.steps] == [True, False]
    assert 'kürzer' in services.runs.get(owner, fresh.id).step('schreiben').input


async def test_again_runs_with_the_same_inputs(services: Services, window: Window) -> None:
    done = await _finished(services)
    await window.open(f'/lauf/{done}')
    await window.press('again')
    await window.until(lambda: window.path() != f'/lauf/{done}', 'a new run')
    fresh = services.runs.get(services.accounts.builtin_owner(), window.path().removeprefix('/lauf/'))
    assert fresh.inputs == {'mail': 'Kommen Sie am Dienstag?'}


async def test_a_step_shows_the_exact_prompt_and_its_reader(services: Services, window: Window) -> None:
    run = await stage(services, await mail_recipe(services), mail='x')
    await run.begin('lesen')
    await run.finish('lesen', 'Ein langer Text')
    await window.open(f'/lauf/{run.id}')
    await window.press('read-lesen')
    await window.sees('Aufgabe für lesen', 'Mistral, im Internet', 'small')


async def test_stopping_keeps_what_is_done(services: Services, window: Window) -> None:
    done = await _finished(services)
    await window.open(f'/lauf/{done}')
    staged = await stage(services, await mail_recipe(services), id='r9', mail='x')
    await window.open(f'/lauf/{staged.id}')
    await window.press('stop')
    await window.sees('Angehalten. Alles bis hier ist gespeichert.')


async def test_somebody_elses_run_is_not_there(services: Services, window: Window) -> None:
    await window.open('/lauf/gibt-es-nicht')
    await window.sees('Zur Startseite')


async def test_leaving_the_page_ends_all_listening(services: Services, window: Window) -> None:
    run = await stage(services, await mail_recipe(services), mail='x')
    await window.open('/vorlagen')
    before = services.bus.subscriber_count
    for _ in range(5):
        window.user.navigate.to(f'/lauf/{run.id}')
        await window.sees('Leser: Mail lesen')
        window.user.navigate.to('/vorlagen')
        await window.sees('Was möchtest du machen?')
    assert services.bus.subscriber_count == before


async def _finished(services: Services) -> str:
    owner = services.accounts.builtin_owner()
    recipe = await mail_recipe(services)
    run = await services.runs.start(owner, recipe.id, {'mail': 'Kommen Sie am Dienstag?'})
    await services.runs.wait(owner, run.id, 5)
    return run.id


def _said(window: Window) -> list[str]:
    assert window.user.client
    said: list[str] = window.user.client.storage['announcer'].said
    return said
