"""`/runs`, and what starting a run has in common everywhere."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Request, Response
from starlette.responses import JSONResponse, StreamingResponse

from app.api import answers, events
from app.api.asking import App, JsonRoute, Language, Person
from app.api.attachments import BYTES, attachment
from app.api.replies import WITH_BODY, refusals
from app.api.schemas import AnswerBody
from app.api.shapes import run_json, summary_json
from app.bootstrap import Services
from app.domain.accounts import Account
from app.domain.runs import Decision, Run, RunStatus

MAX_WAIT = 300  # seconds a request may wait for the end of a run
router = APIRouter(prefix='/runs', tags=['runs'], route_class=JsonRoute)

IdempotencyKey = Annotated[
    str, Header(alias='Idempotency-Key', max_length=200, description='The same key answers the same run again.')
]
Wait = Annotated[
    float, Query(ge=0, le=MAX_WAIT, allow_inf_nan=False, description='Seconds to wait for the end of the run.')
]
Limit = Annotated[int, Query(ge=1, le=200)]
After = Annotated[str, Query(max_length=200, description='`next` of the page before.')]
Status = Annotated[Literal['', 'waiting', 'running', 'needs_you', 'done', 'failed', 'cancelled', 'missed'], Query()]


@router.get('', response_model=answers.RunList, responses=refusals(422))
async def list_runs(app: App, person: Person, limit: Limit = 50, after: After = '', status: Status = '') -> Response:
    """Past and present runs over all recipes, newest first."""
    return await page_of_runs(app, person, limit, after, status)


@router.get('/{id}', response_model=answers.Run, responses=refusals(404))
async def get_run(app: App, person: Person, language: Language, id: str) -> Response:
    """One run with its steps; running steps show the text so far."""
    return JSONResponse(_shown(app, person, language, app.runs.get(person, id)))


@router.get(
    '/{id}/events',
    response_class=events.EventStream,
    responses={
        200: {
            'description': 'Events until the end of the run',
            'content': {'text/event-stream': {'schema': events.EVENT_SCHEMA}},
        },
        204: {'description': 'The run has ended and you have seen all of it: do not come back'},
        **refusals(404, 422),
    },
)
async def watch_run(app: App, person: Person, request: Request, id: str, last: events.LastEventId = None) -> Response:
    """Follow a run: `run.*`, `step.*`, `step.text`. Continues after `Last-Event-ID`."""
    return events.watch(app, person, request, app.runs.get(person, id), last)


@router.post('/{id}/cancel', status_code=202, response_model=answers.Run, responses=refusals(404, 409))
async def cancel_run(app: App, person: Person, language: Language, id: str) -> Response:
    """Stop a run; what is finished stays."""
    return JSONResponse(_shown(app, person, language, await app.runs.cancel(person, id)), 202)


@router.post('/{id}/resume', status_code=202, response_model=answers.Run, responses=refusals(404, 409, 422))
async def resume_run(app: App, person: Person, language: Language, id: str) -> Response:
    """Go on at the step that failed or was stopped; finished steps are not called again."""
    return JSONResponse(_shown(app, person, language, await app.runs.resume(person, id)), 202)


@router.post('/{id}/steps/{step_id}/answer', response_model=answers.Run, responses=refusals(404, 409, *WITH_BODY))
async def answer_step(
    app: App, person: Person, language: Language, id: str, step_id: str, body: AnswerBody
) -> Response:
    """Answer a step that waits for you: take the text, have it changed, or reject it."""
    decision = Decision(body.decision)
    run = await app.runs.answer(person, id, step_id, decision, text=body.text, comment=body.comment)
    return JSONResponse(_shown(app, person, language, run))


@router.get('/{id}/files/{sha256}', response_class=StreamingResponse, responses={**BYTES, **refusals(404)})
async def get_step_file(app: App, person: Person, id: str, sha256: str) -> Response:
    """A file that a step made; `files` of the step names it."""
    name, path = app.runs.file(person, id, sha256)
    return await attachment(path, name)


async def run_answer(app: Services, person: Account, language: str, run: Run, wait: float) -> Response:
    """202 with the run as it stands, or 200 when it finished within `wait`."""
    if wait and not run.status.is_final:
        run = await app.runs.wait(person, run.id, wait)
    status = 200 if wait and run.status.is_final else 202
    return JSONResponse(_shown(app, person, language, run), status, headers={'Location': f'/api/runs/{run.id}'})


async def page_of_runs(
    app: Services, person: Account, limit: int, after: str, status: str, pipeline_id: str = ''
) -> Response:
    """One page of the history."""
    page = await app.runs.recent(person, limit=limit, after=after, status=status, pipeline_id=pipeline_id)
    return JSONResponse({'items': [summary_json(item) for item in page.items], 'next': page.next})


def _shown(app: Services, person: Account, language: str, run: Run) -> dict[str, Any]:
    running = [step.id for step in run.steps if step.status is RunStatus.RUNNING]
    return run_json(run, language, {id: app.runs.text_so_far(person, run.id, id) for id in running})
