"""Recipes travel in a real browser: out as a file, in by hand, clean in every look, and off until switched on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.sharing import seal
from app.sharing.file import read_file
from app.sharing.table import to_table
from app.sharing.toml_writer import write
from tests.app.sharing.samples import EVERYTHING
from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit, ready
from tests.browser.seed import Seed
from tests.browser.test_every_page import LOOKS, violations
from tests.test_texts import JARGON


def clean(page: Page, where: str) -> None:
    """What every page is measured by, for something that has no address of its own."""
    for width, dark in LOOKS:
        look = f'{where} at {width} px, {"dark" if dark else "light"}'
        page.set_viewport_size({'width': width, 'height': 900})
        page.emulate_media(color_scheme='dark' if dark else 'light')
        assert violations(page) == [], look
        assert measures.small_targets(page) == [], look
        assert measures.small_letters(page) == [], look
        assert measures.nameless(page) == [], look
        assert measures.sideways(page) == 0, look
    page.set_viewport_size({'width': 320, 'height': 640})
    assert measures.sideways(page) == 0, where
    assert [match[0] for match in JARGON.finditer(measures.visible_text(page))] == [], where


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """A signed file of somebody else."""
    file = tmp_path / 'Rechnungen.rezept'
    file.write_bytes(write(seal.sealed(to_table(EVERYTHING), seal.new_key(), 'Anna')).encode())
    return file


def test_a_file_is_looked_at_taken_in_and_switched_on(own_app: AppProcess, visit: Visit, signed: Path) -> None:
    seed = Seed(own_app.url)
    page = visit(f'{own_app.url}/rezepte/aufnehmen')
    with page.expect_file_chooser() as chosen:
        page.get_by_role('button', name='Datei wählen').click()
    chosen.value.set_files(signed)
    expect(page.get_by_role('heading', name='Rechnungen prüfen')).to_be_focused()
    expect(page.get_by_text('Kommt von Anna.')).to_be_visible()
    clean(page, 'the review')
    assert seed.get('/pipelines') == []
    page.get_by_role('button', name='Aufnehmen').click()
    expect(page.get_by_text('Noch ausgeschaltet')).to_be_visible()
    assert [recipe['is_on'] for recipe in seed.get('/pipelines')] == [False, False]
    page.get_by_role('button', name='Schließen').click()  # the notice
    clean(page, 'a recipe that is off')
    page.set_viewport_size({'width': 390, 'height': 844})
    page.get_by_role('button', name='Einschalten').click()
    expect(page.get_by_text('Noch ausgeschaltet')).to_have_count(0)
    assert [recipe['is_on'] for recipe in seed.get('/pipelines')] == [True, True]


def test_a_file_that_is_none_is_refused_in_words(own_app: AppProcess, visit: Visit, tmp_path: Path) -> None:
    wrong = tmp_path / 'Einkauf.rezept'
    wrong.write_text('Mehl, Zucker', 'utf-8')
    large = tmp_path / 'Gross.rezept'
    large.write_bytes(b'#' * 1_100_000)
    page = visit(f'{own_app.url}/rezepte/aufnehmen')
    for file, sentence in ((wrong, 'Das ist keine Rezept-Datei'), (large, 'Erlaubt ist 1 MB')):
        with page.expect_file_chooser() as chosen:
            page.get_by_role('button', name='Datei wählen').click()
        chosen.value.set_files(file)
        expect(page.locator('.message').get_by_text(sentence)).to_be_visible()
        page.get_by_role('button', name='Schließen').click()
    # The browser itself writes a line about every refused file.
    visit.complaints = [line for line in visit.complaints if 'status of 400' not in line]


def test_a_recipe_is_handed_on_as_file_and_card(own_app: AppProcess, visit: Visit) -> None:
    recipe = Seed(own_app.url).template()
    page = visit(f'{own_app.url}/rezept/{recipe["id"]}')
    page.get_by_role('button', name='Weitergeben').click()
    expect(page.get_by_role('dialog')).to_be_visible()
    clean(page, 'the window for handing on')
    page.set_viewport_size({'width': 1280, 'height': 900})
    page.get_by_label('Mit deiner Unterschrift').check()
    expect(page.get_by_role('link', name='Als Datei speichern')).to_have_attribute('href', _SIGNED.format(recipe['id']))
    with page.expect_download() as saved:
        page.get_by_role('link', name='Als Datei speichern').click()
    assert saved.value.suggested_filename == 'Blog-Artikel erstellen.rezept'
    opened = read_file(Path(saved.value.path()).read_bytes())
    assert opened.shared.title == 'Blog-Artikel erstellen' and opened.signature
    for name, start in (('Karte zum Drucken (PDF)', b'%PDF'), ('Karte als Bild (PNG)', b'\x89PNG')):
        with page.expect_download() as saved:
            page.get_by_role('link', name=name).click()
        assert Path(saved.value.path()).read_bytes().startswith(start)


_SIGNED = '/dateien/rezept/{}/rezept-signed'


def test_shelf_and_newer_one_are_clean_and_keep_what_is_mine(own_app: AppProcess, visit: Visit, tmp_path: Path) -> None:
    seed = Seed(own_app.url)
    shelf, newer = seed.shelf(tmp_path / 'Vereinsregal')
    page = visit(f'{own_app.url}/einstellungen/regale')
    expect(page.get_by_text('Neue Fassung')).to_be_visible()
    expect(page.get_by_text('Nicht lesbar')).to_be_visible()
    clean(page, 'the shelves')
    page.get_by_role('link', name='Ansehen: Belege prüfen').click()
    expect(page.get_by_role('button', name='Aufnehmen')).to_be_visible()
    page.goto(f'{own_app.url}/einstellungen/regale/{shelf}/{newer}')
    ready(page)
    expect(page.get_by_role('button', name='Neue Fassung übernehmen')).to_be_visible()
    clean(page, 'a newer one')
    page.get_by_role('button', name='Neue Fassung übernehmen').click()
    expect(page.get_by_text('Die neue Fassung ist übernommen.').first).to_be_visible()
    mine = next(recipe for recipe in seed.get('/pipelines') if recipe['name'] == 'Meine Rechnungen')
    assert mine['description'] == 'Genauer als vorher.'
