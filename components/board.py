"""The board: the recipe as cards from left to right; what works at the same time lies under each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nicegui import ui
from nicegui.events import GenericEventArguments

from app.domain import lanes
from app.domain.editing import position, with_step_at, without_step
from app.domain.errors import FieldProblem
from app.domain.pipelines import Pipeline, Step
from components.announcer import announce
from components.board_palette import BoardPalette
from components.board_panel import BoardPanel
from components.board_row import BoardRow, Handlers
from components.board_runs import BoardRuns
from components.feedback import notice
from components.focus import focus_soon
from components.markup import box, words
from components.recipe_editor import RecipeEditor
from components.texts import t
from components.view_switch import kept_step


class Board(ui.element, component='board.js'):
    """One of the two views of a recipe; the other one is components/recipe_list.py."""

    def __init__(self, editor: RecipeEditor) -> None:
        super().__init__()
        self._editor = editor
        self._panel: BoardPanel | None = None
        self._problems: Mapping[str, Sequence[FieldProblem]] = {}
        self._props['say'] = {'move': t('board.move'), 'change': t('board.change'), 'same': t('board.drop_beside')}
        self.mark('board-area')
        self.on('put', self._put)
        with self:
            self._palette = BoardPalette(editor, self._append)
            runs = BoardRuns(editor.services, editor.now.id, lambda states: self._row.stand(states))
            with box('board-box') as region:
                region.props('role=region tabindex=0').props['aria-label'] = t('board.label')
                with box('board-inside'):
                    self._row = BoardRow(editor, Handlers(self._open, self._go))
                    self._empty = words(t('board.empty'), 'board-empty soft')
        self._row.stand(runs.states)
        self.sync()
        self._open(kept_step())

    def sync(self) -> None:
        """The recipe was changed, here or elsewhere."""
        self._palette.sync()
        self._sync_row()
        if self._open_panel:
            self._open_panel.sync()

    def typed(self) -> None:
        """A control of the open window was typed into and shows it already."""
        self._sync_row()

    def tell(self, at_steps: Mapping[str, Sequence[FieldProblem]], at_inputs: Sequence[FieldProblem]) -> None:
        """Show each problem where it belongs, by the step's id."""
        self._problems = at_steps
        self._row.tell(at_steps, at_inputs)
        if self._open_panel:
            self._open_panel.tell(at_steps.get(self._open_panel.step_id, ()))

    def focus(self, step_id: str, control: str) -> None:
        """Put the focus where a change was made: into the open window, else on the card's grip."""
        if self._open_panel and self._open_panel.step_id == step_id:
            self._open_panel.focus(control)
        else:
            self._focus_card(step_id)

    def _focus_card(self, step_id: str) -> None:
        if step_id in self._row.shown:
            self._row.focus(step_id)
        else:
            focus_soon(self._palette)

    @property
    def _open_panel(self) -> BoardPanel | None:
        return self._panel if self._panel is not None and self._panel.is_open else None

    def _sync_row(self) -> None:
        self._row.sync()
        self._empty.set_visibility(not self._row.shown)

    def _open(self, step_id: str) -> None:
        with self.client:  # not the card, which may go while the window is open
            if step_id in self._row.shown:
                self._panel = BoardPanel(self._editor, step_id)
                self._panel.tell(self._problems.get(step_id, ()))

    def _go(self, step_id: str, way: str) -> None:
        with self.client:
            if step_id not in self._row.shown:
                return  # removed in another window meanwhile
            if way == 'remove':
                self._remove(step_id)
            else:
                self._change(_moved(self._editor.now, step_id, way), step_id)

    def _put(self, event: GenericEventArguments) -> None:
        """Something was let go over the board."""
        what, at = str(event.args['what']), str(event.args['at'])
        is_beside = event.args['where'] == 'beside'
        kind, _, ref = what.partition(':')
        recipe = self._editor.now
        if at and at not in self._row.shown:
            return  # removed in another window meanwhile
        with self.client:
            if kind != 'step':
                step = self._palette.step_of(what)
                if step is not None:
                    fresh = lanes.with_card(recipe, step, **{'beside' if is_beside else 'after': at})
                    self._change(fresh, step.id)
            elif ref in self._row.shown:
                move = lanes.placed_beside if is_beside else lanes.placed_after
                self._change(move(recipe, ref, at), ref)

    def _append(self, step: Step) -> None:
        self._change(lanes.with_card(self._editor.now, step), step.id)

    def _change(self, recipe: Pipeline, step_id: str) -> None:
        """Take the change over and say where the step is now."""
        self._editor.change(recipe)
        shown = self._row.shown
        here = shown[step_id]
        total = len(shown)
        announce(t('step.moved', bot=here['name'], number=here['number'], total=total))
        mates = [card for id, card in shown.items() if id != step_id and card['column'] == here['column']]
        if mates:
            announce(t('board.now_beside', name=mates[0]['name']))

    def _remove(self, step_id: str) -> None:
        editor = self._editor
        step, place, spoken = (
            editor.now.step(step_id),
            position(editor.now, step_id),
            self._row.shown[step_id]['spoken'],
        )
        order = list(self._row.shown)
        editor.change(without_step(editor.now, step_id))
        after = editor.now
        here = order.index(step_id)
        left = [id for id in [*order[here + 1 :], *reversed(order[:here])] if id in self._row.shown]
        self.focus(left[0] if left else '', '')

        def bring_back() -> None:
            if editor.now == after:
                editor.undo()
            else:
                editor.change(with_step_at(editor.now, step, place))

        notice(t('step.removed', name=spoken), button=t('btn.undo'), on_button=bring_back)


def _moved(recipe: Pipeline, step_id: str, way: str) -> Pipeline:
    match way:
        case 'earlier':
            return lanes.one_place(recipe, step_id, -1)
        case 'later':
            return lanes.one_place(recipe, step_id, 1)
        case 'in_line':
            return lanes.in_line(recipe, step_id)
        case 'beside':
            other = lanes.neighbour(recipe, step_id)
            return lanes.placed_beside(recipe, step_id, other.id) if other else recipe
    return recipe
