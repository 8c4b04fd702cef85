"""Steps that work once for every line, row or file."""

from __future__ import annotations

import asyncio

import pytest

from app.domain.pipelines import ForEach, InputPart, Over, Shape, Step, StepKind
from app.domain.runs import Decision, EventType, Run, RunStatus
from app.domain.shapes import read_table
from tests.app.engine.test_prompt import lay_down
from tests.kitchen import Kitchen, recipe

LINES = '\n'.join(f'Zeile {number}' for number in range(1000))
TABLE = 'Name;Betrag\nAnna;10\nBen;20\nCleo;30'


def each(over: Over = Over.LINES, at_once: int = 3, **more: object) -> Step:
    """A step of the writing bot for every item."""
    return Step(id='a', bot_id='writer', instruction='Los.', for_each=ForEach(over=over, at_once=at_once), **more)


def echo(kitchen: Kitchen) -> None:
    """The service answers with what stands between the marks."""
    kitchen.service.reply = lambda request: 'zu ' + request.material


async def test_a_thousand_lines_come_back_in_order_with_at_most_n_at_once(kitchen: Kitchen) -> None:
    for number in range(7):  # the first ones take longer than those that overtake them
        kitchen.service.answer(f'zu Zeile {number}', after=float(7 - number))
    echo(kitchen)
    run = await kitchen.start(recipe(each(at_once=7)), LINES)
    await kitchen.clock.until_sleeping(7.0, 7)
    await kitchen.clock.advance(7)

    done = await kitchen.end_of(run)

    assert done.result.split('\n\n') == [f'zu Zeile {number}' for number in range(1000)]
    assert kitchen.service.most_open == 7 and len(kitchen.service.calls) == 1000
    assert {item.status for item in done.step('a').items} == {RunStatus.DONE}


async def test_list_marks_and_empty_lines_are_no_items(kitchen: Kitchen) -> None:
    echo(kitchen)
    done = await kitchen.cook(recipe(each()), '- eins\n\n2. zwei\n---\n* drei')

    assert done.result == 'zu eins\n\nzu zwei\n\nzu drei'


async def test_every_row_is_read_as_fields_and_the_table_grows(kitchen: Kitchen) -> None:
    kitchen.service.reply = lambda request: f'- Urteil: gut\n- Wer: {request.material.splitlines()[0][8:]}'
    step = each(Over.ROWS, shape=Shape.FIELDS, columns=('Urteil', 'Wer'))

    done = await kitchen.cook(recipe(step), TABLE)

    table = read_table(done.result)
    assert table.columns == ('Name', 'Betrag', 'Urteil', 'Wer')
    assert table.rows[1] == ('Ben', '20', 'gut', 'Ben')


async def test_tables_of_all_items_become_one(kitchen: Kitchen) -> None:
    kitchen.service.reply = lambda request: f'| A |\n| --- |\n| {request.material} |\n| x |'

    done = await kitchen.cook(recipe(each(shape=Shape.TABLE, columns=('A',))), 'eins\nzwei')

    assert [row[0] for row in read_table(done.result).rows] == ['eins', 'x', 'zwei', 'x']


async def test_every_file_of_the_bot_gets_its_turn_under_its_name(kitchen: Kitchen) -> None:
    echo(kitchen)
    lay_down(kitchen, 'a.txt', b'Anton')
    lay_down(kitchen, 'b.txt', b'Berta')

    done = await kitchen.cook(recipe(each(Over.FILES, input_source=(InputPart('text', 'Lies.'),))))

    assert done.result.startswith('## a.txt\n\nzu a.txt: Anton') or '## a.txt' in done.result
    assert done.result.index('Anton') < done.result.index('## b.txt') < done.result.index('Berta')


