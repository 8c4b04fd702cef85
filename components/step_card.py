"""One step of a run: what is finished is one line, what works is open and large, what waits is quiet."""

from __future__ import annotations

from collections.abc import Callable

from app.bootstrap import Services
from app.domain.events import StepChanged, StepText
from app.domain.runs import Run, RunStatus, StepRun
from components.announcer import announce
from components.buttons import text_button
from components.live import Live
from components.markup import box, emoji, heading, icon, words
from components.status_badge import LOOKS, StatusBadge
from components.step_details import open_step
from components.streaming_text import StreamingText
from components.texts import clock, t
from components.viewer import viewer

PEEK = 220  # letters of a finished step that are shown at once


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
        self._writing: StreamingText | None = None
        self.mark(f'step-{step.id}')
        with self:
            with box('tile') as self._tile:
                emoji(step.emoji)
            with box('body'):
                with box('title'):
                    heading(step_title(step), 2, 'as-card')
                    self._badge = StatusBadge(step.status)
                self._area = box('stack tight')
        self._color = ''
        self.show(step)

    def show(self, step: StepRun) -> None:
        """The step in another state."""
        self._step = step
        self._badge.show(step.status, t('step.reused') if step.reused_from else '')
        color = LOOKS[step.status].color
        self._tile.classes(remove=self._color, add=color)
        self._color = color
        self._writing = None
        self._area.clear()
        with self._area:
            if step.status is RunStatus.RUNNING:
                self._draw_working(step)
            elif step.status is RunStatus.DONE:
                words(peek(step.output), 'peek')
                with box('row wrap'):
                    read = text_button(t('step.read'), self._read, kind='edge', name=f'read-{step.id}')
                    read.props['aria-label'] = f'{read.text}: {step_title(step)}'
                    if self._further is not None:
                        self._further(step)
            elif step.text:
                words(peek(step.text), 'peek')

    def _draw_working(self, step: StepRun) -> None:
        if step.retry_at is not None and step.error is not None:
            with box('note'):
                icon('clock')
                with box('words'):
                    words(t(f'err.{step.error.code}.what', **step.error.params))
                    words(t('step.retry', clock=clock(step.retry_at.astimezone())))
            return
        so_far = self._services.runs.text_so_far(viewer(), self._run.id, step.id)
        self._writing = StreamingText(so_far, t('step.writing', bot=step.bot_name))
        if not so_far:
            self._writing.classes('gone')
            self._thinking = words(t('step.thinking', bot=step.bot_name), 'soft')

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
            announce(t(key, step=place, total=len(self._run.steps), name=step_title(step)))

    def _read(self) -> None:
        open_step(self._services, self._run, self._step)


def step_title(step: StepRun) -> str:
    """'Recherche-Bot: Notizen ordnen'."""
    return t('step.title', bot=step.bot_name, name=step.name) if step.name else step.bot_name


def peek(text: str) -> str:
    """The first words, without the marks of Markdown."""
    plain = ' '.join(''.join(sign for sign in text[: 2 * PEEK] if sign not in '#*`>|_').split())
    return plain if len(plain) <= PEEK else plain[:PEEK].rsplit(' ', 1)[0] + ' …'
