"""Giving documents in a real browser: within the budget by every hand, several at once, photos, what went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.browser.test_every_page import violations
from tests.browser.test_tasks import KeyboardPerson, Person
from tests.browser.test_workspaces import TouchPerson
from tests.papers import pdf, scan

TWELVE = pdf([(f'Seite {number}', 'Die Miete beträgt 500 Euro.') for number in range(1, 13)])
EVERY_HAND = pytest.mark.parametrize(
    ('kind', 'width'),
    [(Person, 1280), (TouchPerson, 390), (KeyboardPerson, 1280)],
    ids=['mouse', 'phone', 'keyboard'],
)


@pytest.fixture(scope='module')
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    """A program of its own, so that its bots are few."""
    started = AppProcess(tmp_path_factory.mktemp('documents') / 'data').start()
    yield started
    started.stop()


def file(name: str, content: bytes, kind: str = 'application/pdf') -> FilePayload:
    return {'name': name, 'mimeType': kind, 'buffer': content}


def open_bot(app: AppProcess, visit: Visit, name: str, **look: object) -> Page:
    """A bot without documents, and its page."""
    bot = Seed(app.url).bot(name)
    page = visit(f'{app.url}/bot/{bot["id"]}', **look)  # type: ignore[arg-type]
    page.locator('.upload').wait_for()
    return page


@EVERY_HAND
def test_a_document_in_four_clicks_and_no_field(app: AppProcess, visit: Visit, kind: type[Person], width: int) -> None:
    bot = Seed(app.url).bot(f'Vorleser {kind.__name__}')
    anna = kind(visit(app.url, width=width, touch=kind is TouchPerson))
    anna.press(anna.page.get_by_role('link', name='Bots', exact=True))
    anna.page.wait_for_url('**/bots')
    anna.press(anna.page.locator(f'a[href="/bot/{bot["id"]}"]').first)
    with anna.page.expect_file_chooser() as chooser:
        anna.press(anna.page.get_by_role('button', name='Datei hinzufügen'))
    chooser.value.set_files(file('Mietvertrag.pdf', TWELVE))
    anna.clicks += 1
    expect(anna.page.get_by_text('Gelesen: 12 Seiten', exact=True)).to_be_visible()
    assert anna.clicks <= 4 and anna.fields == 0


@pytest.mark.parametrize('how', ['drop', 'paste'])
def test_what_is_dropped_or_pasted_is_read_without_a_click(app: AppProcess, visit: Visit, how: str) -> None:
    page = open_bot(app, visit, f'Fänger {how}')
    page.evaluate(_HAND_OVER, [how, ['Brief.txt', 'Notizen.txt']])
    expect(page.get_by_text('Gelesen: 2 Wörter', exact=True)).to_have_count(2)
    expect(page.get_by_role('link', name='Notizen.txt', exact=True)).to_be_visible()


def test_a_screen_reader_hears_once_that_it_was_read(app: AppProcess, visit: Visit) -> None:
    page = open_bot(app, visit, 'Hörbuch')
    page.evaluate("""() => {
      window.heard = [];
      for (const region of document.querySelectorAll('[aria-live]'))
        new MutationObserver((changes) => changes.forEach((change) =>
          change.addedNodes.forEach((node) => window.heard.push(node.textContent))))
          .observe(region, { childList: true });
    }""")
    page.locator('.upload input').first.set_input_files(file('Mietvertrag.pdf', pdf()))
    page.wait_for_function("window.heard.some((said) => said.includes('Gelesen: 3 Seiten'))")
    assert page.evaluate('window.heard').count('Mietvertrag.pdf: Gelesen: 3 Seiten') == 1


def test_several_files_go_two_at_a_time_each_with_its_bar(app: AppProcess, visit: Visit) -> None:
    page = open_bot(app, visit, 'Stapel')
    begun: list[str] = []
    page.on('request', lambda request: begun.append(request.url) if request.url.endswith('/docs') else None)
    line = page.context.new_cdp_session(page)
    slow = {'offline': False, 'latency': 0, 'downloadThroughput': -1, 'uploadThroughput': 20_000}
    line.send('Network.emulateNetworkConditions', slow)
    texts = [file(f'Brief {number}.txt', b'Wort ' * 12_000, 'text/plain') for number in range(4)]
    page.locator('.upload input').first.set_input_files(texts)
    bars = page.locator('.upload progress')
    expect(bars).to_have_count(4)
    expect(page.get_by_label('Brief 0.txt')).to_have_attribute('max', '100')
    page.wait_for_function("document.querySelectorAll('.upload progress')[0].value > 0")
    assert len(begun) == 2
    assert violations(page) == []
    line.send('Network.emulateNetworkConditions', slow | {'uploadThroughput': -1})
    expect(page.get_by_text('Gelesen: 12.000 Wörter', exact=True)).to_have_count(4)
    expect(bars).to_have_count(0)
    assert len(begun) == 4


def test_a_second_window_follows(app: AppProcess, visit: Visit) -> None:
    page = open_bot(app, visit, 'Zweisicht')
    other = visit(page.url)
    other.locator('.upload').wait_for()
    page.locator('.upload input').first.set_input_files(file('Mietvertrag.pdf', pdf()))
    expect(other.get_by_text('Gelesen: 3 Seiten', exact=True)).to_be_visible()
    page.get_by_role('button', name='Mietvertrag.pdf löschen').click()
    expect(other.get_by_role('link', name='Mietvertrag.pdf')).to_have_count(0)


def test_two_photos_of_a_phone_are_two_files(app: AppProcess, visit: Visit) -> None:
    page = open_bot(app, visit, 'Fotograf', width=390, touch=True)
    expect(page.get_by_role('button', name='Foto machen')).to_be_visible()
    camera = page.locator('.upload input[capture=environment]')
    for number in range(2):
        camera.set_input_files(file('image.jpg', b'no picture at all', 'image/jpeg'))
        page.wait_for_timeout(1100)  # the names tell the second
        expect(page.get_by_role('link', name=re.compile('^Foto .*jpg$'))).to_have_count(number + 1)
    assert measures.sideways(page) == 0 and violations(page) == []


def test_without_a_camera_there_is_no_button_for_it(app: AppProcess, visit: Visit) -> None:
    page = open_bot(app, visit, 'Schreibtisch')
    expect(page.get_by_role('button', name='Foto machen')).to_have_count(0)


@pytest.mark.parametrize(('width', 'dark'), [(1280, False), (390, True)])
def test_what_could_not_be_read_is_clean_and_leads_on(app: AppProcess, visit: Visit, width: int, dark: bool) -> None:
    page = open_bot(app, visit, f'Pechvogel {width}', width=width, dark=dark)
    broken = [file('kaputt.pdf', b'%PDF-1.7 x'), file('leer.txt', b''), file('Film.mp4', b'\x00\x00\x00\x18ftypmp42')]
    page.locator('.upload input').first.set_input_files(broken)
    expect(page.get_by_text('Nicht gelesen', exact=True)).to_have_count(3)
    assert violations(page) == [] and measures.small_targets(page) == [] and measures.sideways(page) == 0
    with page.expect_file_chooser() as chooser:
        page.get_by_role('button', name='Andere Datei wählen').first.click()
    chooser.value.set_files(file('gut.txt', b'Alles gut', 'text/plain'))
    expect(page.get_by_text('Gelesen: 2 Wörter', exact=True)).to_be_visible()


def test_a_scan_without_the_program_for_it_says_what_is_missing(tmp_path: Path, visit: Visit) -> None:
    program = AppProcess(tmp_path / 'data', PATH=str(tmp_path)).start()
    try:
        page = open_bot(program, visit, 'Scanner')
        page.locator('.upload input').first.set_input_files(file('Rechnung.pdf', scan()))
        page.get_by_role('button', name='Text erkennen').click()
        window = page.get_by_role('dialog')
        expect(window.get_by_text('Das Programm „Tesseract“ kann den Text darin erkennen.')).to_be_visible()
        window.get_by_text('Für Fachleute').click()
        expect(window.get_by_text('sudo apt install tesseract-ocr tesseract-ocr-deu')).to_be_visible()
        expect(page.locator('.q-transition--scale-enter-active, .q-transition--fade-enter-active')).to_have_count(0)
        assert violations(page) == []
        window.get_by_role('button', name='Noch einmal prüfen').click()
        expect(page.get_by_text('Das Programm ist noch nicht da.').first).to_be_visible()
    finally:
        program.stop()


_HAND_OVER = """([how, names]) => {
  const data = new DataTransfer();
  for (const name of names) data.items.add(new File(["Guten Tag"], name, { type: "text/plain" }));
  if (how === "drop") {
    const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data });
    document.querySelector(".upload").dispatchEvent(event);
  } else {
    document.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
  }
}"""
