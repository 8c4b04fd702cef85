"""A run from the first step to the result; follows the run by itself, in every window that looks."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.errors import NotFound
from app.domain.events import RunChanged
from app.domain.runs import Run, RunStatus
from components.announcer import announce
from components.ask_card import draw_unsent
from components.buttons import link_button, second_button
from components.elapsed import Elapsed
from components.focus import keep_focus
from components.frame import page_heading
from components.live import Boundary, Live
from components.markup import box, icon, words
from components.progress_bar import ProgressBar
from components.run_questions import Questions
from components.run_result import draw_result
from components.run_trouble import draw_trouble
from components.run_words import run_title, waits_for_answer
from components.status_badge import StatusBadge
from components.step_list import StepList
from components.texts import t
from components.viewer import viewer


class RunView(Live):
    """Draws one of three: at work (or waiting for an answer), finished, in trouble; redraws when that changes."""

    def __init__(self, services: Services, run: Run) -> None:
        super().__init__(services.bus, RunChanged, self._changed, run.id, classes='section run')
        self._services = services
        self._progress: _Progress | None = None
        self._questions: Questions | None = None
        self._steps: StepList | None = None
        self._phase = ''
        self._title = ''
        self._draw(run, [])

    def _changed(self, event: RunChanged) -> None:
        run = event.run
        if _phase(run) == self._phase:
            for part in (self._progress, self._questions, self._steps):
                if part is not None:
                    part.show(run)
            self._name_tab(run)
        else:
            _announce(run)
            self._draw(run, self._questions.unsent(run) if self._questions else [])
            keep_focus()

    def _draw(self, run: Run, unsent: list[str]) -> None:
        self._phase = _phase(run)
        self._progress = self._questions = self._steps = None
        self.clear()
        self._name_tab(run)
        with self:
            if self._phase == 'done':
                draw_result(self._services, run)
            elif self._phase == 'trouble':
                draw_trouble(self._services, run)
            else:
                page_heading(run_title(run))
                self._progress = _Progress(self._services, run)
                self._questions = Questions(self._services, run)
                self._steps = StepList(self._services, run)
                words(t('run.leave'), 'soft')
            if run.parent:
                _draw_way_out(self._services, run)
            for text in unsent:
                draw_unsent(text)

    def _name_tab(self, run: Run) -> None:
        title = tab_title(run)
        if title != self._title:
            self._title = title
            ui.page_title(title)


class _Progress(Boundary):
    """'Arbeitet gerade: Schritt 2 von 3', how long, stop, and the bar."""

    def __init__(self, services: Services, run: Run) -> None:
        super().__init__('stack')
        self._services = services
        self._run_id = run.id
        with self:
            with box('row wrap'):
                self._badge = StatusBadge(run.status)
                begun = run.started_at or run.created_at
                self._elapsed = Elapsed((services.clock.now() - begun).total_seconds())
                second_button(t('btn.stop'), self._stop, icon='stop', kind='push', name='stop')
            self._bar = ProgressBar(t('run.progress'))
        self.show(run)

    def show(self, run: Run) -> None:
        """How far the run is."""
        total = max(1, len(run.steps))
        current = min(run.steps_done + 1, total)
        sentence = t('st.running', step=current, total=total)
        if run.status is RunStatus.WAITING:
            sentence = t('st.waiting')
        elif run.status is RunStatus.NEEDS_YOU:
            sentence = t('st.approve')
        self._badge.show(run.status, sentence)
        self._elapsed.set_visibility(run.status is not RunStatus.NEEDS_YOU)
        at_work = sum(step.status is RunStatus.RUNNING for step in run.steps)
        self._bar.show(run.steps_done, total, sentence, half=at_work)

    async def _stop(self) -> None:
        await self._services.runs.cancel(viewer(), self._run_id)


def tab_title(run: Run) -> str:
    """What the browser tab says."""
    key = 'run.tab_done' if run.status is RunStatus.DONE else 'run.tab_ask' if waits_for_answer(run) else 'run.tab'
    return t('frame.title', title=t(key, title=run_title(run)))


def _draw_way_out(services: Services, run: Run) -> None:
    """From a recipe inside to the one around it."""
    try:
        outer = services.runs.get(viewer(), run.parent)
    except NotFound:
        return
    with box('note info line noprint'):
        icon('info')
        with box('words'):
            words(t('run.part_of', recipe=outer.pipeline_name), tag='span')
            link_button(t('run.whole'), f'/lauf/{outer.id}', kind='text', name='whole')


def _phase(run: Run) -> str:
    if run.status is RunStatus.DONE:
        return 'done'
    if run.status in (RunStatus.WAITING, RunStatus.RUNNING) or waits_for_answer(run):
        return 'work'
    return 'trouble'


def _announce(run: Run) -> None:
    match run.status:
        case RunStatus.DONE:
            announce(t('st.done'))
        case RunStatus.CANCELLED:
            announce(t('st.stopped'))
        case RunStatus.FAILED | RunStatus.NEEDS_YOU | RunStatus.MISSED:
            announce(t('st.failed') if run.status is RunStatus.FAILED else t('st.ask'), urgent=True)
        case _:
            announce(t('run.goes_on'))
