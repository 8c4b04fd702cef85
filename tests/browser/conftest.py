"""A real Chromium and the real program."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from app.web.answers import LANGUAGE_COOKIE
from tests.browser.app_process import AppProcess, SlowService

ARGUMENTS = [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
]


@pytest.fixture(scope='session')
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope='session')
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = os.environ.get('OO_CHROMIUM') or shutil.which('chromium') or shutil.which('google-chrome')
    started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture(scope='session')
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    """One program for all tests that do not stop it."""
    started = AppProcess(tmp_path_factory.mktemp('app') / 'data').start()
    yield started
    started.stop()


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[AppProcess]:
    """A fresh program with an empty data folder, for tests that stop, kill or fill it."""
    started = AppProcess(tmp_path / 'data').start()
    yield started
    started.stop()


class Visit:
    """Opens pages in fresh contexts and keeps an eye on what the browser complains about."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def __call__(
        self,
        url: str,
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        language: str = 'de',
        touch: bool = False,
    ) -> Page:
        """A page at `url` in a window of its own, ready to be clicked."""
        context = self._browser.new_context(
            viewport={'width': width, 'height': height},
            color_scheme='dark' if dark else 'light',
            locale='en-GB' if language == 'en' else 'de-DE',
            has_touch=touch,
            reduced_motion='reduce',
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{'name': LANGUAGE_COOKIE, 'value': language, 'url': url}])
        self._contexts.append(context)
        page = context.new_page()
        page.on('pageerror', lambda error: self.complaints.append(str(error)))
        page.on('console', self._listen)
        page.goto(url)
        ready(page)
        return page

    def _listen(self, message) -> None:  # noqa: ANN001  # playwright's ConsoleMessage is not exported
        expected = ('ERR_CONNECTION', 'WebSocket', 'status of 404')  # a stopped program, a page that is not there
        if message.type == 'error' and not any(text in message.text for text in expected):
            self.complaints.append(message.text)

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    opened = Visit(browser)
    yield opened
    opened.close()
    assert not opened.complaints


def ready(page: Page) -> None:
    """Wait until clicks reach the program; sign-in and welcome are plain forms and need no waiting."""
    page.wait_for_function("window.did_handshake === true || document.querySelector('form[method=post]') !== null")


@pytest.fixture(scope='session')
def slow_service() -> Iterator[SlowService]:
    started = SlowService()
    yield started
    started.stop()
