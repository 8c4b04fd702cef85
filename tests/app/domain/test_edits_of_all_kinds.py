"""Whatever is done to a recipe of all kinds, in any order: nothing hangs loose, only settings can be missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from app.actions import actions
from app.domain.editing import (
    PREVIOUS,
    START,
    doubled,
    moved,
    moved_to,
    side_by_side,
    spelled_out,
    with_new,
    with_new_field,
    with_settings,
    with_step,
    with_step_at,
    without_field,
    without_step,
)
from app.domain.pipelines import InputField, InputPart, OnlyIf, Op, Pipeline, Step, StepKind, Subject
from app.engine.graph import Known, edges, problems

NOW = datetime(2026, 1, 1, tzinfo=UTC)
INNER = Pipeline(
    id='inner', name='Innen', created_at=NOW, updated_at=NOW, inputs=(InputField(key='k', label='K', required=True),)
)
KNOWN = Known(bots={'bot', 'other'}, recipes={'inner': INNER}, actions=actions())
NEW = {
    'bot': Step(id='', bot_id='bot'),
    'other bot': Step(id='', bot_id='other'),
    'action': Step(id='', kind=StepKind.ACTION, settings={'action': 'sum_table'}),
    'ask': Step(id='', kind=StepKind.ASK, settings={'days': None, 'then': 'wait'}),
    'recipe': Step(id='', kind=StepKind.RECIPE, settings={'pipeline_id': 'inner', 'into': '', 'values': {}}),
}
ON_STEPS = ['up', 'down', 'to', 'remove', 'bring back', 'double', 'beside', 'read', 'document', 'condition', 'set']
EDITS = st.lists(
    st.tuples(st.sampled_from([*NEW, *ON_STEPS, 'field', 'no field']), st.integers(0, 30), st.integers(0, 30)),
    max_size=30,
)


class Person:
    """Presses buttons, beginning with a step of each kind; remembers what was removed last."""

    def __init__(self) -> None:
        self.recipe = Pipeline(id='r', name='R', created_at=NOW, updated_at=NOW)
        self.number = 0
        self.removed: tuple[Step, int] | None = None
        for what in ('field', 'field', 'other bot', 'action', 'bot', 'ask', 'recipe'):
            self.press(what, 0, 0)
        self.recipe = self._at('document', 0, 0)

    def press(self, what: str, one: int, two: int) -> None:
        """One edit, at a step and with a second choice."""
        self.number += 1
        recipe = self.recipe
        if what in NEW:
            self.recipe = with_new(recipe, replace(NEW[what], id=f's{self.number}'), one if two % 2 else None)
        elif what == 'field':
            self.recipe = with_new_field(recipe, InputField(key=f'f{self.number}', label='Feld'))
        elif what == 'no field' and recipe.inputs:
            self.recipe = without_field(recipe, recipe.inputs[one % len(recipe.inputs)].key)
        elif what == 'bring back' and self.removed:
            self.recipe, self.removed = with_step_at(recipe, *self.removed), None
        elif recipe.steps:
            self.recipe = self._at(what, one % len(recipe.steps), two)

    def _at(self, what: str, place: int, two: int) -> Pipeline:
        recipe, step = self.recipe, self.recipe.steps[place]
        match what:
            case 'up' | 'down':
                return moved(recipe, step.id, -1 - two % 3 if what == 'up' else 1 + two % 3)
            case 'to':
                return moved_to(recipe, step.id, two % len(recipe.steps))
            case 'remove':
                self.removed = step, place
                return without_step(recipe, step.id)
            case 'double':
                return doubled(recipe, step.id, f's{self.number}')
            case 'beside':
                return side_by_side(recipe, step.id)
            case 'read':
                return with_step(recipe, step.id, input_source=self._choice(place, two))
            case 'document' if step.bot_id:
                parts = dict.fromkeys((*step.input_source, InputPart('document', name='x.txt')))
                return with_step(recipe, step.id, input_source=tuple(parts))
            case 'condition' if recipe.inputs:
                key = recipe.inputs[two % len(recipe.inputs)].key
                return with_step(recipe, step.id, only_if=OnlyIf(subject=Subject.INPUT, name=key, op=Op.NOT_EMPTY))
            case 'set' if step.kind is StepKind.ACTION:
                return with_settings(recipe, step.id, column='Betrag')
        return recipe

    def _choice(self, place: int, two: int) -> tuple[InputPart, ...]:
        """What the list offers there: the start, its fields, the step before, any step above."""
        offered = [START, *(InputPart('input', field.key) for field in self.recipe.inputs)]
        offered += [PREVIOUS] if place else []
        offered += [InputPart('step', step.id) for step in self.recipe.steps[: max(0, place - 1)]]
        return tuple(dict.fromkeys((offered[two % len(offered)], offered[(two * 7) % len(offered)])))


@settings(max_examples=300)
@given(EDITS)
def test_only_settings_can_be_missing_whatever_is_done(edits: list[tuple[str, int, int]]) -> None:
    person = Person()
    for edit in edits:
        person.press(*edit)
        recipe = person.recipe
        assert {problem.key for problem in problems(recipe, KNOWN)} <= {'required'}
        assert len({step.id for step in recipe.steps}) == len(recipe.steps)


@given(EDITS)
def test_every_step_reads_something_and_only_from_above(edits: list[tuple[str, int, int]]) -> None:
    person = Person()
    for edit in edits:
        person.press(*edit)
    recipe = person.recipe
    above: set[str] = set()
    for place, step in enumerate(recipe.steps):
        assert step.input_source and len(set(step.input_source)) == len(step.input_source)
        assert {part.ref for part in spelled_out(recipe, place) if part.kind == 'step'} <= above
        assert all(part.kind != 'document' or step.bot_id for part in step.input_source)
        above.add(step.id)


@given(EDITS, st.integers(0, 30))
def test_moving_up_and_down_again_changes_nothing_that_is_read(edits: list[tuple[str, int, int]], at: int) -> None:
    person = Person()
    for edit in edits:
        person.press(*edit)
    recipe = person.recipe
    if len(recipe.steps) < 2:
        return
    step = recipe.steps[at % (len(recipe.steps) - 1)]
    if step.id in edges(recipe)[recipe.steps[at % (len(recipe.steps) - 1) + 1].id]:
        return  # a chain: the two change roles
    assert edges(moved(moved(recipe, step.id, 1), step.id, -1)) == edges(recipe)
    assert edges(moved(recipe, step.id, 1)) == edges(recipe)
