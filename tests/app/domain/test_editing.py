"""Changing a recipe by hand keeps it a recipe that can run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.domain.editing import (
    Versions,
    beside,
    doubled,
    moved,
    moved_to,
    side_by_side,
    usable_inside,
    with_new,
    with_new_field,
    with_new_step,
    with_settings,
    with_step,
    with_step_at,
    without_field,
    without_step,
)
from app.domain.pipelines import InputField, InputPart, OnlyIf, Op, Pipeline, Step, StepKind, Subject
from app.engine.graph import Known, edges, problems

NOW = datetime(2026, 1, 1, tzinfo=UTC)
EMPTY = Pipeline(id='r', name='R', created_at=NOW, updated_at=NOW)


def chain(*ids: str) -> Pipeline:
    recipe = EMPTY
    for id in ids:
        recipe = with_new_step(recipe, id, 'bot')
    return recipe


def sources(recipe: Pipeline) -> dict[str, list[object]]:
    return {step.id: [part.to_json() for part in step.input_source] for step in recipe.steps}


def test_a_new_step_reads_the_result_before() -> None:
    assert sources(chain('a', 'b')) == {'a': ['start'], 'b': ['previous']}


def test_a_step_moved_to_the_top_keeps_the_chain() -> None:
    assert sources(moved(chain('a', 'b', 'c'), 'b', -1)) == {'b': ['start'], 'a': ['previous'], 'c': ['previous']}


def test_the_ends_of_the_list_cannot_be_left() -> None:
    recipe = chain('a', 'b')
    assert moved(recipe, 'a', -1) == recipe and moved(recipe, 'b', 1) == recipe


def test_readers_of_a_removed_step_read_what_it_had_read() -> None:
    recipe = with_step(chain('a', 'b', 'c', 'd'), 'd', input_source=(InputPart('step', 'b'), InputPart('previous')))
    assert sources(without_step(recipe, 'b'))['d'] == [{'step': 'a'}, 'previous']


def test_the_step_after_a_removed_first_one_reads_the_start() -> None:
    recipe = with_step(chain('a', 'b'), 'a', input_source=(InputPart('input', 'topic'),))
    assert sources(without_step(recipe, 'a')) == {'b': [{'input': 'topic'}]}


def test_a_removed_field_leaves_no_step_without_input() -> None:
    recipe = with_new_field(chain('a', 'b'), InputField(key='topic', label='Thema'))
    recipe = with_step(recipe, 'a', input_source=(InputPart('input', 'topic'),))
    recipe = with_step(recipe, 'b', input_source=(InputPart('input', 'topic'), InputPart('previous')))
    assert sources(without_field(recipe, 'topic')) == {'a': ['start'], 'b': ['previous']}


def test_letters_typed_in_one_field_are_one_step_back() -> None:
    versions = Versions(chain('a'))
    for text in ('S', 'Sa', 'Sammle'):
        versions = versions.after(with_step(versions.now, 'a', instruction=text), typing='a.instruction')
    assert versions.back().now.step('a').instruction == ''
    assert versions.back().forward().now.step('a').instruction == 'Sammle'


def test_a_change_after_going_back_ends_the_way_forward() -> None:
    versions = Versions(chain('a')).after(chain('a', 'b')).back().after(chain('a', 'c'))
    assert versions.forward() == versions


@given(st.lists(st.tuples(st.sampled_from(['up', 'down', 'remove', 'add']), st.integers(0, 9)), max_size=30))
def test_whatever_is_clicked_the_recipe_can_still_run(clicks: list[tuple[str, int]]) -> None:
    recipe = chain('s0', 's1', 's2')
    for number, (what, at) in enumerate(clicks):
        if what == 'add' or not recipe.steps:
            recipe = with_new_step(recipe, f'n{number}', 'bot')
            continue
        step = recipe.steps[at % len(recipe.steps)].id
        recipe = without_step(recipe, step) if what == 'remove' else moved(recipe, step, -1 if what == 'up' else 1)
    assert not problems(recipe, Known(bots={'bot'}))
    assert all(step.input_source for step in recipe.steps)
    needs = edges(recipe)
    # The list stays one chain: each step but the first reads the one before.
    assert all(needs[b.id] == {a.id} for a, b in zip(recipe.steps, recipe.steps[1:], strict=False))


def test_a_removed_step_comes_back_to_its_place() -> None:
    recipe = chain('a', 'b', 'c')
    assert with_step_at(without_step(recipe, 'b'), recipe.step('b'), 1) == recipe


def lanes() -> Pipeline:
    """a, then b and c at the same time, then d that reads both."""
    recipe = with_step(chain('a', 'b', 'c', 'd'), 'c', input_source=(InputPart('step', 'a'),))
    return with_step(recipe, 'd', input_source=(InputPart('step', 'b'), InputPart('previous')))


def test_a_lane_moved_past_another_lane_changes_only_the_order() -> None:
    recipe = moved(lanes(), 'c', -1)
    assert [step.id for step in recipe.steps] == ['a', 'c', 'b', 'd']
    assert edges(recipe) == edges(lanes())
    assert sources(recipe)['d'] == ['previous', {'step': 'c'}]


def test_a_step_moved_several_places_keeps_the_chain() -> None:
    assert moved_to(chain('a', 'b', 'c', 'd'), 'd', 0) == chain('d', 'a', 'b', 'c')
    assert moved_to(chain('a', 'b', 'c', 'd'), 'a', 3) == chain('b', 'c', 'd', 'a')


def test_a_step_moved_above_the_one_it_names_reads_what_that_one_had_read() -> None:
    recipe = with_step(
        chain('a', 'b'), 'a', input_source=(InputPart('input', 'topic'), InputPart('document', name='x'))
    )
    assert sources(moved(recipe, 'b', -1)) == {'b': [{'input': 'topic'}], 'a': ['previous', {'document': 'x'}]}


def test_a_step_put_in_anywhere_joins_the_chain() -> None:
    new = Step(id='n', bot_id='bot')
    assert with_new(chain('a', 'b'), new, 1) == chain('a', 'n', 'b')
    assert with_new(chain('a', 'b'), new, 0) == chain('n', 'a', 'b')


def test_a_doubled_step_goes_on_with_the_result_of_the_first() -> None:
    recipe = with_step(chain('a', 'b', 'c'), 'b', input_source=(InputPart('previous'), InputPart('input', 'topic')))
    copied = doubled(recipe, 'b', 'copy')
    assert [step.id for step in copied.steps] == ['a', 'b', 'copy', 'c']
    assert sources(copied)['copy'] == ['previous', {'input': 'topic'}]
    assert replace(copied.step('copy'), id='b') == recipe.step('b')


def test_side_by_side_steps_read_the_same_and_know_each_other() -> None:
    recipe = side_by_side(chain('a', 'b', 'c'), 'c')
    assert edges(recipe)['c'] == edges(recipe)['b'] == {'a'}
    assert beside(recipe, 'c') == 1 and beside(recipe, 'b') is None


def test_documents_of_another_bot_are_not_handed_on() -> None:
    recipe = with_new(chain('a', 'b'), Step(id='c', bot_id='other'))
    recipe = with_step(recipe, 'b', input_source=(InputPart('previous'), InputPart('document', name='x')))
    assert sources(without_step(recipe, 'b'))['c'] == ['previous']
    assert sources(side_by_side(recipe, 'c'))['c'] == [{'step': 'a'}]


def test_a_condition_about_a_removed_field_has_to_be_told_anew() -> None:
    only_if = OnlyIf(subject=Subject.INPUT, name='topic', op=Op.NOT_EMPTY)
    recipe = with_step(with_new_field(chain('a'), InputField(key='topic', label='Thema')), 'a', only_if=only_if)
    assert without_field(recipe, 'topic').step('a').only_if == replace(only_if, name='')


def test_settings_change_one_by_one() -> None:
    recipe = with_settings(with_settings(chain('a'), 'a', action='sort', column='Preis'), 'a', column='Name')
    assert recipe.step('a').settings == {'action': 'sort', 'column': 'Name'}


def test_no_recipe_is_offered_that_would_run_in_a_circle() -> None:
    def inside(id: str, *inner: str) -> Pipeline:
        steps = (Step(id=f's{i}', kind=StepKind.RECIPE, settings={'pipeline_id': i}) for i in inner)
        return replace(EMPTY, id=id, steps=tuple(steps))

    others = [
        inside('r'),
        inside('holds-r', 'r'),
        inside('holds-it', 'holds-r'),
        inside('free', 'plain'),
        inside('plain'),
    ]
    assert [other.id for other in usable_inside(EMPTY, others)] == ['free', 'plain']
