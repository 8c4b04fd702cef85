"""The answer of one step while it comes: how far it is, its growing text, then the whole of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.bootstrap import Services
from app.domain.events import RunChanged, StepText
from app.domain.runs import Run, RunStatus, StepRun
from components.announcer import announce
from components.buttons import link_button
from components.cited_text import draw_sources
from components.live import Live
from components.markup import box, icon, words
from components.progress_bar import ProgressBar
from components.rich_text import rich_text
from components.run_words import waits_for_answer
from components.status_badge import StatusBadge
from components.step_files import save_links
from components.step_words import items_done, skipped_because
from components.streaming_text import StreamingText
from components.texts import number, t
from components.viewer import viewer

SHOWN_FILES = 5


class LiveAnswer(Live):
    """Follows a run whose last word is that of `step_id`. `at_end` draws what comes below the finished answer."""

    def __init__(
        self, services: Services, run: Run, step_id: str, *, at_end: Callable[[Run], None] | None = None
    ) -> None:
        super().__init__(services.bus, RunChanged, lambda event: self._show(event.run), run.id, classes='stack')
        self._services, self._step_id, self._at_end = services, step_id, at_end
        self._is_over = self._is_asking = False
        run = services.runs.get(viewer(), run.id)
        with self:
            self._badge = StatusBadge(run.status)
            self._items = ProgressBar(t('run.progress'), 'thin')
            self._writing = StreamingText(services.runs.text_so_far(viewer(), run.id, step_id), t('trial.answer'))
            self._end = box('stack')
        self.also(services.bus, StepText, self._piece, f'{run.id}/{step_id}')
        self._show(run)

    def _piece(self, event: StepText) -> None:
        if not self._writing.is_deleted:
            self._writing.add(event.offset, event.piece)

    def _show(self, run: Run) -> None:
        step = run.step(self._step_id)
        self._badge.show(run.status, self._sentence(run, step))
        self._items.set_visibility(bool(step.items) and not run.status.is_final)
        self._items.show(items_done(step), len(step.items), self._sentence(run, step))
        if not self._writing.is_deleted:
            self._writing.set_visibility(step.status is RunStatus.RUNNING and not step.items)
        if waits_for_answer(run) != self._is_asking:
            self._is_asking = waits_for_answer(run)
            self._draw_question(run)
        if run.status.is_final and not self._is_over:
            self._is_over = True
            self._draw_end(run, step)

    @staticmethod
    def _sentence(run: Run, step: StepRun) -> str:
        if waits_for_answer(run):
            return t('st.approve')
        if run.status is RunStatus.RUNNING and step.items:
            return t('step.items_done', done=number(items_done(step)), total=number(len(step.items)))
        if run.status is RunStatus.RUNNING and len(run.steps) > 1:
            return t('st.running', step=min(run.steps_done + 1, len(run.steps)), total=len(run.steps))
        return ''

    def _draw_question(self, run: Run) -> None:
        self._end.clear()
        if self._is_asking:
            announce(t('live_answer.asks'))
            with self._end, box('note line'):
                icon('hand')
                with box('words'):
                    words(t('live_answer.asks'), tag='span')
                    link_button(t('card.look'), f'/lauf/{run.id}', kind='two slim', name='answer-there')

    def _draw_end(self, run: Run, step: StepRun) -> None:
        self._writing.delete()
        self._end.clear()
        with self._end:
            if step.status is RunStatus.SKIPPED:
                words(skipped_because(run, step))
            if text := step.output or step.text:
                with box('paper'):
                    rich_text(text, step.passages)
                draw_sources(text, step.passages)
            save_links(run.id, step.files, SHOWN_FILES)
            if run.status is RunStatus.DONE:
                announce(t('trial.done'))
                if run.practice:
                    _note('info', 'info', t('st.practice'))
            elif run.error is not None:
                _trouble(run.error.code, run.error.params)
            if self._at_end is not None:
                self._at_end(run)
            link_button(t('trial.whole'), f'/lauf/{run.id}', kind='text edge')


def _note(kind: str, sign: str, sentence: str) -> None:
    with box(f'note {kind}'):
        icon(sign)
        words(sentence)


def _trouble(code: str, params: Mapping[str, Any]) -> None:
    announce(t(f'err.{code}.what', **params), urgent=True)
    with box('note bad'):
        icon('warning')
        with box('words'):
            words(t(f'err.{code}.what', **params), 'strong')
            words(t(f'err.{code}.do', **params))
