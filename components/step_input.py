"""'... mit *dem Ergebnis davor*': what a step reads, one thing or several."""

from __future__ import annotations

from functools import partial

from app.domain.editing import PREVIOUS, START, side_by_side
from app.domain.pipelines import InputPart
from components import input_choice
from components.check import Check
from components.input_choice import SAME, SEVERAL
from components.lazy_fold import LazyFold
from components.live import Boundary
from components.markup import box, words
from components.step_controls import StepControls
from components.step_folders import closed_to, offer_reading
from components.texts import t


class StepInput:
    """A choice in the sentence; below it, when it is to be several things, a list to tick."""

    def __init__(self, controls: StepControls) -> None:
        self._controls = controls
        self._options = {input_choice.value_of(part): (part, text) for part, text in controls.seen.sources}
        self._is_several = len(controls.seen.step.input_source) > 1 or controls.is_open(SEVERAL)
        self._list: Boundary | None = None
        controls.follow(self._renew)

    def draw_choice(self) -> None:
        """The words inside the sentence."""
        sources = self._controls.seen.step.input_source
        self._pick = self._controls.pick(
            'input',
            t('step.input_label', number=self._controls.seen.number),
            SEVERAL if self._is_several else input_choice.value_of(sources[0]),
            self._choices(),
            self._choose,
            path='input_source',
        )

    def draw_list(self) -> None:
        """Where the list of several things stands, and folders the bot may not read yet."""
        self._list = Boundary('several-place')
        if self._is_several:
            self._draw_several()
        self._closed = Boundary('stack tight')
        self._draw_closed()

    def _draw_closed(self) -> None:
        """Folders that the step reads though they do not name its bot."""
        named = {part.ref for part in self._controls.step.input_source if part.kind == 'workspace'}
        with self._closed:
            offer_reading(self._controls, [one for one in closed_to(self._controls) if one.id in named])

    def _renew(self) -> None:
        self._options = {input_choice.value_of(part): (part, text) for part, text in self._controls.seen.sources}
        self._pick.set_choices(self._choices())
        if self._list is not None:
            self._closed.clear()
            self._draw_closed()
        if self._list is not None and self._is_several:
            self._list.clear()
            self._draw_several()

    def _choices(self) -> list[tuple[str, str]]:
        same = self._controls.seen.same
        single = [(value, text) for value, (_, text) in self._options.items()]
        return [*single, *([(SAME, same)] if same else []), (SEVERAL, self._together())]

    def _draw_several(self) -> None:
        assert self._list is not None
        with self._list:
            LazyFold(
                t('step.several'),
                self._draw_ticks,
                name='several',
                is_open=self._controls.is_open(SEVERAL),
                on_toggle=lambda is_open: self._controls.set_open(SEVERAL, is_open),
            )

    def _draw_ticks(self) -> None:
        step, all_of = self._controls.step, self._known()
        with box('options', tag='fieldset'):
            words(t('step.several'), 'spoken', 'legend')
            for value, (part, text) in all_of.items():
                Check(
                    text,
                    value=part in step.input_source,
                    on_change=partial(self._tick, part),
                    name=f'source-{value}',
                )
            offer_reading(self._controls, closed_to(self._controls))

    def _choose(self, value: str) -> None:
        controls = self._controls
        if value == SEVERAL:
            controls.set_open(SEVERAL, True)
            self._is_several = True
            if self._list is not None and not self._list.default_slot.children:
                self._draw_several()
        elif value == SAME:
            controls.set_open(SEVERAL, False)
            step_id = controls.seen.step.id
            controls.editor.change(side_by_side(controls.editor.now, step_id), (step_id, 'input'))
        elif value in self._options:
            controls.set_open(SEVERAL, False)
            controls.change('input', input_source=(self._options[value][0],))

    def _tick(self, part: InputPart, on: bool) -> None:
        sources = [one for one in self._controls.step.input_source if one != part] + ([part] if on else [])
        order = {one: place for place, (one, _) in enumerate(self._known().values())}
        sources.sort(key=lambda one: order.get(one, len(order)))
        fallback = PREVIOUS if self._controls.seen.place else START
        self._controls.type('sources', input_source=tuple(sources) or (fallback,))
        self._pick.set_choices(self._choices())

    def _known(self) -> dict[str, tuple[InputPart, str]]:
        editor, step = self._controls.editor, self._controls.step
        documents, folders = editor.documents(step.bot_id), editor.readable(step.bot_id)
        return input_choice.choices(editor.now, step, editor, documents, folders, near=len(editor.now.steps))

    def _together(self) -> str:
        """'allem, was du hineingibst, und dem Ergebnis davor', or that it can be several."""
        editor, sources = self._controls.editor, self._controls.step.input_source
        if len(sources) < 2:
            return t('source.several')
        *first, last = (input_choice.in_words(editor.now, part, editor) for part in sources)
        return t('source.and', first=', '.join(first), last=last)
