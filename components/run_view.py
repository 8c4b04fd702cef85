"""A run from the first step to the result; follows the run by itself, in every window that looks."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.events import RunChanged
from app.domain.runs import Run, RunStatus
from components.announcer import announce
from components.buttons import second_button
from components.elapsed import Elapsed
from components.frame import page_heading
from components.live import Boundary, Live
from components.markup import box, words
from components.run_result import draw_result
from components.run_trouble import draw_trouble
from components.run_words import run_title
from components.status_badge import StatusBadge
from components.step_card import StepCard
from components.texts import t
from components.viewer import viewer

# When what had the focus is gone (the stop button), the keyboard goes on at the new heading.
KEEP_FOCUS = """
setTimeout(() => {
  if (!document.activeElement || document.activeElement === document.body)
    document.querySelector("main h1")?.focus({ preventScroll: true });
}, 150)
"""


class RunView(Live):
    """Draws one of three: at work, finished, in trouble; redraws when the run passes from one to another."""

    def __init__(self, services: Services, run: Run) -> None:
        super().__init__(services.bus, RunChanged, self._changed, run.id, classes='section run')
        self._services = services
        self._progress: _Progress | None = None
        self._phase = ''
        self._draw(run)

    def _changed(self, event: RunChanged) -> None:
        if _phase(event.run) == self._phase and self._progress is not None:
            self._progress.show(event.run)
            return
        if _phase(event.run) != self._phase:
            _announce(event.run)
            self._draw(event.run)
            ui.context.client.run_javascript(KEEP_FOCUS)

    def _draw(self, run: Run) -> None:
        self._phase = _phase(run)
        self._progress = None
        self.clear()
        ui.page_title(tab_title(run))
        with self:
            if self._phase == 'done':
                draw_result(self._services, run)
            elif self._phase == 'trouble':
                draw_trouble(self._services, run)
            else:
                page_heading(run_title(run))
                self._progress = _Progress(self._services, run)
                draw_steps(self._services, run)
                words(t('run.leave'), 'soft')


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
                Elapsed((services.clock.now() - begun).total_seconds())
                second_button(t('btn.stop'), self._stop, icon='stop', kind='push', name='stop')
            bar = box('progress').props('role=progressbar aria-valuemin=0').mark('progress')
            bar.props['aria-label'] = t('run.progress')
            self._bar = bar
            with bar:
                self._filled = box(tag='i')
        self.show(run)

    def show(self, run: Run) -> None:
        """How far the run is."""
        total = max(1, len(run.steps))
        current = min(run.steps_done + 1, total)
        sentence = t('st.waiting') if run.status is RunStatus.WAITING else t('st.running', step=current, total=total)
        self._badge.show(run.status, sentence)
        at_work = sum(step.status is RunStatus.RUNNING for step in run.steps)
        self._filled.style(f'width:{100 * (run.steps_done + at_work / 2) / total:.0f}%')
        self._bar.props(f'aria-valuemax={total} aria-valuenow={run.steps_done}')
        self._bar.props['aria-valuetext'] = sentence

    async def _stop(self) -> None:
        await self._services.runs.cancel(viewer(), self._run_id)


def tab_title(run: Run) -> str:
    """What the browser tab says."""
    key = 'run.tab_done' if run.status is RunStatus.DONE else 'run.tab'
    return t('frame.title', title=t(key, title=run_title(run)))


def draw_steps(services: Services, run: Run) -> None:
    """All steps on one line from top to bottom."""
    with box('steps', tag='ol'):
        for step in run.steps:
            StepCard(services, run, step)


def _phase(run: Run) -> str:
    if run.status is RunStatus.DONE:
        return 'done'
    if run.status in (RunStatus.WAITING, RunStatus.RUNNING):
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
