"""'Wartet auf dich': every text that waits for this person, on top of the home page."""

from __future__ import annotations

from collections.abc import Callable

from app.bootstrap import Services
from app.domain.events import RunChanged
from app.domain.runs import Run, StepRun
from components.ask_words import deadline_sentence
from components.buttons import link_button, text_button
from components.live import Live
from components.markup import box, heading, icon, words
from components.run_words import run_title
from components.step_details import peek
from components.texts import t, when
from components.viewer import viewer

SHOWN, MOST = 5, 50


class WaitingList(Live):
    """Not to be seen while nothing waits. `tell` gets the number of texts whenever it changes."""

    def __init__(self, services: Services, tell: Callable[[int], None]) -> None:
        super().__init__(services.bus, RunChanged, self._changed, classes='section waiting')
        self._services, self._tell = services, tell
        self._runs: set[str] = set()
        self._shown: list[tuple[str, str]] | None = None
        self._limit = SHOWN
        with self:
            heading(t('waiting.title'), 2)
            self._list = box('stack tight', tag='ul')
            self._more = text_button('', self._show_all, kind='edge', name='all-waiting')
        self._draw()

    def _changed(self, event: RunChanged) -> None:
        if event.run.id in self._runs or (event.run.questions and event.run.owner == viewer().id):
            self._draw()

    def _draw(self) -> None:
        runs = self._services.runs.waiting_for(viewer())
        waiting = [(run, step) for run in runs for step in run.questions]
        keys = [(run.id, f'{step.id} {step.question}') for run, step in waiting]
        self._runs = {run.id for run in runs}
        if keys == self._shown:
            return
        self._shown = keys
        self._list.clear()
        with self._list:
            for run, step in waiting[: self._limit]:
                self._draw_text(run, step)
        self._more.set_text(t('waiting.more', count=len(waiting)))
        self._more.set_visibility(SHOWN == self._limit < len(waiting))
        self.set_visibility(bool(waiting))
        self._tell(len(waiting))

    def _draw_text(self, run: Run, step: StepRun) -> None:
        assert step.question is not None
        with box('note', tag='li').mark(f'waiting-{run.id}'):
            icon('hand')
            with box('words'):
                words(t('waiting.text', recipe=run.pipeline_name), 'strong')
                words(peek(step.question.text, 140), 'clamp')
                since = when(step.question.asked_at, self._services.clock.now())
                words(t('waiting.since', when=since) + ' ' + deadline_sentence(self._services, run, step), 'soft small')
            link = link_button(t('card.look'), f'/lauf/{run.id}', kind='two', name='look')
            link.props['aria-label'] = f'{link.text}: {run_title(run)}'

    def _show_all(self) -> None:
        self._limit = MOST
        self._shown = None
        self._draw()
