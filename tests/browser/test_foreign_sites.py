"""A person is signed in and opens an attacker's page: nothing happens, nothing is shown, nobody is signed out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.security.people import PASSWORD
from tests.security.sites import SmallSite, web_server

ATTACK = (Path(__file__).parent.parent / 'security' / 'attack.html').read_bytes()
# Same host and other port: the browser sends the cookie along, because ports do not count as another site.
PLACES = {'same host, other port': '127.0.0.1', 'other host': '127.0.0.2'}


@pytest.fixture(scope='module')
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSite]:
    started = SmallSite(tmp_path_factory.mktemp('site'))
    yield started
    started.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale='de-DE')
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


def sign_in(context: BrowserContext, site: SmallSite, name: str = 'Anna') -> Page:
    page = context.new_page()
    page.goto(f'{site.url}/anmelden')
    page.fill('#name', name)
    page.fill('#password', PASSWORD)
    page.click('[type=submit]')
    page.wait_for_function('window.did_handshake === true')
    return page


@pytest.mark.parametrize('place', PLACES)
def test_an_attackers_page_reaches_nothing(context: BrowserContext, site: SmallSite, place: str) -> None:
    own = sign_in(context, site)
    cookies, effects = context.cookies(site.url), site.effects()
    with web_server(ATTACK, PLACES[place]) as (address, _):
        for host in (site.host, f'localhost:{site.port}'):
            page = context.new_page()
            page.goto(address)
            achieved = page.evaluate('host => attack(host)', host)
            shown = [frame for frame in page.frames[1:] if 'Mein Haus' in frame.content()]
            assert achieved == {} and not shown
    assert site.effects() == effects
    assert context.cookies(site.url) == cookies
    assert not [cookie for cookie in context.cookies(f'http://localhost:{site.port}') if cookie not in cookies]
    own.click('button')
    _wait_for_effects(own, site, len(effects) + 1)
    assert site.effects() == [*effects, 'click']


@pytest.mark.parametrize('place', PLACES)
def test_a_form_sent_by_another_site_signs_nobody_out(context: BrowserContext, site: SmallSite, place: str) -> None:
    sign_in(context, site)
    cookies = context.cookies(site.url)
    form = f'<form method="post" action="{site.url}/abmelden"><button>Gewinn!</button></form>'
    with web_server(form.encode(), PLACES[place]) as (address, _):
        page = context.new_page()
        page.goto(address)
        page.click('button')
        page.wait_for_url(f'{site.url}/abmelden')
        assert 'Es ist nichts passiert' in page.inner_text('main')
    assert context.cookies(site.url) == cookies
    page.goto(site.url)
    page.wait_for_selector('text=Mein Haus')


def test_our_own_form_signs_out(context: BrowserContext, site: SmallSite) -> None:
    page = sign_in(context, site)
    page.click('text=Abmelden')
    page.wait_for_url(f'{site.url}/anmelden')
    assert context.cookies(site.url) == []


@pytest.mark.parametrize('place', PLACES)
def test_a_link_on_another_site_leads_in_and_keeps_the_sign_in(
    context: BrowserContext, site: SmallSite, place: str
) -> None:
    sign_in(context, site)
    cookies = context.cookies(site.url)
    with web_server(f'<a href="{site.url}/">Zum Haus</a>'.encode(), PLACES[place]) as (address, _):
        page = context.new_page()
        page.goto(address)
        page.click('a')
        page.wait_for_selector('text=Mein Haus')
    assert context.cookies(site.url) == cookies


def test_without_the_armour_the_same_attack_works(browser: Browser, tmp_path: Path) -> None:
    """The control: an attack that cannot succeed proves nothing."""
    site = SmallSite(tmp_path, is_open=True)
    try:
        with web_server(ATTACK) as (address, _):
            page = browser.new_page()
            page.goto(address)
            achieved = page.evaluate('host => attack(host)', site.host)
            shown = [frame for frame in page.frames[1:] if 'Mein Haus' in frame.content()]
            page.close()
        assert achieved['socket'] == 'open' and 'polling' in achieved and shown
        assert site.effects().count('rest POST') >= 4
    finally:
        site.stop()


def test_our_own_page_runs_under_the_policy(context: BrowserContext, site: SmallSite) -> None:
    page = sign_in(context, site)
    complaints: list[str] = []
    context.on('console', lambda message: complaints.append(message.text) if message.type == 'error' else None)
    context.on('weberror', lambda error: complaints.append(str(error.error)))
    page.reload()
    page.wait_for_function('window.did_handshake === true')
    before = len(site.effects())
    page.click('button')
    _wait_for_effects(page, site, before + 1)
    assert complaints == []
    page.evaluate('window.refused = 0; addEventListener("securitypolicyviolation", () => window.refused++)')
    page.evaluate('document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=window.hit=1>")')
    page.evaluate('document.body.append(Object.assign(document.createElement("script"), {text: "window.hit=1"}))')
    page.wait_for_function('window.refused === 2')  # the browser has seen both and said no
    assert page.evaluate('window.hit') is None


def test_blocking_a_person_ends_both_tabs_the_program_and_the_raw_socket(
    browser: Browser, context: BrowserContext, site: SmallSite
) -> None:
    anna, kims_token, kim_id = site.secrets()
    first = sign_in(context, site, 'Kim')
    second = context.new_page()
    second.goto(site.url)
    second.wait_for_function('window.did_handshake === true')
    second.evaluate("window.stay = true; navigation.addEventListener('navigate', event => event.preventDefault())")
    client_id = second.evaluate('window.clientId')
    program = context.request
    bearer = {'Authorization': f'Bearer {kims_token}'}
    assert program.get(f'{site.url}/api/bots', headers=bearer).status == 200
    effects = len(site.effects())

    blocked = program.post(f'{site.url}/api/revoke/{kim_id}', headers={'Authorization': f'Bearer {anna}'})

    assert blocked.status == 200
    first.wait_for_url(f'{site.url}/anmelden', timeout=10_000)
    second.evaluate('id => window.socket.emit("event", {client_id: id, id: 5, listener_id: 1, args: []})', client_id)
    second.evaluate('document.querySelector("button")?.click()')
    assert program.get(f'{site.url}/api/bots', headers=bearer).status == 401
    first.goto(site.url)
    assert first.url == f'{site.url}/anmelden'
    second.wait_for_function('!window.socket.connected', timeout=10_000)
    assert len(site.effects()) == effects


def test_sign_in_works_with_keyboard_help_and_without_scripts(browser: Browser, site: SmallSite) -> None:
    context = browser.new_context(locale='de-DE', java_script_enabled=False)
    page = context.new_page()
    page.goto(f'{site.url}/anmelden')
    page.focus('#name')
    for key in ('Anna', 'Tab', PASSWORD[:5], 'Enter'):
        page.keyboard.press(key) if key in ('Tab', 'Enter') else page.keyboard.type(key)
    page.wait_for_selector('[role=alert]')
    assert page.input_value('#name') == 'Anna' and page.input_value('#password') == ''
    page.fill('#password', PASSWORD)
    page.keyboard.press('Enter')
    page.wait_for_url(f'{site.url}/')
    assert [cookie['httpOnly'] for cookie in context.cookies()] == [True]
    context.close()


def test_the_error_takes_the_focus_and_the_password_can_be_shown(context: BrowserContext, site: SmallSite) -> None:
    page = context.new_page()
    page.goto(f'{site.url}/anmelden')
    page.fill('#name', 'Niemand')
    page.fill('#password', 'ganz falsch!')
    page.click('text=Passwort zeigen')
    assert page.get_attribute('#password', 'type') == 'text' and page.input_value('#password') == 'ganz falsch!'
    page.click('[type=submit]')
    page.wait_for_selector('[role=alert]')
    assert page.evaluate('document.activeElement.id') == 'error'


def _wait_for_effects(page: Page, site: SmallSite, count: int) -> None:
    for _ in range(100):
        if len(site.effects()) >= count:
            return
        page.wait_for_timeout(50)
