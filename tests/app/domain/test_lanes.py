"""Moving steps on the board: places of their own, lanes beside each other, and what is read afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.board import columns
from app.domain.edges import edges
from app.domain.editing import PREVIOUS
from app.domain.lanes import FRONT, in_line, neighbour, one_place, placed_after, placed_beside, with_card
from app.domain.pipelines import InputPart, Pipeline, Step
from app.engine.graph import Known, problems
from tests.kitchen import reads, recipe


def board(made: Pipeline) -> str:
    """The board as text: 'a bc d' = b and c at the same time, between a and d."""
    return ' '.join(''.join(step.id for step in column) for column in columns(made))


def sources(made: Pipeline) -> dict[str, list[Any]]:
    return {step.id: [part.to_json() for part in step.input_source] for step in made.steps}


def bot(id: str, *parts: InputPart) -> Step:
    return Step(id=id, bot_id='writer', input_source=parts or (PREVIOUS,))


def chain(*ids: str) -> Pipeline:
    first, *rest = ids
    return recipe(bot(first, *reads()), *(bot(id) for id in rest))


@pytest.fixture
def lanes() -> Pipeline:
    """a, then b and c at the same time, then d that reads both."""
    return recipe(bot('a', *reads()), bot('b'), bot('c', *reads('a')), bot('d', *reads('b'), PREVIOUS))


def test_a_chain_is_one_column_for_each_step_and_lanes_share_one(lanes: Pipeline) -> None:
    assert board(chain('a', 'b', 'c')) == 'a b c'
    assert board(lanes) == 'a bc d'
    assert board(recipe()) == ''


def test_a_column_begins_when_the_longest_way_to_it_is_done(lanes: Pipeline) -> None:
    longer = lanes.with_steps((*lanes.steps, bot('e', *reads('b')), bot('f', *reads('e', 'd'))))
    assert board(longer) == 'a bc de f'


def test_a_circle_still_ends() -> None:
    assert len(columns(recipe(bot('a', *reads('b')), bot('b', *reads('a'))))) == 2


@pytest.mark.parametrize(
    ('step', 'anchor', 'expected'),
    [
        ('c', FRONT, 'cab'),
        ('a', 'b', 'bac'),
        ('a', 'c', 'bca'),
        ('b', 'c', 'acb'),
        ('b', 'a', 'abc'),
        ('b', 'b', 'abc'),
    ],
)
def test_a_chain_stays_a_chain_wherever_a_step_is_put(step: str, anchor: str, expected: str) -> None:
    assert placed_after(chain(*'abc'), step, anchor) == chain(*expected)


def test_between_columns_a_step_reads_all_on_the_left_and_all_on_the_right_read_it(lanes: Pipeline) -> None:
    moved = placed_after(lanes, 'd', 'a')
    assert board(moved) == 'a d bc'
    assert sources(moved) == {'a': ['start'], 'd': ['previous'], 'b': ['previous'], 'c': [{'step': 'd'}]}
    back = placed_after(moved, 'd', 'b')
    assert board(back) == 'a bc d' and edges(back) == edges(lanes)


def test_under_another_step_both_read_the_same_and_the_next_one_reads_both() -> None:
    side = placed_beside(chain(*'abcd'), 'c', 'b')
    assert board(side) == 'a bc d'
    assert sources(side)['c'] == [{'step': 'a'}] and sources(side)['d'] == [{'step': 'b'}, 'previous']


def test_beside_the_first_step_both_read_what_the_person_gives() -> None:
    side = placed_beside(chain(*'abc'), 'b', 'a')
    assert board(side) == 'ab c' and sources(side)['b'] == ['start']
    assert sources(placed_beside(chain(*'abc'), 'a', 'b'))['a'] == ['start']


def test_beside_the_last_step_both_give_the_result() -> None:
    side = placed_beside(chain(*'abc'), 'a', 'c')
    assert board(side) == 'b ca'
    assert placed_beside(side, 'a', 'c') == side


def test_one_after_the_other_again() -> None:
    assert in_line(placed_beside(chain(*'abc'), 'c', 'b'), 'c') == chain(*'abc')
    assert in_line(placed_beside(chain(*'abcd'), 'c', 'b'), 'c') == chain(*'abcd')
    assert in_line(chain(*'abc'), 'b') == chain(*'abc')


def test_what_only_came_through_a_step_still_comes_when_it_is_taken_out() -> None:
    made = recipe(bot('a', *reads()), bot('b', *reads()), bot('c', *reads('a')), bot('d', *reads('b', 'c')))
    assert sources(placed_after(made, 'c', FRONT))['d'] == ['previous', {'step': 'a'}]
    assert board(placed_after(made, 'c', FRONT)) == 'c ab d'


def test_what_a_step_reads_besides_the_chain_goes_with_it(lanes: Pipeline) -> None:
    own = (InputPart('input', 'topic'), InputPart('document', name='preise.txt'))
    made = lanes.with_steps((*lanes.steps[:3], bot('d', PREVIOUS, *own)))
    assert sources(one_place(made, 'd', -1))['d'] == ['previous', {'input': 'topic'}, {'document': 'preise.txt'}]


def test_the_first_step_hands_its_input_over_and_keeps_its_documents() -> None:
    made = recipe(bot('a', InputPart('input', 'topic'), InputPart('document', name='x')), bot('b'))
    moved = one_place(made, 'a', 1)
    assert sources(moved) == {'b': [{'input': 'topic'}], 'a': ['previous', {'document': 'x'}]}


def test_one_place_goes_around_whole_columns_and_stops_at_the_ends(lanes: Pipeline) -> None:
    assert board(one_place(lanes, 'd', -1)) == 'a d bc'
    assert board(one_place(lanes, 'a', 1)) == 'bc a d'
    assert board(one_place(lanes, 'b', -1)) == 'a b c d'
    assert board(one_place(lanes, 'b', 1)) == 'a c b d'
    assert one_place(lanes, 'a', -1) == lanes and one_place(lanes, 'd', 1) == lanes


def test_a_new_card_comes_to_the_end_between_or_beside(lanes: Pipeline) -> None:
    new = bot('n')
    assert board(with_card(recipe(), new)) == 'n' and sources(with_card(recipe(), new)) == {'n': ['start']}
    assert board(with_card(lanes, new)) == 'a bc d n'
    assert board(with_card(lanes, new, after=FRONT)) == 'n a bc d'
    assert board(with_card(lanes, new, after='c')) == 'a bc n d'
    assert board(with_card(lanes, new, beside='c')) == 'a bcn d'


def test_at_the_end_a_card_waits_for_everything_nobody_reads_yet(lanes: Pipeline) -> None:
    made = with_card(lanes.with_steps((*lanes.steps, bot('e', *reads('a')))), bot('n'))
    assert sources(made)['n'] == ['previous', {'step': 'e'}]


def test_a_step_alone_could_work_beside_the_one_before_it(lanes: Pipeline) -> None:
    found = [neighbour(chain(*'abc'), step) for step in 'abc']
    assert [step and step.id for step in found] == ['b', 'a', 'b']
    assert neighbour(lanes, 'b') is None and neighbour(chain('a'), 'a') is None


@st.composite
def recipes(draw: st.DrawFn) -> Pipeline:
    """Any recipe whose steps read steps above them."""
    steps = []
    for index in range(draw(st.integers(1, 7))):
        above = draw(st.lists(st.sampled_from([step.id for step in steps]), unique=True)) if steps else []
        extra = draw(
            st.lists(st.sampled_from([PREVIOUS, InputPart('start'), InputPart('input', 'topic')]), unique=True)
        )
        parts = (*(InputPart('step', id) for id in above), *extra)
        steps.append(bot(f's{index}', *parts))
    return recipe(*steps)


@given(recipes(), st.data())
def test_every_move_keeps_all_steps_runs_and_lands_where_it_was_put(made: Pipeline, data: st.DataObject) -> None:
    ids = [step.id for step in made.steps]
    step = data.draw(st.sampled_from(ids))
    anchor = data.draw(st.sampled_from([FRONT, *ids]))
    after = placed_after(made, step, anchor)
    assert sorted(other.id for other in after.steps) == ids and runs(after)
    if after != made:
        lane = next(column for column in columns(after) if any(other.id == step for other in column))
        assert [other.id for other in lane] == [step]
    other = data.draw(st.sampled_from(ids))
    beside = placed_beside(made, step, other)
    assert sorted(one.id for one in beside.steps) == ids and runs(beside)
    assert any({step, other} <= {one.id for one in column} for column in columns(beside))


def runs(made: Pipeline) -> bool:
    return not problems(made, Known(bots={'writer'}))
