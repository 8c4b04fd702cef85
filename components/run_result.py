"""A finished run: the text is the page; what one can do with it above, what one can change below."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from app.bootstrap import Services
from app.domain.history import summarise
from app.domain.pipelines import StepKind
from app.domain.runs import Run
from components.buttons import LocalButton, link_button, second_button
from components.cited_text import draw_sources
from components.compare_choice import CompareChoice
from components.copy_text import CopyButton
from components.frame import page_heading
from components.from_here import again_from, from_here_button
from components.markup import box, heading, icon, words
from components.read_aloud import ReadAloud
from components.run_words import run_title, time_and_length
from components.save_result import save_button
from components.status_badge import StatusBadge
from components.step_details import where
from components.step_files import save_links
from components.step_list import StepList
from components.step_words import step_title
from components.texts import t
from components.used_version import used_version
from components.viewer import viewer
from components.why import AskableText

SHEET = 'result-text'
SHOWN_FILES = 12  # the others stand at their steps


def draw_result(services: Services, run: Run) -> None:
    """Draw it."""
    with box('row wrap noprint'):
        StatusBadge(run.status, t('st.done'))
        words(_time(services, run), 'soft small', 'span')
    page_heading(run_title(run))
    if run.practice:
        _note('', 'info', t('result.practice'))
    with box('row wrap result-actions noprint') as actions:
        CopyButton(SHEET)
        save_button(services, run)
        LocalButton(t('result.print'), '() => window.print()', icon='print', name='print')
        ReadAloud(SHEET)
    with box('paper', tag='article').props(f'id={SHEET}').mark('result'):
        text = AskableText(services, run)
    with actions:
        text.switch()
    draw_sources(run.result, run.cited)
    _draw_files(run)
    if not run.practice:
        words(t('tr.check'), 'soft noprint')
    _draw_wishes(services, run)
    _draw_story(services, run)
    used_version(services, run)


def _draw_files(run: Run) -> None:
    """What the steps made besides text belongs to the result; on paper it is of no use."""
    files = {file.sha256: file for step in run.steps for file in step.files}
    if files:
        with box('section noprint', tag='section').mark('result-files'):
            heading(t('result.files'))
            save_links(run.id, list(files.values()), SHOWN_FILES)


def _time(services: Services, run: Run) -> str:
    return time_and_length(summarise(run, 0), services.clock.now())


def _draw_wishes(services: Services, run: Run) -> None:
    writer = next((step for step in reversed(run.steps) if step.kind is StepKind.BOT), None)

    async def wish(words_for_bot: str) -> None:
        if writer is not None:
            await again_from(services, run, writer, words_for_bot)

    async def again() -> None:
        fresh = await services.runs.again(viewer(), run.id)
        ui.navigate.to(f'/lauf/{fresh.id}')

    with box('section noprint', tag='section'):
        heading(t('result.not_right'))
        with box('row wrap'):
            if writer is not None:
                second_button(t('result.shorter'), partial(wish, t('wish.shorter')), name='shorter')
                second_button(t('result.friendlier'), partial(wish, t('wish.friendlier')), name='friendlier')
            if run.pipeline_id:
                second_button(t('result.again'), again, icon='repeat', name='again')
                link_button(t('card.edit'), f'/rezept/{run.pipeline_id}', kind='text', icon='edit')
                CompareChoice(services, run)


def _draw_story(services: Services, run: Run) -> None:
    with box('more noprint', tag='details'):
        with words(t('result.story'), '', 'summary').mark('story'):
            icon('down')
        with box('inside'):
            StepList(services, run, further=partial(from_here_button, services, run))
            heading(t('result.sent'), 2, 'as-card')
            draw_sent(run)
            _draw_inputs(run)


def draw_sent(run: Run) -> None:
    """What went to which service, step by step."""
    with box('facts', tag='dl'):
        for step in run.steps:
            words(step_title(run, step), tag='dt')
            words(where(step.sent_to) if step.sent_to else t('sent.nowhere'), tag='dd')


def _draw_inputs(run: Run) -> None:
    labels = {field.key: field.label for field in run.pipeline.inputs}
    filled = {labels.get(key, key): value for key, value in run.inputs.items() if value.strip()}
    if filled:
        heading(t('result.inputs'), 2, 'as-card')
        with box('facts', tag='dl'):
            for label, value in filled.items():
                words(label, tag='dt')
                words(value, 'plain', 'dd')


def _note(kind: str, sign: str, sentence: str) -> None:
    with box(f'note {kind}'):
        icon(sign)
        words(sentence)
