"""Changing a recipe by hand keeps it a recipe that can run."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.domain.editing import (
    Versions,
    moved,
    with_new_field,
    with_new_step,
    with_step,
    with_step_at,
    without_field,
    without_step,
)
from app.domain.pipelines import InputField, InputPart, Pipeline
from app.engine.graph import edges, problems

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
    assert not problems(recipe, {'bot'})
    assert all(step.input_source for step in recipe.steps)
    needs = edges(recipe)
    # The list stays one chain: each step but the first reads the one before.
    assert all(needs[b.id] == {a.id} for a, b in zip(recipe.steps, recipe.steps[1:], strict=False))


def test_a_removed_step_comes_back_to_its_place() -> None:
    recipe = chain('a', 'b', 'c')
    assert with_step_at(without_step(recipe, 'b'), recipe.step('b'), 1) == recipe
