"""The controls of one step's card by name: what they change is saved, what is wrong is told at them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nicegui import ui

from app.domain.editing import with_settings, with_step
from app.domain.errors import FieldProblem
from app.domain.pipelines import Step, StepKind
from components.field import Field
from components.focus import focus_soon
from components.form import sentence
from components.pick import Pick
from components.recipe_editor import RecipeEditor
from components.step_shown import Shown, action_of
from components.texts import t
from components.viewer import language

# Where in 'Genauer' a problem belongs; its control may stand in a closed fold.
AREAS = {
    'for_each': 'make.repeat',
    'only_if': 'make.only',
    'shape': 'make.shape',
    'columns': 'make.shape',
    'output_target': 'make.output',
}


class StepControls:
    """Shared by the parts of a card. `typed` is called after what changes the step without drawing it anew."""

    def __init__(self, editor: RecipeEditor, seen: Shown, typed: Callable[[], None]) -> None:
        self.editor, self.seen = editor, seen
        self._typed = typed
        self._controls: dict[str, ui.element] = {}
        self._fields: dict[str, Field] = {}
        self._picks: dict[str, Pick] = {}
        self._followers: list[Callable[[], None]] = []

    @property
    def step(self) -> Step:
        """The step as it is now, with all that was typed."""
        return self.editor.now.step(self.seen.step.id)

    def follow(self, renew: Callable[[], None]) -> None:
        """`renew` is called when other things can be chosen now."""
        self._followers.append(renew)

    def take_over(self, seen: Shown) -> None:
        """Show what can be chosen now."""
        self.seen = seen
        for renew in self._followers:
            renew()

    def spoken(self, what: str) -> str:
        """A name for screen readers that says which step it is about."""
        return t('make.label', what=what, number=self.seen.number)

    def pick(
        self,
        control: str,
        label: str,
        value: str,
        choices: Sequence[tuple[str, str]],
        on_choice: Callable[[str], None],
        *,
        path: str = '',
    ) -> Pick:
        """A choice inside a sentence, marked when there is a problem with `path` (below the step).

        A value that is no longer offered stays visible as itself.
        """
        known = any(value == offered for offered, _ in choices)
        offered = choices if known else [(value, value), *choices]
        found = Pick(label, value, offered, on_choice, name=f'step-{control}')
        self._controls[control] = found
        if path:
            self._picks[path] = found
        return found

    def field(
        self, path: str, label: str, value: str, on_type: Callable[[str], None], *, control: str = '', **look: Any
    ) -> Field:
        """A field; problems with `path` (below the step) are told at it, and what is typed survives an outage."""
        control = control or path
        field = Field(label, value=value, on_change=on_type, name=f'step-{control}', **look)
        self._controls[control] = self._fields[path] = field
        return self.editor.autosave.keep(field, f'{control}-{self.seen.step.id}')

    def add(self, control: str, element: ui.element) -> None:
        """One more control that can get the focus."""
        self._controls[control] = element

    def change(self, control: str, **changes: Any) -> None:
        """A change after which the card looks different; then `control` has the focus."""
        recipe = with_step(self.editor.now, self.seen.step.id, **changes)
        self.editor.change(recipe, (self.seen.step.id, control))

    def set(self, control: str, **settings: Any) -> None:
        """The same for settings of the step's kind."""
        recipe = with_settings(self.editor.now, self.seen.step.id, **settings)
        self.editor.change(recipe, (self.seen.step.id, control))

    def type(self, path: str, **changes: Any) -> None:
        """Letters typed into a field, or a tick: nothing is drawn anew, and all of it is one step back."""
        self.editor.type(with_step(self.editor.now, self.seen.step.id, **changes), f'{path}-{self.seen.step.id}')
        self._typed()

    def type_setting(self, path: str, **settings: Any) -> None:
        """The same for settings of the step's kind."""
        self.editor.type(with_settings(self.editor.now, self.seen.step.id, **settings), f'{path}-{self.seen.step.id}')
        self._typed()

    def is_open(self, name: str) -> bool:
        """True when the person opened this fold of the step; it stays so however often the card is drawn."""
        return (self.seen.step.id, name) in self.editor.open

    def set_open(self, name: str, is_open: bool) -> None:
        """The person opened or closed a fold."""
        entry = (self.seen.step.id, name)
        if is_open:
            self.editor.open.add(entry)
        else:
            self.editor.open.discard(entry)

    def focus(self, control: str, or_else: str = '') -> None:
        """Put the focus on this control, on the other one, or on the first one."""
        there = {name: element for name, element in self._controls.items() if not element.is_deleted}
        target = there.get(control) or there.get(or_else) or next(iter(there.values()), None)
        if target is not None:
            focus_soon(target)

    def tell(self, problems: Sequence[FieldProblem]) -> list[str]:
        """Show each problem at its field, mark the choices concerned; what has to be told beside them comes back."""
        at_fields: dict[str, str] = {}
        at_picks: set[str] = set()
        rest: list[str] = []
        for problem in problems:
            path = problem.path.split('.', 2)[2] if problem.path.count('.') > 1 else ''
            if field := _nearest(path, self._fields):
                at_fields.setdefault(field, sentence(problem))
                continue
            at_picks.add(_nearest(path, self._picks))
            where = self._where(path)
            rest.append(t('make.problem', where=where, problem=sentence(problem)) if where else sentence(problem))
        for path, control in self._fields.items():
            if not control.is_deleted and control.error != at_fields.get(path, ''):
                control.show_error(at_fields.get(path, ''))
        for path, pick in self._picks.items():
            if not pick.is_deleted:
                pick.show_wrong(path in at_picks)
        return list(dict.fromkeys(rest))

    def _where(self, path: str) -> str:
        """What a problem is about whose control is not drawn, or is no field."""
        area, _, key = path.partition('.')
        if area in AREAS:
            return t(AREAS[area])
        name = key.removeprefix('values.') if area == 'settings' else ''
        action = action_of(self.step) if self.step.kind is StepKind.ACTION else None
        labels = {field.key: field.label.in_language(language()) for field in action.fields} if action else {}
        labels |= {field.key: field.label for field in self.seen.inner}
        return t('make.about', label=labels[name]) if name in labels else ''


def _nearest(path: str, drawn: Mapping[str, ui.element]) -> str:
    """`settings.column`, `columns` for `columns.2`; '' when no such control is drawn."""
    while path:
        if path in drawn and not drawn[path].is_deleted:
            return path
        path = path.rpartition('.')[0]
    return ''
