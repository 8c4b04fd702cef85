"""The steps of a run on one line from top to bottom; a very long run in parts, of which only the current is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.bootstrap import Services
from app.domain.runs import Run, RunStatus, StepRun
from components.live import Boundary
from components.markup import box, icon, words
from components.step_card import StepCard
from components.texts import t
from components.viewer import viewer

WHOLE = 40  # so many steps stand there without being folded
PART = 25
BUSY = (RunStatus.RUNNING, RunStatus.NEEDS_YOU, RunStatus.FAILED)
Further = Callable[[StepRun], None]


class StepList(Boundary):
    """`further` draws what else can be done with a finished step. With many steps `show` opens where work goes on."""

    def __init__(self, services: Services, run: Run, *, further: Further | None = None) -> None:
        super().__init__('stack')
        self._parts: list[_Part] = []
        self._current: _Part | None = None
        with self:
            if len(run.steps) <= WHOLE:
                _draw(services, run, run.steps, further)
                return
            for start in range(0, len(run.steps), PART):
                self._parts.append(_Part(services, run, start, further))
        self.show(run)

    def show(self, run: Run) -> None:
        """The run in another state."""
        if not self._parts or run.status is RunStatus.DONE:
            return
        place = next((place for place, step in enumerate(run.steps) if step.status in BUSY), run.steps_done)
        part = self._parts[min(place // PART, len(self._parts) - 1)]
        if part is not self._current:
            if self._current is not None:
                self._current.turn(is_open=False)
            self._current = part
            part.turn(is_open=True)


class _Part(Boundary):
    """'Schritte 1 bis 25'; what is folded is not there."""

    def __init__(self, services: Services, run: Run, start: int, further: Further | None) -> None:
        super().__init__('more', tag='details')
        self._services, self._run_id, self._further = services, run.id, further
        self._range = slice(start, start + PART)
        self._is_open = False
        with self:
            with words(t('step.part', first=start + 1, last=min(start + PART, len(run.steps))), tag='summary') as title:
                icon('down')
            self._inside = box('inside')
        title.mark(f'part-{start + 1}').on('click', lambda: self.turn(is_open=not self._is_open), args=[])

    def turn(self, *, is_open: bool) -> None:
        """Open or close it; the browser does the same by itself when it was pressed."""
        if is_open == self._is_open:
            return
        self._is_open = is_open
        self._inside.clear()
        if is_open:
            self.props('open')
            run = self._services.runs.get(viewer(), self._run_id)
            with self._inside:
                _draw(self._services, run, run.steps[self._range], self._further)
        else:
            self.props(remove='open')


def _draw(services: Services, run: Run, steps: Sequence[StepRun], further: Further | None) -> None:
    with box('steps', tag='ol'):
        for step in steps:
            StepCard(services, run, step, further=further)
