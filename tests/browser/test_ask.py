"""A text that waits for a person, in a real browser: it survives kill -9 with what was typed, needs no mouse, fits."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit, ready
from tests.browser.seed import Seed
from tests.browser.test_every_page import LOOKS, SPACING, violations

TYPED = 'Liebe Nachbarn, wir feiern am 3. Juni! „Äpfel & Öl“ 🍎'


def test_a_question_survives_kill_and_restart_with_what_was_typed(own_app: AppProcess, visit: Visit) -> None:
    run = Seed(own_app.url).waiting_run()
    page = visit(f'{own_app.url}/lauf/{run["id"]}')
    page.get_by_label('Der Text').fill(TYPED)
    own_app.kill()
    own_app.start()
    page.goto(f'{own_app.url}/lauf/{run["id"]}')
    ready(page)
    expect(page.get_by_label('Der Text')).to_have_value(TYPED)
    page.get_by_role('button', name='Passt so').click()
    expect(page.get_by_role('article')).to_contain_text('wir feiern am 3. Juni!')
    ended = Seed(own_app.url).get(f'/runs/{run["id"]}')
    assert (ended['status'], ended['result'].strip()) == ('done', TYPED)


def test_an_open_page_with_a_question_comes_back_by_itself(own_app: AppProcess, visit: Visit) -> None:
    run = Seed(own_app.url).waiting_run()
    page = visit(f'{own_app.url}/lauf/{run["id"]}')
    page.get_by_label('Der Text').fill(TYPED)
    page.evaluate('window.before = true')
    assert own_app.stop() == 0
    own_app.start()
    page.wait_for_function('window.before === undefined && window.did_handshake === true')
    expect(page.get_by_label('Der Text')).to_have_value(TYPED)
    page.get_by_role('button', name='Passt so').click()
    expect(page.get_by_text('Fertig! Hier ist dein Ergebnis.').first).to_be_visible()


def test_a_draft_is_there_on_another_device(app: AppProcess, visit: Visit) -> None:
    run = Seed(app.url).waiting_run()
    page = visit(f'{app.url}/lauf/{run["id"]}')
    page.get_by_label('Der Text').fill(TYPED)
    page.wait_for_function("Object.keys(sessionStorage).every(key => !key.includes('-text'))")  # it is on disk
    other = visit(f'{app.url}/lauf/{run["id"]}', width=390)
    expect(other.get_by_label('Der Text')).to_have_value(TYPED)


def test_from_the_home_page_to_the_answer_with_the_keyboard_alone(own_app: AppProcess, visit: Visit) -> None:
    Seed(own_app.url).waiting_run()
    page = visit(own_app.url)
    expect(page.get_by_role('heading', name='Wartet auf dich')).to_be_visible()
    _press(page, page.get_by_role('link', name='Ansehen').first)
    expect(page.get_by_label('Der Text')).to_be_visible()
    _press(page, page.get_by_role('button', name='So sieht der Text aus'))
    expect(page.get_by_role('button', name='Vorschau schließen')).to_have_attribute('aria-expanded', 'true')
    _press(page, page.get_by_label('Der Text'), key='')
    page.keyboard.type('Hallo! ')
    _press(page, page.get_by_role('button', name='Passt so'))
    expect(page.get_by_role('article')).to_contain_text('Hallo!')
    assert page.evaluate('document.activeElement.tagName') == 'H1'


def test_discarding_with_the_keyboard_and_coming_back(app: AppProcess, visit: Visit) -> None:
    run = Seed(app.url).waiting_run()
    page = visit(f'{app.url}/lauf/{run["id"]}')
    _press(page, page.get_by_role('button', name='Verwerfen'))
    expect(page.get_by_text('Angehalten. Alles bis hier ist gespeichert.').first).to_be_visible()
    _press(page, page.get_by_role('button', name='Ab hier weitermachen').first)
    expect(page.get_by_role('button', name='Passt so')).to_be_visible()


def test_a_double_click_answers_once(app: AppProcess, visit: Visit) -> None:
    run = Seed(app.url).waiting_run()
    page = visit(f'{app.url}/lauf/{run["id"]}')
    page.get_by_role('button', name='Passt so').dblclick()
    expect(page.get_by_role('article')).to_be_visible()
    assert not page.get_by_text('Hier wartet gerade keine Frage mehr auf dich.').is_visible()


def test_a_question_is_announced_once_and_named_in_the_tab(own_app: AppProcess, visit: Visit) -> None:
    page = visit(f'{own_app.url}/lauf/{_written_run(own_app)["id"]}')
    expect(page).to_have_title(re.compile('Wartet auf dein Ja: Probe'))
    page.evaluate("""() => {
      window.said = [];
      const listen = changes => changes.forEach(
        change => change.addedNodes.forEach(node => window.said.push(node.textContent)));
      for (const region of document.querySelectorAll('[aria-live]'))
        new MutationObserver(listen).observe(region, {childList: true, subtree: true});
    }""")
    page.get_by_role('button', name='Ändern lassen').click()
    page.get_by_label('Was soll anders werden?').fill('Kürzer, bitte.')
    page.get_by_role('button', name='An den Bot zurückgeben').click()
    expect(page.get_by_text('Das wolltest du schon anders')).to_be_visible()
    page.wait_for_function("window.said.some(text => text.includes('wartet auf dein Ja'))")
    assert len([text for text in page.evaluate('window.said') if 'wartet auf dein Ja' in text]) == 1


@pytest.mark.parametrize('text', ['Liebe Nachbarn!', '| Wer | Was |\n|---|---|\n' + '| Anna | Kuchen |\n' * 60])
def test_the_question_is_clean_in_every_look(app: AppProcess, visit: Visit, text: str) -> None:
    run = Seed(app.url).waiting_run(text, settings={'days': 3, 'then': 'approve'})
    page = visit(f'{app.url}/lauf/{run["id"]}')
    if '|' not in text:  # a table is shown as one at once
        page.get_by_role('button', name='So sieht der Text aus').click()
    expect(page.get_by_role('button', name='Vorschau schließen')).to_be_visible()
    for width, dark in LOOKS:
        page.set_viewport_size({'width': width, 'height': 900})
        page.emulate_media(color_scheme='dark' if dark else 'light')
        assert violations(page) == [] and measures.small_targets(page) == [], (width, dark)
        assert measures.sideways(page) == 0, (width, dark)
    page.set_viewport_size({'width': 320, 'height': 640})
    page.add_style_tag(content=SPACING)
    assert measures.sideways(page) == 0


def test_the_comment_is_clean_in_every_look(own_app: AppProcess, visit: Visit) -> None:
    page = visit(f'{own_app.url}/lauf/{_written_run(own_app)["id"]}')
    page.get_by_role('button', name='Ändern lassen').click()
    expect(page.get_by_label('Was soll anders werden?')).to_be_focused()
    for width, dark in LOOKS:
        page.set_viewport_size({'width': width, 'height': 900})
        page.emulate_media(color_scheme='dark' if dark else 'light')
        assert violations(page) == [] and measures.small_targets(page) == [], (width, dark)
        assert len(measures.filled_buttons(page)) == 1
    page.keyboard.type('Bitte herzlicher.')
    page.get_by_role('button', name='An den Bot zurückgeben').click()
    expect(page.get_by_text('Das wolltest du schon anders')).to_be_visible()


def _written_run(app: AppProcess) -> dict[str, object]:
    """A bot wrote the text the person is asked about."""
    seed = Seed(app.url)
    bot = seed.bot('Schreiber')
    write = {'id': 'a', 'bot_id': bot['id'], 'instruction': 'Schreib etwas.'}
    return seed.until_asked(seed.start([write, {'id': 'b', 'kind': 'ask', 'name': 'Brief prüfen'}]))


def _press(page: Page, target, key: str = 'Enter') -> None:  # noqa: ANN001  # playwright's Locator
    """Reach it with the Tab key and press."""
    handle = target.element_handle()
    for _ in range(60):
        if page.evaluate('element => element === document.activeElement', handle):
            if key:
                page.keyboard.press(key)
            return
        page.keyboard.press('Tab')
    raise AssertionError(f'the Tab key does not lead to {target}')
