"""'Dann *Texter* mit *dem Ergebnis davor*: Schreib daraus einen Brief.'"""

from __future__ import annotations

from components.markup import box, words
from components.step_controls import StepControls
from components.step_input import StepInput
from components.texts import t

TASK_LETTERS = 50_000


def draw(controls: StepControls) -> None:
    """Who works, with what, and the task."""
    seen = controls.seen
    missing = () if seen.name else ((seen.step.bot_id, t('step.no_bot')),)
    reads = StepInput(controls)
    with box('sentence'):
        opening(controls)
        controls.pick(
            'bot',
            t('step.bot_label', number=seen.number),
            seen.step.bot_id,
            (*missing, *seen.workers),
            lambda bot_id: controls.change('bot', bot_id=bot_id),
            path='bot_id',
        )
        words(t('step.with'), tag='span')
        with_colon(reads)
    reads.draw_list()
    draw_task(controls, t('step.task_label', number=seen.number), t('step.task_placeholder'))


def opening(controls: StepControls) -> None:
    """'Zuerst' or 'Dann'."""
    words(t('step.first') if controls.seen.place == 0 else t('step.then'), tag='span')


def with_colon(reads: StepInput) -> None:
    """What is read, and the colon that must not stand alone on a line."""
    with box('with-colon', tag='span'):
        reads.draw_choice()
        words(':', tag='span').props('aria-hidden=true')


def draw_task(controls: StepControls, label: str, placeholder: str) -> None:
    """The instruction as a field that grows."""
    field = controls.field(
        'instruction',
        label,
        controls.seen.step.instruction,
        lambda text: controls.type('task', instruction=text),
        control='task',
        kind='longtext',
        rows=1,
        limit=TASK_LETTERS,
    )
    field.classes('task')
    field.props['placeholder'] = placeholder
