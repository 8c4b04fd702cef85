"""'Wie oft? *für jede Zeile der Tabelle*, höchstens *3* gleichzeitig'."""

from __future__ import annotations

from dataclasses import replace

from app.domain.pipelines import ForEach, Over, Step, StepKind
from components.markup import box, words
from components.step_controls import StepControls
from components.texts import t

AT_ONCE = (1, 2, 3, 5, 10, 20)
ONCE = ''


def draw(controls: StepControls) -> None:
    """Once, or for every line, row or file."""
    each = controls.seen.step.for_each
    with box('finer-part'):
        words(t('make.repeat'), 'label')
        with box('sentence'):
            controls.pick(
                'repeat',
                controls.spoken(t('make.repeat')),
                each.over.value if each else ONCE,
                [
                    (ONCE, t('make.repeat.once')),
                    *((over.value, in_words(over)) for over in _offered(controls.seen.step)),
                ],
                lambda chosen: _choose(controls, chosen),
                path='for_each.over',
            )
            if each is not None:
                words(t('make.repeat.at_most'), tag='span')
                controls.pick(
                    'at-once',
                    controls.spoken(t('make.repeat.how_many')),
                    str(each.at_once),
                    [(str(number), str(number)) for number in AT_ONCE],
                    lambda chosen: controls.change('at-once', for_each=replace(each, at_once=int(chosen))),
                    path='for_each.at_once',
                )
                words(t('make.repeat.at_once'), tag='span')
        if each is not None:
            words(t(f'make.repeat.help.{each.over.value}'), 'soft')


def in_words(over: Over) -> str:
    """'für jede Zeile'."""
    return t(f'make.repeat.{over.value}')


def _offered(step: Step) -> list[Over]:
    """Files belong to a bot."""
    has_files = step.kind is StepKind.BOT or (step.for_each is not None and step.for_each.over is Over.FILES)
    return list(Over) if has_files else [Over.LINES, Over.ROWS]


def _choose(controls: StepControls, chosen: str) -> None:
    before = controls.step.for_each or ForEach()
    controls.change('repeat', for_each=replace(before, over=Over(chosen)) if chosen != ONCE else None)
