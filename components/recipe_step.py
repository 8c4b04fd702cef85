"""One step of a recipe as a sentence of controls: 'Dann *Texter* mit *dem Ergebnis davor*: ...'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.editing import doubled, moved, position, with_step_at, without_step
from app.domain.errors import FieldProblem
from app.domain.pipelines import Step, StepKind
from app.ids import new_id
from components import (
    step_action,
    step_ask,
    step_condition,
    step_output,
    step_recipe,
    step_repeat,
    step_sentence_bot,
    step_shape,
)
from components.announcer import announce
from components.buttons import Button, Press, text_button
from components.feedback import notice
from components.lazy_fold import LazyFold
from components.live import Boundary
from components.markup import box, tile, words
from components.pinned import PinMark
from components.recipe_editor import RecipeEditor
from components.step_controls import StepControls
from components.step_marks import StepMarks
from components.step_shown import Shown, shown
from components.texts import t
from components.try_step import try_button

SENTENCES = {
    StepKind.BOT: step_sentence_bot.draw,
    StepKind.ACTION: step_action.draw,
    StepKind.ASK: step_ask.draw,
    StepKind.RECIPE: step_recipe.draw,
}
FINER = 'finer'
OTHER_WAY = {'up': 'down', 'down': 'up'}  # at the end of the list only one of them is there


class RecipeStep(Boundary):
    """Number, sentence, and what can be done with the step. `tag` is another than 'li' where it stands alone."""

    def __init__(self, editor: RecipeEditor, step: Step, *, tag: str = 'li') -> None:
        super().__init__('entry', tag=tag)
        self._editor, self._step = editor, step
        self._seen = shown(editor, step)
        self._controls = StepControls(editor, self._seen, self._typed)
        self._told: Sequence[FieldProblem] = ()
        self.mark(f'step-{self._seen.number}')
        self.props['aria-label'] = self._name()
        if tag != 'li':
            self.props['role'] = 'group'
        with self, box('step'):
            with tile(self._seen.emoji, 'numbered'):
                words(str(self._seen.number), 'number', 'span').props('aria-hidden=true')
            with box('card tight-card'):
                SENTENCES[step.kind](self._controls)
                self._marks = StepMarks(step, self._labels(), self._seen.beside)
                self._error = words('', 'error gone')
                self._draw_actions()

    @staticmethod
    def key(editor: RecipeEditor, step: Step) -> Shown:
        """Everything a card of this step would show now: it needs to be drawn anew only when this is another."""
        return shown(editor, step)

    @property
    def seen(self) -> Shown:
        """The key of the card as it is drawn, with all that was typed into it."""
        return self._seen

    def take_over(self, seen: Shown) -> bool:
        """Show in place what can be chosen now; False when the card has to be drawn anew for what is different."""
        was = self._seen
        alike = replace(
            was, sources=seen.sources, folders=seen.folders, same=seen.same, beside=seen.beside, total=seen.total
        )
        if alike != seen or (was.number < was.total) != (seen.number < seen.total):
            return False
        self._seen = seen
        self._controls.take_over(seen)
        self._marks.show(seen.step, self._labels(), seen.beside)
        return True

    def tell(self, problems: Sequence[FieldProblem]) -> None:
        """Show what is wrong with this step at its fields, the rest below them; or nothing."""
        self._told = problems
        sentences = self._controls.tell(problems)
        self._error.set_text(' '.join(sentences))
        self._error.classes(add='' if sentences else 'gone', remove='gone' if sentences else '')

    def focus(self, control: str) -> None:
        """Put the focus on 'bot', 'input', 'up', 'down', any other control by its name, or the first one."""
        self._controls.focus(control, OTHER_WAY.get(control, ''))

    def _name(self) -> str:
        return t('step.name', number=self._seen.number, bot=self._seen.name or t('step.no_bot'))

    def _labels(self) -> list[tuple[str, str]]:
        return [(field.key, field.label) for field in self._editor.now.inputs]

    def _typed(self) -> None:
        self._seen = self._controls.seen = shown(self._editor, self._controls.step)
        self._marks.show(self._seen.step, self._labels(), self._seen.beside)

    def _draw_actions(self) -> None:
        PinMark(self._editor.services, self._editor.now.id, self._step.id)
        with box('row wrap quiet'):
            LazyFold(
                t('make.finer'),
                self._draw_finer,
                name='finer',
                sign='settings',
                is_open=self._controls.is_open(FINER),
                on_toggle=lambda is_open: self._controls.set_open(FINER, is_open),
            ).summary.props['aria-label'] = self._controls.spoken(t('make.finer'))
            try_button(self._editor.services, self._editor, self._step.id)
            if self._seen.place > 0:
                self._action('up', 'step.up', 'step.up_label', 'up', lambda: self._move(-1))
            if self._seen.number < self._seen.total:
                self._action('down', 'step.down', 'step.down_label', 'down', lambda: self._move(1))
            self._action('double', 'make.double', 'make.double_label', 'copy', self._double)
            self._action('remove', 'step.remove', 'step.remove_label', 'trash', self._remove)

    def _action(self, control: str, key: str, spoken: str, sign: str, press: Press) -> Button:
        button = text_button(t(key), press, icon=sign, kind='slim', name=key)
        button.props['aria-label'] = t(spoken, number=self._seen.number)
        self._controls.add(control, button)
        return button

    def _draw_finer(self) -> None:
        step_repeat.draw(self._controls)
        step_condition.draw(self._controls)
        step_output.draw(self._controls)
        if self._step.kind is StepKind.BOT:
            step_shape.draw(self._controls)
        elif self._step.kind is StepKind.ASK:
            step_ask.draw_finer(self._controls)
        if self._told:
            self.tell(self._told)

    def _move(self, by: int) -> None:
        control = 'up' if by < 0 else 'down'
        self._editor.change(moved(self._editor.now, self._step.id, by), (self._step.id, control))
        place = position(self._editor.now, self._step.id) + 1
        name = self._seen.name or t('step.no_bot')
        announce(t('step.moved', bot=name, number=place, total=len(self._editor.now.steps)))

    def _double(self) -> None:
        fresh = new_id('step', letters=6)
        self._editor.change(doubled(self._editor.now, self._step.id, fresh), (fresh, ''))
        announce(t('make.doubled', number=self._seen.number))

    def _remove(self) -> None:
        editor, place = self._editor, position(self._editor.now, self._step.id)
        step = self._controls.step
        editor.change(without_step(editor.now, step.id), ('', 'add'))
        after = editor.now

        def bring_back() -> None:
            if editor.now == after:
                editor.undo()
            else:
                editor.change(with_step_at(editor.now, step, place), (step.id, 'bot'))

        notice(t('step.removed', name=self._name()), button=t('btn.undo'), on_button=bring_back)
