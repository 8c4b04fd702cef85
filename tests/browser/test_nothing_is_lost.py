"""Typing survives, pages come back, runs go on: reload, restart, kill -9, two windows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app_process import AppProcess, SlowService
from tests.browser.conftest import Visit, ready
from tests.browser.seed import Seed

TYPED = 'Das habe ich schon lange überlegt: „Äpfel & Öl“ 🍎'


def _saved(page: Page) -> None:
    expect(page.locator('[data-saved="yes"]').first).to_be_attached()


def test_typing_survives_reload_and_kill(own_app: AppProcess, visit: Visit) -> None:
    recipe = Seed(own_app.url).template()
    page = visit(f'{own_app.url}/rezept/{recipe["id"]}/start')
    page.get_by_role('textbox').first.fill(TYPED)
    page.reload()
    expect(page.get_by_role('textbox').first).to_have_value(TYPED)
    ready(page)
    own_app.kill()
    own_app.start()
    page.goto(f'{own_app.url}/rezept/{recipe["id"]}/start')
    expect(page.get_by_role('textbox').first).to_have_value(TYPED)


def test_an_open_page_comes_back_by_itself_after_a_restart(own_app: AppProcess, visit: Visit) -> None:
    page = visit(f'{own_app.url}/vorlagen')
    page.evaluate('window.before = true')
    assert own_app.stop() == 0
    own_app.start()
    page.wait_for_function('window.before === undefined && window.did_handshake === true')
    page.get_by_role('link', name='Bots', exact=True).click()
    expect(page.get_by_role('heading', level=1)).to_be_visible()


def test_a_run_goes_on_after_kill_and_finished_steps_are_not_paid_twice(
    own_app: AppProcess, slow_service: SlowService, visit: Visit
) -> None:
    run = _three_slow_steps(own_app, slow_service, 'Kill')
    page = visit(f'{own_app.url}/lauf/{run["id"]}')
    expect(page.get_by_text('Schritt 2 von 3').first).to_be_visible()
    own_app.kill()
    own_app.start()
    expect(page.get_by_role('article')).to_be_visible(timeout=30_000)
    steps = Seed(own_app.url).get(f'/runs/{run["id"]}')['steps']
    assert [step['status'] for step in steps] == ['done'] * 3
    assert slow_service.calls()['Kill-1'] == 1


def test_two_windows_show_the_same_run(app: AppProcess, slow_service: SlowService, visit: Visit) -> None:
    run = _three_slow_steps(app, slow_service, 'Zwei', pieces=200)
    first, second = (visit(f'{app.url}/lauf/{run["id"]}', language=language) for language in ('de', 'en'))
    expect(first.get_by_text('Schritt 1 von 3').first).to_be_visible()
    expect(second.get_by_text('step 1 of 3').first).to_be_visible()
    first.get_by_role('button', name='Anhalten').click()
    expect(first.get_by_text('Angehalten. Alles bis hier ist gespeichert.').first).to_be_visible()
    expect(second.get_by_text('Stopped. Everything so far is saved.').first).to_be_visible()


def test_a_late_viewer_sees_all_the_text_so_far(app: AppProcess, slow_service: SlowService, visit: Visit) -> None:
    run = _three_slow_steps(app, slow_service, 'Spaet', pieces=400)
    first = visit(f'{app.url}/lauf/{run["id"]}')
    first.wait_for_function("(document.querySelector('#main').innerText.match(/\\|\\d{13}/g) || []).length > 20")
    second = visit(f'{app.url}/lauf/{run["id"]}')
    begin = "(document.querySelector('#main').innerText.match(/\\|\\d{13}/) || [''])[0]"
    second.wait_for_function(f"{begin} !== ''")
    assert second.evaluate(begin) == first.evaluate(begin)


def test_every_status_is_announced_once(app: AppProcess, slow_service: SlowService, visit: Visit) -> None:
    run = _three_slow_steps(app, slow_service, 'Ansage')
    page = visit(f'{app.url}/lauf/{run["id"]}')
    page.evaluate("""() => {
      window.said = [];
      for (const region of document.querySelectorAll('[aria-live]'))
        new MutationObserver(() => { const text = region.innerText.trim(); if (text) window.said.push(text); })
          .observe(region, {childList: true, subtree: true, characterData: true});
    }""")
    expect(page.get_by_role('article')).to_be_visible(timeout=30_000)
    page.wait_for_function("window.said.some(text => text.includes('Fertig'))")
    said = page.evaluate('window.said')
    assert len([text for text in said if 'Fertig!' in text]) == 1


@pytest.mark.parametrize('width', [1280, 390])
def test_a_failed_run_offers_one_way_on(app: AppProcess, visit: Visit, width: int) -> None:
    run = Seed(app.url).failed_run()
    page = visit(f'{app.url}/lauf/{run["id"]}', width=width)
    expect(page.get_by_text('Die KI auf deinem Rechner antwortet nicht.').first).to_be_visible()
    expect(page.get_by_role('button', name='Noch einmal versuchen').first).to_be_visible()


def _three_slow_steps(app: AppProcess, service: SlowService, word: str, pieces: int = 60) -> dict[str, str]:
    seed = Seed(app.url)
    connection = seed.connection(service.url, 'stamp-60')
    bot = seed.bot(f'Uhr {word}', model=f'{connection["id"]}/stamp-{pieces}')
    steps = [{'bot_id': bot['id'], 'instruction': f'{word}-{number} Zeit zeigen.'} for number in (1, 2, 3)]
    return seed.start(steps)
