"""The builder in a real browser: built by mouse, finger and keys, in two windows at once, and watched while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import measures
from tests.browser.app_process import AppProcess, SlowService
from tests.browser.board_hands import at, below, card, drag, grip, hold, middle, palette, sources, stands, touch, way
from tests.browser.conftest import Visit, ready
from tests.browser.seed import Seed
from tests.browser.test_every_page import LOOKS, SPACING, violations
from tests.browser.test_tasks import KeyboardPerson, Person
from tests.test_texts import JARGON

BOTS = ('Recherche', 'Texter', 'SEO-Bot')


@pytest.fixture(scope='module')
def seed(app: AppProcess) -> Seed:
    return Seed(app.url)


@pytest.fixture(scope='module')
def bots(seed: Seed) -> dict[str, str]:
    """Ids of the three bots by name."""
    return {name: seed.bot(name, emoji=sign)['id'] for name, sign in zip(BOTS, '🔎🎨📈', strict=True)}


@pytest.fixture
def new_recipe(seed: Seed, bots: dict[str, str]) -> Callable[..., str]:
    """Makes a recipe in which these bots work one after the other; its id."""

    def make(*names: str) -> str:
        steps: list[dict[str, Any]] = [
            {'id': f's{number}', 'bot_id': bots[bot], 'instruction': f'Aufgabe {number}.'}
            for number, bot in enumerate(names, 1)
        ]
        if steps:
            steps[0]['input_source'] = 'start'
        fields = [{'key': 'topic', 'label': 'Thema'}]
        made: str = seed.recipe({'name': 'Artikel', 'inputs': fields, 'steps': steps})['id']
        return made

    return make


@pytest.fixture
def open_view(app: AppProcess, visit: Visit) -> Callable[..., Page]:
    """Opens a view of a recipe in a window of its own."""

    def open_it(recipe: str, view: str = 'tafel', **look: Any) -> Page:
        page = visit(f'{app.url}/rezept/{recipe}?ansicht={view}', **look)
        page.locator('.board' if view == 'tafel' else '.steps').wait_for()
        return page

    return open_it


@pytest.fixture
def own_service() -> Iterator[SlowService]:
    """A slow service whose gate nobody else opens."""
    started = SlowService()
    yield started
    started.stop()


def test_built_with_the_mouse(new_recipe: Callable[..., str], open_view: Callable[..., Page], seed: Seed) -> None:
    recipe = new_recipe()
    page = open_view(recipe)
    drag(page, palette(page, 'Texter'), middle(page.locator('.board-empty')))
    stands(page, 'Texter')
    drag(page, palette(page, 'Recherche'), at(card(page, 'Texter'), 0.2, 0.5))
    stands(page, 'Recherche', 'Texter')
    drag(page, palette(page, 'SEO-Bot'), at(card(page, 'Texter'), 0.9, 0.2))
    stands(page, *BOTS)
    drag(page, grip(page, 'SEO-Bot'), at(card(page, 'Recherche'), 0.2, 0.5))
    stands(page, 'SEO-Bot', 'Recherche', 'Texter')
    assert sources(seed, page, recipe) == [['start'], ['previous'], ['previous']]


def test_built_with_a_finger(new_recipe: Callable[..., str], open_view: Callable[..., Page], seed: Seed) -> None:
    recipe = new_recipe()
    page = open_view(recipe, touch=True)
    touch(page, palette(page, 'Texter'), middle(page.locator('.board-empty')))
    stands(page, 'Texter')
    touch(page, palette(page, 'Recherche'), at(card(page, 'Texter'), 0.2, 0.5))
    touch(page, palette(page, 'SEO-Bot'), at(card(page, 'Texter'), 0.9, 0.2))
    stands(page, *BOTS)
    touch(page, grip(page, 'SEO-Bot'), at(card(page, 'Texter'), 0.2, 0.5))
    stands(page, 'Recherche', 'SEO-Bot', 'Texter')
    assert sources(seed, page, recipe) == [['start'], ['previous'], ['previous']]


def test_a_finger_reorders_on_the_phone(new_recipe: Callable[..., str], open_view: Callable[..., Page]) -> None:
    page = open_view(new_recipe('Recherche', 'Texter'), width=390, height=1700, touch=True)
    touch(page, grip(page, 'Texter'), at(card(page, 'Recherche'), 0.5, 0.2))
    stands(page, 'Texter', 'Recherche')
    touch(page, palette(page, 'Recherche'), at(card(page, 'Recherche'), 0.5, 0.9))
    stands(page, 'Texter', 'Recherche', 'Recherche')
    assert measures.sideways(page) == 0


@pytest.mark.parametrize(
    ('kind', 'width'), [(Person, 1280), (Person, 390), (KeyboardPerson, 1280)], ids=['mouse', 'phone', 'keyboard']
)
def test_three_steps_on_the_board_in_nine_clicks_and_two_fields(
    app: AppProcess, seed: Seed, new_recipe: Callable[..., str], visit: Visit, kind: type[Person], width: int
) -> None:
    new_recipe('Texter')  # so that there are bots, and the home page of somebody who has begun
    anna = kind(visit(app.url, width=width))
    anna.press(anna.page.get_by_role('link', name='Neues Rezept'))
    name = f'Mein Artikel {kind.__name__} {width}'
    anna.write(anna.page.get_by_label('Wie soll das Rezept heißen?'), name)
    anna.press(anna.page.get_by_role('button', name='Weiter', exact=True))
    anna.press(anna.page.get_by_role('button', name='Als Tafel'))
    for bot in BOTS:
        anna.press(palette(anna.page, bot))
    stands(anna.page, *BOTS)
    anna.press(card(anna.page, 'Texter').locator('.bcard-open'))
    anna.write(anna.page.get_by_label('Aufgabe für Schritt 2'), 'Schreib daraus einen Artikel.')
    anna.press(anna.page.get_by_role('button', name='Fertig', exact=True))
    expect(card(anna.page, 'Texter')).to_contain_text('„Schreib daraus einen Artikel.“')
    made = next(recipe for recipe in seed.get('/pipelines') if recipe['name'] == name)
    assert sources(seed, anna.page, made['id']) == [['start'], ['previous'], ['previous']]
    assert (anna.clicks, anna.fields) <= (9, 2)


def test_keys_on_the_grip_move_remove_and_keep_the_focus(
    new_recipe: Callable[..., str], open_view: Callable[..., Page]
) -> None:
    page = open_view(new_recipe(*BOTS))
    grip(page, 'SEO-Bot').focus()
    page.keyboard.press('ArrowLeft')
    stands(page, 'Recherche', 'SEO-Bot', 'Texter')
    expect(grip(page, 'SEO-Bot')).to_be_focused()
    page.keyboard.press('ArrowLeft')
    stands(page, 'SEO-Bot', 'Recherche', 'Texter')
    expect(page.locator('.spoken [role=status]')).to_contain_text('SEO-Bot ist jetzt Schritt 1 von 3.')
    expect(grip(page, 'SEO-Bot')).to_be_focused()
    page.keyboard.press('Delete')
    stands(page, 'Recherche', 'Texter')
    expect(grip(page, 'Recherche')).to_be_focused()
    page.keyboard.press('Control+z')
    stands(page, 'SEO-Bot', 'Recherche', 'Texter')


def test_buttons_do_all_that_dragging_does(new_recipe: Callable[..., str], open_view: Callable[..., Page]) -> None:
    page = open_view(new_recipe(*BOTS), width=390)
    grip(page, 'Texter').click()
    way(page, 'Gleichzeitig mit Recherche').click()
    expect(card(page, 'Texter')).to_contain_text('gleichzeitig mit Schritt 1')
    way(page, 'Nacheinander').click()
    expect(card(page, 'Texter')).not_to_contain_text('gleichzeitig')
    expect(grip(page, 'Texter')).to_have_attribute('aria-expanded', 'true')
    way(page, 'Nach vorn').click()
    stands(page, 'Texter', 'Recherche', 'SEO-Bot')
    expect(way(page, 'Nach vorn')).to_have_count(0)
    way(page, 'Nach hinten').click()
    stands(page, *BOTS)
    way(page, 'Entfernen').click()
    stands(page, 'Recherche', 'SEO-Bot')
    page.get_by_role('button', name='Rückgängig machen').click()
    stands(page, *BOTS)


def test_under_a_card_means_at_the_same_time(
    new_recipe: Callable[..., str], open_view: Callable[..., Page], seed: Seed
) -> None:
    recipe = new_recipe('Recherche', 'Texter', 'SEO-Bot', 'Recherche')
    page = open_view(recipe)
    drag(page, grip(page, 'SEO-Bot'), below(card(page, 'Texter')))
    expect(card(page, 'SEO-Bot')).to_contain_text('gleichzeitig mit Schritt 2')
    upper, lower = (card(page, name).bounding_box() for name in ('Texter', 'SEO-Bot'))
    assert upper and lower and upper['x'] == lower['x'] and upper['y'] + upper['height'] < lower['y']
    assert sources(seed, page, recipe) == [['start'], ['previous'], [{'step': 's1'}], [{'step': 's2'}, 'previous']]
    drag(page, grip(page, 'SEO-Bot'), at(card(page, 'Texter'), 0.9, 0.3))
    expect(card(page, 'SEO-Bot')).not_to_contain_text('gleichzeitig')
    assert sources(seed, page, recipe) == [['start'], ['previous'], ['previous'], ['previous']]


def test_a_card_let_go_beside_the_board_or_after_escape_stays(
    new_recipe: Callable[..., str], open_view: Callable[..., Page]
) -> None:
    page = open_view(new_recipe(*BOTS))
    drag(page, grip(page, 'SEO-Bot'), middle(page.locator('h1')))
    hold(page, grip(page, 'SEO-Bot'), at(card(page, 'Recherche'), 0.2, 0.5))
    page.keyboard.press('Escape')
    page.mouse.up()
    expect(page.locator('.ghost, .landing')).to_have_count(0)
    grip(page, 'Recherche').focus()
    page.keyboard.press('ArrowRight')
    stands(page, 'Texter', 'Recherche', 'SEO-Bot')


def test_both_views_in_two_windows_keep_what_both_change(
    new_recipe: Callable[..., str], open_view: Callable[..., Page], seed: Seed
) -> None:
    recipe = new_recipe(*BOTS)
    board, listed = open_view(recipe), open_view(recipe, 'liste')
    listed.get_by_text('Name, Bild und Beschreibung').click()
    listed.get_by_label('Wie heißt das Rezept?').fill('Unser Artikel')
    grip(board, 'Texter').press('ArrowRight')
    expect(listed.get_by_label('Aufgabe für Schritt 3')).to_have_value('Aufgabe 2.')
    expect(board.get_by_role('heading', level=1)).to_have_text('Unser Artikel')
    listed.get_by_label('Aufgabe für Schritt 3').fill('Schreib es schön.')
    expect(card(board, 'Texter')).to_contain_text('„Schreib es schön.“')
    assert seed.get(f'/pipelines/{recipe}')['name'] == 'Unser Artikel'


def test_the_same_part_in_two_windows_is_asked_about_and_nothing_is_lost(
    new_recipe: Callable[..., str], open_view: Callable[..., Page]
) -> None:
    recipe = new_recipe(*BOTS)
    board, listed = open_view(recipe), open_view(recipe, 'liste')
    task = listed.get_by_label('Aufgabe für Schritt 1')
    task.evaluate('(field) => field.removeAttribute("maxlength")')
    mine = 'Mein langer Text. ' * 3000
    task.fill(mine)  # too long to be saved
    expect(listed.get_by_text('Noch nicht gespeichert')).to_be_visible()
    grip(board, 'Texter').press('ArrowRight')  # another step: both are kept
    expect(listed.get_by_label('Aufgabe für Schritt 3')).to_have_value('Aufgabe 2.')
    expect(task).to_have_value(mine)
    card(board, 'Recherche').locator('.bcard-open').click()
    board.get_by_label('Aufgabe für Schritt 1').fill('Die andere Fassung.')
    listed.get_by_role('button', name='Beide ansehen').click()
    listed.get_by_role('button', name='Die andere nehmen').click()
    expect(task).to_have_value('Die andere Fassung.')
    listed.get_by_role('button', name='Rückgängig', exact=True).click()
    expect(task).to_have_value(mine)


def test_fifty_changes_are_taken_back(new_recipe: Callable[..., str], open_view: Callable[..., Page]) -> None:
    page = open_view(new_recipe(*BOTS))
    grip(page, 'Recherche').press('ArrowRight')
    stands(page, 'Texter', 'Recherche', 'SEO-Bot')
    for number in range(49):
        grip(page, 'SEO-Bot').press('ArrowRight' if number % 2 else 'ArrowLeft')
    stands(page, 'Texter', 'SEO-Bot', 'Recherche')
    for _ in range(49):
        page.keyboard.press('Control+z')
    stands(page, 'Texter', 'Recherche', 'SEO-Bot')
    page.keyboard.press('Control+z')
    stands(page, *BOTS)
    expect(page.get_by_role('button', name='Rückgängig', exact=True)).to_be_hidden()
    page.keyboard.press('Control+y')
    stands(page, 'Texter', 'Recherche', 'SEO-Bot')


def test_a_reload_at_any_moment_loses_nothing(new_recipe: Callable[..., str], open_view: Callable[..., Page]) -> None:
    page = open_view(new_recipe(*BOTS))
    grip(page, 'SEO-Bot').press('ArrowLeft')
    stands(page, 'Recherche', 'SEO-Bot', 'Texter')
    page.reload()
    stands(page, 'Recherche', 'SEO-Bot', 'Texter')
    ready(page)
    card(page, 'Texter').locator('.bcard-open').click()
    page.get_by_label('Aufgabe für Schritt 3').press_sequentially(' Und eine Überschrift.')
    page.reload()  # the card opens again by itself
    expect(page.get_by_label('Aufgabe für Schritt 3')).to_have_value('Aufgabe 2. Und eine Überschrift.')


def test_what_is_typed_into_a_card_while_the_program_is_away_is_saved_afterwards(
    own_app: AppProcess, visit: Visit
) -> None:
    seed = Seed(own_app.url)
    bot = seed.bot('Texter')['id']
    recipe = seed.recipe({'name': 'Artikel', 'steps': [{'id': 's1', 'bot_id': bot, 'instruction': 'Schreib.'}]})['id']
    page = visit(f'{own_app.url}/rezept/{recipe}?ansicht=tafel')
    card(page, 'Texter').locator('.bcard-open').click()
    page.get_by_label('Aufgabe für Schritt 1').wait_for()
    own_app.kill()
    page.get_by_label('Aufgabe für Schritt 1').fill('Im Funkloch getippt.')
    own_app.start()
    expect(card(page, 'Texter')).to_contain_text('„Im Funkloch getippt.“', timeout=15_000)
    assert sources(seed, page, recipe) == [['start']]
    assert seed.get(f'/pipelines/{recipe}')['steps'][0]['instruction'] == 'Im Funkloch getippt.'


def test_the_view_stays_chosen(new_recipe: Callable[..., str], app: AppProcess, visit: Visit) -> None:
    page = visit(f'{app.url}/rezept/{new_recipe(*BOTS)}')
    page.get_by_role('button', name='Als Tafel').click()
    expect(page.get_by_role('button', name='Als Tafel')).to_have_attribute('aria-pressed', 'true')
    stands(page, *BOTS)
    assert page.url.endswith('?ansicht=tafel')
    page.goto(f'{app.url}/rezept/{new_recipe("Texter")}')
    stands(page, 'Texter')


def test_the_cards_follow_a_run(
    app: AppProcess, own_service: SlowService, seed: Seed, open_view: Callable[..., Page]
) -> None:
    slow = seed.connection(own_service.url, 'gated-1')['id']
    gone = seed.connection('http://127.0.0.1:9/v1', 'm')['id']
    models = {'one': f'{slow}/gated-1', 'two': f'{slow}/stamp-120', 'three': f'{gone}/m'}
    steps = [
        {'id': id, 'bot_id': seed.bot(f'Uhr {id}', model=model)['id'], 'instruction': f'Tafel-{id}', 'retries': 0}
        for id, model in models.items()
    ]
    recipe = seed.recipe({'name': 'Läuft', 'steps': steps})['id']
    page = open_view(recipe)
    state = page.locator('.bcard .state')
    expect(state).to_have_count(0)
    seed.begin(recipe)
    expect(state).to_have_text(['🔄Läuft', '⏳Wartet', '⏳Wartet'])
    late = open_view(recipe)
    expect(late.locator('.bcard .state')).to_have_text(['🔄Läuft', '⏳Wartet', '⏳Wartet'])
    expect(late.get_by_role('link', name='Zuschauen')).to_be_visible()
    own_service.open_gate()
    expect(state).to_have_text(['✅Fertig', '🔄Läuft', '⏳Wartet'])
    expect(state).to_have_text(['✅Fertig', '✅Fertig', '❌Fehler'])
    expect(late.locator('.bcard .state')).to_have_text(['✅Fertig', '✅Fertig', '❌Fehler'])
    expect(page.locator('.spoken [role=status]')).to_contain_text('Das Rezept ist zu Ende: Hat nicht geklappt.')


@pytest.mark.parametrize('view', ['tafel', 'liste'])
def test_large_plain_and_clean_in_every_look(
    new_recipe: Callable[..., str], open_view: Callable[..., Page], view: str
) -> None:
    page = open_view(new_recipe(*BOTS), view)
    if view == 'tafel':
        page.get_by_text('Weitere Schritte').click()
        grip(page, 'Texter').click()
        way(page, 'Gleichzeitig mit Recherche').click()
        expect(card(page, 'Texter')).to_contain_text('gleichzeitig')
    for width, dark in LOOKS:
        look = f'{view} at {width} px, {"dark" if dark else "light"}'
        page.set_viewport_size({'width': width, 'height': 900})
        page.emulate_media(color_scheme='dark' if dark else 'light')
        assert violations(page) == [], look
        assert measures.small_targets(page) == [], look
        assert measures.small_letters(page) == [], look
        assert measures.nameless(page) == [], look
        assert measures.sideways(page) == 0, look
    assert [match[0] for match in JARGON.finditer(measures.visible_text(page))] == []
    page.set_viewport_size({'width': 320, 'height': 640})
    assert measures.sideways(page) == 0
    page.add_style_tag(content=SPACING)
    assert measures.sideways(page) == 0
    page.set_viewport_size({'width': 1280, 'height': 900})
    page.add_style_tag(content='html { font-size: 225% !important }')
    assert measures.sideways(page) == 0 and measures.cut_words(page) == []


@pytest.mark.parametrize(('width', 'dark'), LOOKS)
def test_an_open_card_is_clean_too(
    new_recipe: Callable[..., str], open_view: Callable[..., Page], width: int, dark: bool
) -> None:
    page = open_view(new_recipe(*BOTS), width=width, dark=dark)
    card(page, 'Texter').locator('.bcard-open').click()
    expect(page.get_by_role('dialog', name='Schritt ändern')).to_be_visible()
    assert violations(page) == [] and measures.small_targets(page) == [] and measures.sideways(page) == 0
    page.keyboard.press('Escape')
    expect(page.get_by_role('dialog')).to_have_count(0)
    expect(card(page, 'Texter').locator('.bcard-open')).to_be_focused()


def test_a_long_board_scrolls_inside_its_own_box(
    new_recipe: Callable[..., str], open_view: Callable[..., Page]
) -> None:
    page = open_view(new_recipe(*BOTS, *BOTS, *BOTS))
    region = page.get_by_role('region', name='Tafel mit den Schritten')
    region.focus()
    assert region.evaluate('box => box.scrollWidth > box.clientWidth') and measures.sideways(page) == 0
    page.keyboard.press('ArrowRight')
    page.wait_for_function('document.activeElement.scrollLeft > 0')
