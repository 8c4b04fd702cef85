"""The recipe editor: a numbered list of sentences that saves itself."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui

from app.bootstrap import Services
from app.domain.editing import with_new_step
from app.domain.errors import FieldProblem
from app.domain.events import BotsChanged, PipelinesChanged
from app.domain.pipelines import Pipeline
from app.ids import new_id
from components.announcer import announce
from components.bot_chooser import BotChooser
from components.buttons import main_button, text_button
from components.feedback import notice
from components.focus import focus_soon
from components.frame import page
from components.live import Boundary, Live
from components.markup import box, heading, icon
from components.recipe_about import RecipeAbout
from components.recipe_editor import RecipeEditor
from components.recipe_step import RecipeStep
from components.start_fields import StartFields
from components.texts import t
from components.undo import undo_delete
from components.viewer import viewer


def create(services: Services, id: str) -> None:
    """Draw the page."""
    recipe = services.pipelines.get(viewer(), id)
    with page(t('recipe.title', recipe=recipe.name), help='help.builder', width='medium'):
        _Builder(services, recipe)


class _Builder:
    """The recipe in this window."""

    def __init__(self, services: Services, recipe: Pipeline) -> None:
        self._services, self._id = services, recipe.id
        self._steps: dict[str, RecipeStep] = {}
        self._editor = RecipeEditor(services, recipe, draw=self._draw, tell=self._tell)
        with Live(services.bus, PipelinesChanged, self._stored_elsewhere, recipe.id, classes='section wide') as live:
            live.also(services.bus, BotsChanged, lambda event: self._bots_changed())
            with Boundary('row wrap top'):
                self._title = heading(recipe.name, 1).props('tabindex=-1')
                with box('row wrap push bar-actions'):
                    self._editor.autosave.draw_state()
                    self._undo = text_button(t('recipe.undo'), self._take_back, icon='undo', name='undo')
                    self._redo = text_button(t('recipe.redo'), self._make_again, icon='repeat', name='redo')
                    main_button(t('btn.start'), self._start, icon='play', name='start')
            self._list = box('steps', tag='ol')
            self._about = RecipeAbout(self._editor)
        with box('row'):
            text_button(t('recipe.delete'), self._delete, icon='trash', kind='edge', name='delete-recipe')
        self._draw()
        self._editor.autosave.restore()

    def _draw(self) -> None:
        """Everything that stands in the list, as the recipe is now."""
        if self._list.is_deleted:
            return
        recipe = self._editor.now
        self._list.clear()
        with self._list:
            self._inputs = StartFields(self._editor)
            self._steps = {step.id: RecipeStep(self._editor, step) for step in recipe.steps}
            with box('entry', tag='li'), box('step'):
                with box('tile wait'):
                    icon('plus')
                self._chooser = BotChooser(self._services, self._add, is_open=not recipe.steps)
        self._drawn_bots = self._bots_in_words()
        self._title.set_text(recipe.name)
        self._about.show(recipe)
        self._tell(self._editor.problems)
        self._focus()

    def _bots_changed(self) -> None:
        """Only what is seen of the bots matters here."""
        if self._bots_in_words() != self._drawn_bots:
            self._draw()

    def _bots_in_words(self) -> list[tuple[str, str, str]]:
        return [(bot.id, bot.name, bot.emoji) for bot in self._editor.bots().values()]

    def _focus(self) -> None:
        wish, self._editor.focus = self._editor.focus, None
        if wish is None:
            return
        step_id, control = wish
        if step_id in self._steps:
            self._steps[step_id].focus(control)
        else:
            focus_soon(self._chooser)

    def _tell(self, problems: Sequence[FieldProblem]) -> None:
        """Show each problem where it belongs, and which ways back there are."""
        self._undo.classes(add='' if self._editor.can_undo else 'gone', remove='gone' if self._editor.can_undo else '')
        self._redo.classes(add='' if self._editor.can_redo else 'gone', remove='gone' if self._editor.can_redo else '')
        at_steps: dict[str, list[FieldProblem]] = {}
        for problem in [*problems, *self._missing_bots(problems)]:
            place = problem.path.split('.')
            if place[0] == 'steps' and len(place) > 1 and place[1].isdigit():
                at_steps.setdefault(place[1], []).append(problem)
        for number, step in enumerate(self._steps.values()):
            step.tell(at_steps.get(str(number), ()))
        self._inputs.tell([problem for problem in problems if problem.path.startswith('inputs')])
        self._about.tell(problems)

    def _missing_bots(self, told: Sequence[FieldProblem]) -> list[FieldProblem]:
        """Bots that were deleted since the recipe was saved."""
        bots = self._editor.bots()
        known = {problem.path for problem in told}
        missing = (
            FieldProblem(f'steps.{number}.bot_id', 'bot_missing', {'step': str(number + 1)})
            for number, step in enumerate(self._editor.now.steps)
            if step.bot_id not in bots
        )
        return [problem for problem in missing if problem.path not in known]

    def _add(self, bot_id: str) -> None:
        step_id = new_id('step', letters=6)
        self._editor.change(with_new_step(self._editor.now, step_id, bot_id), (step_id, 'bot'))
        announce(t('step.added', number=len(self._editor.now.steps)))

    def _take_back(self) -> None:
        self._editor.undo()
        announce(t('recipe.undone'))

    def _make_again(self) -> None:
        self._editor.redo()
        announce(t('recipe.redone'))

    def _start(self) -> None:
        if self._editor.now.steps and not self._missing_bots(()) and not self._editor.problems:
            ui.navigate.to(f'/rezept/{self._id}/start')
        elif not self._editor.now.steps:
            announce(t('recipe.needs_step'), urgent=True)
            notice(t('recipe.needs_step'))
            focus_soon(self._chooser)
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
