"""Folders in a real browser: a file for a bot in a few presses, by mouse, finger and keyboard; and in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.browser.test_every_page import violations
from tests.browser.test_tasks import KeyboardPerson, Person

ROSES: FilePayload = {
    'name': 'Rosen.txt',
    'mimeType': 'text/plain',
    'buffer': 'Rosen schneidet man im Frühling.'.encode(),
}


class TouchPerson(Person):
    """Somebody with a phone, who taps."""

    def press(self, control: Locator) -> None:
        control.tap()
        self.clicks += 1


@pytest.fixture(scope='module')
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    """A program with a bot."""
    started = AppProcess(tmp_path_factory.mktemp('folders') / 'data').start()
    Seed(started.url).bot('Gärtnerin', emoji='🌻')
    yield started
    started.stop()


@pytest.mark.parametrize(
    ('kind', 'width'),
    [(Person, 1280), (TouchPerson, 390), (KeyboardPerson, 1280)],
    ids=['mouse', 'phone', 'keyboard'],
)
def test_a_file_in_a_folder_for_a_bot_in_six_presses_and_one_field(
    app: AppProcess, visit: Visit, kind: type[Person], width: int
) -> None:
    anna = kind(visit(app.url, width=width, touch=kind is TouchPerson))
    anna.press(anna.page.get_by_role('link', name='Ordner', exact=True))
    anna.press(anna.page.get_by_role('button', name='Neuer Ordner'))
    window = anna.page.get_by_role('dialog')
    anna.write(window.get_by_label('Wie soll der Ordner heißen?'), f'Garten {kind.__name__}')
    tick(anna, window.get_by_role('checkbox', name='Gärtnerin'))
    anna.press(window.get_by_role('button', name='Ordner anlegen'))
    expect(anna.page.get_by_role('heading', name=f'Garten {kind.__name__}', level=1)).to_be_visible(timeout=20_000)
    expect(anna.page.get_by_role('checkbox', name='Gärtnerin')).to_be_checked()
    with anna.page.expect_file_chooser() as chooser:
        anna.press(anna.page.get_by_role('button', name='Datei hinzufügen'))
    chooser.value.set_files(ROSES)
    anna.clicks += 1
    expect(anna.page.get_by_text('Gelesen: 5 Wörter', exact=True)).to_be_visible(timeout=20_000)
    assert anna.clicks <= 6 and anna.fields == 1


def tick(anna: Person, control: Locator) -> None:
    """Tick a box; a keyboard does it with the space bar."""
    if isinstance(anna, KeyboardPerson):
        anna.reach(control)
        anna.page.keyboard.press('Space')
        anna.clicks += 1
    else:
        anna.press(control)


def open_folder(app: AppProcess, visit: Visit, name: str, **look: object) -> tuple[Page, dict[str, str]]:
    """A folder with another one in it, and its page."""
    one = Seed(app.url).workspace(name, emoji='🌻')
    Seed(app.url).workspace(f'{name}: Obst', parent_id=one['id'])
    page = visit(f'{app.url}/ordner/{one["id"]}', **look)  # type: ignore[arg-type]
    page.get_by_role('heading', name=name, level=1).wait_for()
    return page, one


def test_a_file_put_into_the_folder_on_the_disk_appears(app: AppProcess, visit: Visit) -> None:
    page, _ = open_folder(app, visit, 'Von Hand')
    page.get_by_text('Dateien selbst in den Ordner legen').click()
    folder = Path(page.locator('code').inner_text())
    (folder / 'Hingelegt.txt').write_text('Äpfel erntet man im Herbst.')
    expect(page.get_by_role('link', name='Hingelegt.txt', exact=True)).to_be_visible()
    expect(page.get_by_text('Gelesen: 5 Wörter', exact=True)).to_be_visible(timeout=20_000)


def test_the_address_of_the_folder_can_be_copied(app: AppProcess, visit: Visit) -> None:
    page, _ = open_folder(app, visit, 'Kopiert')
    page.context.grant_permissions(['clipboard-read', 'clipboard-write'])
    page.get_by_text('Dateien selbst in den Ordner legen').click()
    page.get_by_role('button', name='Kopieren').click()
    expect(page.get_by_role('button', name='Kopiert')).to_be_visible()
    assert page.evaluate('navigator.clipboard.readText()') == page.locator('code').inner_text()


def test_a_new_result_lands_in_the_folder(app: AppProcess, visit: Visit) -> None:
    Seed(app.url).template()
    page, one = open_folder(app, visit, 'Ergebnisse vom Garten')
    page.get_by_role('button', name='Neues Ergebnis hierher').click()
    page.get_by_role('dialog').get_by_role('link', name='Blog-Artikel erstellen').first.click()
    page.get_by_label('Worüber soll der Artikel sein?').fill('Tomaten auf dem Balkon')
    page.get_by_role('button', name='Rezept starten').click()
    expect(page.get_by_role('article')).to_contain_text('Tomaten auf dem Balkon', timeout=20_000)
    page.goto(f'{app.url}/ordner/{one["id"]}')
    expect(page.locator('.line.file a.name')).to_contain_text('Blog-Artikel')


def test_the_keyboard_keeps_its_place_while_ticking(app: AppProcess, visit: Visit) -> None:
    Seed(app.url).workspace('Erster')
    bot = Seed(app.url).bot('Fuchs', emoji='🦊')
    page = visit(f'{app.url}/bot/{bot["id"]}')
    page.get_by_text('In Ordnern freigeben').click()
    page.get_by_role('checkbox', name='Erster', exact=True).focus()
    page.keyboard.press('Space')
    expect(page.get_by_role('link', name='Erster', exact=True)).to_be_visible()
    expect(page.get_by_role('checkbox', name='Erster', exact=True)).to_be_focused()
    page.keyboard.press('Space')
    expect(page.get_by_role('link', name='Erster', exact=True)).to_have_count(0)


def test_folders_in_folders_are_lists_in_lists(app: AppProcess, visit: Visit) -> None:
    open_folder(app, visit, 'Baum')
    page = visit(f'{app.url}/ordner')
    upper = page.get_by_role('listitem').filter(has=page.get_by_role('link', name='Baum Leer')).last
    below = upper.get_by_role('list').get_by_role('listitem')
    expect(below.get_by_role('link', name='Baum: Obst')).to_be_visible()


def test_a_deleted_folder_comes_back_and_the_other_window_follows(app: AppProcess, visit: Visit) -> None:
    page, one = open_folder(app, visit, 'Kurz weg')
    other = visit(f'{app.url}/ordner')
    page.get_by_role('button', name='Ordner löschen').click()
    line = other.locator(f'a[href="/ordner/{one["id"]}"]')
    expect(line).to_have_count(0)
    expect(other.get_by_role('link', name='Kurz weg: Obst')).to_be_visible()
    page.get_by_role('button', name='Rückgängig machen').click()
    expect(line).to_be_visible()


@pytest.mark.parametrize(('width', 'dark', 'language'), [(1280, False, 'de'), (390, True, 'en'), (320, False, 'de')])
def test_its_windows_are_clean_in_every_look(
    app: AppProcess, visit: Visit, width: int, dark: bool, language: str
) -> None:
    Seed(app.url).template()
    page, _ = open_folder(app, visit, f'Fenster {width}', width=width, dark=dark, language=language)
    page.locator('details summary').first.click()
    assert violations(page) == []
    for name in (('Neuer Ordner darin', 'Neues Ergebnis hierher'), ('New folder in it', 'New result into this folder'))[
        language == 'en'
    ]:
        page.get_by_role('button', name=name).click()
        page.get_by_role('dialog').wait_for()
        expect(page.locator('.q-transition--scale-enter-active, .q-transition--fade-enter-active')).to_have_count(0)
        assert violations(page) == [], name
        assert measures.small_targets(page) == [] and measures.small_letters(page) == [], name
        assert measures.sideways(page) == 0
        page.keyboard.press('Escape')
        page.get_by_role('dialog').wait_for(state='detached')


@pytest.mark.parametrize(('width', 'language'), [(320, 'de'), (320, 'en'), (390, 'de'), (1280, 'de'), (1280, 'en')])
def test_the_bar_has_room_for_all_pages(app: AppProcess, visit: Visit, width: int, language: str) -> None:
    page = visit(app.url, width=width, language=language)
    links = page.get_by_role('navigation').get_by_role('link')
    expect(links).to_have_count(5)
    boxes = [link.bounding_box() for link in links.all()]
    assert all(box and box['x'] >= 0 and box['x'] + box['width'] <= width + 0.5 for box in boxes)
    assert len({round(box['y']) for box in boxes if box}) == 1  # one row
    assert measures.sideways(page) == 0 and measures.cut_words(page) == []
