"""What is said about a run: how far it is, when it was, why it stopped."""

from __future__ import annotations

from datetime import datetime

from app.domain.history import RunSummary
from app.domain.runs import Run, RunStatus
from components.texts import duration, t, when


def state_sentence(summary: RunSummary) -> str:
    """'3 von 3 fertig', 'Arbeitet: Schritt 2 von 3', 'Angehalten nach 1 von 3', ..."""
    done, total = summary.steps_done, summary.steps_total
    match summary.status:
        case RunStatus.DONE:
            return t('card.done', done=done, total=total)
        case RunStatus.RUNNING:
            return t('card.running', step=min(done + 1, total), total=total)
        case RunStatus.NEEDS_YOU if not summary.error_code:
            return t('st.approve')
        case RunStatus.FAILED | RunStatus.CANCELLED | RunStatus.NEEDS_YOU:
            return t(f'card.{summary.status.value}', done=done, total=total)
        case _:
            return t(f'state.{summary.status.value}')


def time_and_length(summary: RunSummary, now: datetime) -> str:
    """'heute um 14:30 Uhr · 12 Sekunden'."""
    moment = when(summary.created_at, now)
    return moment if summary.duration_s is None else t('card.when', when=moment, length=duration(summary.duration_s))


def run_title(run: Run) -> str:
    """'Blog-Artikel: Tomaten auf dem Balkon'."""
    first = next((' '.join(value.split()) for value in run.inputs.values() if value.strip()), '')
    if not first:
        return run.pipeline_name
    short = first if len(first) <= 60 else first[:59].rsplit(' ', 1)[0].rstrip(' ,.;:') + '…'
    return t('run.title', recipe=run.pipeline_name, subject=short)


def waits_for_answer(run: Run) -> bool:
    """True when a question to a person is all that is in the way, here or in a recipe inside."""
    return run.status is RunStatus.NEEDS_YOU and run.error is None and any(step.question for step in run.steps)
