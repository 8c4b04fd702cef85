"""'Dann bist du dran mit *dem Ergebnis davor*': a person reads, edits and agrees; with or without a deadline."""

from __future__ import annotations

from components.markup import box, words
from components.step_controls import StepControls
from components.step_input import StepInput
from components.step_sentence_bot import draw_task, opening, with_colon
from components.texts import t

DAYS = (1, 2, 3, 5, 7, 14, 30)
THEN = ('wait', 'approve', 'reject')


def draw(controls: StepControls) -> None:
    """What to look at, how long the recipe waits, and what happens then."""
    reads = StepInput(controls)
    with box('sentence'):
        opening(controls)
        words(t('make.ask.you'), tag='span')
        with_colon(reads)
    reads.draw_list()
    draw_task(controls, controls.spoken(t('make.ask.task')), t('make.ask.placeholder'))
    settings = controls.seen.step.settings
    days = settings.get('days')
    with box('sentence'):
        words(t('make.ask.waits'), tag='span')
        controls.pick(
            'days',
            controls.spoken(t('make.ask.how_long')),
            '' if days is None else f'{days:g}' if isinstance(days, (int, float)) else str(days),
            [('', t('make.ask.no_end')), *((str(number), in_days(number)) for number in DAYS)],
            lambda chosen: controls.set('days', days=_number(chosen)),
            path='settings.days',
        )
        if days is not None:
            words(t('make.ask.after'), tag='span')
            controls.pick(
                'then',
                controls.spoken(t('make.ask.after')),
                str(settings.get('then', 'wait')),
                [(then, t(f'make.ask.then.{then}')) for then in THEN],
                lambda chosen: controls.set('then', then=chosen),
                path='settings.then',
            )


def draw_finer(controls: StepControls) -> None:
    """Which bot works in what the person wants changed."""
    with box('finer-part'):
        words(t('make.ask.changes'), 'label')
        with box('sentence'):
            controls.pick(
                'bot',
                controls.spoken(t('make.ask.changes')),
                controls.seen.step.bot_id,
                [('', t('make.ask.bot_before')), *controls.seen.workers],
                lambda bot_id: controls.change('bot', bot_id=bot_id),
                path='bot_id',
            )


def in_days(number: int) -> str:
    """'1 Tag', '3 Tage'."""
    return t('make.ask.one_day') if number == 1 else t('make.ask.days', count=number)


def _number(chosen: str) -> float | int | None:
    if not chosen:
        return None
    return int(chosen) if chosen.isdigit() else float(chosen)
