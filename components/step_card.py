"""One step of a run: what is finished is one line, what works is open and large, what waits is quiet."""

from __future__ import annotations

from collections.abc import Callable

from app.bootstrap import Services
from app.domain.events import StepChanged, StepText
from app.domain.pipelines import StepKind
from app.domain.runs import Question, Run, RunStatus, StepRun
from components.announcer import announce
from components.ask_words import answer_sentence
from components.buttons import link_button, text_button
from components.live import Live
from components.markup import box, emoji, heading, icon, words
from components.progress_bar import ProgressBar
from components.status_badge import LOOKS, StatusBadge
from components.step_details import draw_inner_link, open_step, peek
from components.step_files import save_links
from components.step_words import inner_recipe, items_done, skipped_because, step_title
from components.streaming_text import StreamingText
from components.texts import clock, number, t
from components.viewer import viewer

SHOWN_FILES = 3


class StepCard(Live):
    """Follows its step by itself."""

    def __init__(
        self, services: Services, run: Run, step: StepRun, *, further: Callable[[StepRun], None] | None = None
    ) -> None:
        super().__init__(services.bus, StepChanged, self._changed, f'{run.id}/{step.id}', classes='step', tag='li')
        self.also(services.bus, StepText, self._written, f'{run.id}/{step.id}')
        self._services = services
        self._run = run
        self._step = step
        self._further = further  # draws what else can be done with a finished step
        self._title = step_title(run, step)
        self._writing: StreamingText | None = None
        self._items: ProgressBar | None = None
        self.mark(f'step-{step.id}')
        with self:
            with box('tile') as self._tile:
                emoji(step.emoji)
            with box('body'):
                with box('title'):
                    heading(self._title, 2, 'as-card')
                    self._badge = StatusBadge(step.status)
                self._area = box('stack tight')
        self._color = ''
        self.show(step)

    def show(self, step: StepRun) -> None:
        """The step in another state."""
        self._step = step
        self._badge.show(step.status, _badge_words(step))
        color = LOOKS[step.status].color
        self._tile.classes(remove=self._color, add=color)
        self._color = color
        if self._items is not None and step.status is RunStatus.RUNNING and step.items and step.retry_at is None:
            self._show_items(self._items, step)
            return
        self._writing = self._items = None
        self._area.clear()
        with self._area:
            self._draw(step)

    def _draw(self, step: StepRun) -> None:
        if step.status is RunStatus.RUNNING:
            self._draw_working(step)
        elif step.status is RunStatus.NEEDS_YOU and step.question:
            self._draw_asking(step.question)
        elif step.status in (RunStatus.DONE, RunStatus.SKIPPED):
            self._draw_finished(step)
        elif step.text:
            words(peek(step.text), 'peek')

    def _draw_finished(self, step: StepRun) -> None:
        if step.status is RunStatus.SKIPPED:
            words(skipped_because(self._run, step), 'soft')
        else:
            words(peek(step.output), 'peek')
        if step.kind is StepKind.ASK and step.answers:
            words(answer_sentence(self._services, step.answers[-1]), 'soft')
        save_links(self._run.id, step.files, SHOWN_FILES)
        with box('row wrap'):
            read = text_button(t('step.read'), self._read, kind='edge', name=f'read-{step.id}')
            read.props['aria-label'] = f'{read.text}: {self._title}'
            if self._further is not None:
                self._further(step)

    def _draw_working(self, step: StepRun) -> None:
        if step.retry_at is not None and step.error is not None:
            with box('note'):
                icon('clock')
                with box('words'):
                    words(t(f'err.{step.error.code}.what', **step.error.params))
                    words(t('step.retry', clock=clock(step.retry_at.astimezone())))
        elif step.items:
            self._items = ProgressBar(t('run.progress'), 'thin')
            self._show_items(self._items, step)
        elif step.kind is StepKind.RECIPE:
            words(t('step.inner', recipe=inner_recipe(self._run, step)), 'soft')
            draw_inner_link(self._run, step)
        elif step.kind is StepKind.ACTION:
            words(t('step.calculating'), 'soft')
        else:
            self._draw_writing(step)

    def _draw_writing(self, step: StepRun) -> None:
        so_far = self._services.runs.text_so_far(viewer(), self._run.id, step.id)
        bot = step.bot_name or self._title
        self._writing = StreamingText(so_far, t('step.writing', bot=bot))
        if not so_far:
            self._writing.classes('gone')
            self._thinking = words(t('step.thinking', bot=bot), 'soft')

    def _draw_asking(self, question: Question) -> None:
        if question.child:
            words(t('ask.inside', recipe=inner_recipe(self._run, self._step)), 'soft')
            link_button(t('card.look'), f'/lauf/{question.child}', kind='text edge')
        else:
            words(t('ask.above'), 'soft')

    @staticmethod
    def _show_items(bar: ProgressBar, step: StepRun) -> None:
        bar.show(items_done(step), len(step.items), _badge_words(step))

    def _changed(self, event: StepChanged) -> None:
        if event.step.status is not self._step.status:
            self._announce(event.step)
        self.show(event.step)

    def _written(self, event: StepText) -> None:
        if self._writing is None:
            return
        if not self._writing.so_far:
            self._writing.classes(remove='gone')
            self._thinking.set_visibility(False)
        self._writing.add(event.offset, event.piece)

    def _announce(self, step: StepRun) -> None:
        place = [one.id for one in self._run.steps].index(step.id) + 1
        if step.status in (RunStatus.RUNNING, RunStatus.DONE):
            key = 'step.began' if step.status is RunStatus.RUNNING else 'step.finished'
            announce(t(key, step=place, total=len(self._run.steps), name=self._title))

    def _read(self) -> None:
        open_step(self._services, self._run, self._step)


def _badge_words(step: StepRun) -> str:
    """More than the word for the status; '' when that word is all there is to say."""
    if step.status is RunStatus.NEEDS_YOU and step.question:
        return t('st.approve')
    if step.status is RunStatus.RUNNING and step.items:
        return t('step.items_done', done=number(items_done(step)), total=number(len(step.items)))
    return t('step.reused') if step.reused_from else ''
