"""'Ab hier neu': a step and all that follow once more, with a wish for its bot; what was before is taken over."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from app.bootstrap import Services
from app.domain.pipelines import StepKind
from app.domain.runs import Run, StepRun
from components.attempt import attempt
from components.buttons import main_button, second_button, text_button
from components.dialog import panel
from components.draft import Draft
from components.field import Field
from components.markup import box, words
from components.step_words import step_title
from components.texts import t
from components.viewer import viewer


def from_here_button(services: Services, run: Run, step: StepRun) -> None:
    """A quiet button; for a bot it asks for a wish first, everything else begins at once."""

    async def press() -> None:
        if step.kind is StepKind.BOT:
            _ask_for_wish(services, run, step)
        else:
            await again_from(services, run, step)

    button = text_button(t('result.from_here'), press, icon='repeat', name=f'from-{step.id}')
    button.props['aria-label'] = f'{button.text}: {step_title(run, step)}'


async def again_from(services: Services, run: Run, step: StepRun, wish: str = '') -> bool:
    """Begin the new run and go to its page; False after trouble, which was told."""
    fresh = await attempt(partial(services.runs.again_from, viewer(), run.id, step.id, wish))
    if fresh is not None:
        ui.navigate.to(f'/lauf/{fresh.id}')
    return fresh is not None


def _ask_for_wish(services: Services, run: Run, step: StepRun) -> None:
    draft = Draft(services, f'wish-{run.id}-{step.id}')
    with panel(t('from_here.title')) as dialog:
        words(step_title(run, step), 'strong')
        words(t('from_here.kept'), 'soft')
        note = t('start.optional')
        wish = Field(t('from_here.wish'), kind='longtext', rows=3, note=note, limit=20_000, name='wish')
        draft.keep('wish', wish)

        async def begin() -> None:
            if await again_from(services, run, step, wish.value.strip()):
                await draft.clear()

        with box('end'):
            second_button(t('btn.cancel'), dialog.close)
            main_button(t('result.from_here'), begin, icon='repeat', name='begin-from-here')
    dialog.open()
    wish.focus()
