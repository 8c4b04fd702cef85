"""Every kind of step is built by its controls, and what is stored is what the sentence says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.codec import to_json
from app.domain.pipelines import OnlyIf, Op, Otherwise, Over, Pipeline, Shape, Step, StepKind, Subject
from app.domain.runs import RunStatus
from tests.pages.conftest import Window

TABLE = '| Name | Betrag |\n| --- | --- |\n| Anna | 12,50 € |\n| Bert | 7 € |'


@pytest.fixture
def owner(services: Services) -> Account:
    return services.accounts.builtin_owner()


@pytest.fixture
async def recipe(services: Services, owner: Account) -> Pipeline:
    """One bot that gives a table of names and amounts, and a field of the start form."""
    bot = await services.bots.create(owner, name='Buchhalter')
    step = {'id': 'a', 'bot_id': bot.id, 'instruction': 'Such heraus.', 'shape': 'table', 'columns': ['Name', 'Betrag']}
    inputs = [{'key': 'topic', 'label': 'Thema', 'kind': 'longtext'}]
    return await services.pipelines.create(owner, {'name': 'Ausgaben', 'inputs': inputs, 'steps': [step]})


@pytest.fixture
def stored(services: Services, owner: Account, recipe: Pipeline) -> Callable[[], Pipeline]:
    """What is stored of it now."""
    return lambda: services.pipelines.get(owner, recipe.id)


@pytest.fixture
def last(stored: Callable[[], Pipeline]) -> Callable[[], Step]:
    """Its last step as it is stored now."""
    return lambda: stored().steps[-1]


@pytest.fixture
async def editor(window: Window, recipe: Pipeline) -> Window:
    """Its open editor."""
    return await window.open(f'/rezept/{recipe.id}')


async def add(editor: Window, *presses: str) -> None:
    """A new step of another kind than a bot."""
    for press in ('add-step', 'something-else', *presses):
        await editor.press(press)


async def test_a_calculation_is_found_and_set_by_the_columns_of_the_step_before(
    editor: Window, last: Callable[[], Step]
) -> None:
    await add(editor, 'kind-action')
    await editor.write('find-action', 'summen')
    await editor.misses('Sortieren')
    await editor.press('action-sum_table')
    await editor.sees('Spalte mit den Zahlen', 'Hier fehlt noch etwas.')
    assert [choice[0] for choice in editor.one('step-setting-column').props['choices']] == ['', 'Name', 'Betrag', ' ']
    await editor.write('step-setting-column', 'Betrag')
    await editor.write('step-setting-how', 'average')
    await editor.until(lambda: last().settings.get('how') == 'average', 'it is stored')
    assert (last().kind, last().settings['action'], last().settings['column']) == (
        StepKind.ACTION,
        'sum_table',
        'Betrag',
    )
    assert [part.to_json() for part in last().input_source] == ['previous']


async def test_another_calculation_keeps_what_it_asks_for_as_well(editor: Window, last: Callable[[], Step]) -> None:
    await add(editor, 'kind-action', 'action-sum_table')
    await editor.write('step-setting-column', 'Betrag')
    await editor.write('step-setting-how', 'average')
    await editor.write('step-action', 'filter_table')
    await editor.until(lambda: last().settings == {'action': 'filter_table', 'column': 'Betrag'}, 'it is stored')


async def test_what_is_missing_is_named_where_it_has_no_field(editor: Window, last: Callable[[], Step]) -> None:
    await add(editor, 'kind-action', 'action-pick_columns')
    await editor.sees('Noch nicht gespeichert', 'Spalten in der neuen Reihenfolge: Hier fehlt noch etwas.')
    await editor.write('step-setting-columns', True, 1)
    await editor.write('step-setting-columns', True, 0)
    await editor.until(lambda: last().settings.get('columns') == 'Betrag, Name', 'they are stored as they were ticked')
    await editor.sees('In dieser Reihenfolge: Betrag, Name')
    await editor.misses('Hier fehlt noch etwas.')


async def test_a_column_that_is_not_offered_can_be_written(editor: Window, last: Callable[[], Step]) -> None:
    await add(editor, 'kind-action', 'action-sum_table')
    await editor.write('step-setting-column', ' ')
    await editor.write('step-setting-column', 'Menge')
    await editor.until(lambda: last().settings.get('column') == 'Menge', 'it is stored')


async def test_columns_are_known_from_the_last_run(
    window: Window, services: Services, owner: Account, recipe: Pipeline
) -> None:
    steps = [to_json(recipe.steps[0]) | {'columns': []}, {'kind': 'action', 'settings': {'action': 'dedupe'}}]
    steps[1]['input_source'] = {'input': 'topic'}
    await services.pipelines.update(owner, recipe.id, {'steps': steps}, expect=recipe.version)
    run = await services.runs.start(owner, recipe.id, {'topic': TABLE})
    await services.runs.wait(owner, run.id, 10)
    await window.open(f'/rezept/{recipe.id}')
    ticks = [tick.props['label'] for tick in window.all('step-setting-columns')]
    assert ticks == ['Name', 'Betrag']


async def test_a_question_to_the_person_with_a_deadline(editor: Window, last: Callable[[], Step]) -> None:
    await add(editor, 'kind-ask')
    await editor.write('step-task', 'Stimmen alle Zahlen?', 1)
    await editor.write('step-days', '3')
    await editor.write('step-then', 'approve')
    await editor.until(lambda: last().settings == {'days': 3, 'then': 'approve'}, 'the deadline is stored')
    assert (last().kind, last().instruction) == (StepKind.ASK, 'Stimmen alle Zahlen?')
    await editor.write('step-days', '')
    await editor.until(lambda: last().settings['days'] is None, 'it waits as long as it takes')


async def test_another_recipe_gets_the_text_in_one_field_and_the_rest_is_fixed(
    window: Window, services: Services, owner: Account, recipe: Pipeline, last: Callable[[], Step]
) -> None:
    inputs = [{'key': 'bill', 'label': 'Rechnung'}, {'key': 'tone', 'label': 'Ton', 'required': True}]
    inner = await services.pipelines.create(owner, {'name': 'Prüfen', 'inputs': inputs})
    await window.open(f'/rezept/{recipe.id}')
    await add(window, 'kind-recipe')
    assert not window.all(f'recipe-{recipe.id}')  # not itself
    await window.press(f'recipe-{inner.id}')
    await window.sees('Hier fehlt noch etwas.')
    await window.write('step-value-tone', 'freundlich')
    await window.until(lambda: last().kind is StepKind.RECIPE, 'it is stored')
    assert last().settings == {'pipeline_id': inner.id, 'into': '', 'values': {'tone': 'freundlich'}}
    await window.write('step-into', 'tone')
    await window.until(lambda: last().settings['into'] == 'tone', 'the other field gets it')
    assert last().settings['values'] == {}


async def test_a_recipe_that_holds_this_one_is_not_offered(
    window: Window, services: Services, owner: Account, recipe: Pipeline
) -> None:
    step = {'kind': 'recipe', 'settings': {'pipeline_id': recipe.id}}
    outer = await services.pipelines.create(owner, {'name': 'Außen', 'steps': [step]})
    await window.open(f'/rezept/{recipe.id}')
    await add(window, 'kind-recipe')
    await window.sees('Du hast noch kein Rezept, das hier passt.')
    assert not window.all(f'recipe-{outer.id}')


async def test_a_step_is_repeated_for_every_row(editor: Window, last: Callable[[], Step]) -> None:
    await editor.press('finer')
    await editor.write('step-repeat', 'rows')
    await editor.write('step-at-once', '5')
    await editor.until(lambda: last().for_each is not None and last().for_each.at_once == 5, 'it is stored')
    assert last().for_each and last().for_each.over is Over.ROWS
    assert editor.text().count('für jede Zeile der Tabelle') == 1  # on the card; the choice is a list of its own
    await editor.write('step-repeat', '')
    await editor.until(lambda: last().for_each is None, 'once again')


async def test_a_condition_on_a_column_shows_in_short_on_the_card(
    editor: Window, stored: Callable[[], Pipeline], last: Callable[[], Step], recipe: Pipeline
) -> None:
    await editor.press('add-step')
    await editor.press('take-Buchhalter')
    await editor.press('finer', 1)
    await editor.write('step-subject', 'field')
    await editor.write('step-only-if-name', 'Betrag')
    await editor.write('step-op', 'more')
    await editor.write('step-condition-value', '100')
    await editor.write('step-otherwise', 'nothing')
    await editor.sees('nur wenn Betrag mehr als 100')
    wanted = OnlyIf(subject=Subject.FIELD, name='Betrag', op=Op.MORE, value='100', otherwise=Otherwise.NOTHING)
    await editor.until(lambda: len(stored().steps) == 2 and last().only_if == wanted, 'it is stored')


async def test_a_condition_on_the_start_form_begins_with_its_first_field(
    editor: Window, last: Callable[[], Step]
) -> None:
    await editor.press('finer')
    await editor.write('step-subject', 'input')
    await editor.write('step-op', 'not_empty')
    wanted = OnlyIf(subject=Subject.INPUT, name='topic', op=Op.NOT_EMPTY)
    await editor.until(lambda: last().only_if == wanted, 'it is stored')
    await editor.sees('nur wenn Thema ausgefüllt ist')


async def test_a_question_to_the_bot_is_told_missing_at_its_field(editor: Window, last: Callable[[], Step]) -> None:
    await editor.press('finer')
    await editor.write('step-subject', 'question')
    await editor.until(lambda: editor.one('step-condition-question').error == 'Hier fehlt noch etwas.', 'it is told')
    await editor.write('step-condition-question', 'Ist das eine Rechnung?')
    await editor.until(lambda: last().only_if is not None, 'it is stored')
    assert last().only_if == OnlyIf(subject=Subject.QUESTION, name='Ist das eine Rechnung?', op=Op.YES)
    await editor.until(lambda: editor.one('step-condition-question').error == '', 'nothing is missing any more')
    await editor.sees('nur wenn Ja auf: Ist das eine Rechnung?')


async def test_a_calculation_offers_no_question_to_a_bot(editor: Window) -> None:
    await add(editor, 'kind-action', 'action-dedupe')
    await editor.press('finer', 1)
    offered = [choice[0] for choice in editor.one('step-subject').props['choices']]
    assert offered == ['', 'text', 'field', 'input']


async def test_a_bot_promises_fields_by_their_names(editor: Window, last: Callable[[], Step]) -> None:
    await editor.press('finer')
    await editor.write('step-shape', 'fields')
    await editor.write('step-columns', 'Datum; Summe,, Datum')
    await editor.until(lambda: last().columns == ('Datum', 'Summe'), 'they are stored')
    assert last().shape is Shape.FIELDS
    await editor.sees('als Felder: Datum, Summe')
    await editor.write('step-shape', 'text')
    await editor.until(lambda: (last().shape, last().columns) == (Shape.TEXT, ()), 'text has no names')


async def test_a_step_is_doubled_and_taken_back(editor: Window, stored: Callable[[], Pipeline]) -> None:
    await editor.press('make.double')
    await editor.until(lambda: len(stored().steps) == 2, 'it is there twice')
    first, second = stored().steps
    assert (second.bot_id, second.instruction, second.columns) == (first.bot_id, first.instruction, first.columns)
    assert [part.to_json() for part in second.input_source] == ['previous']
    await editor.press('undo')
    await editor.until(lambda: len(stored().steps) == 1, 'and gone again')


async def test_a_step_works_at_the_same_time_as_the_one_before(editor: Window, stored: Callable[[], Pipeline]) -> None:
    await editor.press('add-step')
    await editor.press('take-Buchhalter')
    await editor.write('step-input', 'same', 1)
    await editor.sees('gleichzeitig mit Schritt 1')
    await editor.until(
        lambda: len({step.input_source for step in stored().steps}) < len(stored().steps), 'both read the same'
    )


async def test_a_fold_stays_open_when_its_step_is_drawn_anew(editor: Window) -> None:
    await editor.press('finer')
    await editor.write('step-repeat', 'lines')
    assert editor.all('step-at-once')
    await editor.press('undo')
    await editor.until(lambda: not editor.all('step-at-once'), 'it is as before')
    assert editor.all('step-repeat')


async def test_a_removed_field_leaves_its_condition_to_be_told_anew(
    editor: Window, last: Callable[[], Step], stored: Callable[[], Pipeline]
) -> None:
    await editor.press('finer')
    await editor.write('step-subject', 'input')
    await editor.until(lambda: last().only_if is not None, 'it is stored')
    await editor.press('field-topic')
    await editor.press('remove-field')
    await editor.sees('Noch nicht gespeichert', 'Wann? Hier fehlt noch etwas.')
    assert (
        editor.one('step-condition-input').props['wrong'] and stored().inputs
    )  # nothing was thrown away behind the person's back


async def test_a_built_recipe_of_all_kinds_runs_to_the_question(
    window: Window, services: Services, owner: Account, recipe: Pipeline, stored: Callable[[], Pipeline]
) -> None:
    await window.open(f'/rezept/{recipe.id}')
    await window.write('step-input', 'input:topic:')
    await add(window, 'kind-action', 'action-sum_table')
    await window.write('step-input', 'input:topic:', 1)
    await window.write('step-setting-column', ' ')
    await window.write('step-setting-column', 'Betrag')
    await add(window, 'kind-ask')
    await window.until(lambda: len(stored().steps) == 3, 'it is stored')
    run = await services.runs.start(owner, recipe.id, {'topic': TABLE})
    await window.until(lambda: _status(services, owner, run.id) is RunStatus.NEEDS_YOU, 'it asks')
    asked = services.runs.get(owner, run.id).steps[2].question
    assert asked is not None and '19,50' in asked.text


def _status(services: Services, owner: Account, run_id: str) -> Any:
    return services.runs.get(owner, run_id).status
