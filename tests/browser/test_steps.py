"""All kinds of steps in a real browser: built with the keyboard alone, clean in every look, narrow on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.browser.test_every_page import LOOKS, SPACING, violations
from tests.browser.test_tasks import KeyboardPerson

CONDITION = {'subject': 'field', 'name': 'Betrag', 'op': 'more', 'value': '100', 'otherwise': 'nothing'}


@pytest.fixture(scope='module')
def everything(app: AppProcess) -> dict[str, Any]:
    """A recipe with every kind of step, repetition, a condition, a shape and lanes."""
    seed = Seed(app.url)
    bot = seed.bot('Buchhalter')['id']
    inputs = [{'key': 'bill', 'label': 'Rechnung', 'kind': 'longtext'}, {'key': 'tone', 'label': 'Ton'}]
    inner = seed.recipe({'name': 'Rechnung prüfen', 'inputs': inputs, 'steps': [{'bot_id': bot}]})
    steps = [
        {'id': 'a', 'bot_id': bot, 'instruction': 'Such heraus.', 'shape': 'table', 'columns': ['Name', 'Betrag']},
        {'id': 'b', 'kind': 'action', 'settings': {'action': 'sum_table', 'column': 'Betrag'}},
        {'id': 'c', 'bot_id': bot, 'input_source': [{'step': 'a'}], 'for_each': {'over': 'rows'}, 'only_if': CONDITION},
        {'id': 'd', 'kind': 'action', 'settings': {'action': 'dedupe'}, 'input_source': [{'step': 'a'}]},
        {'id': 'e', 'kind': 'ask', 'settings': {'days': 3, 'then': 'approve'}, 'input_source': ['previous', 'start']},
        {'id': 'f', 'kind': 'recipe', 'settings': {'pipeline_id': inner['id'], 'values': {'tone': 'freundlich'}}},
    ]
    field = {'key': 'topic', 'label': 'Thema', 'kind': 'longtext'}
    return seed.recipe({'name': 'Alles', 'inputs': [field], 'steps': steps})


@pytest.fixture
def opened(app: AppProcess, everything: dict[str, Any], visit: Visit) -> Callable[[int], Page]:
    """Its list with every fold open and the choice of a new step."""

    def open_page(width: int) -> Page:
        page = visit(f'{app.url}/rezept/{everything["id"]}', width=width)
        expect(page.get_by_text('gleichzeitig mit Schritt 2')).to_be_visible()
        for fold in page.locator('.entry summary').all():
            fold.click()
        expect(page.locator('.entry details:not([open])')).to_have_count(0)
        expect(page.get_by_label('Was kommt heraus?')).to_have_count(2)
        page.get_by_role('button', name='Schritt hinzufügen').click()
        page.get_by_role('button', name='Etwas anderes').click()
        return page

    return open_page


def test_every_kind_of_step_is_large_plain_and_clean_in_every_look(opened: Callable[[int], Page]) -> None:
    page = opened(1280)
    page.add_style_tag(content='.nav { position: static !important }')  # what stands half behind it is not small
    for choice in ('Was soll stattdessen passieren?', 'Rechnen oder ordnen'):
        if choice == 'Rechnen oder ordnen':
            page.get_by_role('button', name=choice).click()
            expect(page.get_by_label('Suchen')).to_be_focused()
        for width, dark in LOOKS:
            look = f'{choice} at {width} px, {"dark" if dark else "light"}'
            page.set_viewport_size({'width': width, 'height': 900})
            page.emulate_media(color_scheme='dark' if dark else 'light')
            assert violations(page) == [], look
            assert measures.small_targets(page) == [], look
            assert measures.small_letters(page) == [], look
            assert measures.nameless(page) == [], look
            assert measures.sideways(page) == 0, look


def test_every_kind_of_step_fits_on_the_narrowest_screen(opened: Callable[[int], Page]) -> None:
    page = opened(320)
    assert measures.sideways(page) == 0
    page.add_style_tag(content=SPACING)
    assert measures.sideways(page) == 0
    page.set_viewport_size({'width': 1280, 'height': 900})
    page.add_style_tag(content='html { font-size: 225% !important }')
    assert measures.sideways(page) == 0
    assert measures.cut_words(page) == []


def test_a_recipe_that_calculates_asks_and_decides_is_built_with_the_keyboard_alone(
    own_app: AppProcess, visit: Visit
) -> None:
    seed = Seed(own_app.url)
    bot = seed.bot('Buchhalter')['id']
    step = {'id': 'a', 'bot_id': bot, 'shape': 'table', 'columns': ['Name', 'Betrag']}
    recipe = seed.recipe({'name': 'Ausgaben', 'inputs': [{'key': 'topic', 'label': 'Thema'}], 'steps': [step]})
    anna = KeyboardPerson(visit(f'{own_app.url}/rezept/{recipe["id"]}'))
    page = anna.page

    _start_another_kind(anna)
    anna.press(page.get_by_role('button', name='Rechnen oder ordnen'))
    expect(page.get_by_label('Suchen')).to_be_focused()
    page.keyboard.type('summen')
    expect(page.locator('.offers button')).to_have_count(1)
    anna.press(page.get_by_role('button', name='Summen bilden'))
    expect(page.get_by_label('Rechnen oder ordnen, Schritt 2')).to_be_focused()
    _choose(anna, 'Spalte mit den Zahlen', 'Betrag', draws_anew=False)

    anna.press(page.locator('summary[aria-label="Genauer, Schritt 2"]'))
    _choose(anna, 'Wann?, Schritt 2', 'nur wenn deine Angabe')
    _choose(anna, 'Wie verglichen wird, Schritt 2', 'mehr als')
    anna.write(page.get_by_label('Womit verglichen wird, Schritt 2'), '100')
    expect(page.get_by_text('nur wenn Thema mehr als 100')).to_be_visible()

    _start_another_kind(anna)
    anna.press(page.get_by_role('button', name='Mich fragen'))
    anna.write(page.get_by_label('Was du ansehen sollst, Schritt 3'), 'Stimmt das?')
    _choose(anna, 'Wie lange gewartet wird, Schritt 3', '2 Tage')

    expect(page.get_by_text('Gespeichert')).to_be_visible()
    steps = seed.get(f'/pipelines/{recipe["id"]}')['steps']
    assert steps[1]['settings'] == {'action': 'sum_table', 'column': 'Betrag'}
    only_if = {'subject': 'input', 'name': 'topic', 'op': 'more', 'value': '100', 'otherwise': 'pass'}
    assert steps[1]['only_if'] == only_if
    assert (steps[2]['kind'], steps[2]['instruction'], steps[2]['settings']['days']) == ('ask', 'Stimmt das?', 2)


def _start_another_kind(person: KeyboardPerson) -> None:
    person.press(person.page.get_by_role('button', name='Schritt hinzufügen'))
    person.press(person.page.get_by_role('button', name='Etwas anderes'))
    expect(person.page.get_by_role('button', name='Rechnen oder ordnen')).to_be_focused()


def _choose(person: KeyboardPerson, label: str, wanted: str, *, draws_anew: bool = True) -> None:
    """Go to the choice, then down its list; drawn anew after each change, it has the focus again."""
    choice = person.page.get_by_label(label, exact=True)
    person.reach(choice)
    for _ in range(12):
        if choice.evaluate('element => element.selectedOptions[0].text') == wanted:
            return
        choice.evaluate('element => element.setAttribute("data-before", "")')
        person.page.keyboard.press('ArrowDown')
        if draws_anew:
            expect(choice).not_to_have_attribute('data-before', '')
        expect(choice).to_be_focused()
    raise AssertionError(f'{wanted!r} is not offered at {label!r}')
