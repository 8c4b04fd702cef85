"""Where one paragraph comes from: who wrote it, made of what, and the passages behind it."""

from __future__ import annotations

import re

from app.bootstrap import Services
from app.domain.passages import without_marks
from app.domain.pipelines import StepKind
from app.domain.provenance import Origin, why
from app.domain.runs import Run, StepRun
from app.services.recipe_words import RecipeWords
from components.buttons import second_button
from components.cited_text import draw_passages
from components.dialog import panel
from components.markup import box, emoji, heading, icon, words
from components.step_details import draw_inner_link
from components.step_words import step_title
from components.texts import t
from components.viewer import language

QUOTED = 240  # letters of the paragraph
_POINT = re.compile(r'^[ \t]*(?:[-+*]|\d+[.)])[ \t]+', re.MULTILINE)


def open_why(services: Services, run: Run, paragraph: str) -> None:
    """Open the window with all that is known of the paragraph."""
    origin = why(run, paragraph)
    with panel(t('why.title'), large=True) as dialog:
        words(RecipeWords(language()).quoted(_plain(paragraph), QUOTED), 'soft').mark('why-quote')
        if origin.step is not None:
            _draw_step(run, origin.step)
        _draw_passages(origin)
        _draw_typed(run, origin)
        with box('end'):
            second_button(t('btn.close'), dialog.close, name='close-why')
    dialog.open()


def _draw_step(run: Run, step: StepRun) -> None:
    number = run.steps.index(step) + 1
    with box('row').mark('why-step'):
        emoji(step.emoji)
        words(_who(run, step, number), 'strong')
    part = next((one for one in run.pipeline.steps if one.id == step.id), None)
    if part is not None and (run.inputs or number > 1):
        said = RecipeWords(language(), bots=run.bots, recipes=run.recipes).sources(run.pipeline, part)
        words(t('why.made_from', sources=said)).mark('why-sources')
    draw_inner_link(run, step)


def _who(run: Run, step: StepRun, number: int) -> str:
    if step.kind is StepKind.ASK:
        return t('why.person', number=number, name=step_title(run, step))
    if len(run.steps) == 1:
        return t('why.alone', name=step.bot_name or step_title(run, step))
    return t('why.step', number=number, name=step_title(run, step))


def _draw_passages(origin: Origin) -> None:
    if origin.named:
        heading(t('why.named'), 3)
        draw_passages(origin.named)
    elif origin.fitting:
        heading(t('why.fitting'), 3)
        words(t('why.fitting_help'), 'soft')
        draw_passages(origin.fitting)
    else:
        with box('note info'):
            icon('info')
            words(t('why.none_fits') if origin.read else t('why.not_read'))


def _draw_typed(run: Run, origin: Origin) -> None:
    labels = {field.key: field.label for field in run.pipeline.inputs}
    if origin.typed:
        heading(t('why.typed'), 3)
        for key in origin.typed:
            words(t('why.typed_in', label=labels.get(key, key)))


def _plain(paragraph: str) -> str:
    without_points = _POINT.sub('', without_marks(paragraph))
    return ''.join(sign for sign in without_points if sign not in '#*`>|_')
