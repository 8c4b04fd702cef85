"""'Wann? *nur wenn das Feld* *Betrag* *mehr als* *100*. Sonst *geht der Text so weiter*'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.domain.pipelines import OnlyIf, Op, Otherwise, Step, StepKind, Subject
from components.column_choice import draw_column
from components.markup import box, words
from components.step_controls import StepControls
from components.texts import t

ALWAYS = ''
ANSWERS = (Op.YES, Op.NO)
WITHOUT_VALUE = (Op.EMPTY, Op.NOT_EMPTY, *ANSWERS)
OF_TEXT = (Op.CONTAINS, Op.CONTAINS_NOT, Op.EMPTY, Op.NOT_EMPTY)
OF_FIELD = (Op.IS, Op.IS_NOT, Op.CONTAINS, Op.CONTAINS_NOT, Op.MORE, Op.LESS, Op.EMPTY, Op.NOT_EMPTY)


def draw(controls: StepControls) -> None:
    """Always, or only if something is so; and what happens otherwise."""
    only_if = controls.seen.step.only_if
    with box('finer-part'):
        words(t('make.only'), 'label')
        with box('sentence'):
            controls.pick(
                'subject',
                controls.spoken(t('make.only')),
                only_if.subject.value if only_if else ALWAYS,
                [
                    (ALWAYS, t('make.only.always')),
                    *((one.value, t(f'make.only.{one.value}')) for one in _subjects(controls)),
                ],
                lambda chosen: _choose_subject(controls, chosen),
                path='only_if.subject',
            )
            if only_if is not None:
                _draw_name(controls, only_if)
                _draw_comparison(controls, only_if)
        if only_if is not None:
            with box('sentence'):
                words(t('make.otherwise'), tag='span')
                controls.pick(
                    'otherwise',
                    controls.spoken(t('make.otherwise')),
                    only_if.otherwise.value,
                    [(one.value, t(f'make.otherwise.{one.value}')) for one in Otherwise],
                    lambda chosen: _set(controls, 'otherwise', otherwise=Otherwise(chosen)),
                )


def in_words(step: Step, labels: Sequence[tuple[str, str]]) -> str:
    """'nur wenn Betrag mehr als 100'; `labels` are the keys and labels of the start form."""
    only_if = step.only_if
    assert only_if is not None
    if only_if.subject is Subject.QUESTION:
        return t(f'make.mark.{only_if.op.value}', question=only_if.name)
    name = dict(labels).get(only_if.name, only_if.name) if only_if.subject is Subject.INPUT else only_if.name
    what = t('make.mark.text') if only_if.subject is Subject.TEXT else name
    value = '' if only_if.op in WITHOUT_VALUE else only_if.value
    return ' '.join(part for part in (t('make.mark.only'), what, op_in_words(only_if.op), value) if part)


def op_in_words(op: Op) -> str:
    """'mehr als'."""
    return t(f'make.op.{op.value}')


def _draw_name(controls: StepControls, only_if: OnlyIf) -> None:
    if only_if.subject is Subject.INPUT:
        choices = list(controls.seen.inputs)
        if only_if.name not in dict(choices):
            choices = [(only_if.name, t('make.choose')), *choices]
        controls.pick(
            'condition-input',
            controls.spoken(t('make.only.which_input')),
            only_if.name,
            choices,
            lambda key: _set(controls, 'condition-input', name=key),
            path='only_if.name',
        )
    elif only_if.subject is Subject.FIELD:
        label = controls.spoken(t('make.only.which_field'))
        draw_column(
            controls,
            'only_if.name',
            label,
            only_if.name,
            lambda name: _type(controls, 'name', name=name),
            is_inline=True,
        )
    elif only_if.subject is Subject.QUESTION:
        question = controls.field(
            'only_if.name',
            controls.spoken(t('make.only.which_question')),
            only_if.name,
            lambda text: _type(controls, 'name', name=text),
            control='condition-question',
            limit=500,
        )
        question.classes('inline grow')
        question.props['placeholder'] = t('make.only.question_example')


def _draw_comparison(controls: StepControls, only_if: OnlyIf) -> None:
    offered = (
        ANSWERS if only_if.subject is Subject.QUESTION else OF_TEXT if only_if.subject is Subject.TEXT else OF_FIELD
    )
    ops = offered if only_if.op in offered else (only_if.op, *offered)
    controls.pick(
        'op',
        controls.spoken(t('make.only.how')),
        only_if.op.value,
        [(op.value, op_in_words(op)) for op in ops],
        lambda chosen: _set(controls, 'op', op=Op(chosen)),
        path='only_if.op',
    )
    if only_if.op not in WITHOUT_VALUE:
        controls.field(
            'only_if.value',
            controls.spoken(t('make.only.value')),
            only_if.value,
            lambda text: _type(controls, 'value', value=text),
            control='condition-value',
            limit=2_000,
        ).classes('inline')


def _subjects(controls: StepControls) -> list[Subject]:
    """What can be asked: a question needs a bot, a field of the start form needs a start form."""
    step = controls.seen.step
    chosen = step.only_if.subject if step.only_if else None
    possible = {
        Subject.TEXT: True,
        Subject.FIELD: True,
        Subject.INPUT: bool(controls.editor.now.inputs),
        Subject.QUESTION: step.kind is StepKind.BOT,
    }
    return [subject for subject, is_possible in possible.items() if is_possible or subject is chosen]


def _choose_subject(controls: StepControls, chosen: str) -> None:
    if chosen == ALWAYS:
        controls.change('subject', only_if=None)
        return
    subject, before = Subject(chosen), controls.step.only_if or OnlyIf()
    inputs = controls.editor.now.inputs
    name = inputs[0].key if subject is Subject.INPUT and inputs else ''
    offered = ANSWERS if subject is Subject.QUESTION else OF_TEXT if subject is Subject.TEXT else OF_FIELD
    op = before.op if before.op in offered else Op.YES if subject is Subject.QUESTION else Op.CONTAINS
    value = '' if op in WITHOUT_VALUE else before.value
    controls.change('subject', only_if=replace(before, subject=subject, name=name, op=op, value=value))


def _set(controls: StepControls, control: str, **changes: Any) -> None:
    if controls.step.only_if is not None:
        controls.change(control, only_if=replace(controls.step.only_if, **changes))


def _type(controls: StepControls, part: str, **changes: Any) -> None:
    if controls.step.only_if is not None:
        controls.type(f'only-if-{part}', only_if=replace(controls.step.only_if, **changes))
