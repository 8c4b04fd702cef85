"""A run that stopped: what happened, what to do, one button; everything that is finished stays below."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from app.bootstrap import Services
from app.domain.documents import ReadProblem
from app.domain.runs import Run, RunStatus, StepError
from components.buttons import link_button, main_button, second_button, text_button
from components.feedback import PLACES
from components.frame import page_heading
from components.from_here import from_here_button
from components.markup import box, heading, icon, words
from components.run_words import run_title
from components.status_badge import StatusBadge
from components.step_list import StepList
from components.step_words import step_title
from components.texts import t
from components.viewer import viewer

EDIT = (
    'refused',
    'too_long',
    'setting',
    'filtered',
    'empty',
    'cut',
    'big_request',
    'workspace_gone',
)  # the task or the bot must change
DOCUMENTS = frozenset({'document_gone', 'workspace_closed', *(problem.value for problem in ReadProblem)})


def draw_trouble(services: Services, run: Run) -> None:
    """Draw it."""
    sentence = t('st.stopped') if run.status is RunStatus.CANCELLED else t('card.stood', **_count(run))
    with box('row wrap'):
        StatusBadge(run.status)
    page_heading(run_title(run))
    error = run.error or next((step.error for step in run.steps if step.error), None)
    with box('note bad' if error else 'note').mark('trouble'):
        icon('warning' if error else 'stop')
        with box('words'):
            if error:
                _draw_error(run, error)
            words(sentence)
            if error:
                _draw_detail(error)
    _draw_actions(services, run, error)
    StepList(services, run, further=partial(from_here_button, services, run))


def _draw_error(run: Run, error: StepError) -> None:
    failed = next((step for step in run.steps if step.status is RunStatus.FAILED), None)
    if failed is not None:
        place = [step.id for step in run.steps].index(failed.id) + 1
        words(t('run.failed_at', step=place, total=len(run.steps), name=step_title(run, failed)), 'soft')
    heading(t(f'err.{error.code}.what', **error.params), 2)
    words(t(f'err.{error.code}.do', **error.params))


def _draw_detail(error: StepError) -> None:
    if error.detail:
        with box('more', tag='details'):
            with words(t('expert.detail'), '', 'summary'):
                icon('down')
            with box('inside'):
                words(error.detail, 'exact', 'div')


def _draw_actions(services: Services, run: Run, error: StepError | None) -> None:
    async def resume() -> None:
        await services.runs.resume(viewer(), run.id)

    async def again() -> None:
        fresh = await services.runs.again(viewer(), run.id)
        ui.navigate.to(f'/lauf/{fresh.id}')

    place = _place(run, error)
    with box('row wrap result-actions'):
        if place and error:
            link_button(t(f'err.{error.code}.button'), place, name='solve')
            second_button(t('btn.continue'), resume, icon='play', name='resume')
        else:
            label = t(f'err.{error.code}.button') if error else t('btn.continue')
            main_button(label, resume, icon='play', name='resume')
        if run.pipeline_id:
            text_button(t('result.again'), again, name='again')


def _place(run: Run, error: StepError | None) -> str:
    """Where the one button leads; '' when it simply goes on from here."""
    if error is None:
        return ''
    if error.code in EDIT and run.pipeline_id:
        return f'/rezept/{run.pipeline_id}'
    if error.code in DOCUMENTS:
        return _folder(run)
    return PLACES.get(error.code, '')


def _folder(run: Run) -> str:
    """Where the documents lie that the failed step wanted to read."""
    failed = next((step for step in run.steps if step.status is RunStatus.FAILED), None)
    if failed is None:
        return ''
    step = run.pipeline.step(failed.id)
    workspace = next((part.ref for part in step.input_source if part.kind == 'workspace'), '')
    return f'/ordner/{workspace}' if workspace else f'/bot/{step.bot_id}'


def _count(run: Run) -> dict[str, int]:
    return {'done': run.steps_done, 'total': len(run.steps)}
