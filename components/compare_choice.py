"""'Mit einem früheren vergleichen': the other finished results of the same recipe, to choose one."""

from __future__ import annotations

from nicegui import ui

from app.bootstrap import Services
from app.domain.runs import Run, RunStatus
from app.services.run_reading import TRIED
from components.buttons import second_button, text_button
from components.dialog import panel
from components.markup import box, words
from components.texts import t, when
from components.viewer import viewer

OFFERED = 20


class CompareChoice:
    """A button that opens the list."""

    def __init__(self, services: Services, run: Run) -> None:
        self._services, self._run = services, run
        text_button(t('compare.open'), self.open, icon='results', name='compare')

    async def open(self) -> None:
        """Show what there is to compare with, newest first."""
        found = await self._services.runs.recent(
            viewer(), limit=3 * OFFERED, pipeline_id=self._run.pipeline_id, status=RunStatus.DONE.value
        )
        whole = [summary for summary in found.items if summary.trigger != TRIED]  # a tried step is no result
        others = [summary for summary in whole if summary.id != self._run.id][:OFFERED]
        now = self._services.clock.now()
        with panel(t('compare.choose')) as dialog:
            if not others:
                words(t('compare.none'))
            with box('choose-run', tag='ul'):
                for summary in others:
                    with box(tag='li'):
                        link = ui.link('', f'/vergleich/{summary.id}/{self._run.id}').classes(replace='choice')
                        with link.mark('compare-with'):
                            words(when(summary.created_at, now), 'strong', 'span')
                            words(summary.title or summary.excerpt, 'soft small', 'span')
                        link.on('click', dialog.close, args=[])
            with box('end'):
                second_button(t('btn.close'), dialog.close)
        dialog.open()
