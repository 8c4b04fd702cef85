"""True of every page: axe finds nothing, targets and letters are large, nothing scrolls sideways, words are plain."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
import textstat
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
    '/lauf/{asking}',
    '/vergleich/{done}/{again}',
    '/ergebnisse',
    '/bots',
    '/bot/{bot}',
    '/ordner',
    '/ordner/{workspace}',
    '/unterlage/bot/{lawyer}/Mietvertrag.pdf?seite=2&stelle=0-20',
    '/unterlage/ordner/{workspace}/Rosen.txt',
    '/lauf/{cited}',
    '/rezept/{recipe}',
    '/rezept/{recipe}/fassungen',
    '/rezept/{recipe}/fassung/1',
    '/bot/{bot}/fassungen',
    '/bot/{bot}/fassung/1',
    '/rezepte/neu',
    '/rezepte/entwurf',
    '/rezepte/aufnehmen',
    '/einstellungen',
    '/einstellungen/ki',
    '/einstellungen/absender',
    '/einstellungen/regale',
    '/einstellungen/regale/{shelf}/{newer}',
    '/einstellungen/papierkorb',
    '/einstellungen/aussehen',
    '/einstellungen/fachleute',
    '/willkommen',
    '/gibt-es-nicht',
]
# WCAG 1.4.12: what a reader may ask for.
SPACING = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }'
EXPERT_PAGES = ('/einstellungen/fachleute',)


@pytest.fixture(scope='session')
def places(app: AppProcess) -> dict[str, str]:
    """Ids of one thing of each kind in the running program."""
    seed = Seed(app.url)
    done = seed.finished_run()
    bot = seed.get('/bots')[0]['id']
    seed.change_a_little(done['pipeline_id'], bot)
    workspace = seed.workspace('Garten', emoji='🌻', bot_ids=[bot], description='Alles über Rosen.')['id']
    seed.workspace('Obst und Beeren', parent_id=workspace)
    seed.document(f'/workspaces/{workspace}', 'Rosen.txt', 'Rosen schneidet man im Frühling.'.encode())
    seed.document(f'/workspaces/{workspace}', 'kaputt.pdf', b'%PDF-1.7 no more than that')
    lawyer, cited = seed.cited_run()
    shelf, newer = seed.shelf(app.data_dir.parent / 'Vereinsregal')
    return {
        'recipe': done['pipeline_id'],
        'done': done['id'],
        'again': seed.again(done, thema='Gurken auf dem Balkon')['id'],
        'failed': seed.failed_run()['id'],
        'asking': seed.waiting_run()['id'],
        'bot': bot,
        'workspace': workspace,
        'lawyer': lawyer,
        'cited': cited,
        'shelf': shelf,
        'newer': newer,
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
def test_large_plain_and_clean_in_every_look(at: Callable[..., Page], path: str) -> None:
    page = at(path)
    for width, dark in LOOKS:
        look = f'{path} at {width} px, {"dark" if dark else "light"}'
        page.set_viewport_size({'width': width, 'height': 900})
        page.emulate_media(color_scheme='dark' if dark else 'light')
        assert violations(page) == [], look
        assert measures.small_targets(page) == [], look
        assert measures.small_letters(page) == [], look
        assert measures.nameless(page) == [], look
        assert measures.sideways(page) == 0, look
    if path not in EXPERT_PAGES:
        assert [match[0] for match in JARGON.finditer(measures.visible_text(page))] == []
    # Cards repeat the action with their own name: 'Starten: Blog-Artikel erstellen'.
    assert len({name.split(':')[0] for name in measures.filled_buttons(page)}) <= 1
    if path != '/willkommen':
        assert page.get_by_role('button', name='Ich komme nicht weiter').is_visible()


@pytest.mark.parametrize('path', PAGES)
def test_small_windows_large_letters_and_wide_spacing_hide_nothing(at: Callable[..., Page], path: str) -> None:
    page = at(path, width=320, height=640)
    assert measures.sideways(page) == 0
    page.add_style_tag(content=SPACING)
    assert measures.sideways(page) == 0
    page.set_viewport_size({'width': 1280, 'height': 900})
    page.add_style_tag(content='html { font-size: 225% !important }')  # twice our own 112.5 %
    assert measures.sideways(page) == 0
    assert measures.cut_words(page) == []


@pytest.mark.parametrize('path', ['/', '/vorlagen', '/rezept/{recipe}/start', '/bots', '/einstellungen/ki'])
def test_the_focus_can_be_seen_wherever_the_tab_key_leads(at: Callable[..., Page], path: str) -> None:
    page = at(path)
    for _ in range(12):
        page.keyboard.press('Tab')
        width, style = page.evaluate("""() => {
          const element = document.activeElement, frame = element.closest('.field-frame') || element;
          const styles = [element, frame].map(e => getComputedStyle(e));
          const widest = styles.sort((a, b) => parseFloat(b.outlineWidth) - parseFloat(a.outlineWidth))[0];
          return [parseFloat(widest.outlineWidth), widest.outlineStyle];
        }""")
        assert width >= 3 and style == 'solid', page.evaluate('document.activeElement.outerHTML.slice(0, 120)')


@pytest.mark.parametrize('path', ['/', '/lauf/{done}', '/lauf/{failed}', '/ergebnisse'])
def test_a_status_is_a_word_and_a_sign_not_only_a_colour(at: Callable[..., Page], path: str) -> None:
    states = at(path).locator('.state:visible')
    assert states.count() > 0
    for state in states.all():
        assert state.inner_text().strip()
        assert state.locator('.icon').count() == 1


@pytest.mark.parametrize('path', [path for path in PAGES if path not in EXPERT_PAGES])
def test_simple_pages_read_easily(at: Callable[..., Page], path: str) -> None:
    text = measures.running_text(at(path))
    if len(text.split()) < 40:
        return  # too little for a formula to say anything
    textstat.set_lang('de')
    assert textstat.wiener_sachtextformel(text, 1) <= 6
    assert textstat.lix(text) <= 38
    assert textstat.flesch_reading_ease(text) >= 65


def test_every_page_has_a_title_of_its_own(at: Callable[..., Page], app: AppProcess, places: dict[str, str]) -> None:
    page = at('/')
    titles = []
    for path in PAGES:
        page.goto(app.url + path.format(**places))
        titles.append(page.title())
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize('path', ['/', '/vorlagen', '/lauf/{done}', '/einstellungen'])
def test_english_pages_are_english(at: Callable[..., Page], path: str) -> None:
    page = at(path, language='en')
    text = measures.visible_text(page)
    assert page.evaluate('document.documentElement.lang').startswith('en')
    assert not [word for word in ('Einstellungen', 'Ergebnis', 'Vorlagen', 'Fertig', 'Noch einmal') if word in text]


def violations(page: Page) -> list[str]:
    """What axe says about the page: WCAG 2.2 A and AA and good practice."""
    page.evaluate(AXE)
    options = {'runOnly': ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}
    result = page.evaluate(f'axe.run(document, {json.dumps(options)})')
    return [f'{found["id"]}: {node["html"][:160]}' for found in result['violations'] for node in found['nodes']]
