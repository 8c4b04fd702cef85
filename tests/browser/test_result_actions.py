"""What one can do with a result in a real browser: copy, save, print; and what the open windows on it look like."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.app.writers.sheets import texts
from tests.browser import measures
from tests.browser.app_process import AppProcess, SlowService
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.browser.test_every_page import LOOKS, violations

DIALOGS = ['Menü', 'Ich komme nicht weiter', 'Speichern']


@pytest.fixture(scope='module')
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    """A program of its own: in the shared one another test's connection may answer instead of the practice engine."""
    started = AppProcess(tmp_path_factory.mktemp('results') / 'data').start()
    yield started
    started.stop()


@pytest.fixture(scope='module')
def run_id(app: AppProcess) -> str:
    return str(Seed(app.url).finished_run()['id'])


@pytest.fixture
def result(app: AppProcess, run_id: str, visit: Visit) -> Page:
    page = visit(f'{app.url}/lauf/{run_id}')
    expect(page.locator('#result-text h1')).to_be_visible()
    return page


def test_copying_takes_headings_along(result: Page) -> None:
    result.context.grant_permissions(['clipboard-read', 'clipboard-write'])
    result.get_by_role('button', name='Kopieren').click()
    expect(result.get_by_role('button', name='Kopiert!')).to_be_visible()
    assert '<h1>' in _clipboard(result, 'text/html')
    assert '#' not in _clipboard(result, 'text/plain').split('\n')[0]


def test_copying_works_without_the_clipboard_interface(result: Page) -> None:
    # plain http in the home network
    result.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    result.evaluate("document.addEventListener('copy', () => (window.copied = getSelection().toString()))")
    result.get_by_role('button', name='Kopieren').click()
    expect(result.get_by_role('button', name='Kopiert!')).to_be_visible()
    assert 'Tomaten' in result.evaluate('window.copied')


@pytest.mark.parametrize('ending', ['docx', 'pdf', 'odt', 'txt', 'html', 'md'])
def test_a_result_is_saved_as_a_file(result: Page, ending: str) -> None:
    result.get_by_role('button', name='Speichern').click()
    link = result.get_by_role('link', name=f'.{ending}')
    if ending not in ('docx', 'pdf'):
        result.get_by_text('Mehr Formate').click()
    with result.expect_download() as saving:
        link.click()
    assert saving.value.suggested_filename == f'Blog-Artikel erstellen.{ending}'
    assert 'Tomaten' in _words(saving.value.path().read_bytes(), ending)


def _words(content: bytes, ending: str) -> str:
    if ending == 'docx':
        return '\n'.join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    if ending == 'pdf':
        return '\n'.join(texts(content))
    if ending == 'odt':
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return file.read('content.xml').decode()
    return content.decode()


def test_every_form_is_as_good_as_the_page(app: AppProcess, run_id: str, visit: Visit) -> None:
    page = visit(f'{app.url}/lauf/{run_id}', width=320)
    page.get_by_role('button', name='Speichern').click()
    page.get_by_text('Mehr Formate').click()
    page.get_by_text('In einen Ordner legen').click()
    expect(page.get_by_role('link', name='Großdruck')).to_be_visible()
    expect(page.get_by_role('link', name='Kühlschrank-Zettel')).to_be_visible()
    _is_good(page)


def test_only_the_text_is_printed(result: Page) -> None:
    result.emulate_media(media='print')
    expect(result.locator('#result-text')).to_be_visible()
    for name in ('Kopieren', 'Drucken', 'Menü', 'Kürzer'):
        expect(result.get_by_role('button', name=name)).to_be_hidden()


@pytest.mark.parametrize('dialog', DIALOGS)
@pytest.mark.parametrize(('width', 'dark'), LOOKS, ids=['wide-light', 'wide-dark', 'phone-light', 'phone-dark'])
def test_open_windows_are_as_good_as_pages(
    app: AppProcess, run_id: str, visit: Visit, dialog: str, width: int, dark: bool
) -> None:
    page = visit(f'{app.url}/lauf/{run_id}', width=width, dark=dark)
    page.get_by_role('button', name=dialog).click()
    expect(page.get_by_role('dialog', name='')).to_be_visible()
    _is_good(page)
    page.keyboard.press('Escape')
    expect(page.get_by_role('dialog')).to_be_hidden()


def test_the_story_of_a_result(result: Page) -> None:
    result.get_by_text('So ist es entstanden').click()
    _is_good(result)
    result.get_by_role('button', name='Alles lesen').first.click()
    result.get_by_text('Das hat der Bot genau bekommen').click()
    _is_good(result)


@pytest.mark.parametrize('width', [1280, 390, 320])
def test_a_run_at_work_is_as_good_as_a_finished_one(
    app: AppProcess, slow_service: SlowService, visit: Visit, width: int
) -> None:
    seed = Seed(app.url)
    connection = seed.connection(slow_service.url, 'stamp-400')
    bot = seed.bot(f'Schreiber {width}', model=f'{connection["id"]}/stamp-400')
    steps = [{'bot_id': bot['id'], 'instruction': f'Schreib {width}-{number}.'} for number in (1, 2)]
    page = visit(f'{app.url}/lauf/{seed.start(steps)["id"]}', width=width)
    expect(page.get_by_role('group', name=f'Das schreibt Schreiber {width} gerade')).to_be_visible()
    _is_good(page)
    page.get_by_role('button', name='Anhalten').click()
    expect(page.get_by_role('button', name='Ab hier weitermachen')).to_be_visible()
    _is_good(page)


def _is_good(page: Page) -> None:
    assert violations(page) == []
    assert measures.small_targets(page) == []
    assert measures.small_letters(page) == []
    assert measures.sideways(page) == 0


def _clipboard(page: Page, kind: str) -> str:
    script = 'async kind => (await (await navigator.clipboard.read())[0].getType(kind)).text()'
    return str(page.evaluate(script, kind))


def test_a_file_a_step_made_is_saved_from_the_result(app: AppProcess, visit: Visit) -> None:
    table = {'text': '| Was | Betrag |\n| --- | --- |\n| Brot | 3,50 |'}
    step = {'id': 'datei', 'kind': 'action', 'input_source': [table], 'settings': {'action': 'make_csv'}}
    run = Seed(app.url).start([step], wait=10)
    page = visit(f'{app.url}/lauf/{run["id"]}', width=390)
    expect(page.get_by_role('heading', name='Dateien')).to_be_visible()
    with page.expect_download() as saving:
        page.get_by_role('link', name='auf mein Gerät speichern').first.click()
    assert saving.value.suggested_filename.endswith('.csv')
    assert b'Brot;3,50' in saving.value.path().read_bytes()
    assert violations(page) == [] and measures.small_targets(page) == [] and measures.sideways(page) == 0
