"""The window in which one card of the board is changed, with the same controls as in the list."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import FieldProblem
from app.domain.pipelines import Pipeline, Step
from components.buttons import main_button
from components.dialog import panel
from components.live import Boundary
from components.markup import box
from components.recipe_editor import RecipeEditor
from components.recipe_step import RecipeStep
from components.texts import t
from components.view_switch import keep_step


class BoardPanel:
    """Open until it is closed or its step is gone; follows every change of the step, also from other windows."""

    def __init__(self, editor: RecipeEditor, step_id: str) -> None:
        self._editor, self.step_id = editor, step_id
        with panel(t('board.change_step'), large=True) as self._dialog:
            self._place = Boundary('panel-step')
            with box('end'):
                main_button(t('board.close'), self._dialog.close, name='close-step')
        self._step: RecipeStep | None = None
        self.sync()
        self._dialog.on('hide', lambda: keep_step(''), args=[])
        self._dialog.open()
        keep_step(step_id)

    @property
    def is_open(self) -> bool:
        """False once it was closed."""
        return not self._dialog.is_deleted and bool(self._dialog.value)

    def sync(self) -> None:
        """The recipe was changed."""
        step = step_of(self._editor.now, self.step_id)
        if step is None:
            self._dialog.close()
        else:
            seen = RecipeStep.key(self._editor, step)
            if self._step is None or (self._step.seen != seen and not self._step.take_over(seen)):
                self._place.clear()
                with self._place:
                    self._step = RecipeStep(self._editor, step, tag='div')

    def tell(self, problems: Sequence[FieldProblem]) -> None:
        """Show what is wrong with the step."""
        if self._step is not None and not self._step.is_deleted:
            self._step.tell(problems)

    def focus(self, control: str) -> None:
        """Put the focus on one of the step's controls."""
        if self._step is not None and not self._step.is_deleted:
            self._step.focus(control)


def step_of(recipe: Pipeline, step_id: str) -> Step | None:
    """The step, if it is still there."""
    return next((step for step in recipe.steps if step.id == step_id), None)
