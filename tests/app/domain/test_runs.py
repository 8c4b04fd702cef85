"""A run is what its journal says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.codec import to_json
from app.domain.history import summarise
from app.domain.replay import after, created, replay
from app.domain.runs import EventType, Run, RunEvent, RunStatus, SentTo, StepError, Usage
from app.services.run_start import from_step, new_run
from tests.fakes import MORNING
from tests.kitchen import bot, chain

E = EventType
SENT = SentTo(connection_id='c', connection_name='C', kind='openai', model='m', leaves_house=True)
BUSY = {'error': to_json(StepError(code='busy'))}


def told(*lines: tuple[EventType, str, dict[str, Any]]) -> Run:
    """The run that a journal of these lines tells, one second apart; the first line is added."""
    run = new_run(
        chain('a', 'b'), {'writer': bot('writer')}, {'topic': 'Katzen'}, owner='owner', trigger='click', language='de'
    )
    events = [(E.RUN_CREATED, '', created(run)), *lines]
    return replay(
        RunEvent(seq=number, at=MORNING + timedelta(seconds=number), type=type, step_id=step, data=data)
        for number, (type, step, data) in enumerate(events, 1)
    )


def begin(step: str, **more: Any) -> tuple[EventType, str, dict[str, Any]]:
    return (E.STEP_BEGIN, step, {'attempt': 1, 'input': 'P', 'sent_to': to_json(SENT), **more})


STARTED = (E.RUN_STARTED, '', {})
DONE_A = (E.STEP_DONE, 'a', {'output': 'A', 'usage': {'input_tokens': 5, 'output_tokens': 2}})


def test_a_new_run_waits_with_all_its_steps() -> None:
    run = told()

    assert run.status is RunStatus.WAITING
    assert [(step.id, step.status) for step in run.steps] == [('a', RunStatus.WAITING), ('b', RunStatus.WAITING)]
    assert run.created_at == MORNING + timedelta(seconds=1)


def test_a_step_from_begin_to_done() -> None:
    run = told(STARTED, begin('a'), DONE_A)

    step = run.step('a')
    assert (step.status, step.output, step.input, step.attempts, step.sent_to) == (RunStatus.DONE, 'A', 'P', 1, SENT)
    assert step.duration_s == 1
    assert run.usage == Usage(input_tokens=5, output_tokens=2)
    assert run.steps_done == 1


def test_a_retry_shows_why_and_when_and_the_next_attempt_forgets_it() -> None:
    at = MORNING + timedelta(hours=1)
    waiting = told(STARTED, begin('a'), (E.STEP_RETRY, 'a', {**BUSY, 'retry_at': at.isoformat()}))
    again = told(STARTED, begin('a'), (E.STEP_RETRY, 'a', {**BUSY, 'retry_at': at.isoformat()}), begin('a', attempt=2))

    assert waiting.step('a').retry_at == at
    assert waiting.step('a').error == StepError(code='busy')
    assert (again.step('a').retry_at, again.step('a').error, again.step('a').attempts) == (None, None, 2)


def test_a_failed_step_keeps_its_text_and_the_run_its_reason() -> None:
    run = told(STARTED, begin('a'), (E.STEP_FAILED, 'a', {**BUSY, 'text': 'Kat'}), (E.RUN_FAILED, '', BUSY))

    assert (run.status, run.step('a').text, run.step('b').status) == (RunStatus.FAILED, 'Kat', RunStatus.WAITING)
    assert run.error == StepError(code='busy')
    assert run.duration_s == 3


def test_going_on_makes_the_stopped_steps_wait_again_and_leaves_the_done_ones() -> None:
    run = told(
        STARTED,
        begin('a'),
        DONE_A,
        begin('b'),
        (E.STEP_CANCELLED, 'b', {'text': 'B'}),
        (E.RUN_CANCELLED, '', {}),
        (E.RUN_RESUMED, '', {'why': 'person'}),
    )

    assert (run.status, run.error, run.finished_at) == (RunStatus.RUNNING, None, None)
    assert [step.status for step in run.steps] == [RunStatus.DONE, RunStatus.WAITING]


@pytest.mark.parametrize(('why', 'waits'), [('restart', True), ('person', False)])
def test_a_restart_keeps_the_time_a_service_asked_for_a_person_does_not(why: str, waits: bool) -> None:
    at = (MORNING + timedelta(hours=1)).isoformat()
    run = told(STARTED, begin('a'), (E.STEP_RETRY, 'a', {**BUSY, 'retry_at': at}), (E.RUN_RESUMED, '', {'why': why}))

    assert (run.step('a').retry_at is not None) == waits
    assert (run.step('a').error is not None) == waits


def test_a_parked_run_needs_you_until_it_goes_on() -> None:
    parked = told(STARTED, (E.RUN_PARKED, '', {'error': to_json(StepError(code='disk'))}))
    on = told(STARTED, (E.RUN_PARKED, '', {'error': to_json(StepError(code='disk'))}), STARTED)

    assert (parked.status, parked.error) == (RunStatus.NEEDS_YOU, StepError(code='disk'))
    assert (on.status, on.error, on.started_at) == (RunStatus.RUNNING, None, parked.started_at)


def test_the_practice_engine_is_never_hidden() -> None:
    run = told(STARTED, begin('a', sent_to=to_json(replace(SENT, kind='practice'))))

    assert run.practice


def test_an_ended_run_does_not_end_again() -> None:
    with pytest.raises(ValueError, match='already'):
        told(STARTED, (E.RUN_DONE, '', {'result': 'R'}), (E.RUN_CANCELLED, '', {}))


def test_a_gap_in_the_journal_is_noticed() -> None:
    run = told()

    with pytest.raises(ValueError, match='does not follow'):
        after(run, RunEvent(seq=3, at=MORNING, type=E.RUN_STARTED))


def test_a_journal_starts_with_the_creation() -> None:
    with pytest.raises(ValueError, match='starts with'):
        replay([RunEvent(seq=1, at=MORNING, type=E.RUN_STARTED)])


def test_what_is_taken_over_from_another_run_is_done_from_the_start() -> None:
    first = told(STARTED, begin('a'), DONE_A)
    anew = from_step(first, 'b', 'kürzer')

    run = replay([RunEvent(seq=1, at=MORNING, type=E.RUN_CREATED, data=created(anew))])

    assert (run.step('a').status, run.step('a').output, run.step('a').reused_from) == (RunStatus.DONE, 'A', first.id)
    assert run.step('b').status is RunStatus.WAITING
    assert run.pipeline.step('b').instruction == 'Tu b.\n\nkürzer'


def test_the_history_line_shows_what_a_person_recognises() -> None:
    run = told(STARTED, (E.RUN_DONE, '', {'result': 'Ein  langer\nText ' * 30}))

    line = summarise(run, 7)

    assert (line.title, line.number, line.status, line.steps_total) == ('Katzen', 7, RunStatus.DONE, 2)
    assert len(line.excerpt) <= 160 and line.excerpt.startswith('Ein langer Text') and line.excerpt.endswith('…')
