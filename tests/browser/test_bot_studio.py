"""Bots made by everyday hands: a ready one, its picture by words or arrows, two answers side by side."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import measures
from tests.browser.app_process import AppProcess
from tests.browser.conftest import Visit
from tests.browser.seed import Seed
from tests.browser.test_every_page import LOOKS, violations

SYMBOLS = {'Katze': '🐱', 'Grünes Herz': '💚'}
WIDTHS = pytest.mark.parametrize('width', [1280, 390])


@pytest.fixture
def bot_page(app: AppProcess, visit: Visit) -> Callable[..., Page]:
    """The page of a bot that was just taken."""

    def open_page(**look: object) -> Page:
        bot = Seed(app.url).ready_bot('reste-koch')
        page = visit(f'{app.url}/bot/{bot["id"]}', **look)  # type: ignore[arg-type]
        page.locator('h1').wait_for()
        return page

    return open_page


def clean_in_every_look(page: Page) -> None:
    for width, dark in LOOKS:
        page.set_viewport_size({'width': width, 'height': 900})
        page.emulate_media(color_scheme='dark' if dark else 'light')
        look = f'{width} px, {"dark" if dark else "light"}'
        assert violations(page) == [], look
        assert measures.small_targets(page) == [], look
        assert measures.small_letters(page) == [], look
        assert measures.nameless(page) == [], look
        assert measures.sideways(page) == 0, look


@WIDTHS
def test_a_ready_bot_is_there_after_three_clicks_and_no_typing(app: AppProcess, visit: Visit, width: int) -> None:
    page = visit(f'{app.url}/', width=width)
    page.get_by_role('link', name='Bots', exact=True).click()
    page.get_by_role('button', name='Lernen und Schule').click()
    page.get_by_role('button', name='Nehmen: Schul-Freund').click()
    expect(page.get_by_role('heading', name='Schul-Freund', level=1)).to_be_visible()
    assert page.get_by_label('Wesen').input_value().startswith('Du hilfst Kindern')
    page.goto(f'{app.url}/bots')
    expect(page.get_by_role('heading', name='Schul-Freund').first).to_be_visible()


def test_a_ready_bot_is_taken_by_keyboard_alone(app: AppProcess, visit: Visit) -> None:
    page = visit(f'{app.url}/bots')
    reach(page, 'Gesundheit')
    page.keyboard.press('Enter')
    expect(page.get_by_role('button', name='Gesundheit')).to_have_attribute('aria-pressed', 'true')
    reach(page, 'Nehmen: Praxis-Bot')
    page.keyboard.press('Enter')
    expect(page.get_by_role('heading', name='Praxis-Bot', level=1)).to_be_visible()


def reach(page: Page, name: str) -> None:
    """Tab until the control with that name has the focus."""
    control = page.get_by_role('button', name=name)
    control.wait_for()
    for _ in range(80):
        if control.evaluate('element => element === document.activeElement'):
            return
        page.keyboard.press('Tab')
    raise AssertionError(f'{name} cannot be reached with the Tab key')


def test_the_english_gallery_is_english(app: AppProcess, visit: Visit) -> None:
    page = visit(f'{app.url}/bots', language='en')
    page.get_by_role('button', name='Cooking and household').click()
    page.get_by_role('button', name='Take: Leftovers cook').click()
    expect(page.get_by_role('heading', name='Leftovers cook', level=1)).to_be_visible()
    assert 'You cook with what the person has' in page.get_by_label('Personality').input_value()


@pytest.mark.parametrize(('word', 'name'), [('katze', 'Katze'), ('cat', 'Katze'), ('gruen herz', 'Grünes Herz')])
def test_a_picture_is_found_by_words_of_both_languages(bot_page: Callable[..., Page], word: str, name: str) -> None:
    page = bot_page()
    page.get_by_role('button', name='Bild wählen').click()
    page.get_by_label('Suchen, zum Beispiel').fill(word)
    expect(page.locator('.emojis button')).to_have_text([f'{SYMBOLS[name]}{name}'])
    page.keyboard.press('Enter')
    expect(page.locator('.tile .emoji').first).to_have_text(SYMBOLS[name])
    expect(page.get_by_text('Gespeichert').first).to_be_visible()


def test_a_picture_is_chosen_with_the_arrows_and_comes_first_the_next_time(bot_page: Callable[..., Page]) -> None:
    page = bot_page()
    page.get_by_role('button', name='Bild wählen').click()
    page.get_by_role('button', name='Tiere').click()
    page.get_by_label('Suchen, zum Beispiel').focus()
    for key in ('ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowRight', 'Enter'):
        page.keyboard.press(key)
    expect(page.locator('.tile .emoji').first).to_have_text('🦊')
    page.get_by_role('button', name='Bild wählen').click()
    page.get_by_role('button', name='Zuletzt').click()
    expect(page.locator('.emojis button')).to_have_text(['🦊Fuchs'])
    page.keyboard.press('Escape')
    expect(page.locator('.emojis')).to_have_count(0)


def test_what_is_not_in_the_table_is_said_and_can_be_typed(bot_page: Callable[..., Page]) -> None:
    page = bot_page(width=390)
    page.get_by_role('button', name='Bild wählen').click()
    page.get_by_label('Suchen, zum Beispiel').fill('qqq')
    expect(page.get_by_text('Dazu haben wir kein Bild.')).to_be_visible()
    page.get_by_text('Ein anderes Bildzeichen').click()
    page.get_by_label('Oder ein eigenes Bildzeichen').fill('🦩')
    page.get_by_role('button', name='Eigenes nehmen').click()
    expect(page.locator('.tile .emoji').first).to_have_text('🦩')


def test_the_table_of_pictures_is_large_and_clean(bot_page: Callable[..., Page]) -> None:
    page = bot_page()
    page.get_by_role('button', name='Bild wählen').click()
    page.locator('.emojis button').first.wait_for()
    clean_in_every_look(page)


@WIDTHS
def test_two_answers_stand_side_by_side_or_one_below_the_other(bot_page: Callable[..., Page], width: int) -> None:
    page = bot_page(width=width)
    page.get_by_text('Zwei Antworten vergleichen').click()
    page.get_by_role('button', name='Knapper').click()
    expect(page.get_by_text('Antworte so knapp wie möglich')).to_be_visible()
    page.get_by_role('button', name='Beide antworten lassen').click()
    sides = page.locator('.sound .version')
    expect(sides.get_by_text('Fertig')).to_have_count(2)
    left, right = (sides.nth(place).bounding_box() for place in (0, 1))
    assert left and right
    assert (left['y'] == right['y']) if width > 1000 else (left['x'] == right['x'] and right['y'] > left['y'])
    page.get_by_role('button', name='So übernehmen').click()
    expect(page.get_by_label('Wesen')).to_have_value(re.compile(r'höchstens in drei Sätzen\.$'))


def test_the_studio_with_two_answers_is_large_and_clean(bot_page: Callable[..., Page]) -> None:
    page = bot_page()
    for fold in ('Zwei Antworten vergleichen', 'Mehr Einstellungen', 'Text für die Karte'):
        page.get_by_text(fold, exact=True).click()
    page.get_by_role('button', name='Andere KI').click()
    page.get_by_label('Welche KI soll rechts antworten?').select_option('practice')
    page.get_by_role('button', name='Beide antworten lassen').click()
    expect(page.locator('.sound .version').get_by_text('Fertig')).to_have_count(2)
    clean_in_every_look(page)


def test_which_ai_and_what_it_may_do_by_keyboard(bot_page: Callable[..., Page]) -> None:
    page = bot_page()
    card = page.get_by_role('button', name='Bleibt im Haus')
    card.focus()
    page.keyboard.press('Enter')
    expect(card).to_have_attribute('aria-pressed', 'true')
    assert card.evaluate('element => element === document.activeElement')
    tick = page.get_by_label('Zeigt, woher ein Satz kommt')
    tick.focus()
    page.keyboard.press('Space')
    expect(page.get_by_text('Gespeichert').first).to_be_visible()
    page.reload()
    expect(page.get_by_label('Zeigt, woher ein Satz kommt')).not_to_be_checked()
    expect(page.get_by_label('Darf in seinen Unterlagen lesen')).to_be_checked()
    expect(page.get_by_role('button', name='Bleibt im Haus')).to_have_attribute('aria-pressed', 'true')
