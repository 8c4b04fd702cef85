"""'Dann läuft *Rechnungen prüfen* mit *dem Ergebnis davor* als *Rechnung*': a recipe as one step."""

from __future__ import annotations

from functools import partial

from app.domain.pipelines import InputField, InputKind
from components.markup import box, words
from components.step_controls import StepControls
from components.step_input import StepInput
from components.step_sentence_bot import opening, with_colon
from components.step_shown import texts_of
from components.texts import t

FIELD_LETTERS = 50_000


def draw(controls: StepControls) -> None:
    """Which recipe, what it gets, and the fields of its start form that are always the same."""
    seen = controls.seen
    inner_id = str(seen.step.settings.get('pipeline_id', ''))
    known = any(inner_id == id for id, _ in seen.workers)
    missing = () if known else ((inner_id, seen.name if seen.inner else t('make.recipe.gone')),)
    reads = StepInput(controls)
    with box('sentence'):
        opening(controls)
        words(t('make.recipe.runs'), tag='span')
        controls.pick(
            'recipe',
            controls.spoken(t('make.kind.recipe')),
            inner_id,
            (*missing, *seen.workers),
            lambda id: controls.set('recipe', pipeline_id=id, into='', values={}),
            path='settings.pipeline_id',
        )
        words(t('step.with'), tag='span')
        if seen.inner:
            reads.draw_choice()
            words(t('make.recipe.as'), tag='span')
            controls.pick(
                'into',
                controls.spoken(t('make.recipe.into')),
                str(seen.step.settings.get('into') or seen.inner[0].key),
                [(field.key, field.label) for field in seen.inner],
                lambda key: controls.set('into', into=key, values=_without(controls, key)),
                path='settings.into',
            )
        else:
            with_colon(reads)
    reads.draw_list()
    _draw_values(controls)


def _draw_values(controls: StepControls) -> None:
    seen = controls.seen
    into = str(seen.step.settings.get('into') or (seen.inner[0].key if seen.inner else ''))
    given = texts_of(seen.step, 'values')
    rest = [field for field in seen.inner if field.key != into and field.kind is not InputKind.FILE]
    if not rest:
        return
    words(t('make.recipe.fixed'), 'soft')
    with box('settings'):
        for field in rest:
            _draw_value(controls, field, given.get(field.key) or field.default)


def _draw_value(controls: StepControls, field: InputField, value: str) -> None:
    choices = [(choice, choice) for choice in field.choices]
    if value not in field.choices:
        choices = [(value, value or t('make.choose')), *choices]
    drawn = controls.field(
        f'settings.values.{field.key}',
        field.label,
        value,
        partial(_type, controls, field.key),
        control=f'value-{field.key}',
        kind=field.kind.value,
        choices=choices if field.kind is InputKind.CHOICE else (),
        help=field.help,
        required=field.required,
        rows=2,
        limit=FIELD_LETTERS,
    )
    drawn.classes('wide' if field.kind is InputKind.LONGTEXT else '')


def _type(controls: StepControls, key: str, text: str) -> None:
    values = {**texts_of(controls.step, 'values'), key: text}
    controls.type_setting(f'value-{key}', values=values)


def _without(controls: StepControls, key: str) -> dict[str, str]:
    """The field that now gets the text needs no fixed value any more."""
    return {name: value for name, value in texts_of(controls.step, 'values').items() if name != key}
