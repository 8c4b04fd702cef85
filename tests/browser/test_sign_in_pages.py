"""The pages before the door on the real program: large, readable, spoken, usable by keyboard, light and dark."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.test_every_page import AXE
from tests.security.people import PASSWORD
from tests.test_texts import JARGON

LOOKS = [(1280, False), (1280, True), (390, False), (320, True)]


@pytest.fixture(scope='module')
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    """The real program with an owner, Anna."""
    program = AppProcess(tmp_path_factory.mktemp('house') / 'data').start()
    answer = httpx.post(
        f'{program.url}/willkommen', data={'name': 'Anna', 'password': PASSWORD}, headers={'Origin': program.url}
    )
    assert answer.status_code == 303
    yield program
    program.stop()


@pytest.mark.parametrize(('width', 'dark'), LOOKS)
def test_signing_in_is_large_plain_and_spoken(browser: Browser, house: AppProcess, width: int, dark: bool) -> None:
    page = _open(browser, house.url + '/', width, dark)
    assert page.url == f'{house.url}/anmelden'
    _check(page)
    page.fill('#name', 'Anna')
    page.fill('#password', 'ganz falsch!')
    page.click('[type=submit]')
    page.wait_for_selector('[role=alert]')
    _check(page)
    page.click('summary')
    _check(page)
    page.context.close()


def test_making_the_owner_is_large_plain_and_spoken(browser: Browser, own_app: AppProcess) -> None:
    for width, dark in LOOKS:
        page = _open(browser, f'{own_app.url}/willkommen', width, dark)
        _check(page)
        page.eval_on_selector_all('[required]', 'fields => fields.forEach(field => field.required = false)')
        page.click('[type=submit]')
        page.wait_for_selector('[role=alert]')
        _check(page)
        page.context.close()


def test_two_clicks_and_a_name_make_the_owner_by_keyboard_alone(browser: Browser, own_app: AppProcess) -> None:
    page = _open(browser, f'{own_app.url}/willkommen', 1280, False)
    page.focus('#name')
    page.keyboard.type('Anna')
    for _ in range(3):
        page.keyboard.press('Tab')
    page.keyboard.press('Enter')
    words = page.inner_text('#phrase')
    assert page.input_value('#password') == words and page.get_attribute('#password', 'type') == 'text'
    page.keyboard.press('Enter')
    page.wait_for_url(f'{own_app.url}/')
    page.wait_for_selector('text=Anna')
    page.context.close()


def test_a_double_click_sends_the_form_once(browser: Browser, house: AppProcess) -> None:
    page = _open(browser, f'{house.url}/anmelden', 1280, False)
    sent: list[str] = []
    page.on('request', lambda request: sent.append(request.url) if request.method == 'POST' else None)
    page.fill('#name', 'Anna')
    page.fill('#password', PASSWORD)
    page.dblclick('[type=submit]')
    page.wait_for_url(f'{house.url}/')
    assert len(sent) == 1
    page.context.close()


def _open(browser: Browser, url: str, width: int, dark: bool) -> Page:
    context = browser.new_context(
        viewport={'width': width, 'height': 800}, color_scheme='dark' if dark else 'light', locale='de-DE'
    )
    page = context.new_page()
    page.goto(url)
    return page


def _check(page: Page) -> None:
    page.evaluate(AXE)
    found = page.evaluate('axe.run(document, {resultTypes: ["violations"]})')['violations']
    assert not found, json.dumps([(entry['id'], [node['html'] for node in entry['nodes']]) for entry in found])
    assert not measures.small_targets(page) and not measures.small_letters(page) and not measures.nameless(page)
    assert measures.sideways(page) == 0 and len(measures.filled_buttons(page)) == 1
    assert not JARGON.findall(measures.visible_text(page))
