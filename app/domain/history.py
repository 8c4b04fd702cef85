"""The history: one line per run, derived from its journal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from app.domain.notice import without_notice
from app.domain.runs import Run, RunStatus

_MARKS = re.compile(r'[#*|`>]+|-{3,}')  # of Markdown; an excerpt is one plain line


@dataclass(frozen=True, kw_only=True, slots=True)
class RunSummary:
    """One line of the history; derived from the journal and repaired from it."""

    id: str
    number: int  # running number of this installation, newest highest
    owner: str
    pipeline_id: str
    pipeline_name: str
    emoji: str
    status: RunStatus
    trigger: str
    title: str  # first words of the inputs, so that a person recognises the run
    excerpt: str  # first words of the result
    steps_done: int
    steps_total: int
    practice: bool
    error_code: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    duration_s: float | None


def summarise(run: Run, number: int) -> RunSummary:
    """The history line of a run."""
    return RunSummary(
        id=run.id,
        number=number,
        owner=run.owner,
        pipeline_id=run.pipeline_id,
        pipeline_name=run.pipeline_name,
        emoji=run.pipeline.emoji,
        status=run.status,
        trigger=run.trigger,
        title=_shorten(' · '.join(value for value in run.inputs.values() if value)),
        excerpt=_shorten(_MARKS.sub(' ', _own_words(run)), 160),
        steps_done=run.steps_done,
        steps_total=len(run.steps),
        practice=run.practice,
        error_code=run.error.code if run.error else '',
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        duration_s=run.duration_s,
    )


def _own_words(run: Run) -> str:
    """The result without the line in which the practice engine says what it is: the status says so already."""
    return without_notice(run.result)


def _shorten(text: str, limit: int = 80) -> str:
    line = ' '.join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + '…'
