"""The builder as a board: the same recipe as in the list, in this window and in every other one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from nicegui import ui
from nicegui.element_filter import ElementFilter
from nicegui.testing.user_interaction import UserInteraction

from app.bootstrap import Services
from app.domain.pipelines import Pipeline
from tests.pages.conftest import Window


@pytest.fixture
async def recipe(services: Services) -> Pipeline:
    """Three bots, one after the other, and a field."""
    owner = services.accounts.builtin_owner()
    bots = [await services.bots.create(owner, name=name) for name in ('Recherche', 'Texter', 'SEO-Bot')]
    steps = [
        {'id': id, 'bot_id': bot.id, 'instruction': task}
        for id, bot, task in zip('abc', bots, ('Sammle.', 'Schreib.', 'Mach es auffindbar.'), strict=True)
    ]
    steps[0]['input_source'] = 'start'
    fields = [{'key': 'topic', 'label': 'Thema'}]
    return await services.pipelines.create(owner, {'name': 'Artikel', 'inputs': fields, 'steps': steps})


@pytest.fixture
def stored(services: Services, recipe: Pipeline) -> Callable[[], Pipeline]:
    """What is stored of it now."""
    return lambda: services.pipelines.get(services.accounts.builtin_owner(), recipe.id)


@pytest.fixture
async def board(window: Window, recipe: Pipeline) -> Window:
    """Its open board."""
    return await window.open(f'/rezept/{recipe.id}?ansicht=tafel')


def cards(window: Window) -> list[dict[str, Any]]:
    return list(window.one('board').shown.values())


def names(window: Window) -> list[str]:
    return [card['name'] for card in cards(window)]


def do(window: Window, event: str, args: Any) -> None:
    """What the browser reports of the row: a card is opened or goes some way."""
    UserInteraction(window.user, {window.one('board')}, None).trigger(event, args)


def let_go(window: Window, what: str, where: str, at: str) -> None:
    """What the browser reports when something was dragged onto the board."""
    place = {'what': what, 'where': where, 'at': at}
    UserInteraction(window.user, {window.one('board-area')}, None).trigger('put', place)


def has_dialog(window: Window) -> bool:
    assert window.user.client
    with window.user.client:
        return any(dialog.value for dialog in ElementFilter(kind=ui.dialog, local_scope=False))


def order(recipe: Pipeline) -> list[str]:
    return [step.id for step in recipe.steps]


def sources(recipe: Pipeline) -> dict[str, list[Any]]:
    return {step.id: [part.to_json() for part in step.input_source] for step in recipe.steps}


async def test_the_switch_shows_the_other_view_and_remembers_it(window: Window, recipe: Pipeline) -> None:
    await window.open(f'/rezept/{recipe.id}')
    assert len(window.all('step-task')) == 3 and not window.all('board')
    await window.press('view-tafel')
    await window.until(lambda: bool(window.all('board')), 'the board is shown')
    assert not window.all('step-task')
    assert [window.one(f'view-{view}').props['aria-pressed'] for view in ('liste', 'tafel')] == ['false', 'true']
    window.user.navigate.to('/')
    window.user.navigate.to(f'/rezept/{recipe.id}')
    await window.until(lambda: bool(window.all('board')), 'it is still the board')


async def test_a_card_says_who_does_what(board: Window) -> None:
    assert names(board) == ['Recherche', 'Texter', 'SEO-Bot']
    assert [(card['number'], card['column'], card['lane']) for card in cards(board)] == [
        (1, 0, 1),
        (2, 1, 1),
        (3, 2, 1),
    ]
    assert cards(board)[2]['task'] == '„Mach es auffindbar.“'
    await board.sees('Du gibst hinein:', 'Thema')


async def test_a_step_moves_one_place_and_says_where_it_is(board: Window, stored: Callable[[], Pipeline]) -> None:
    do(board, 'go', {'step': 'c', 'way': 'earlier'})
    await board.until(lambda: order(stored()) == ['a', 'c', 'b'], 'the order is stored')
    assert names(board) == ['Recherche', 'SEO-Bot', 'Texter']
    assert board.said()[-1] == 'SEO-Bot ist jetzt Schritt 2 von 3.'


async def test_beside_and_one_after_the_other_again(
    board: Window, recipe: Pipeline, stored: Callable[[], Pipeline]
) -> None:
    do(board, 'go', {'step': 'b', 'way': 'beside'})
    await board.until(lambda: sources(stored())['c'] == [{'step': 'a'}, 'previous'], 'both lanes are read')
    assert [(card['column'], card['lane']) for card in cards(board)] == [(0, 1), (0, 2), (1, 1)]
    assert cards(board)[1]['marks'] == ['gleichzeitig mit Schritt 1']
    assert board.said()[-1] == 'Recherche arbeitet zur gleichen Zeit.'
    do(board, 'go', {'step': 'b', 'way': 'in_line'})
    await board.until(lambda: stored().steps == recipe.steps, 'as it was')


async def test_a_bot_is_dropped_under_another_card(board: Window, stored: Callable[[], Pipeline]) -> None:
    let_go(board, f'bot:{stored().steps[0].bot_id}', 'beside', 'b')
    await board.until(lambda: len(stored().steps) == 4, 'it is stored')
    fresh = stored().steps[2]
    assert sources(stored())[fresh.id] == [{'step': 'a'}]
    assert sources(stored())['c'] == [{'step': 'b'}, 'previous']


async def test_a_card_is_dropped_between_two_others(board: Window, stored: Callable[[], Pipeline]) -> None:
    let_go(board, 'step:c', 'after', '')
    await board.until(lambda: order(stored()) == ['c', 'a', 'b'], 'it comes first')
    assert sources(stored()) == {'c': ['start'], 'a': ['previous'], 'b': ['previous']}


async def test_what_is_gone_meanwhile_is_not_dropped_on(board: Window, stored: Callable[[], Pipeline]) -> None:
    let_go(board, 'step:gone', 'after', 'a')
    let_go(board, 'step:c', 'beside', 'gone')
    let_go(board, 'bot:gone', 'after', 'a')
    do(board, 'go', {'step': 'gone', 'way': 'later'})
    do(board, 'open', 'gone')
    assert order(stored()) == ['a', 'b', 'c'] and names(board) == ['Recherche', 'Texter', 'SEO-Bot']


async def test_a_pressed_bot_comes_last_and_other_kinds_are_behind_a_fold(
    board: Window, stored: Callable[[], Pipeline]
) -> None:
    await board.press('append-Texter')
    await board.until(lambda: len(stored().steps) == 4, 'it is stored')
    assert sources(stored())[stored().steps[3].id] == ['previous']
    await board.press('more-steps')
    await board.press('append-Dein Ja')
    await board.until(lambda: len(stored().steps) == 5 and stored().steps[4].kind.value == 'ask', 'a question too')
    assert board.said()[-1] == 'Dein Ja ist jetzt Schritt 5 von 5.'


async def test_a_removed_card_comes_back(board: Window, recipe: Pipeline, stored: Callable[[], Pipeline]) -> None:
    do(board, 'go', {'step': 'b', 'way': 'remove'})
    await board.until(lambda: order(stored()) == ['a', 'c'], 'it is gone')
    await board.sees('Schritt 2: Texter ist entfernt.')
    await board.press_text('Rückgängig machen')
    await board.until(lambda: stored().steps == recipe.steps, 'it is back')


async def test_a_card_opens_the_controls_of_the_list(board: Window, stored: Callable[[], Pipeline]) -> None:
    do(board, 'open', 'b')
    await board.write('step-task', 'Schreib kurz.')
    await board.until(lambda: stored().step('b').instruction == 'Schreib kurz.', 'it is stored')
    assert cards(board)[1]['task'] == '„Schreib kurz.“'
    await board.press('step.up')
    await board.until(lambda: order(stored()) == ['b', 'a', 'c'], 'it moves from there too')
    await board.press('step.remove')
    await board.until(lambda: not has_dialog(board), 'its window closes')


async def test_both_views_in_two_windows_follow_each_other(
    board: Window, new_window: Callable[[], Window], recipe: Pipeline
) -> None:
    other = await new_window().open(f'/rezept/{recipe.id}')
    do(board, 'go', {'step': 'a', 'way': 'later'})
    await other.until(lambda: other.one('step-task').value == 'Schreib.', 'the list follows')
    await other.write('step-task', 'Schreib schön.')
    await board.until(lambda: cards(board)[0]['task'] == '„Schreib schön.“', 'the board follows')
    await other.press('step.remove', 2)
    await board.until(lambda: names(board) == ['Texter', 'Recherche'], 'the card goes')
    await board.press('undo')
    await other.until(lambda: len(other.all('step-task')) == 3, 'and is back in both')
    assert names(board) == ['Texter', 'Recherche', 'SEO-Bot']


async def test_an_open_card_follows_the_other_window(
    board: Window, new_window: Callable[[], Window], recipe: Pipeline
) -> None:
    other = await new_window().open(f'/rezept/{recipe.id}')
    do(board, 'open', 'b')
    await other.write('step-task', 'Schreib anders.', 1)
    await board.until(lambda: board.one('step-task').value == 'Schreib anders.', 'the open window follows')
    await other.press('step.remove', 1)
    await board.until(lambda: not has_dialog(board), 'it closes')


async def test_what_was_saved_while_this_window_was_at_work_is_taken_over(
    board: Window, services: Services, recipe: Pipeline
) -> None:
    do(board, 'go', {'step': 'a', 'way': 'later'})
    await board.press('undo')
    await services.pipelines.update(
        services.accounts.builtin_owner(), recipe.id, {'name': 'Neu'}, expect=recipe.version
    )
    await board.sees('Neu')


async def test_the_cards_show_how_the_run_stands(board: Window, services: Services, recipe: Pipeline) -> None:
    assert {card['look']['word'] for card in cards(board)} == {''}
    await services.runs.start(services.accounts.builtin_owner(), recipe.id, {'topic': 'Tomaten'})
    await board.until(lambda: [card['look']['word'] for card in cards(board)] == ['Fertig'] * 3, 'all are done')
    assert board.said()[-1] == 'Das Rezept ist zu Ende: Fertig.'
    assert cards(board)[0]['look'] == {'color': 'done', 'sign': '✅', 'word': 'Fertig'}


async def test_what_is_wrong_stands_on_its_card(board: Window, services: Services, recipe: Pipeline) -> None:
    await services.bots.delete(services.accounts.builtin_owner(), recipe.steps[1].bot_id)
    await board.until(lambda: 'Diesen Bot gibt es nicht.' in cards(board)[1]['trouble'], 'it is told')
    await board.press('start')
    await board.sees('Bei einem Schritt fehlt noch etwas.')


async def test_an_empty_board_says_how_to_begin(window: Window, services: Services) -> None:
    owner = services.accounts.builtin_owner()
    await services.bots.create(owner, name='Texter')
    recipe = await services.pipelines.create(owner, {'name': 'Leer'})
    await window.open(f'/rezept/{recipe.id}?ansicht=tafel')
    await window.sees('Hier ist noch nichts. Zieh deinen ersten Bot hierher.')
    let_go(window, f'bot:{services.bots.list(owner)[0].id}', 'after', '')
    await window.misses('Hier ist noch nichts. Zieh deinen ersten Bot hierher.')
    assert names(window) == ['Texter']


async def test_a_step_that_did_not_change_is_not_drawn_again(window: Window, recipe: Pipeline) -> None:
    await window.open(f'/rezept/{recipe.id}')
    first = window.one('step-1')
    await window.press('step.up', 1)
    await window.until(lambda: window.one('step-task', 1).value == 'Mach es auffindbar.', 'two steps changed places')
    assert window.one('step-1') is first


async def test_a_field_one_types_into_stays_while_other_steps_move(
    window: Window, new_window: Callable[[], Window], recipe: Pipeline
) -> None:
    await window.open(f'/rezept/{recipe.id}')
    other = await new_window().open(f'/rezept/{recipe.id}?ansicht=tafel')
    field = window.one('step-task', 2)
    await window.write('step-task', 'Mach es bekannt.', 2)
    do(other, 'go', {'step': 'a', 'way': 'later'})
    await window.until(lambda: window.one('step-task').value == 'Schreib.', 'the others changed places')
    assert window.one('step-task', 2) is field
    offered = dict(window.one('step-input', 2).props['choices'])
    assert offered['step:b:'] == 'dem Ergebnis von Schritt 1 (Texter)'


async def test_a_long_recipe_shows_lines_that_open(window: Window, services: Services, recipe: Pipeline) -> None:
    owner = services.accounts.builtin_owner()
    steps = [{'id': f's{n}', 'bot_id': recipe.steps[0].bot_id, 'instruction': f'Nummer {n}.'} for n in range(13)]
    long = await services.pipelines.create(owner, {'name': 'Lang', 'steps': steps})
    await window.open(f'/rezept/{long.id}')
    assert not window.all('step-task')
    last = window.one('line-s12').props
    assert (last['name'], last['task']) == ('Recherche', '„Nummer 12.“')
    UserInteraction(window.user, {window.one('line-s1')}, None).trigger('open')
    await window.until(lambda: len(window.all('step-task')) == 1, 'it opens')
    await window.write('step-task', 'Ganz anders.')
    await window.press('step.up')
    await window.until(lambda: window.one('line-s0').props['task'] == '„Nummer 0.“', 'the others keep up')

    def first() -> str:
        return services.pipelines.get(owner, long.id).steps[0].instruction

    await window.until(lambda: first() == 'Ganz anders.', 'it is stored')
