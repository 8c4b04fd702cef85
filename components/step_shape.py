"""'Was kommt heraus? *eine Tabelle* mit den Spalten *Name, Betrag*'."""

from __future__ import annotations

from app.domain.pipelines import Shape
from components.column_choice import names_in
from components.markup import box, words
from components.step_controls import StepControls
from components.texts import t


def draw(controls: StepControls) -> None:
    """Running text, a table or named fields; the bot's answer is checked for it."""
    step = controls.seen.step
    with box('finer-part'):
        words(t('make.shape'), 'label')
        with box('sentence'):
            controls.pick(
                'shape',
                controls.spoken(t('make.shape')),
                step.shape.value,
                [(shape.value, t(f'make.shape.{shape.value}')) for shape in Shape],
                lambda chosen: _choose(controls, Shape(chosen)),
            )
            if step.shape is not Shape.TEXT:
                words(t(f'make.shape.with.{step.shape.value}'), tag='span')
                controls.field(
                    'columns',
                    controls.spoken(t('make.shape.names')),
                    ', '.join(step.columns),
                    lambda text: controls.type('columns', columns=names_in(text)),
                    limit=2_000,
                ).classes('inline grow')
        if step.shape is not Shape.TEXT:
            words(t('make.shape.help'), 'soft')


def _choose(controls: StepControls, shape: Shape) -> None:
    """Names stay when a table becomes fields; running text has none."""
    controls.change('shape', shape=shape, columns=() if shape is Shape.TEXT else controls.step.columns)
