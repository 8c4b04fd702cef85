"""The panel that tries a step, and two results side by side: clean in every look, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.browser.test_every_page import LOOKS, SPACING, violations


@pytest.fixture(scope='module')
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    """A program of its own: the practice engine answers."""
    started = AppProcess(tmp_path_factory.mktemp('trying') / 'data').start()
    yield started
    started.stop()


def test_a_step_is_tried_and_kept_with_the_keyboard_alone(app: AppProcess, visit: Visit) -> None:
    recipe = Seed(app.url).finished_run()['pipeline_id']
    page = visit(f'{app.url}/rezept/{recipe}')
    page.get_by_role('button', name='Schritt 1 ausprobieren').focus()
    page.keyboard.press('Enter')
    keep = page.get_by_role('button', name='Ergebnis festhalten')
    expect(keep).to_be_visible()
    _tab_to(page, keep)
    page.keyboard.press('Enter')
    expect(page.get_by_text('Festgehalten. Die Schritte danach nehmen')).to_be_visible()
    _clean_everywhere(page)
    page.keyboard.press('Escape')
    expect(page.get_by_text('Ergebnis festgehalten: heute um').first).to_be_visible()


def test_the_start_values_of_a_try_are_clean_in_every_look(app: AppProcess, visit: Visit) -> None:
    recipe = Seed(app.url).template()['id']
    page = visit(f'{app.url}/rezept/{recipe}')
    page.get_by_role('button', name='Schritt 1 ausprobieren').click()
    expect(page.get_by_role('dialog').get_by_role('textbox').first).to_be_focused()
    _clean_everywhere(page)


def test_two_results_are_compared_with_the_keyboard_alone(app: AppProcess, visit: Visit) -> None:
    seed = Seed(app.url)
    old = seed.finished_run()
    new = seed.again(old, thema='Gurken auf dem Balkon')
    page = visit(f'{app.url}/lauf/{new["id"]}')
    page.get_by_role('button', name='Mit einem früheren vergleichen').focus()
    page.keyboard.press('Enter')
    _tab_to(page, page.get_by_role('dialog').get_by_role('link').first)
    assert violations(page) == [] and measures.small_targets(page) == []
    page.keyboard.press('Enter')
    expect(page.get_by_role('heading', name='Vergleich: Blog-Artikel erstellen')).to_be_visible()
    expect(page.locator('ins').first).to_contain_text('Gurken')
    step = page.locator('summary', has_text='Schritt 2')
    _tab_to(page, step)
    page.keyboard.press('Enter')
    expect(page.locator('details[open] del').first).to_be_visible()
    _clean_everywhere(page)
    page.set_viewport_size({'width': 320, 'height': 640})
    page.add_style_tag(content=SPACING)
    assert measures.sideways(page) == 0


def test_what_went_and_what_came_is_said_and_not_only_coloured(app: AppProcess, visit: Visit) -> None:
    seed = Seed(app.url)
    old = seed.finished_run()
    new = seed.again(old, thema='Gurken auf dem Balkon')
    page = visit(f'{app.url}/vergleich/{old["id"]}/{new["id"]}')
    gone, came = page.locator('del').first, page.locator('ins').first
    expect(gone).to_contain_text('Tomaten')
    assert gone.locator('.spoken').first.inner_text().strip() and came.locator('.spoken').first.inner_text().strip()
    assert 'line-through' in gone.evaluate('e => getComputedStyle(e).textDecorationLine')
    assert 'underline' in came.evaluate('e => getComputedStyle(e).textDecorationLine')


def _clean_everywhere(page: Page) -> None:
    for width, dark in LOOKS:
        page.set_viewport_size({'width': width, 'height': 900})
        page.emulate_media(color_scheme='dark' if dark else 'light')
        assert violations(page) == [] and measures.small_targets(page) == [], (width, dark)
        assert measures.sideways(page) == 0, (width, dark)


def _tab_to(page: Page, target) -> None:  # noqa: ANN001  # playwright's Locator
    handle = target.element_handle()
    for _ in range(80):
        if page.evaluate('element => element === document.activeElement', handle):
            return
        page.keyboard.press('Tab')
    raise AssertionError(f'the Tab key does not lead to {target}')
