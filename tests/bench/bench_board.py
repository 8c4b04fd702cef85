"""Figures of the builder with a recipe of 200 steps, beside the same with 10: opening, one move, memory.

usage: python -m tests.bench.bench_board      (prints Markdown rows; needs Chromium)
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browser.app_process import AppProcess
from tests.browser.seed import Seed

SIZES = (10, 200)
TIMES = 15
CELLS = {'tafel': '.board > [data-step]', 'liste': '.steps > .entry'}
EXTRA = {'tafel': 0, 'liste': 2}  # the list also holds the start form and the place for a new step
# Press something and wait until the cards stand in another order; milliseconds until then.
PRESS = """([cells, press]) => new Promise((done) => {
  const order = () => [...document.querySelectorAll(cells)].map((cell) => cell.dataset.step || cell.id).join();
  const before = order(), began = performance.now();
  new MutationObserver((_, watch) => {
    if (order() === before) return;
    watch.disconnect();
    done(performance.now() - began);
  }).observe(document.querySelector("main"), { childList: true, subtree: true });
  if (press !== "later") return document.querySelector(press).click();
  const grip = document.querySelectorAll(cells)[2].querySelector(".grip");
  grip.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
})"""

# Follow a link of the program and wait until all steps stand there; milliseconds until then.
FOLLOW = """([address, cells, count]) => new Promise((done) => {
  const began = performance.now();
  const look = () => {
    if (document.querySelectorAll(cells).length === count) done(performance.now() - began);
    else requestAnimationFrame(look);
  };
  const link = document.createElement("a");
  link.setAttribute("href", address);
  document.body.append(link);
  link.click();
  look();
})"""
WATCH = """(cells) => {
  const text = (cell) => cell.textContent.replace(/\\s+/g, " ");
  const order = () => [...document.querySelectorAll(cells)].map(text).join();
  const before = order();
  window.changed = 0;
  new MutationObserver((_, watch) => {
    if (order() === before) return;
    watch.disconnect();
    window.changed = Date.now();
  }).observe(document.querySelector("main"), { childList: true, subtree: true, characterData: true });
}"""


def main() -> None:
    """Measure everything once and print it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = os.environ.get('OO_CHROMIUM') or shutil.which('chromium')
        chromium = playwright.chromium.launch(executable_path=path, args=['--no-sandbox'])
        browser = chromium.new_context(viewport={'width': 1280, 'height': 900})
        app = AppProcess(Path(folder) / 'data').start()
        try:
            recipes = {size: _recipe(Seed(app.url), size) for size in SIZES}
            browser.new_page().goto(app.url)  # what is loaded once for all pages is there now
            _row('', *(f'{size} steps' for size in SIZES))
            for view in CELLS:
                _measure(browser, app, recipes, view)
        finally:
            chromium.close()
            app.stop()


def _measure(browser: BrowserContext, app: AppProcess, recipes: dict[int, str], view: str) -> None:
    opened: dict[int, str] = {}
    followed: dict[int, str] = {}
    moved: dict[int, str] = {}
    back: dict[int, str] = {}
    other: dict[int, str] = {}
    memory: dict[int, str] = {}
    for size, recipe in recipes.items():
        address = f'{app.url}/rezept/{recipe}?ansicht={view}'
        count = size + EXTRA[view]
        opened[size] = _ms([_opened(browser, address, CELLS[view], count) for _ in range(5)])
        followed[size] = _ms(_follow(browser, app.url, f'/rezept/{recipe}?ansicht={view}', CELLS[view], count))
        before = psutil.Process(app.pid).memory_info().rss
        pages = [_open(browser, address, CELLS[view], count)[1] for _ in range(2)]
        memory[size] = f'{(psutil.Process(app.pid).memory_info().rss - before) / 2e6:.1f} MB'
        press = 'later' if view == 'tafel' else _open_step(pages[0])
        moved[size] = _ms([_press(pages[0], view, press) for _ in range(TIMES)])
        back[size] = _ms([_press(pages[0], view, '.bar-actions .btn:has(.icon-undo)') for _ in range(TIMES)])
        other[size] = _ms([_seen_elsewhere(pages[0], pages[1], view, press) for _ in range(5)])
        for page in pages:
            page.close()
    for what, found in (
        ('address typed in, until all steps stand there', opened),
        ('link pressed, until all steps stand there', followed),
        ('one move until it is in the DOM', moved),
        ('taking it back', back),
        ('one move until the other window has it', other),
        ('memory of the program for one more window', memory),
    ):
        _row(f'{view}: {what}', *found.values())


def _recipe(seed: Seed, size: int) -> str:
    bots = [seed.bot(f'Bot {number}')['id'] for number in range(5)]
    steps: list[dict[str, Any]] = [
        {'id': f's{number}', 'bot_id': bots[number % 5], 'instruction': f'Mach Nummer {number} daraus, kurz und klar.'}
        for number in range(size)
    ]
    steps[0]['input_source'] = 'start'
    made: str = seed.recipe({'name': f'Lang {size}', 'steps': steps})['id']
    return made


def _open(browser: BrowserContext, address: str, cells: str, count: int) -> tuple[float, Page]:
    page = browser.new_page()
    began = time.perf_counter()
    page.goto(address)
    ready = f'window.did_handshake === true && document.querySelectorAll({cells!r}).length === {count}'
    page.wait_for_function(ready)
    return (time.perf_counter() - began) * 1000, page


def _opened(browser: BrowserContext, address: str, cells: str, count: int) -> float:
    took, page = _open(browser, address, cells, count)
    page.close()
    return took


def _follow(browser: BrowserContext, url: str, address: str, cells: str, count: int) -> list[float]:
    page = browser.new_page()
    page.goto(url)
    page.wait_for_function('window.did_handshake === true')
    times = []
    for _ in range(5):
        times.append(page.evaluate(FOLLOW, [address, cells, count]))
        page.locator('.logo').click()
        page.locator('.cols').wait_for()
    page.close()
    return times


def _open_step(page: Page) -> str:
    """In a long list the step is opened first; the selector of its 'Nach unten'."""
    line = page.locator('.steps > .entry:nth-child(4) .line-step')
    if line.count():
        line.click()
    page.locator('.steps .btn:has(.icon-down)').first.wait_for()
    return '.steps > .entry:nth-child(n+3) .quiet > .btn:has(.icon-down)'


def _press(page: Page, view: str, press: str) -> float:
    _wait_for_buttons(page)
    found: float = page.evaluate(PRESS, [CELLS[view], press])
    return found


def _wait_for_buttons(page: Page) -> None:
    """A button takes one press at a time."""
    page.wait_for_timeout(700)
    page.wait_for_function("!document.querySelector('.btn[aria-busy=true]')")


def _seen_elsewhere(page: Page, other: Page, view: str, press: str) -> float:
    """Milliseconds from the press here until it stands there; both windows have the same clock."""
    _wait_for_buttons(page)
    other.evaluate(WATCH, CELLS[view])
    began: float = page.evaluate('Date.now()')
    page.evaluate(PRESS, [CELLS[view], press])
    other.wait_for_function('window.changed')
    return float(other.evaluate('window.changed')) - began


def _ms(times: list[float]) -> str:
    return f'{statistics.median(times):.0f} ms (best {min(times):.0f}, worst {max(times):.0f})'


def _row(*cells: str) -> None:
    print(f'| {" | ".join(cells)} |', flush=True)


if __name__ == '__main__':
    main()
