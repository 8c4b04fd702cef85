"""Follows the newest run of a recipe, so that the cards can show how their steps stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.bootstrap import Services
from app.domain.events import RunChanged, StepChanged
from app.domain.runs import Run, RunStatus
from components.announcer import announce
from components.buttons import link_button
from components.live import Live
from components.markup import box, icon, words
from components.texts import t
from components.viewer import viewer

States = Mapping[str, RunStatus]


class BoardRuns(Live, component='live.js'):
    """A line with the way to the run while one is under way; `show` gets the states of its steps by id."""

    def __init__(self, services: Services, pipeline_id: str, show: Callable[[States], None]) -> None:
        super().__init__(services.bus, RunChanged, self._run_changed)
        self.also(services.bus, StepChanged, self._step_changed)
        self._pipeline_id, self._show = pipeline_id, show
        self._owner = viewer().id
        self._run: Run | None = None
        self.states: dict[str, RunStatus] = {}
        last = services.runs.last_of(viewer(), pipeline_id)
        if last is not None and not last.status.is_final:
            self._take(services.runs.get(viewer(), last.id))

    def _run_changed(self, event: RunChanged) -> None:
        run = event.run
        if run.pipeline_id != self._pipeline_id or run.owner != self._owner or run.parent:
            return
        known = self._run
        if known is None or run.id == known.id or run.created_at >= known.created_at:
            self._take(run)
            self._show(self.states)
            if run.status.is_final and (known is None or known.id != run.id or not known.status.is_final):
                announce(t('board.run_over', state=t(f'state.{run.status.value}')))

    def _step_changed(self, event: StepChanged) -> None:
        if self._run is not None and event.run_id == self._run.id:
            self.states[event.step.id] = event.step.status
            self._show(self.states)

    def _take(self, run: Run) -> None:
        is_other = self._run is None or self._run.id != run.id or self._run.status.is_final != run.status.is_final
        self._run = run
        self.states = {step.id: step.status for step in run.steps}
        if is_other:
            self._draw(run)

    def _draw(self, run: Run) -> None:
        self.clear()
        if run.status.is_final:
            return
        with self, box('note info line'):
            icon('dot')
            with box('words'):
                words(t('board.running'))
                link_button(t('card.watch'), f'/lauf/{run.id}', kind='text', name='watch')
