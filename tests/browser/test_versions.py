"""Earlier versions in a real browser: look at one, bring it back, take that back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.browser.test_every_page import violations
from tests.browser.test_tasks import KeyboardPerson, Person


@pytest.mark.parametrize(
    ('kind', 'width'), [(Person, 1280), (Person, 390), (KeyboardPerson, 1280)], ids=['mouse', 'phone', 'keyboard']
)
def test_a_version_comes_back_and_goes_again(app: AppProcess, visit: Visit, kind: type[Person], width: int) -> None:
    seed = Seed(app.url)
    recipe, bot = seed.template(), seed.bot('Lektor')
    seed.change_a_little(recipe['id'], bot['id'])
    anna = kind(visit(f'{app.url}/rezept/{recipe["id"]}', width=width))
    anna.press(anna.page.get_by_role('link', name='Frühere Fassungen'))
    anna.press(anna.page.get_by_text('2 Mal gespeichert'))
    anna.press(anna.page.get_by_role('link', name='Fassung 1,'))
    expect(anna.page.locator('ins')).to_contain_text('Bleib dabei kurz.')
    assert violations(anna.page) == [] and measures.small_targets(anna.page) == []
    anna.press(anna.page.get_by_role('button', name='Diese Fassung zurückholen'))
    expect(anna.page.get_by_label('Aufgabe für Schritt 1')).to_have_value(recipe['steps'][0]['instruction'])
    anna.press(anna.page.get_by_role('button', name='Rückgängig machen').last)
    expect(anna.page.get_by_label('Aufgabe für Schritt 1')).to_have_value(
        f'{recipe["steps"][0]["instruction"]} Bleib dabei kurz.'
    )


def test_the_recipe_in_sentences_is_clean_in_every_look(app: AppProcess, visit: Visit) -> None:
    recipe = Seed(app.url).template()
    page = visit(f'{app.url}/rezept/{recipe["id"]}/start')
    page.get_by_text('Was macht das Rezept?').click()
    expect(page.get_by_text('Das Ergebnis ist der Text aus Schritt 3.')).to_be_visible()
    for width in (1280, 390, 320):
        page.set_viewport_size({'width': width, 'height': 900})
        assert violations(page) == [] and measures.sideways(page) == 0
