"""A file into a field of the start form: by the button, by dropping, by pasting; with keyboard and on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.browser.test_every_page import violations

DONE = 'Prüf den Text einmal.'


def start_form(app: AppProcess, visit: Visit, width: int = 1280, **look: bool) -> Page:
    """A start form with two long fields."""
    seed = Seed(app.url)
    step = {'bot_id': seed.bot('Vorleser')['id'], 'instruction': 'Fass zusammen.'}
    fields = [
        {'key': 'brief', 'label': 'Welcher Brief?', 'kind': 'file', 'required': True},
        {'key': 'notiz', 'label': 'Was ist noch wichtig?', 'kind': 'longtext'},
    ]
    recipe = seed.recipe({'name': 'Kurz gesagt', 'inputs': fields, 'steps': [step]})
    return visit(f'{app.url}/rezept/{recipe["id"]}/start', width=width, **look)


def test_the_words_of_a_chosen_file_are_there_to_be_looked_at(app: AppProcess, visit: Visit, tmp_path: Path) -> None:
    page = start_form(app, visit)
    file = tmp_path / 'Brief.txt'
    file.write_text('Liebe Emma 💐, am Sonntag gibt es Kuchen für 3,50 €.', 'utf-8')
    with page.expect_file_chooser() as chosen:
        page.get_by_role('button', name='Aus Datei oder Foto').first.press('Enter')
    chosen.value.set_files(file)
    expect(page.get_by_label('Welcher Brief?')).to_have_value('Liebe Emma 💐, am Sonntag gibt es Kuchen für 3,50 €.')
    expect(page.get_by_text('Gelesen: Brief.txt.').first).to_be_visible()
    page.get_by_role('button', name='Brief.txt wieder herausnehmen').press('Enter')
    expect(page.get_by_label('Welcher Brief?')).to_have_value('')
    expect(page.get_by_label('Welcher Brief?')).to_be_focused()


@pytest.mark.parametrize('how', ['drop', 'paste'])
def test_a_file_goes_into_the_field_it_was_given_to(app: AppProcess, visit: Visit, how: str) -> None:
    page = start_form(app, visit)
    page.get_by_label('Was ist noch wichtig?').fill('Bitte kurz.')
    page.evaluate(_GIVE, ['Was ist noch wichtig?', how])
    expect(page.get_by_label('Was ist noch wichtig?')).to_have_value('Bitte kurz.\n\nInhalt')
    expect(page.get_by_label('Welcher Brief?')).to_have_value('')


def test_a_table_that_brings_its_picture_along_is_pasted_as_text(app: AppProcess, visit: Visit) -> None:
    page = start_form(app, visit)
    page.get_by_label('Was ist noch wichtig?').wait_for()
    assert page.evaluate(_GIVE, ['Was ist noch wichtig?', 'table']) is False  # the browser's own pasting goes on
    expect(page.get_by_text(DONE)).to_have_count(0)


def test_a_whole_book_is_cut_and_can_still_be_worked_on(app: AppProcess, visit: Visit, tmp_path: Path) -> None:
    page = start_form(app, visit)
    file = tmp_path / 'Roman.txt'
    verse = 'Über allen Gipfeln ist Ruh’, in allen Wipfeln spürest du kaum einen Hauch. 🌲\n\n'
    file.write_text(verse * 13_000, 'utf-8')  # a million letters
    page.locator('.upload input').first.set_input_files(file)
    expect(page.get_by_text('Hier steht nur der Anfang.').first).to_be_visible(timeout=20_000)
    box = page.get_by_label('Welcher Brief?')
    assert 380_000 < len(box.input_value()) <= 400_000
    box.press('Control+Home')
    page.keyboard.type('Mein Buch: ')
    assert box.input_value().startswith('Mein Buch: Über allen')
    page.get_by_label('Was ist noch wichtig?').fill('Bitte kurz.')
    page.get_by_role('button', name='Rezept starten').click()
    page.wait_for_url('**/lauf/*')


@pytest.mark.parametrize(('width', 'dark'), [(320, False), (390, True), (1280, False)])
def test_it_fits_and_can_be_heard(app: AppProcess, visit: Visit, tmp_path: Path, width: int, dark: bool) -> None:
    page = start_form(app, visit, width, dark=dark)
    file = tmp_path / ('Ein_sehr_langer_Name_' * 4 + '.txt')
    file.write_text('Inhalt', 'utf-8')
    page.locator('.upload input').first.set_input_files(file)
    expect(page.get_by_text(DONE).first).to_be_visible()
    assert measures.sideways(page) == 0
    assert violations(page) == []
    assert measures.small_targets(page) == []


_GIVE = """([label, how]) => {
  const field = [...document.querySelectorAll(".field")].find((one) => one.textContent.includes(label));
  const data = new DataTransfer();
  data.items.add(new File(["Inhalt"], "Brief.txt", { type: "text/plain" }));
  if (how === "table") for (const kind of ["text/html", "text/plain"]) data.setData(kind, "1");
  const kind = how === "drop" ? DragEvent : ClipboardEvent;
  const given = how === "drop" ? { dataTransfer: data } : { clipboardData: data };
  const event = new kind(how === "drop" ? "drop" : "paste", { bubbles: true, cancelable: true, ...given });
  field.querySelector("textarea").dispatchEvent(event);
  return event.defaultPrevented;
}"""
