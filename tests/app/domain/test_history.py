"""One line per run: enough to recognise it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from app.domain.history import summarise
from app.domain.notice import NOTICE
from app.domain.pipelines import Pipeline
from app.domain.runs import Run, RunStatus, SentTo, StepRun

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def finished(result: str, kind: str) -> Run:
    sent_to = SentTo(connection_id='c', connection_name='C', kind=kind, model='m', leaves_house=False)
    step = StepRun(id='s', bot_id='b', bot_name='B', emoji='🤖', status=RunStatus.DONE, sent_to=sent_to)
    pipeline = Pipeline(id='p', name='P', created_at=NOW, updated_at=NOW)
    run = Run(id='r', owner='owner', pipeline=pipeline, bots=(), inputs={}, created_at=NOW, steps=(step,))
    return replace(run, status=RunStatus.DONE, result=result)


def test_the_excerpt_is_one_plain_line() -> None:
    assert summarise(finished('# Tomaten\n\n**Sonne** und Wasser.', 'openai'), 1).excerpt == 'Tomaten Sonne und Wasser.'


def test_the_notice_of_the_practice_engine_is_not_what_a_result_is_about() -> None:
    run = finished(f'## Dafür\n\n{NOTICE.de}\n\n# Tomaten\n\nSonne.', 'practice')
    assert summarise(run, 1).excerpt == 'Dafür Tomaten Sonne.'
