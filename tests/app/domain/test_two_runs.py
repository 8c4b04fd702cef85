"""Two runs next to each other: matched by id, whatever was moved, added or taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.domain.pipelines import InputField, Step
from app.domain.replay import created, replay
from app.domain.runs import EventType, Run, RunEvent
from app.domain.two_runs import compare
from tests.fakes import MORNING
from tests.kitchen import recipe

FIELDS = (InputField(key='thema', label='Thema'), InputField(key='ton', label='Ton'))


def _run(id: str, days: int, outputs: dict[str, str], steps: tuple[Step, ...], **inputs: str) -> Run:
    at = MORNING + timedelta(days=days)
    draft = Run(id=id, owner='owner', pipeline=recipe(*steps, inputs=FIELDS), bots=(), inputs=inputs, created_at=at)
    events = [(EventType.RUN_CREATED, '', created(draft)), (EventType.RUN_STARTED, '', {})]
    events += [(EventType.STEP_DONE, step, {'output': text}) for step, text in outputs.items()]
    return replay(
        RunEvent(seq=seq, at=at, type=type, step_id=step, data=data) for seq, (type, step, data) in enumerate(events, 1)
    )


def _step(id: str, task: str = '') -> Step:
    return Step(id=id, instruction=task)


def test_the_older_run_stands_first_whatever_the_order() -> None:
    old, new = _run('a', 0, {}, (_step('x'),)), _run('b', 1, {}, (_step('x'),))
    for pair in (compare(old, new), compare(new, old)):
        assert (pair.old.id, pair.new.id) == ('a', 'b')


def test_fields_have_their_labels_and_empty_ones_are_left_out() -> None:
    old, new = _run('a', 0, {}, (), thema='Rosen', ton=''), _run('b', 1, {}, (), thema='Tulpen', ton=' ')
    (pair,) = compare(old, new).inputs
    assert (pair.label, pair.old, pair.new, pair.is_same) == ('Thema', 'Rosen', 'Tulpen', False)


def test_steps_are_matched_by_id_and_gone_ones_keep_their_place() -> None:
    old = _run('a', 0, {'x': '1', 'y': '2', 'z': '3'}, (_step('x'), _step('y'), _step('z')))
    new = _run('b', 1, {'z': '3', 'x': '1', 'neu': '4'}, (_step('z'), _step('x'), _step('neu')))
    pairs = compare(old, new).steps
    assert [(pair.new or pair.old).id for pair in pairs if pair.new or pair.old] == ['z', 'x', 'y', 'neu']  # type: ignore[union-attr]
    assert [(pair.old is None, pair.new is None, pair.is_same) for pair in pairs] == [
        (False, False, True),
        (False, False, True),
        (False, True, False),
        (True, False, False),
    ]


def test_another_task_or_another_end_makes_a_step_different() -> None:
    old = _run('a', 0, {'x': 'gleich'}, (_step('x', 'Schreib.'),))
    assert not compare(old, _run('b', 1, {'x': 'gleich'}, (_step('x', 'Schreib kurz.'),))).steps[0].is_same
    assert not compare(old, _run('b', 1, {}, (_step('x', 'Schreib.'),))).steps[0].is_same
    assert compare(old, replace(_run('b', 1, {'x': 'gleich'}, (_step('x', 'Schreib.'),)))).steps[0].is_same
