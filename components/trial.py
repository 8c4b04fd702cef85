"""'Probier mich aus': one question to a bot, its answer live. Not a chat: each question stands alone."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from app.bootstrap import Services
from app.domain.events import RunChanged, StepText
from app.domain.runs import Run, RunStatus
from components.announcer import announce
from components.attempt import attempt
from components.buttons import link_button, main_button
from components.draft import Draft
from components.field import Field
from components.live import Live
from components.markup import box, heading, icon, words
from components.rich_text import rich_text
from components.status_badge import StatusBadge
from components.streaming_text import StreamingText
from components.texts import t
from components.viewer import language, viewer


class Trial:
    """The question, and below it the answer as it comes."""

    def __init__(self, services: Services, bot_id: str) -> None:
        self._services, self._bot_id = services, bot_id
        self._draft = Draft(services, f'trial-{bot_id}')
        with box('card', tag='section').props('id=probier'):
            heading(t('trial.title'))
            self._question = self._draft.keep(
                'question', Field(t('trial.question'), kind='longtext', rows=3, name='trial-question')
            )
            with box('actions'):
                main_button(t('trial.ask'), self.ask, icon='play', name='trial-ask')
            self._answer = box('stack')

    async def ask(self) -> None:
        """Send the question to the bot."""
        self._question.show_error('')
        if not self._question.value.strip():
            self._question.show_error(t('field.required'))
            self._question.focus()
            return
        question = self._question.value
        start = partial(self._services.runs.start_bot, viewer(), self._bot_id, question, language=language())
        run = await attempt(start, self.ask)
        if run is None:
            return
        self._answer.clear()
        with self._answer:
            _Answer(self._services, run)


class _Answer:
    """One run of one step: its text while it grows, then formatted."""

    def __init__(self, services: Services, run: Run) -> None:
        self._services, self._run_id = services, run.id
        run = services.runs.get(viewer(), run.id)
        step = run.steps[0]
        with Live(services.bus, RunChanged, lambda event: self._show(event.run), run.id, classes='stack') as live:
            self._badge = StatusBadge(run.status)
            self._text = StreamingText(services.runs.text_so_far(viewer(), run.id, step.id), t('trial.answer'))
            live.also(services.bus, StepText, self._piece, f'{run.id}/{step.id}')
            self._end = box('stack')
        self._is_over = False
        self._show(run)

    def _piece(self, event: StepText) -> None:
        if not self._text.is_deleted:
            self._text.add(event.offset, event.piece)

    def _show(self, run: Run) -> None:
        self._badge.show(run.status)
        if not run.status.is_final or self._is_over:
            return
        self._is_over = True
        text = run.result or run.steps[0].text
        self._text.delete()
        with self._end:
            if text:
                with box('paper'):
                    rich_text(text)
            if run.status is RunStatus.DONE:
                announce(t('trial.done'))
                if run.practice:
                    _note(t('st.practice'))
            elif run.error is not None:
                _trouble(run.error.code, run.error.params)
            link_button(t('trial.whole'), f'/lauf/{run.id}', kind='text')


def _note(sentence: str) -> ui.element:
    with box('note info') as note:
        icon('info')
        words(sentence)
    return note


def _trouble(code: str, params: object) -> None:
    given = params if isinstance(params, dict) else {}
    announce(t(f'err.{code}.what', **given), urgent=True)
    with box('note bad'):
        icon('warning')
        with box('words'):
            words(t(f'err.{code}.what', **given), 'strong')
            words(t(f'err.{code}.do', **given))
