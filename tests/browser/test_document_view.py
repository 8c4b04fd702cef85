"""Looking at documents in a real browser: pages, passages, the way from a sentence to where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.browser.test_every_page import LOOKS, violations

CHRONICLE = '# Chronik\n\n' + '\n\n'.join(f'Im Jahr {1900 + number} wurde gebaut.' for number in range(200))
MARKED = 'drei Monatsmieten'


@pytest.fixture(scope='module')
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    """A program of its own."""
    started = AppProcess(tmp_path_factory.mktemp('viewer') / 'data').start()
    yield started
    started.stop()


@pytest.fixture(scope='module')
def library(app: AppProcess) -> dict[str, str]:
    """A bot with documents, the place of a passage in one of them, and a run that names passages."""
    seed = Seed(app.url)
    bot, run = seed.cited_run()
    seed.document(f'/bots/{bot}', 'Chronik der Straße.md', CHRONICLE.encode())
    text = seed.get(f'/bots/{bot}/docs/Mietvertrag.pdf/text')['pages'][1]['text']
    start = text.index(MARKED)
    return {'bot': bot, 'run': run, 'passage': f'{start}-{start + len(MARKED)}'}


def address(app: AppProcess, library: dict[str, str], name: str, query: str = '') -> str:
    return f'{app.url}/unterlage/bot/{library["bot"]}/{quote(name)}{query}'


def has_picture(page: Page) -> bool:
    """The picture of the page is there and is one."""
    page.wait_for_function("document.querySelector('.page-picture img')?.naturalWidth > 0")
    return True


def test_a_marked_passage_of_a_pdf_is_seen_in_every_look(
    app: AppProcess, library: dict[str, str], visit: Visit
) -> None:
    page = visit(address(app, library, 'Mietvertrag.pdf', f'?seite=2&stelle={library["passage"]}'))
    expect(page.get_by_text('Seite 2 von 3').first).to_be_visible()
    assert has_picture(page)
    expect(page.get_by_role('img', name='Bild der Seite 2 von Mietvertrag.pdf')).to_be_visible()
    expect(page.locator('mark')).to_have_text(MARKED)
    for width, dark in LOOKS:
        page.set_viewport_size({'width': width, 'height': 900})
        page.emulate_media(color_scheme='dark' if dark else 'light')
        assert violations(page) == [] and measures.sideways(page) == 0
        assert measures.small_targets(page) == [] and measures.small_letters(page) == []


def test_the_marked_characters_are_coloured_in_the_picture(
    app: AppProcess, library: dict[str, str], visit: Visit
) -> None:
    page = visit(address(app, library, 'Mietvertrag.pdf', '?seite=2'))
    assert has_picture(page)
    plain = page.evaluate(_COLOURED)
    page.goto(address(app, library, 'Mietvertrag.pdf', f'?seite=2&stelle={library["passage"]}'))
    assert has_picture(page)
    assert page.evaluate(_COLOURED) > plain + 200


def test_pages_are_turned_with_the_keyboard_and_the_address_follows(
    app: AppProcess, library: dict[str, str], visit: Visit
) -> None:
    page = visit(address(app, library, 'Mietvertrag.pdf'))
    page.get_by_role('button', name='Eine Seite weiter').first.focus()
    page.keyboard.press('Enter')
    expect(page.get_by_text('Seite 2 von 3').first).to_be_visible()
    expect(page.get_by_role('button', name='Eine Seite weiter').first).to_be_focused()
    page.wait_for_url('**seite=2')
    assert has_picture(page)
    page.reload()
    expect(page.get_by_text('Seite 2 von 3').first).to_be_visible()


def test_a_long_text_opens_where_the_passage_is(app: AppProcess, library: dict[str, str], visit: Visit) -> None:
    start = CHRONICLE.index('Im Jahr 2055')
    query = f'?seite=1&stelle={start}-{start + 12}'
    page = visit(address(app, library, 'Chronik der Straße.md', query), width=390)
    expect(page.locator('mark')).to_have_text('Im Jahr 2055')
    expect(page.locator('mark')).to_be_in_viewport()
    assert measures.sideways(page) == 0 and violations(page) == []


def test_from_a_number_in_the_text_to_the_passage_and_back(
    app: AppProcess, library: dict[str, str], visit: Visit
) -> None:
    page = visit(f'{app.url}/lauf/{library["run"]}')
    mark = page.get_by_role('article').get_by_role('link', name='Stelle 2: Mietvertrag.pdf, Seite 2')
    expect(mark).to_have_text('2')
    mark.click()
    expect(page.get_by_role('heading', name='Mietvertrag.pdf', level=1)).to_be_visible()
    expect(page.get_by_text('Seite 2 von 3').first).to_be_visible()
    expect(page.locator('mark').filter(has_text=MARKED)).to_be_visible()
    page.go_back()
    expect(page.get_by_role('article')).to_be_visible()


def test_what_is_copied_and_printed_has_no_numbers(app: AppProcess, library: dict[str, str], visit: Visit) -> None:
    page = visit(f'{app.url}/lauf/{library["run"]}')
    page.context.grant_permissions(['clipboard-read', 'clipboard-write'])
    expect(page.get_by_role('article').locator('.cite')).to_be_visible()
    page.get_by_role('button', name='Warum steht das da?').click()
    page.get_by_role('button', name='Warum steht das da? Absatz 1').wait_for()
    page.get_by_role('button', name='Kopieren').click()
    expect(page.get_by_role('button', name='Kopiert')).to_be_visible()
    copied = page.evaluate(_CLIPBOARD)
    assert 'drei Monatsmieten' in copied['text/plain']
    for text in copied.values():
        assert 'Warum' not in text and 'unterlage' not in text and 'Monatsmieten.2' not in text
    page.emulate_media(media='print')
    expect(page.locator('.cite').first).to_be_hidden()
    expect(page.get_by_role('heading', name='Woher das steht')).to_be_hidden()


@pytest.mark.parametrize(('width', 'dark'), [(1280, False), (390, True)])
def test_a_paragraph_can_be_asked_why(
    app: AppProcess, library: dict[str, str], visit: Visit, width: int, dark: bool
) -> None:
    page = visit(f'{app.url}/lauf/{library["run"]}', width=width, dark=dark)
    page.get_by_role('button', name='Warum steht das da?').click()
    question = page.get_by_role('button', name='Warum steht das da? Absatz 3')
    question.wait_for()
    assert violations(page) == [] and measures.small_targets(page) == [] and measures.sideways(page) == 0
    question.click()
    window = page.get_by_role('dialog')
    expect(window.get_by_text('Das hat Jurist geschrieben')).to_be_visible()
    expect(window.get_by_role('link', name='Stelle 2: Mietvertrag.pdf, Seite 2')).to_be_visible()
    expect(page.locator('.q-transition--scale-enter-active, .q-transition--fade-enter-active')).to_have_count(0)
    assert violations(page) == []
    page.keyboard.press('Escape')
    expect(window).to_have_count(0)


# How many points of the picture are neither black, white nor grey.
_COLOURED = """() => {
  const image = document.querySelector('.page-picture img');
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const points = context.getImageData(0, 0, canvas.width, canvas.height).data;
  let coloured = 0;
  for (let at = 0; at < points.length; at += 4) {
    const point = points.slice(at, at + 3);
    if (Math.max(...point) - Math.min(...point) > 40) coloured += 1;
  }
  return coloured;
}"""
_CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read();
  const texts = {};
  for (const type of item.types) texts[type] = await (await item.getType(type)).text();
  return texts;
}"""
