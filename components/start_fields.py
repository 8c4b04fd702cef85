"""'Du gibst hinein: *Thema*': the fields of a recipe's start form, each opened and changed on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from app.domain.editing import with_field, with_new_field, without_field
from app.domain.errors import FieldProblem
from app.domain.pipelines import InputField, InputKind
from app.ids import new_id
from components.buttons import Button, main_button, text_button
from components.check import Check
from components.dialog import panel
from components.feedback import notice
from components.field import Field
from components.form import sentence
from components.live import Boundary
from components.markup import box, icon, tile, words
from components.recipe_editor import RecipeEditor
from components.texts import t

OFFERED = (
    InputKind.TEXT,
    InputKind.LONGTEXT,
    InputKind.FILE,
    InputKind.CHOICE,
    InputKind.NUMBER,
    InputKind.DATE,
)


class StartFields(Boundary):
    """One line with all fields as buttons."""

    def __init__(self, editor: RecipeEditor) -> None:
        super().__init__('entry', tag='li')
        self._editor = editor
        self._draw()

    def sync(self) -> None:
        """The recipe was changed: draw anew when the fields are others."""
        if self._drawn != self._editor.now.inputs:
            self.clear()
            self._draw()

    def _draw(self) -> None:
        self._drawn = self._editor.now.inputs
        with self, box('step'):
            tile('✋')
            with box('card tight-card'):
                with box('sentence'):
                    words(t('inputs.you_give'), tag='span')
                    for field in self._drawn:
                        self._button(field)
                    text_button(t('inputs.add'), self._add, icon='plus', kind='slim', name='add-field')
                if not self._drawn:
                    words(t('inputs.none'), 'soft')
                self._error = words('', 'error gone')

    def tell(self, problems: Sequence[FieldProblem]) -> None:
        """Show what is wrong with the fields, or nothing."""
        sentences = list(dict.fromkeys(self._at_field(problem) for problem in problems))
        self._error.set_text(' '.join(sentences))
        self._error.classes(add='' if sentences else 'gone', remove='gone' if sentences else '')

    def _at_field(self, problem: FieldProblem) -> str:
        number = problem.path.split('.')[1] if '.' in problem.path else ''
        fields = self._editor.now.inputs
        if number.isdigit() and int(number) < len(fields):
            return t('inputs.problem', label=fields[int(number)].label or '…', problem=sentence(problem))
        return sentence(problem)

    def _button(self, field: InputField) -> None:
        button = Button(field.label, partial(self._open, field.key), kind='pick-button', name=f'field-{field.key}')
        button.props['aria-label'] = t('inputs.change', label=field.label)
        with button:
            icon('edit', 'after')

    def _add(self) -> None:
        field = InputField(key=new_id(letters=6), label=t('inputs.new_label'), kind=InputKind.LONGTEXT)
        self._editor.change(with_new_field(self._editor.now, field))
        self._open(field.key, is_new=True)

    def _open(self, key: str, *, is_new: bool = False) -> None:
        _FieldPanel(self._editor, key, is_new=is_new)


class _FieldPanel:
    """The window in which one field is changed. Everything counts at once and can be taken back."""

    def __init__(self, editor: RecipeEditor, key: str, *, is_new: bool) -> None:
        self._editor, self._key = editor, key
        field = self._now()
        with panel(t('inputs.new') if is_new else t('inputs.title', label=field.label)) as dialog:
            self._dialog = dialog
            Field(
                t('inputs.label'),
                value=field.label,
                limit=500,
                name='field-label',
                on_change=lambda value: self._type(label=value),
            )
            Field(
                t('inputs.kind'),
                kind='choice',
                value=field.kind.value,
                choices=self._kinds(field),
                name='field-kind',
                on_change=self._choose_kind,
            )
            self._choices = Field(
                t('inputs.choices'),
                kind='longtext',
                rows=3,
                value='\n'.join(field.choices),
                help=t('inputs.choices_help'),
                name='field-choices',
                on_change=self._type_choices,
            )
            self._choices.set_visibility(field.kind is InputKind.CHOICE)
            Check(
                t('inputs.required'),
                value=field.required,
                on_change=lambda on: self._type(required=on),
                name='field-required',
            )
            Field(
                t('inputs.help'),
                value=field.help,
                limit=500,
                name='field-help',
                on_change=lambda value: self._type(help=value),
            )
            with box('end'):
                text_button(t('inputs.remove'), self._remove, icon='trash', name='remove-field')
                main_button(t('inputs.done'), dialog.close, name='field-done')
        dialog.on('hide', self._redraw, args=[])
        dialog.open()

    def _now(self) -> InputField:
        return next(field for field in self._editor.now.inputs if field.key == self._key)

    def _kinds(self, field: InputField) -> list[tuple[str, str]]:
        kinds = OFFERED if field.kind in OFFERED else (*OFFERED, field.kind)
        return [(kind.value, t(f'inputs.kind.{kind.value}')) for kind in kinds]

    def _choose_kind(self, value: str) -> None:
        kind = InputKind(value)
        self._choices.set_visibility(kind is InputKind.CHOICE)
        if kind is InputKind.CHOICE and not self._now().choices:
            self._choices.put(t('inputs.choices_example'))
            self._type(kind=kind, choices=tuple(t('inputs.choices_example').splitlines()))
        else:
            self._type(kind=kind)

    def _type_choices(self, text: str) -> None:
        choices = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        self._type(choices=choices)

    def _type(self, **changes: Any) -> None:
        recipe = with_field(self._editor.now, self._key, **changes)
        field = next(field for field in recipe.inputs if field.key == self._key)
        if field.kind is InputKind.CHOICE and field.default not in field.choices:
            recipe = with_field(recipe, self._key, default='')
        self._editor.type(recipe, f'field-{self._key}-{"-".join(changes)}')

    def _remove(self) -> None:
        editor, label = self._editor, self._now().label
        self._dialog.close()
        editor.change(without_field(editor.now, self._key))
        after = editor.now

        def bring_back() -> None:
            if editor.now == after:
                editor.undo()

        notice(t('inputs.removed', label=label), button=t('btn.undo'), on_button=bring_back)

    def _redraw(self) -> None:
        self._editor.change(replace(self._editor.now))
