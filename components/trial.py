"""'Probier mich aus': one question to a bot, its answer live. Not a chat: each question stands alone."""

from __future__ import annotations

from functools import partial

from app.bootstrap import Services
from components.attempt import attempt
from components.buttons import main_button
from components.draft import Draft
from components.field import Field
from components.live_answer import LiveAnswer
from components.markup import box, heading
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
            LiveAnswer(self._services, run, run.steps[0].id)
