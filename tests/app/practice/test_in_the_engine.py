"""What the engine tells the practice engine: where results begin, which shape is wanted, what a person wishes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services, build_services
from app.clock import SystemClock
from app.config import Config
from app.domain.notice import NOTICE
from app.domain.runs import Decision, Run, RunStatus
from app.domain.shapes import read_fields, read_table
from tests.still import until_still
from tests.swift import swift_providers

BILLS = '02.03.2026 Huber; Papier; 35,70 €; 19 %\n04.03.2026 Bahn; Fahrkarte; 49,00 €; 7 %'
COLUMNS = ['Datum', 'Lieferant', 'Betrag']


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Services]:
    """All services, as the program builds them."""
    config = Config(data_dir=tmp_path / 'data', key_dir=tmp_path / 'key')
    services = await build_services(config, SystemClock(), swift_providers())
    await services.start()
    yield services
    await services.stop()


async def cook(home: Services, *steps: dict[str, Any], text: str) -> Run:
    """A run of a recipe of these steps, with one bot for all of them and one field."""
    me = home.accounts.builtin_owner()
    bot = await home.bots.create(me, name='Bot')
    recipe = await home.pipelines.create(
        me,
        {
            'name': 'Probe',
            'inputs': [{'key': 'text', 'label': 'Text', 'kind': 'longtext'}],
            'steps': [{'bot_id': '' if step.get('kind') == 'action' else bot.id, **step} for step in steps],
        },
    )
    run = await home.runs.start(me, recipe.id, {'text': text})
    return await until_still(home, me, run.id)


async def test_fields_of_every_line_become_one_table_without_a_repair(home: Services) -> None:
    step = {'id': 'a', 'instruction': 'Lies.', 'for_each': {'over': 'lines'}, 'shape': 'fields', 'columns': COLUMNS}
    run = await cook(home, step | {'input_source': ['start']}, text=BILLS)
    assert run.status is RunStatus.DONE and run.steps[0].attempts == 2  # one call a line
    table = read_table(run.result)
    assert table.columns == ('Zeile', *COLUMNS)
    assert [row[1:] for row in table.rows] == [('02.03.2026', 'Huber', '35,70 €'), ('04.03.2026', 'Bahn', '49,00 €')]
    assert [row[0] for row in table.rows] == BILLS.splitlines()


async def test_a_table_is_a_table_and_the_next_text_says_that_it_is_practice(home: Services) -> None:
    table = {'id': 'a', 'instruction': 'Lies.', 'shape': 'table', 'columns': COLUMNS, 'input_source': ['start']}
    text = {'id': 'b', 'instruction': 'Schreib eine Nachricht.', 'practice': 'message'}
    run = await cook(home, table, text, text=BILLS)
    assert read_table(run.steps[0].output).rows[1] == ('04.03.2026', 'Bahn', '49,00 €')
    assert NOTICE.de not in run.steps[0].output and run.result.startswith(NOTICE.de)


@pytest.mark.parametrize(('question', 'answer'), [('Steht ein Betrag darin?', True), ('Fehlt ein Datum?', False)])
async def test_a_question_of_a_condition_is_answered_at_the_first_try(
    home: Services, question: str, answer: bool
) -> None:
    only_if = {'subject': 'question', 'name': question, 'op': 'yes', 'otherwise': 'nothing'}
    step = {'id': 'a', 'instruction': 'Schreib einen Brief.', 'only_if': only_if, 'input_source': ['start']}
    run = await cook(home, step, text=BILLS)
    assert run.steps[0].checked is answer
    assert run.steps[0].status is (RunStatus.DONE if answer else RunStatus.SKIPPED)
    assert run.steps[0].attempts == 1 + answer


async def test_a_calculated_result_is_told_apart_from_what_was_typed(home: Services) -> None:
    """Without the mark, the result of the action would belong to the answer above it."""
    steps = (
        {'id': 'a', 'kind': 'action', 'settings': {'action': 'sort_table'}, 'input_source': ['start']},
        {'id': 'b', 'instruction': 'x', 'practice': 'final_check', 'input_source': ['start', 'previous']},
    )
    run = await cook(home, *steps, text='Bitte zahlen.\nAlles gut.')
    assert run.steps[1].output.split('\n\n')[1].splitlines() == ['Alles gut.', 'Bitte zahlen.']


@pytest.mark.parametrize(
    ('comment', 'expected'),
    [
        ('Ersetze „Rosen“ durch „Tulpen“', 'ich mag Tulpen.'),
        ('Bitte kürzer', 'ich mag Rosen.'),
        ('Bitte freundlicher', 'Gewünscht ist: „Bitte freundlicher“'),
        ('Schreib noch dazu: Sie blühen im Juni', 'Sie blühen im Juni.'),
    ],
)
async def test_a_comment_comes_back_worked_in_or_as_a_note(home: Services, comment: str, expected: str) -> None:
    me = home.accounts.builtin_owner()
    first = {'id': 'a', 'instruction': 'Schreib eine Nachricht.', 'practice': 'message', 'input_source': ['start']}
    run = await cook(home, first, {'id': 'b', 'kind': 'ask'}, text='Ich mag Rosen.')
    assert run.status is RunStatus.NEEDS_YOU
    draft = run.step('b').question
    assert draft is not None
    await home.runs.answer(me, run.id, 'b', Decision.CHANGE, text=draft.text, comment=comment)
    run = await until_still(home, me, run.id)
    changed = run.step('b').question
    assert changed is not None and expected in changed.text and changed.text.count(NOTICE.de) == 1


async def test_fields_without_names_hold_what_is_found(home: Services) -> None:
    step = {'id': 'a', 'instruction': 'Lies.', 'shape': 'fields', 'input_source': ['start']}
    run = await cook(home, step, text='Bitte bis zum 4. Dezember 2026 an Frau Weber 14,50 Euro zahlen.')
    fields = read_fields(run.result)
    assert (fields['Betrag'], fields['Person']) == ('14,50 Euro', 'Frau Weber')
    assert '4. Dezember 2026' in fields['Frist']
