"""What the bots will read, on the start form: a file more, its state, in every look."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.browser.test_every_page import violations


@pytest.mark.parametrize(('width', 'dark'), [(320, False), (390, True), (1280, False)])
def test_a_file_is_put_into_the_folder_right_before_the_start(
    app: AppProcess, visit: Visit, tmp_path: Path, width: int, dark: bool
) -> None:
    seed = Seed(app.url)
    bot = seed.bot('Vorleser')
    folder = seed.workspace('Belege vom letzten Jahr', bot_ids=[bot['id']])
    step = {'bot_id': bot['id'], 'instruction': 'Rechne.', 'input_source': ['start', {'workspace': folder['id']}]}
    fields = [{'key': 'frage', 'label': 'Was willst du wissen?'}]
    recipe = seed.recipe({'name': 'Kassensturz', 'inputs': fields, 'steps': [step]})
    page = visit(f'{app.url}/rezept/{recipe["id"]}/start?ordner={folder["id"]}', width=width, dark=dark)
    file = tmp_path / 'Bon vom Bäcker.txt'
    file.write_text('Brot 3,50 €', 'utf-8')
    with page.expect_file_chooser() as chosen:
        page.get_by_role('button', name='Datei hinzufügen').press('Enter')
    chosen.value.set_files(file)
    expect(page.get_by_text('Bon vom Bäcker.txt', exact=True)).to_be_visible()
    expect(page.get_by_text('Gelesen', exact=False).first).to_be_visible()
    expect(page.get_by_text('1 Datei', exact=True)).to_be_visible()
    assert measures.sideways(page) == 0
    assert violations(page) == []
    assert measures.small_targets(page) == []
