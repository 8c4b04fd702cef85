"""Figures of the pages: cold start, memory, first page, and the way of a text piece to the screen.

usage: python -m tests.bench.bench_pages      (prints Markdown rows; needs Chromium)
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.app_process import AppProcess, SlowService
from tests.browser.seed import Seed

TABS = 20
WATCH = """() => {
  window.delays = [];
  const text = () => document.querySelector('main').textContent;
  const seen = new Set([...text().matchAll(/\\|(\\d{13})/g)].map(stamp => stamp[1]));  // older than this window
  new MutationObserver(() => {
    const now = Date.now();
    for (const stamp of text().slice(-4000).matchAll(/\\|(\\d{13})/g)) {
      if (!seen.has(stamp[1])) { seen.add(stamp[1]); window.delays.push(now - Number(stamp[1])); }
    }
  }).observe(document.querySelector('main'), {childList: true, subtree: true, characterData: true});
}"""


def main() -> None:
    """Measure everything once and print it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = os.environ.get('OO_CHROMIUM') or shutil.which('chromium')
        browser = playwright.chromium.launch(
            executable_path=path, args=['--no-sandbox', '--disable-background-networking']
        )
        began = time.perf_counter()
        app = AppProcess(Path(folder) / 'data').start()
        _row('cold start to `ready`', f'{time.perf_counter() - began:.1f} s')
        with httpx.Client(trust_env=False) as client:
            client.get(app.url).raise_for_status()
        _row('cold start to first page', f'{time.perf_counter() - began:.1f} s')
        path = os.environ.get('OO_CHROMIUM') or shutil.which('chromium')
        browser = playwright.chromium.launch(
            executable_path=path, args=['--no-sandbox', '--disable-background-networking']
        )
        _first_page(browser, app)
        _row('memory with one page open', f'{psutil.Process(app.pid).memory_info().rss / 1e6:.0f} MB')
        _text_to_screen(browser, app)
        _row(f'memory after {TABS} tabs', f'{psutil.Process(app.pid).memory_info().rss / 1e6:.0f} MB')
        browser.close()
        began = time.perf_counter()
        code = app.stop()
        _row('SIGTERM to end', f'{time.perf_counter() - began:.1f} s, code {code}')


def _first_page(browser: Browser, app: AppProcess) -> None:
    page = browser.new_page()
    sizes: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send('Network.enable')
    session.on('Network.loadingFinished', lambda event: sizes.append(event['encodedDataLength']))
    began = time.perf_counter()
    page.goto(app.url)
    page.wait_for_function('window.did_handshake === true')
    _row('first page interactive', f'{time.perf_counter() - began:.2f} s')
    page.wait_for_load_state('networkidle')
    _row('first page transferred', f'{sum(sizes) / 1e6:.2f} MB in {len(sizes)} requests')
    page.close()


def _text_to_screen(browser: Browser, app: AppProcess) -> None:
    service = SlowService()
    try:
        run = _start(Seed(app.url), service.url)
        pages = [_open(browser, f'{app.url}/lauf/{run["id"]}') for _ in range(TABS)]
        service.open_gate()  # only now: opening the windows is measured above
        pages[-1].wait_for_function('window.delays.length > 200', timeout=60_000)
        delays = sorted(delay for page in pages for delay in page.evaluate('window.delays.slice(0, 200)'))
        p95 = delays[int(len(delays) * 0.95)]
        _row(
            f'event to changed DOM, {TABS} tabs',
            f'p50 {statistics.median(delays):.0f} ms, p95 {p95:.0f} ms, n={len(delays)}',
        )
    finally:
        service.stop()


def _start(seed: Seed, url: str) -> dict[str, Any]:
    connection = seed.connection(url, 'gated-400')
    bot = seed.bot('Uhr', model=f'{connection["id"]}/gated-400')
    return seed.start([{'bot_id': bot['id'], 'instruction': 'Zeig die Zeit.'}])


def _open(browser: Browser, url: str) -> Page:
    page = browser.new_page()
    page.goto(url)
    page.wait_for_function('window.did_handshake === true')
    page.evaluate(WATCH)
    return page


def _row(what: str, value: str) -> None:
    print(f'| {what} | {value} |', flush=True)


if __name__ == '__main__':
    main()
