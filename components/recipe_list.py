"""The list: the recipe as numbered sentences, each part a control. Only what differs is drawn again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from app.domain.errors import FieldProblem
from app.domain.pipelines import Step
from components.focus import focus_soon
from components.form import sentence
from components.kind_chooser import StepChooser
from components.live import Boundary
from components.markup import box, icon
from components.recipe_editor import RecipeEditor
from components.recipe_line import RecipeLine, line_words
from components.recipe_step import RecipeStep
from components.start_fields import StartFields
from components.view_switch import keep_step, kept_step

OPEN_AT_ONCE = 12  # a longer recipe shows each step as one sentence that opens when it is pressed
Cell = RecipeStep | RecipeLine


class RecipeList(Boundary):
    """One of the two views of a recipe; the other one is components/board.py."""

    def __init__(self, editor: RecipeEditor, on_add: Callable[[Step], None]) -> None:
        super().__init__('steps', tag='ol')
        self._editor, self._on_add = editor, on_add
        self._cells: dict[str, Cell] = {}
        self._problems: Mapping[str, Sequence[FieldProblem]] = {}
        steps = editor.now.steps
        self._closed = {step.id for step in steps} - {kept_step()} if len(steps) > OPEN_AT_ONCE else set()
        self._drawn_adder: tuple[tuple[str, ...], ...] = ()
        with self:
            self._inputs = StartFields(editor)
            with box('entry', tag='li'), box('step'):
                with box('tile wait'):
                    icon('plus')
                self._adder = Boundary('grow')
        self.sync()

    def sync(self) -> None:
        """The recipe was changed, here or elsewhere."""
        recipe = self._editor.now
        self._bots, self._recipes = self._editor.bots(), self._editor.recipes()
        self._inputs.sync()
        for gone in set(self._cells) - {step.id for step in recipe.steps}:
            self._forget(gone)
        for place, step in enumerate(recipe.steps):
            cell = self._sync_step(step, place)
            if self.default_slot.children[place + 1] is not cell:
                cell.move(self, place + 1)
        self._sync_adder()

    def typed(self) -> None:
        """A control was typed into and shows it already."""

    def tell(self, at_steps: Mapping[str, Sequence[FieldProblem]], at_inputs: Sequence[FieldProblem]) -> None:
        """Show each problem at its step, by the step's id."""
        changed = {id for id in {*self._problems, *at_steps} if self._problems.get(id) != at_steps.get(id)}
        self._problems = at_steps
        for id in changed & set(self._cells):
            self._tell_step(id)
        self._inputs.tell(at_inputs)

    def focus(self, step_id: str, control: str) -> None:
        """Put the focus where a change was made: on a control of the step, else where steps are added."""
        cell = self._cells.get(step_id)
        if isinstance(cell, RecipeStep):
            cell.focus(control)
        else:
            focus_soon(cell or self._adder)

    def _sync_step(self, step: Step, place: int) -> Cell:
        cell = self._cells.get(step.id)
        if step.id in self._closed:
            words = line_words(self._editor, step, place, self._bots, self._recipes)
            if isinstance(cell, RecipeLine):
                cell.show(words)
                return cell
            with self:
                cell = RecipeLine(step, words, partial(self._open, step.id))
        else:
            if isinstance(cell, RecipeStep):
                seen = RecipeStep.key(self._editor, step)
                if cell.seen == seen or cell.take_over(seen):
                    return cell
            if cell is not None:
                cell.delete()
            with self:
                cell = RecipeStep(self._editor, step)
        self._cells[step.id] = cell
        self._tell_step(step.id)
        return cell

    def _sync_adder(self) -> None:
        """The chooser for a new step: closed after each one that came or went, open while there is none."""
        drawn = tuple(self._cells), tuple(self._bots)
        if drawn != self._drawn_adder:
            self._drawn_adder = drawn
            self._adder.clear()
            with self._adder:
                StepChooser(self._editor, self._on_add, is_open=not self._cells)

    def _open(self, step_id: str) -> None:
        """A line was pressed."""
        with self.client:  # not the line, which goes now
            if step_id in self._cells:
                self._closed.discard(step_id)
                keep_step(step_id)
                self._forget(step_id)
                self.sync()
                self.focus(step_id, '')

    def _forget(self, step_id: str) -> None:
        self._cells.pop(step_id).delete()

    def _tell_step(self, step_id: str) -> None:
        cell, problems = self._cells[step_id], self._problems.get(step_id, ())
        if isinstance(cell, RecipeStep):
            cell.tell(problems)
        else:
            cell.tell(' '.join(dict.fromkeys(sentence(problem) for problem in problems)))
