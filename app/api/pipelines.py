"""`/pipelines`"""

from __future__ import annotations

from fastapi import APIRouter, Response
from starlette.responses import JSONResponse

from app.api import answers
from app.api.asking import App, JsonRoute, Language, Person, Version
from app.api.problems import StaleWrite
from app.api.replies import WITH_BODY, etag, refusals
from app.api.runs import After, IdempotencyKey, Limit, Status, Wait, page_of_runs, run_answer
from app.api.schemas import PipelineChange, PipelineNew, PipelineRun
from app.api.shapes import pipeline_json
from app.domain.errors import Conflict, Invalid

router = APIRouter(prefix='/pipelines', tags=['pipelines'], route_class=JsonRoute)


@router.post('', status_code=201, response_model=answers.Pipeline, responses=refusals(*WITH_BODY))
async def create_pipeline(app: App, person: Person, body: PipelineNew) -> Response:
    """Make a recipe."""
    pipeline = await app.pipelines.create(person, body.given())
    headers = {'Location': f'/api/pipelines/{pipeline.id}', **etag(pipeline.version)}
    return JSONResponse(pipeline_json(pipeline), 201, headers=headers)


@router.get('', response_model=list[answers.Pipeline], responses=refusals())
async def list_pipelines(app: App, person: Person) -> Response:
    """All your recipes."""
    return JSONResponse([pipeline_json(pipeline) for pipeline in app.pipelines.list(person)])


@router.get('/{id}', response_model=answers.Pipeline, responses=refusals(404))
async def get_pipeline(app: App, person: Person, id: str) -> Response:
    """One recipe."""
    pipeline = app.pipelines.get(person, id)
    return JSONResponse(pipeline_json(pipeline), headers=etag(pipeline.version))


@router.put('/{id}', response_model=answers.Pipeline, responses=refusals(404, 409, *WITH_BODY))
async def change_pipeline(app: App, person: Person, id: str, body: PipelineChange, version: Version) -> Response:
    """Change what the body names. The version last read is needed, in If-Match or in the body."""
    app.pipelines.get(person, id)
    changes = body.changes()
    expect = body.version if version is None else version
    if expect is None:
        raise Invalid.field('version', 'version_needed')
    try:
        pipeline = await app.pipelines.update(person, id, changes, expect)
    except Conflict as error:
        raise StaleWrite(pipeline_json(app.pipelines.get(person, id)), changes) from error
    return JSONResponse(pipeline_json(pipeline), headers=etag(pipeline.version))


@router.delete('/{id}', status_code=204, response_model=None, responses=refusals(404))
async def delete_pipeline(app: App, person: Person, id: str) -> Response:
    """Into the trash; past runs stay."""
    await app.pipelines.delete(person, id)
    return Response(status_code=204)


@router.post(
    '/{id}/run',
    status_code=202,
    response_model=answers.Run,
    responses={200: {'model': answers.Run, 'description': 'Finished within `wait`'}, **refusals(404, 409, *WITH_BODY)},
)
async def run_pipeline(
    app: App,
    person: Person,
    language: Language,
    id: str,
    body: PipelineRun | None = None,
    key: IdempotencyKey = '',
    wait: Wait = 0.0,
) -> Response:
    """Start a recipe."""
    inputs = body.inputs if body else {}
    run = await app.runs.start(person, id, inputs, key=key, trigger='api', language=language)
    if run.pipeline_id != id:
        raise Invalid.field('Idempotency-Key', 'key_used')
    return await run_answer(app, person, language, run, wait)


@router.get('/{id}/runs', response_model=answers.RunList, responses=refusals(404, 422))
async def list_pipeline_runs(
    app: App, person: Person, id: str, limit: Limit = 50, after: After = '', status: Status = ''
) -> Response:
    """Runs of one recipe, newest first."""
    app.pipelines.get(person, id)
    return await page_of_runs(app, person, limit, after, status, pipeline_id=id)
