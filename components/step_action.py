"""'Dann *Summen bilden* mit *dem Ergebnis davor*': a step that calculates, with the settings it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.actions import actions
from app.actions.base import Field as Setting
from app.actions.base import FieldKind
from components.check import Check
from components.column_choice import draw_column, draw_columns
from components.lazy_fold import LazyFold
from components.markup import box, words
from components.step_controls import StepControls
from components.step_input import StepInput
from components.step_sentence_bot import opening, with_colon
from components.step_shown import action_of
from components.texts import t
from components.viewer import language

KINDS = {FieldKind.LONGTEXT: 'longtext', FieldKind.NUMBER: 'number', FieldKind.CHOICE: 'choice'}
MORE = 'more'


def draw(controls: StepControls) -> None:
    """What is done, with what, and how exactly."""
    reads, action = StepInput(controls), action_of(controls.seen.step)
    offered = [(key, one.title.in_language(language())) for key, one in actions().items()]
    chosen = str(controls.seen.step.settings.get('action', ''))
    missing = [] if action else [(chosen, t('make.action.gone'))]
    with box('sentence'):
        opening(controls)
        controls.pick(
            'action',
            controls.spoken(t('make.kind.action')),
            chosen,
            [*missing, *offered],
            lambda key: _choose(controls, key),
            path='settings.action',
        )
        words(t('step.with'), tag='span')
        with_colon(reads)
    reads.draw_list()
    if action is None:
        return
    words(action.help.in_language(language()), 'soft')
    _draw_settings(controls, [field for field in action.fields if not field.advanced])
    advanced = [field for field in action.fields if field.advanced]
    if advanced:
        LazyFold(
            t('bot.more'),
            lambda: _draw_settings(controls, advanced),
            name='more-settings',
            is_open=controls.is_open(MORE),
            on_toggle=lambda is_open: controls.set_open(MORE, is_open),
        )


def value_of(controls: StepControls, setting: Setting) -> str:
    """What is set, or what holds without being set."""
    return str(controls.step.settings.get(setting.key) or setting.default)


def _choose(controls: StepControls, key: str) -> None:
    """Another action keeps the settings that it asks for as well."""
    wanted = {field.key for field in actions()[key].fields} if key in actions() else set()
    kept = {name: value for name, value in controls.step.settings.items() if name in wanted}
    controls.change('action', settings={'action': key, **kept})


def _draw_settings(controls: StepControls, settings: Sequence[Setting]) -> None:
    if not settings:
        return
    with box('settings'):
        for setting in settings:
            _draw(controls, setting)


def _draw(controls: StepControls, setting: Setting) -> None:
    label, help = setting.label.in_language(language()), setting.help.in_language(language())
    value = value_of(controls, setting)
    if setting.kind is FieldKind.YES_NO:
        with box('wide'):
            Check(
                label,
                value=value == 'yes',
                on_change=lambda on: _type(controls, setting.key, 'yes' if on else 'no'),
                name=f'step-setting-{setting.key}',
            )
            if help:
                words(help, 'soft small')
    elif setting.kind is FieldKind.COLUMN:
        write, path = partial(_type, controls, setting.key), f'settings.{setting.key}'
        draw_column(controls, path, label, value, write, help=help, is_required=setting.required)
    elif setting.kind is FieldKind.COLUMNS:
        draw_columns(
            controls, f'settings.{setting.key}', label, value, partial(_type, controls, setting.key), help=help
        )
    else:
        _draw_field(controls, setting, label, value, help)


def _draw_field(controls: StepControls, setting: Setting, label: str, value: str, help: str) -> None:
    choices = [(key, text.in_language(language())) for key, text in setting.choices]
    if setting.kind is FieldKind.CHOICE and value not in {key for key, _ in choices}:
        choices = [(value, value or t('make.choose')), *choices]
    field = controls.field(
        f'settings.{setting.key}',
        label,
        value,
        partial(_type, controls, setting.key),
        control=f'setting-{setting.key}',
        kind=KINDS.get(setting.kind, 'text'),
        choices=choices,
        help=help,
        required=setting.required,
        rows=2,
        limit=50_000,
    )
    field.classes('wide' if setting.kind is FieldKind.LONGTEXT else '')


def _type(controls: StepControls, key: str, value: str) -> None:
    controls.type_setting(f'setting-{key}', **{key: value})
