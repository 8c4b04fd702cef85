"""One run in a list: when, what, how it ended, and what can be done."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.history import RunSummary
from app.domain.runs import RunStatus
from app.services.run_reading import TRIED
from components.buttons import text_button
from components.live import Boundary
from components.markup import box, words
from components.run_words import state_sentence
from components.status_badge import StatusBadge
from components.texts import clock, duration, t, when
from components.viewer import viewer

RESUMABLE = (RunStatus.FAILED, RunStatus.CANCELLED)


class RunLine(Boundary):
    """Changes in place while the run goes on. `with_day`: 'heute um 14:30 Uhr' instead of '14:30 Uhr'."""

    def __init__(self, services: Services, summary: RunSummary, *, with_day: bool = False) -> None:
        super().__init__('run-line', tag='li')
        self._services = services
        self._run_id = summary.id
        self._status: RunStatus | None = None
        self.mark(f'run-{summary.id} run-line')
        moment = summary.created_at.astimezone()
        with self:
            words(when(moment, services.clock.now()) if with_day else clock(moment), 'soft time', 'span')
            with box('what'):
                name = summary.pipeline_name or t('run.tried_out')
                ui.link(name, f'/lauf/{summary.id}').classes(replace='name')
                if summary.title:
                    words(summary.title, 'soft small')
            with box('how'):
                self._badge = StatusBadge(summary.status)
                self._detail = words('', 'soft small', 'span')
                self._more = box('more')
        self.show(summary)

    def show(self, summary: RunSummary) -> None:
        """Another state of the same run."""
        self._badge.show(summary.status, state_sentence(summary))
        self._detail.set_text(_detail(summary))
        if summary.status is not self._status:
            self._status = summary.status
            self._more.clear()
            if summary.status in RESUMABLE:
                with self._more:
                    button = text_button(t('btn.continue'), self._resume, name='resume')
                    button.props['aria-label'] = f'{button.text}: {summary.pipeline_name}'

    async def _resume(self) -> None:
        await self._services.runs.resume(viewer(), self._run_id)
        ui.navigate.to(f'/lauf/{self._run_id}')


def _detail(summary: RunSummary) -> str:
    if summary.error_code and summary.status is RunStatus.FAILED:
        return t(f'err.{summary.error_code}.what')
    if summary.trigger == TRIED:
        return t('run.tried_step')
    return '' if summary.duration_s is None else duration(summary.duration_s)
