"""From an open house to one with a password, and out again: every open page notices."""

from __future__ import annotations

import httpx
from playwright.sync_api import expect

from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit, ready

PASSWORD = 'vier alte Birnbäume'


def test_a_password_from_the_settings_closes_the_door_for_strangers(own_app: AppProcess, visit: Visit) -> None:
    page = visit(f'{own_app.url}/einstellungen')
    page.get_by_role('link', name='Mit einem Passwort schützen').click()
    page.wait_for_url('**/willkommen')
    page.fill('#name', 'Anna')
    page.fill('#password', PASSWORD)
    page.click('[type=submit]')
    page.wait_for_url(own_app.url + '/')
    expect(page.get_by_role('heading', level=1)).to_contain_text('Anna')
    assert httpx.get(f'{own_app.url}/api/bots', trust_env=False).status_code == 401
    page.goto(f'{own_app.url}/einstellungen')
    ready(page)
    expect(page.get_by_role('link', name='Mit einem Passwort schützen')).to_have_count(0)


def test_signing_out_in_one_tab_sends_the_other_one_away(own_app: AppProcess, visit: Visit) -> None:
    first = visit(f'{own_app.url}/willkommen')
    first.fill('#name', 'Anna')
    first.fill('#password', PASSWORD)
    first.click('[type=submit]')
    first.wait_for_url(own_app.url + '/')
    ready(first)
    second = first.context.new_page()
    second.goto(f'{own_app.url}/bots')
    ready(second)
    first.get_by_role('button', name='Menü').click()
    first.get_by_role('button', name='Abmelden').click()
    first.wait_for_url('**/anmelden**')
    second.wait_for_url('**/anmelden**')
