"""What a person says to a text that waits for them, checked before it goes into the journal."""

from __future__ import annotations

from typing import Any

from app.domain.errors import Conflict, FieldProblem, Invalid, NotFound
from app.domain.runs import Decision, Run
from app.engine import graph
from app.services.fields import text_problem


def checked_answer(
    run: Run, step_id: str, decision: Decision, text: str | None, comment: str, by: str
) -> dict[str, Any]:
    """The journal's data of an answer; `text` None = as it was shown.

    `Conflict` with the run when the step asks nothing (any more), `Invalid` when nobody could work with the answer.
    """
    step = next((step for step in run.steps if step.id == step_id), None)
    if step is None:
        raise NotFound('step', step_id)
    if step.question is None or step.question.child or run.status.is_final:
        raise Conflict(run, 'answered')
    data = {
        'decision': decision.value,
        'text': step.question.text if text is None else text,
        'comment': comment.strip(),
    }
    problems = [FieldProblem(name, key, {}) for name in ('text', 'comment') if (key := text_problem(data[name]))]
    if decision is Decision.CHANGE and not data['comment']:
        problems.append(FieldProblem('comment', 'required', {}))
    if decision is Decision.CHANGE and not graph.author(run.pipeline, step_id)[0]:
        problems.append(FieldProblem('decision', 'no_author', {}))
    if problems:
        raise Invalid(*problems)
    return {**data, 'by': by}
