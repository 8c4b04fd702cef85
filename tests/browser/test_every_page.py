"""True of every page: axe finds nothing, targets and letters are large, nothing scrolls sideways, words are plain."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.test_texts import JARGON

AXE = (Path(axe_playwright_python.__file__).parent / 'axe.min.js').read_text('utf-8')
LOOKS = [(1280, False), (1280, True), (390, False), (390, True)]
PAGES = [
    '/',
    '/vorlagen',
    '/rezept/{recipe}/start',
    '/lauf/{done}',
    '/lauf/{failed}',
    '/ergebnisse',
    '/bots',
    '/bot/{bot}',
    '/rezept/{recipe}',
    '/rezepte/neu',
    '/einstellungen',
    '/einstellungen/ki',
    '/einstellungen/papierkorb',
    '/einstellungen/aussehen',
    '/einstellungen/fachleute',
    '/willkommen',
    '/gibt-es-nicht',
]
EXPERT_PAGES = ('/einstellungen/fachleute',)


@pytest.fixture(scope='session')
def places(app: AppProcess) -> dict[str, str]:
    """Ids of one thing of each kind in the running program."""
    seed = Seed(app.url)
    done = seed.finished_run()
    return {
        'recipe': done['pipeline_id'],
        'done': done['id'],
        'failed': seed.failed_run()['id'],
        'bot': seed.get('/bots')[0]['id'],
    }


@pytest.fixture
def at(app: AppProcess, places: dict[str, str], visit: Visit) -> Callable[..., Page]:
    """Opens a page of the list above."""

    def open_page(path: str, **look: object) -> Page:
        page = visit(app.url + path.format(**places), **look)  # type: ignore[arg-type]
        page.locator('h1').first.wait_for()
        return page

    return open_page


@pytest.mark.parametrize('path', PAGES)
@pytest.mark.parametrize(('width', 'dark'), LOOKS, ids=['wide-light', 'wide-dark', 'phone-light', 'phone-dark'])
def test_axe_finds_nothing_and_everything_is_large_enough(
    at: Callable[..., Page], path: str, width: int, dark: bool
) -> None:
    page = at(path, width=width, dark=dark)
    assert violations(page) == []
    assert measures.small_targets(page) == []
    assert measures.small_letters(page) == []
    assert measures.nameless(page) == []
    assert measures.sideways(page) == 0


@pytest.mark.parametrize('path', PAGES)
def test_a_narrow_window_never_scrolls_sideways(at: Callable[..., Page], path: str) -> None:
    assert measures.sideways(at(path, width=320, height=640)) == 0


@pytest.mark.parametrize('path', [path for path in PAGES if path not in EXPERT_PAGES])
def test_the_words_are_plain(at: Callable[..., Page], path: str) -> None:
    found = [match[0] for match in JARGON.finditer(measures.visible_text(at(path)))]
    assert not found


@pytest.mark.parametrize('path', PAGES)
def test_there_is_one_main_action_and_help_in_the_same_corner(at: Callable[..., Page], path: str) -> None:
    page = at(path)
    # Cards repeat the action with their own name: 'Starten: Blog-Artikel erstellen'.
    actions = {name.split(':')[0] for name in measures.filled_buttons(page)}
    assert len(actions) <= 1
    if path != '/willkommen':
        assert page.get_by_role('button', name='Ich komme nicht weiter').is_visible()


def test_every_page_has_a_title_of_its_own(at: Callable[..., Page]) -> None:
    titles = [at(path).title() for path in PAGES]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize('path', PAGES)
def test_english_pages_are_english(at: Callable[..., Page], path: str) -> None:
    page = at(path, language='en')
    text = measures.visible_text(page)
    assert page.evaluate('document.documentElement.lang').startswith('en')
    assert not [
        word
        for word in ('Rezept', 'Einstellungen', 'Ergebnisse', 'Vorlagen')
        if word in text and path in ('/', '/vorlagen')
    ]


def violations(page: Page) -> list[str]:
    """What axe says about the page: WCAG 2.2 A and AA and good practice."""
    page.evaluate(AXE)
    options = {'runOnly': ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}
    result = page.evaluate(f'axe.run(document, {json.dumps(options)})')
    return [f'{found["id"]}: {node["html"][:160]}' for found in result['violations'] for node in found['nodes']]
