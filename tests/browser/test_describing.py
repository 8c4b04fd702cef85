"""Describing a recipe in a real browser: from a sentence to a result without an AI; a hostile draft stays text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.app.services.proposals import SENTENCE, bot, handed_in, step
from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.browser.test_every_page import LOOKS, violations
from tests.browser.test_tasks import KeyboardPerson, Person
from tests.peers import aimock

CLICKS, FIELDS = 6, 1  # from the start page to the result


@pytest.mark.parametrize(
    ('kind', 'width'), [(Person, 1280), (Person, 390), (KeyboardPerson, 1280)], ids=['mouse', 'phone', 'keyboard']
)
def test_from_a_sentence_to_a_result_in_six_clicks(
    own_app: AppProcess, visit: Visit, kind: type[Person], width: int
) -> None:
    seed = Seed(own_app.url)
    seed.template('wochenplan')  # so that the start page has its usual links
    anna = kind(visit(own_app.url, width=width))
    anna.press(anna.page.get_by_role('link', name='Neues Rezept'))
    anna.write(anna.page.get_by_label('Was soll das Rezept tun?'), 'Ich brauche einen Blog-Artikel über Tomaten.')
    anna.press(anna.page.get_by_role('button', name='Entwurf machen lassen'))
    expect(anna.page.get_by_text('Das ist unsere Vorlage „Blog-Artikel erstellen“.')).to_be_visible()
    assert len(seed.get('/pipelines')) == 1
    anna.press(anna.page.get_by_role('button', name='Rezept anlegen'))
    anna.press(anna.page.get_by_role('button', name='Rezept starten'))
    anna.press(anna.page.get_by_role('button', name='Beispiel einsetzen'))
    anna.press(anna.page.get_by_role('button', name='Rezept starten'))
    expect(anna.page.get_by_text('Fertig! Hier ist dein Ergebnis.').first).to_be_visible(timeout=30_000)
    assert anna.clicks <= CLICKS and anna.fields <= FIELDS


def test_a_draft_of_a_connected_ai_stays_over_a_reload_and_its_text_stays_text(
    own_app: AppProcess, visit: Visit, tmp_path: Path
) -> None:
    script = '<img src=x onerror="document.title=1">'
    answer = handed_in(
        name=f'Brief {script}'[:60],
        bots=[bot('<b>Schreiber</b>', personality=script)],
        steps=[step(f'Schreib {script}.', 'start', bot='<b>Schreiber</b>', title='<i>Schritt</i>')],
    )
    (tmp_path / 'draft.json').write_text(
        json.dumps({'fixtures': [{'match': {'userMessage': SENTENCE}, 'response': {'content': answer}}]})
    )
    with aimock.running(tmp_path / 'draft.json') as url:
        Seed(own_app.url).connection(f'{url}/v1', 'm')
        page = visit(f'{own_app.url}/rezepte/entwurf')
        expect(page.get_by_text('Dein Satz bleibt in deinem Haus. Probe liest ihn.')).to_be_visible()
        page.get_by_label('Was soll das Rezept tun?').fill(SENTENCE)
        page.get_by_role('button', name='Entwurf machen lassen').click()
        expect(page.get_by_role('heading', name='Dein Entwurf')).to_be_visible()
    page.reload()
    expect(page.get_by_text('<b>Schreiber</b>', exact=True)).to_be_visible()
    expect(page.get_by_text('„<i>Schritt</i>“')).to_be_visible()
    assert page.locator('main img, main b, main i').count() == 0
    for look_width, dark in LOOKS:
        page.set_viewport_size({'width': look_width, 'height': 900})
        page.emulate_media(color_scheme='dark' if dark else 'light')
        assert violations(page) == [] and measures.small_targets(page) == []
        assert measures.small_letters(page) == [] and measures.sideways(page) == 0
    page.get_by_label('Wie soll das Rezept heißen?').fill('Mein Brief')
    page.get_by_role('button', name='Rezept anlegen').click()
    page.wait_for_url('**/rezept/mein-brief-*')
    assert [recipe['name'] for recipe in Seed(own_app.url).get('/pipelines')] == ['Mein Brief']
