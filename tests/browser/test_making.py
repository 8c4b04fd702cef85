"""Making recipes and giving documents in a real browser: budgets, files, focus, letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit, ready
from tests.browser.seed import Seed
from tests.browser.test_tasks import KeyboardPerson, Person


@pytest.mark.parametrize(
    ('kind', 'width'), [(Person, 1280), (Person, 390), (KeyboardPerson, 1280)], ids=['mouse', 'phone', 'keyboard']
)
def test_a_recipe_of_three_steps_in_nine_clicks_and_two_fields(
    own_app: AppProcess, visit: Visit, kind: type[Person], width: int
) -> None:
    seed = Seed(own_app.url)
    seed.template()  # so that there are bots
    anna = kind(visit(own_app.url, width=width))
    anna.press(anna.page.get_by_role('link', name='Neues Rezept'))
    anna.write(anna.page.get_by_label('Wie soll das Rezept heißen?'), 'Mein Ablauf')
    anna.press(anna.page.get_by_role('button', name='Weiter', exact=True))
    chooser = anna.page.locator('.steps .choices')
    for number in range(3):
        if number:
            anna.press(anna.page.get_by_role('button', name='Schritt hinzufügen'))
        anna.press(chooser.get_by_role('button').nth(number))
        expect(anna.page.get_by_label(f'Bot für Schritt {number + 1}')).to_be_focused()
    anna.write(anna.page.get_by_label('Aufgabe für Schritt 1'), 'Sammle das Wichtigste.')
    anna.page.get_by_label('Aufgabe für Schritt 1').blur()
    expect(anna.page.get_by_text('Gespeichert')).to_be_visible()
    made = next(recipe for recipe in seed.get('/pipelines') if recipe['name'] == 'Mein Ablauf')
    assert len(made['steps']) == 3 and made['steps'][0]['instruction'] == 'Sammle das Wichtigste.'
    assert (anna.clicks, anna.fields) <= (9, 2)


def test_a_file_is_added_listed_and_read_back(app: AppProcess, visit: Visit, tmp_path: Path) -> None:
    bot = Seed(app.url).bot('Vorleser')
    page = visit(f'{app.url}/bot/{bot["id"]}')
    file = tmp_path / 'Preise: alt?.txt'
    file.write_text('Brot 3 Euro', 'utf-8')
    with page.expect_file_chooser() as chosen:
        page.get_by_role('button', name='Datei hinzufügen').click()
    chosen.value.set_files(file)
    line = page.get_by_text('Preise- alt-.txt', exact=True)  # what no computer can store is replaced
    expect(line).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role('link', name='Auf mein Gerät speichern').click()
    assert Path(saved.value.path()).read_text('utf-8') == 'Brot 3 Euro'


def test_a_dropped_and_a_pasted_file_arrive_too(app: AppProcess, visit: Visit) -> None:
    bot = Seed(app.url).bot('Fänger')
    page = visit(f'{app.url}/bot/{bot["id"]}')
    page.locator('.upload').wait_for()
    page.evaluate(_SEND, ['drop', 'gezogen.txt'])
    expect(page.get_by_text('gezogen.txt', exact=True)).to_be_visible()
    page.evaluate(_SEND, ['paste', 'kopiert.txt'])
    expect(page.get_by_text('kopiert.txt', exact=True)).to_be_visible()


def test_a_file_that_is_too_big_is_told_at_once(app: AppProcess, visit: Visit, tmp_path: Path) -> None:
    film = tmp_path / 'film.mp4'
    film.write_bytes(b'0' * (26 * 1024 * 1024))
    bot = Seed(app.url).bot('Voll')
    page = visit(f'{app.url}/bot/{bot["id"]}')
    page.locator('.upload input').set_input_files(film)
    expect(page.get_by_text('Die Datei ist zu groß.').first).to_be_visible()


def test_text_typed_while_the_program_was_away_is_saved_afterwards(own_app: AppProcess, visit: Visit) -> None:
    seed = Seed(own_app.url)
    bot = seed.bot('Texter')
    page = visit(f'{own_app.url}/bot/{bot["id"]}')
    page.get_by_label('Wesen').wait_for()
    own_app.kill()
    page.get_by_label('Wesen').fill('Im Funkloch getippt.')
    own_app.start()
    # The page comes back by itself and brings along what stood in it.
    page.wait_for_function(
        """async (id) => {
          const answer = await fetch(`/api/bots/${id}`).catch(() => null);
          return answer?.ok && (await answer.json()).system_prompt === "Im Funkloch getippt.";
        }""",
        arg=bot['id'],
    )
    expect(page.get_by_label('Wesen')).to_have_value('Im Funkloch getippt.')


def test_large_letters_stay_and_fit(app: AppProcess, visit: Visit) -> None:
    page = visit(f'{app.url}/einstellungen/aussehen', width=390)
    page.get_by_role('button', name='Sehr groß').click()
    page.reload()
    ready(page)
    expect(page.get_by_role('button', name='Sehr groß')).to_have_attribute('aria-pressed', 'true')
    assert _body_size(page) >= 25
    assert measures.sideways(page) == 0


def _body_size(page: Page) -> float:
    return float(page.evaluate('parseFloat(getComputedStyle(document.body).fontSize)'))


_SEND = """([how, name]) => {
  const data = new DataTransfer();
  data.items.add(new File(["Inhalt"], name, { type: "text/plain" }));
  if (how === "drop") {
    const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data });
    document.querySelector(".upload").dispatchEvent(event);
  } else {
    document.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
  }
}"""
