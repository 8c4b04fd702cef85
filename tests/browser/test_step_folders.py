"""Folders in the builder, in a real browser: by keyboard, in a narrow window, in every look."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.browser.test_every_page import violations


@pytest.mark.parametrize(('width', 'dark'), [(320, False), (1280, True)])
def test_a_folder_is_read_and_written_by_keyboard(app: AppProcess, visit: Visit, width: int, dark: bool) -> None:
    seed = Seed(app.url)
    bot = seed.bot('Vorleser')
    folder = seed.workspace(f'Belege {width}')
    steps = [{'id': 'a', 'bot_id': bot['id'], 'instruction': 'Fass zusammen.'}]
    recipe = seed.recipe({'name': 'Kassensturz', 'steps': steps})
    page = visit(f'{app.url}/rezept/{recipe["id"]}', width=width, dark=dark)
    page.get_by_label('Was Schritt 1 bekommt').select_option('several')
    page.get_by_role('button', name=f'Lesen lassen: Vorleser im Ordner „Belege {width}“').press('Enter')
    page.get_by_role('checkbox', name=f'den Unterlagen im Ordner „Belege {width}“').press('Space')
    page.get_by_label('Genauer').first.press('Enter')
    page.get_by_label('Wohin damit?').select_option(folder['id'])
    page.get_by_label('Name der Datei').fill('Kassensturz {date}')
    page.get_by_label('Name der Datei').blur()
    expect(page.get_by_text('Gespeichert')).to_be_visible()
    assert measures.sideways(page) == 0
    assert violations(page) == []
    assert measures.small_targets(page) == []
    stored = seed.get(f'/pipelines/{recipe["id"]}')['steps'][0]
    assert stored['input_source'][-1] == {'workspace': folder['id']}
    assert stored['output_target'][-1] == {'workspace': folder['id'], 'document': 'Kassensturz {date}.docx'}
