"""One step of a recipe as a sentence: 'Dann *Texter* mit *dem Ergebnis davor*: ...'."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from app.domain.editing import PREVIOUS, START, moved, position, with_step, with_step_at, without_step
from app.domain.errors import FieldProblem, NotFound
from app.domain.pipelines import InputPart, Step
from components import input_choice
from components.announcer import announce
from components.buttons import Button, Press, text_button
from components.check import Check
from components.feedback import notice
from components.field import Field
from components.focus import focus_soon
from components.fold import fold
from components.form import sentence
from components.input_choice import SEVERAL
from components.live import Boundary
from components.markup import box, tile, words
from components.pick import Pick
from components.recipe_editor import RecipeEditor
from components.texts import t
from components.viewer import viewer


class RecipeStep(Boundary):
    """Number, bot, input and task, each a control of its own; below them moving and removing."""

    def __init__(self, editor: RecipeEditor, step: Step) -> None:
        super().__init__('entry', tag='li')
        self._editor, self._step = editor, step
        self._place = position(editor.now, step.id)
        self._bots = editor.bots()
        self._bot = self._bots.get(step.bot_id)
        self._options = input_choice.choices(editor.now, step, self._bots, self._documents())
        self._several = step.id in editor.several or len(step.input_source) > 1
        self.mark(f'step-{self._place + 1}')
        self.props['aria-label'] = self._name()
        with self, box('step'):
            with tile(self._bot.emoji if self._bot else '❔', 'numbered'):
                words(str(self._place + 1), 'number', 'span').props('aria-hidden=true')
            with box('card tight-card'):
                self._draw_sentence()
                if self._several:
                    self._draw_several()
                self._draw_task()
                self._error = words('', 'error gone')
                self._draw_actions()

    def tell(self, problems: Sequence[FieldProblem]) -> None:
        """Show what is wrong with this step, or nothing."""
        sentences = list(dict.fromkeys(sentence(problem) for problem in problems))
        self._error.set_text(' '.join(sentences))
        self._error.classes(add='' if sentences else 'gone', remove='gone' if sentences else '')

    def focus(self, control: str) -> None:
        """Put the focus on 'bot', 'input', 'up', 'down' or the first control."""
        target = {'bot': self._bot_pick, 'input': self._input_pick}.get(control)
        buttons = {'up': self._up, 'down': self._down}
        button = buttons.get(control) or self._up or self._down
        focus_soon(target or (button if control in buttons and button else self._bot_pick))

    def _name(self) -> str:
        bot = self._bot.name if self._bot else t('step.no_bot')
        return t('step.name', number=self._place + 1, bot=bot)

    def _draw_sentence(self) -> None:
        with box('sentence'):
            words(t('step.first') if self._place == 0 else t('step.then'), tag='span')
            bots = [(bot.id, bot.name) for bot in self._bots.values()]
            missing = [] if self._bot else [(self._step.bot_id, t('step.no_bot'))]
            self._bot_pick = Pick(
                t('step.bot_label', number=self._place + 1),
                self._step.bot_id,
                [*missing, *bots],
                self._choose_bot,
                name='step-bot',
            )
            words(t('step.with'), tag='span')
            options = [(value, text) for value, (_, text) in self._options.items()]
            with box('with-colon', tag='span'):
                self._input_pick = Pick(
                    t('step.input_label', number=self._place + 1),
                    SEVERAL if self._several else input_choice.value_of(self._step.input_source[0]),
                    [*options, (SEVERAL, self._together())],
                    self._choose_input,
                    name='step-input',
                )
                words(':', tag='span').props('aria-hidden=true')

    def _draw_several(self) -> None:
        is_open = self._step.id in self._editor.several
        with fold(t('step.several'), name='several', is_open=is_open), box('options', tag='fieldset'):
            words(t('step.several'), 'spoken', 'legend')
            for value, (part, text) in self._options.items():
                Check(
                    text,
                    value=part in self._step.input_source,
                    on_change=partial(self._tick, part),
                    name=f'source-{value}',
                )

    def _draw_task(self) -> None:
        field = Field(
            t('step.task_label', number=self._place + 1),
            kind='longtext',
            value=self._step.instruction,
            rows=1,
            limit=50_000,
            name='step-task',
            on_change=self._type_task,
        )
        field.classes('task')
        field.props['placeholder'] = t('step.task_placeholder')
        self._editor.autosave.keep(field, f'task-{self._step.id}')

    def _draw_actions(self) -> None:
        last = len(self._editor.now.steps) - 1
        self._up: Button | None = None
        self._down: Button | None = None
        with box('row wrap quiet'):
            if self._place > 0:
                self._up = self._action('step.up', 'step.up_label', 'up', lambda: self._move(-1))
            if self._place < last:
                self._down = self._action('step.down', 'step.down_label', 'down', lambda: self._move(1))
            self._action('step.remove', 'step.remove_label', 'trash', self._remove)

    def _action(self, key: str, spoken: str, sign: str, press: Press) -> Button:
        button = text_button(t(key), press, icon=sign, kind='slim', name=key)
        button.props['aria-label'] = t(spoken, number=self._place + 1)
        return button

    def _documents(self) -> list[str]:
        """Documents of the bot that can be read as text."""
        if self._bot is None:
            return []
        try:
            found = self._editor.services.documents.list(viewer(), self._bot.id)
        except NotFound:  # deleted in between
            return []
        return [document.name for document in found if document.media_type.startswith('text/')]

    def _choose_bot(self, bot_id: str) -> None:
        self._change('bot', bot_id=bot_id)

    def _choose_input(self, value: str) -> None:
        if value == SEVERAL:
            self._editor.several.add(self._step.id)
            self._editor.change(self._editor.now, (self._step.id, 'input'))
        elif value in self._options:
            self._editor.several.discard(self._step.id)
            self._change('input', input_source=(self._options[value][0],))

    def _tick(self, part: InputPart, on: bool) -> None:
        chosen = [p for p in self._options_parts() if (p == part and on) or (p != part and p in self._now_sources())]
        fallback = PREVIOUS if self._place else START
        recipe = with_step(self._editor.now, self._step.id, input_source=tuple(chosen) or (fallback,))
        self._editor.type(recipe, f'sources-{self._step.id}')
        options = [(value, text) for value, (_, text) in self._options.items()]
        self._input_pick.set_choices([*options, (SEVERAL, self._together())])

    def _together(self) -> str:
        """'allem, was du hineingibst, und dem Ergebnis davor', or that it can be several."""
        sources = self._now_sources()
        if len(sources) < 2:
            return t('source.several')
        *first, last = (self._options[input_choice.value_of(part)][1] for part in sources)
        return t('source.and', first=', '.join(first), last=last)

    def _options_parts(self) -> list[InputPart]:
        return [part for part, _ in self._options.values()]

    def _now_sources(self) -> tuple[InputPart, ...]:
        return self._editor.now.step(self._step.id).input_source

    def _type_task(self, text: str) -> None:
        recipe = with_step(self._editor.now, self._step.id, instruction=text)
        self._editor.type(recipe, f'task-{self._step.id}')

    def _move(self, by: int) -> None:
        control = 'up' if by < 0 else 'down'
        self._editor.change(moved(self._editor.now, self._step.id, by), (self._step.id, control))
        bot = self._bot.name if self._bot else t('step.no_bot')
        place = position(self._editor.now, self._step.id) + 1
        announce(t('step.moved', bot=bot, number=place, total=len(self._editor.now.steps)))

    def _remove(self) -> None:
        editor, step, place = self._editor, self._step, self._place
        editor.change(without_step(editor.now, step.id), ('', 'add'))
        after = editor.now

        def bring_back() -> None:
            if editor.now == after:
                editor.undo()
            else:
                editor.change(with_step_at(editor.now, step, place), (step.id, 'bot'))

        notice(t('step.removed', name=self._name()), button=t('btn.undo'), on_button=bring_back)

    def _change(self, control: str, **changes: Any) -> None:
        self._editor.change(with_step(self._editor.now, self._step.id, **changes), (self._step.id, control))