async def test_rows_a_person_agreed_to_are_a_table_again(kitchen: Kitchen) -> None:
    step = Step(id='ask', kind=StepKind.ASK, for_each=ForEach(over=Over.ROWS))
    run = await kitchen.start(recipe(step), 'Name;Betrag\nAnna;10\nBen;20')
    await kitchen.until_asked(run, item=0)
    await kitchen.say(run, 'ask', Decision.APPROVE, '- Name: Anna\n- Betrag: 11')
    await kitchen.until_asked(run, item=1)
    await kitchen.say(run, 'ask', Decision.APPROVE)

    done = await kitchen.end_of(run)

    assert read_table(done.result).rows == (('Anna', '11'), ('Ben', '20'))


async def test_without_a_table_the_step_says_so(kitchen: Kitchen) -> None:
    done = await kitchen.cook(recipe(each(Over.ROWS)), 'kein Tisch')

    assert done.error is not None and done.error.code == 'for_each_no_table'


async def test_nothing_to_repeat_for_is_done_at_once(kitchen: Kitchen) -> None:
    empty = Step(id='0', kind=StepKind.ACTION, settings={'action': 'shout', 'end': ' '})
    done = await kitchen.cook(recipe(empty, each(input_source=(InputPart('text', '---'),))))

    assert done.status is RunStatus.DONE and done.step('a').output == '' and not kitchen.service.calls


async def test_one_item_that_fails_stops_the_rest_and_going_on_does_only_what_is_left(kitchen: Kitchen) -> None:
    echo(kitchen)
    kitchen.service.fail('refused', to='Zeile 4')
    lines = '\n'.join(f'Zeile {number}' for number in range(10))
    failed = await kitchen.cook(recipe(each(at_once=1)), lines)
    assert failed.status is RunStatus.FAILED and len(kitchen.service.calls) == 5

    await kitchen.go_on(failed)
    done = await kitchen.end_of(failed)

    assert done.status is RunStatus.DONE and len(kitchen.service.calls) == 11
    assert done.result.split('\n\n') == [f'zu Zeile {number}' for number in range(10)]


@pytest.mark.parametrize('answered', [0, 1, 5, 9])
async def test_a_killed_step_goes_on_with_the_items_that_are_left(
    kitchen: Kitchen,
    tmp_path_factory: pytest.TempPathFactory,
    answered: int,
) -> None:
    echo(kitchen)
    kitchen.service.answers = answered
    run = await kitchen.start(recipe(each(at_once=2)), '\n'.join(f'Zeile {number}' for number in range(10)))
    await kitchen.service.called(answered + 1)
    await _item_entries(kitchen, run)
    later = await kitchen.killed(tmp_path_factory.mktemp('later'))
    finished = {item.name for item in later.now(run).step('a').items if item.status is RunStatus.DONE}
    echo(later)
    await later.executor.start()

    done = await later.end_of(run)

    assert done.result.split('\n\n') == [f'zu Zeile {number}' for number in range(10)]
    assert not {call.material for call in later.service.calls} & finished
    assert len(later.service.calls) == 10 - len(finished)
    await later.close()


async def test_files_chosen_before_a_restart_stay_chosen(kitchen: Kitchen) -> None:
    echo(kitchen)
    lay_down(kitchen, 'a.txt', b'Anton')
    lay_down(kitchen, 'b.txt', b'Berta')
    kitchen.service.answers = 1
    run = await kitchen.start(recipe(each(Over.FILES, 1, input_source=(InputPart('text', 'x'),))))
    await kitchen.service.called(2)
    lay_down(kitchen, 'aa.txt', b'zu spaet')
    kitchen.service.answers = None
    await kitchen.restart()

    done = await kitchen.end_of(run)

    assert [item.name for item in done.step('a').items] == ['a.txt', 'b.txt']


async def _item_entries(kitchen: Kitchen, run: Run) -> None:
    """Until what was answered is in the journal."""
    if kitchen.service.answers:
        await kitchen.until(run, EventType.STEP_ITEM_DONE, 'a')
    await asyncio.sleep(0)
