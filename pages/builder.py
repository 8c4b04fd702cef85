"""The recipe editor: the same recipe as a list of sentences or as a board of cards; it saves itself."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui
from nicegui.events import GenericEventArguments

from app.bootstrap import Services
from app.domain.editing import with_new
from app.domain.errors import FieldProblem
from app.domain.events import BotsChanged, PipelinesChanged
from app.domain.pipelines import Pipeline, Step, StepKind
from components.announcer import announce
from components.board import Board
from components.buttons import link_button, main_button, text_button
from components.feedback import notice
from components.focus import keep_focus
from components.frame import page
from components.live import Boundary, Live
from components.markup import box, heading
from components.recipe_about import RecipeAbout
from components.recipe_editor import RecipeEditor
from components.recipe_explained import RecipeExplained
from components.recipe_list import RecipeList
from components.share_recipe import share_recipe
from components.shared_off import SwitchedOff
from components.texts import t
from components.undo import undo_delete
from components.view_switch import BOARD, ViewSwitch
from components.viewer import viewer

# Ctrl+Z and Ctrl+Y, as everywhere; inside a field they belong to the field.
UNDO_KEYS = """(event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  emit(key === "y" || event.shiftKey ? "redo" : "undo");
}"""


def create(services: Services, id: str) -> None:
    """Draw the page."""
    recipe = services.pipelines.get(viewer(), id)
    with page(t('recipe.title', recipe=recipe.name), help='help.builder'):
        _Builder(services, recipe)


class _Builder:
    """The recipe in this window."""

    def __init__(self, services: Services, recipe: Pipeline) -> None:
        self._services, self._id = services, recipe.id
        self._editor = RecipeEditor(services, recipe, draw=self._draw, typed=self._typed, tell=self._tell)
        with Live(services.bus, PipelinesChanged, self._stored_elsewhere, recipe.id, classes='section wide') as live:
            live.also(services.bus, BotsChanged, lambda event: self._draw())
            with Boundary('row wrap top'):
                self._title = heading(recipe.name, 1).props('tabindex=-1')
                with box('row wrap push bar-actions'):
                    self._editor.autosave.draw_state()
                    self._undo = text_button(t('recipe.undo'), self._take_back, icon='undo', name='undo')
                    self._redo = text_button(t('recipe.redo'), self._make_again, icon='repeat', name='redo')
                    main_button(t('btn.start'), self._start, icon='play', name='start')
            SwitchedOff(services, recipe)
            switch = ViewSwitch(self._show)
            self._place = Boundary('view')
            self._place.on('keydown', self._key, js_handler=UNDO_KEYS)
            self._about = RecipeAbout(self._editor)
            self._explained = RecipeExplained(services, recipe)
        with box('row wrap'):
            link_button(
                t('version.link'), f'/rezept/{recipe.id}/fassungen', kind='text edge', icon='clock', name='versions'
            )
            share_recipe(recipe.id)
            text_button(t('recipe.delete'), self._delete, icon='trash', kind='edge', name='delete-recipe')
        self._show(switch.chosen)
        self._editor.autosave.restore()

    def _show(self, view: str) -> None:
        """Only the chosen view is drawn; both work on the same recipe."""
        self._place.clear()
        with self._place:
            self._view = Board(self._editor) if view == BOARD else RecipeList(self._editor, self._add)
        self._tell(self._editor.problems)

    def _draw(self) -> None:
        """The recipe was changed here, in another window, or a bot was."""
        if self._view.is_deleted:
            return
        recipe = self._editor.now
        self._view.sync()
        self._title.set_text(recipe.name)
        self._about.show(recipe)
        self._explained.show(recipe)
        self._tell(self._editor.problems)
        self._focus()

    def _typed(self) -> None:
        if not self._view.is_deleted:
            self._view.typed()
            self._explained.show(self._editor.now)

    def _focus(self) -> None:
        wish, self._editor.focus = self._editor.focus, None
        if wish is not None:
            self._view.focus(*wish)

    def _tell(self, problems: Sequence[FieldProblem]) -> None:
        """Show each problem where it belongs, and which ways back there are."""
        self._undo.classes(add='' if self._editor.can_undo else 'gone', remove='gone' if self._editor.can_undo else '')
        self._redo.classes(add='' if self._editor.can_redo else 'gone', remove='gone' if self._editor.can_redo else '')
        steps = self._editor.now.steps
        at_steps: dict[str, list[FieldProblem]] = {}
        for problem in [*problems, *self._missing_bots(problems)]:
            place = problem.path.split('.')
            if place[0] == 'steps' and len(place) > 1 and place[1].isdigit() and int(place[1]) < len(steps):
                at_steps.setdefault(steps[int(place[1])].id, []).append(problem)
        self._view.tell(at_steps, [problem for problem in problems if problem.path.startswith('inputs')])
        self._about.tell(problems)

    def _missing_bots(self, told: Sequence[FieldProblem]) -> list[FieldProblem]:
        """Bots that were deleted since the recipe was saved."""
        bots = self._editor.bots()
        known = {problem.path for problem in told}
        missing = (
            FieldProblem(f'steps.{number}.bot_id', 'bot_missing', {'step': str(number + 1)})
            for number, step in enumerate(self._editor.now.steps)
            if step.bot_id not in bots and (step.kind is StepKind.BOT or step.bot_id)
        )
        return [problem for problem in missing if problem.path not in known]

    def _add(self, step: Step) -> None:
        self._editor.change(with_new(self._editor.now, step), (step.id, ''))
        announce(t('step.added', number=len(self._editor.now.steps)))

    def _take_back(self) -> None:
        self._editor.undo()
        keep_focus()
        announce(t('recipe.undone'))

    def _make_again(self) -> None:
        self._editor.redo()
        keep_focus()
        announce(t('recipe.redone'))

    def _key(self, event: GenericEventArguments) -> None:
        if event.args == 'undo' and self._editor.can_undo:
            self._take_back()
        elif event.args == 'redo' and self._editor.can_redo:
            self._make_again()

    def _start(self) -> None:
        if self._editor.now.steps and not self._missing_bots(()) and not self._editor.problems:
            ui.navigate.to(f'/rezept/{self._id}/start')
        elif not self._editor.now.steps:
            announce(t('recipe.needs_step'), urgent=True)
            notice(t('recipe.needs_step'))
            self._view.focus('', 'add')
        else:
            notice(t('recipe.needs_repair'))

    def _stored_elsewhere(self, event: PipelinesChanged) -> None:
        found = [recipe for recipe in self._services.pipelines.list(viewer()) if recipe.id == self._id]
        if found:
            self._editor.autosave.stored_elsewhere(found[0])

    async def _delete(self) -> None:
        item = await self._services.pipelines.delete(viewer(), self._id)
        undo_delete(self._services, item)
        ui.navigate.to('/')
