"""Takes the pictures of docs/screenshots from a fresh program.

usage: python -m tests.bench.make_screenshots
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from app.web.answers import LANGUAGE_COOKIE
from tests.browser.app_process import ROOT, AppProcess
from tests.browser.seed import Seed

FOLDER = ROOT / 'docs' / 'screenshots'
LOOKS = [(1280, False, 'de'), (1280, True, 'de'), (390, False, 'de'), (390, True, 'de'), (1280, False, 'en')]


def main() -> None:
    """All pages in all looks."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = os.environ.get('OO_CHROMIUM') or shutil.which('chromium')
        browser = playwright.chromium.launch(
            executable_path=path, args=['--no-sandbox', '--disable-background-networking']
        )
        app = AppProcess(Path(folder) / 'data').start()
        places = _fill(Seed(app.url))
        for width, dark, language in LOOKS:
            _all_pages(browser, app.url, places, width, dark, language)
        app.stop()
        browser.close()


def _fill(seed: Seed) -> dict[str, str]:
    failed = seed.failed_run()
    done = seed.finished_run()
    mail = seed.finished_run('email-beantworten')
    both = seed.finished_run('zwei-meinungen')
    again = seed.again(done, thema='Gurken auf dem Balkon')
    journey = seed.finished_run('reiseplan')
    receipts = seed.begin(seed.template('rechnungen')['id'], **seed.example('rechnungen'))
    seed.until_asked(receipts)
    seed.change_a_little(done['pipeline_id'], seed.get('/bots')[0]['id'])
    reader, cited = seed.cited_run()
    folder = seed.workspace('Haus und Garten', emoji='🏡', bot_ids=[reader])['id']
    seed.document(f'/workspaces/{folder}', 'Heizung.txt', b'Die Heizung wird im Oktober gewartet.')
    seed.workspace('Rechnungen', emoji='🧾', parent_id=folder)
    application = seed.template('bewerbung')
    return {
        'home': '/',
        'gallery': '/vorlagen',
        'start': f'/rezept/{done["pipeline_id"]}/start',
        'result': f'/lauf/{done["id"]}',
        'result-mail': f'/lauf/{mail["id"]}',
        'result-verdict': f'/lauf/{both["id"]}',
        'failed': f'/lauf/{failed["id"]}',
        'results': '/ergebnisse',
        'bots': '/bots',
        'bot': f'/bot/{reader}',
        'folders': '/ordner',
        'folder': f'/ordner/{folder}',
        'document': f'/unterlage/bot/{reader}/Mietvertrag.pdf?seite=2&stelle=0-80',
        'result-cited': f'/lauf/{cited}',
        'start-folder': f'/rezept/{application["id"]}/start',
        'recipe': f'/rezept/{done["pipeline_id"]}',
        'board': f'/rezept/{journey["pipeline_id"]}?ansicht=tafel',
        'steps': f'/rezept/{receipts["pipeline_id"]}',
        'asking': f'/lauf/{receipts["id"]}',
        'versions': f'/rezept/{done["pipeline_id"]}/fassungen',
        'version': f'/rezept/{done["pipeline_id"]}/fassung/1',
        'compare': f'/vergleich/{done["id"]}/{again["id"]}',
        'new-recipe': '/rezepte/neu',
        'take-in': '/rezepte/aufnehmen',
        'shelves': '/einstellungen/regale',
        'settings': '/einstellungen',
        'connections': '/einstellungen/ki',
        'trash': '/einstellungen/papierkorb',
        'look': '/einstellungen/aussehen',
        'sender': '/einstellungen/absender',
        'experts': '/einstellungen/fachleute',
        'welcome': '/willkommen',
    }


def _all_pages(browser: Browser, url: str, places: dict[str, str], width: int, dark: bool, language: str) -> None:
    context = browser.new_context(
        viewport={'width': width, 'height': 900 if width > 600 else 844},
        color_scheme='dark' if dark else 'light',
        reduced_motion='reduce',
    )
    context.add_cookies([{'name': LANGUAGE_COOKIE, 'value': language, 'url': url}])
    page = context.new_page()
    for name, path in places.items():
        page.goto(url + path)
        _drawn(page)
        page.screenshot(
            path=FOLDER / f'{name}-{width}-{"dark" if dark else "light"}-{language}.png', full_page=width > 600
        )
    context.close()


def _drawn(page: Page) -> None:
    page.wait_for_function("window.did_handshake === true || document.querySelector('form[method=post]') !== null")
    page.locator('h1').first.wait_for()
    page.evaluate('document.fonts.ready')


if __name__ == '__main__':
    main()
