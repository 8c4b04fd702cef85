"""'Ausprobieren': one step of a recipe alone, with what is kept of the steps before it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from app.bootstrap import Services
from app.domain.editing import position
from app.domain.errors import NotFound
from app.domain.pipelines import Pipeline
from app.domain.runs import Run, RunStatus, StepRun
from components.attempt import attempt
from components.buttons import Button, main_button, second_button, text_button
from components.dialog import panel
from components.draft import Draft
from components.feedback import notice
from components.form import Form
from components.live_answer import LiveAnswer
from components.markup import box, icon, words
from components.pinned import PinToggle, pins_of
from components.recipe_editor import RecipeEditor
from components.start_field import draw_start_field
from components.step_words import step_title
from components.texts import t, when
from components.viewer import language, viewer


def try_button(services: Services, editor: RecipeEditor, step_id: str) -> Button:
    """The button at a step of the builder: tries the step as it stands on the page."""

    async def open_panel() -> None:
        if not await editor.autosave.settled():
            notice(t('recipe.needs_repair'))
            return
        await _TryPanel(services, editor.now, step_id).begin()

    button = text_button(t('try.button'), open_panel, icon='play', kind='slim', name=f'try-{step_id}')
    button.props['aria-label'] = t('try.label', number=position(editor.now, step_id) + 1)
    return button


class _TryPanel:
    """Asks for start values where none are known, then shows the answer as it comes."""

    def __init__(self, services: Services, recipe: Pipeline, step_id: str) -> None:
        self._services, self._recipe, self._step_id = services, recipe, step_id
        # What was typed here stays a draft: whoever tries again means the same values.
        self._form, self._draft = Form(), Draft(services, f'try-{recipe.id}')
        last = services.runs.last_of(viewer(), recipe.id)
        self._known = _inputs_of(services, last.id) if last else {}
        number = position(recipe, step_id) + 1
        with panel(t('try.title', number=number), large=True) as self._dialog:
            words(t('try.kept'), 'soft')
            with box('stack') as self._values:
                self._draw_values()
            self._answer = box('stack')
            with box('end'):
                second_button(t('btn.close'), self._dialog.close, name='close-try')
                main_button(t('try.button'), self.go, icon='play', name='try-go')
        self._dialog.open()

    async def begin(self) -> None:
        """At once when all that is needed is known."""
        missing = [
            field for field in self._recipe.inputs if field.required and not self._fields[field.key].value.strip()
        ]
        self._fold_values(bool(missing))
        if missing:
            self._fields[missing[0].key].focus()
        else:
            await self.go()

    async def go(self) -> None:
        """Start the step with what stands in the fields."""
        values = {key: field.value for key, field in self._fields.items()}
        start = partial(
            self._services.runs.try_step, viewer(), self._recipe.id, self._step_id, values, language=language()
        )
        run = await attempt(partial(self._form.send, start), self.go)
        if run is None:
            self._fold_values(True)
            return
        if self._answer.is_deleted:
            return
        self._answer.clear()
        with self._answer:
            self._draw_taken_over(run)
            LiveAnswer(self._services, run, self._step_id, at_end=self._draw_pin)

    def _draw_values(self) -> None:
        with box('more', tag='details') as self._details:
            with words(t('try.values'), tag='summary').mark('try-values'):
                icon('down')
            with box('inside'):
                self._fields = {
                    field.key: self._form.add(
                        f'inputs.{field.key}', draw_start_field(field, self._draft, self._known.get(field.key))
                    )
                    for field in self._recipe.inputs
                }
        self._values.set_visibility(bool(self._recipe.inputs))

    def _fold_values(self, is_open: bool) -> None:
        if is_open:
            self._details.props('open')
        else:
            self._details.props(remove='open')

    def _draw_taken_over(self, run: Run) -> None:
        """Which results before it were not made again, and how old they are."""
        taken = [step for step in run.steps if step.reused_from]
        if not taken:
            return
        with box('note info').mark('taken-over'):
            icon('repeat')
            with box('words'):
                for step in taken:
                    words(self._taken_sentence(run, step))

    def _taken_sentence(self, run: Run, step: StepRun) -> str:
        now, name = self._services.clock.now(), step_title(run, step)
        pin = pins_of(self._services, self._recipe.id).get(step.id)
        if pin is not None and pin.run_id == step.reused_from:
            return t('try.taken_pinned', name=name, when=when(pin.at, now))
        try:
            source = self._services.runs.get(viewer(), step.reused_from)
        except NotFound:
            return t('try.taken', name=name)
        return t('try.taken_from', name=name, when=when(source.finished_at or source.created_at, now))

    def _draw_pin(self, run: Run) -> None:
        if run.step(self._step_id).status is RunStatus.DONE:
            PinToggle(self._services, run, self._step_id)


def _inputs_of(services: Services, run_id: str) -> Mapping[str, str]:
    try:
        return services.runs.get(viewer(), run_id).inputs
    except NotFound:
        return {}
