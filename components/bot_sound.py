"""'So klingt der Bot': the same question answered by the bot as it is and with one change, side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from app.bootstrap import Services
from app.domain.bots import Bot, Tool
from app.domain.events import BotsChanged
from app.domain.runs import Run
from app.services.bot_variants import SENTENCES, Change, Variant
from app.services.model_words import PlainChoice, plain_choices
from components.ai_name import ai_name, connection_name
from components.announcer import announce
from components.attempt import attempt
from components.buttons import Button, second_button
from components.draft import Draft
from components.field import Field
from components.fold import fold
from components.live import Live
from components.live_answer import LiveAnswer
from components.markup import box, heading, icon, named_group, words
from components.texts import t
from components.viewer import language, viewer

SIGNS = {
    Change.FRIENDLIER: 'hand',
    Change.SHORTER: 'skip',
    Change.EXACT: 'search',
    Change.OTHER_AI: 'plug',
    Change.NO_DOCUMENTS: 'book',
}


class BotSound:
    """`on_adopt` gets what is to be saved, as parts of the bot."""

    def __init__(self, services: Services, bot_id: str, on_adopt: Callable[[Mapping[str, Any]], None]) -> None:
        self._services, self._bot_id, self._on_adopt = services, bot_id, on_adopt
        self._draft = Draft(services, f'sound-{bot_id}')
        self._change, self._ai = Change.FRIENDLIER, ''
        with box('card', tag='section').props('id=klang'):
            heading(t('sound.title'))
            words(t('sound.below'), 'soft')
            with fold(t('sound.open'), name='sound'):
                sample = services.personalities.sample(viewer(), bot_id) or t('sound.sample')
                self._question = self._draft.keep(
                    'question', Field(t('sound.question'), kind='longtext', rows=2, value=sample, name='sound-question')
                ).classes('sound-question')
                with Live(services.bus, BotsChanged, lambda event: self._bot_changed(), bot_id, classes='stack'):
                    self._draw_changes()
                with box('row'):
                    second_button(t('sound.ask'), self._ask, icon='play', name='sound-ask')
                self._answers = box('versions sound').mark('sound-answers')

    def _draw_changes(self) -> None:
        words(t('sound.change'), 'label')
        with named_group('choices', t('sound.change')):
            self._buttons = {
                change: second_button(
                    t(f'sound.change.{change.value}'),
                    partial(self._choose, change),
                    icon=SIGNS[change],
                    kind='slim',
                    name=f'sound-{change.value}',
                )
                for change in Change
            }
        self._other = Field(
            t('sound.which_ai'),
            kind='choice',
            choices=self._other_ais(),
            value=self._ai,
            name='sound-ai',
            on_change=self._take_ai,
        ).classes('half')
        with box('note info line'):
            icon('info')
            with box('words'):
                self._told = words('')
        self._choose(self._change)

    def _choose(self, change: Change) -> None:
        self._change = change
        self._mark(self._buttons)
        self._other.set_visibility(change is Change.OTHER_AI)
        self._told.set_text(self._sentence())

    def _mark(self, buttons: Mapping[Change, Button]) -> None:
        reads = self._reads_documents()
        for change, button in buttons.items():
            button.props['aria-pressed'] = 'true' if change is self._change else 'false'
            button.update()
            button.set_visibility(change is not Change.NO_DOCUMENTS or reads)

    def _bot_changed(self) -> None:
        """Another window may have taken its documents away."""
        if self._change is Change.NO_DOCUMENTS and not self._reads_documents():
            self._choose(Change.FRIENDLIER)
        else:
            self._mark(self._buttons)

    def _reads_documents(self) -> bool:
        bot = next((bot for bot in self._services.bots.list(viewer()) if bot.id == self._bot_id), None)
        return bot is not None and Tool.DOCUMENTS.value in bot.tools

    def _sentence(self) -> str:
        if self._change in SENTENCES:
            return t('sound.adds', sentence=t(f'sound.sentence.{self._change.value}'))
        return t(f'sound.means.{self._change.value}')

    def _other_ais(self) -> list[tuple[str, str]]:
        """In plain words where that can be said, then by name."""
        connections = self._services.connections.list(viewer())
        plain = {choice.value: self._in_words(choice) for choice in plain_choices(connections)}
        named = {one.id: connection_name(one) for one in connections if one.id not in plain}
        return [('', t('bot.ai.usual')), *plain.items(), *named.items()]

    def _in_words(self, choice: PlainChoice) -> str:
        name = ai_name(self._services, choice.value)
        return t('sound.ai_named', kind=t(f'bot.ai.{choice.kind.value}'), name=name)

    def _take_ai(self, value: str) -> None:
        self._ai = value

    async def _ask(self) -> None:
        self._question.show_error('')
        if not self._question.value.strip():
            self._question.show_error(t('field.required'))
            self._question.focus()
            return
        question, variant = self._question.value, self._variant()
        bot = self._services.bots.get(viewer(), self._bot_id)
        changes = variant.changes(bot)
        if not changes:
            announce(t('sound.same'))
            self._told.set_text(t('sound.same'))
            return
        start = partial(self._services.runs.start_bot, viewer(), self._bot_id, question, language=language())
        now = await attempt(start, self._ask)
        other = await attempt(partial(start, variant=variant.of(bot)), self._ask) if now else None
        if now is not None and other is not None and not self._answers.is_deleted:
            self._show(bot, now, other)

    def _variant(self) -> Variant:
        if self._change in SENTENCES:
            return Variant(self._change, t(f'sound.sentence.{self._change.value}'))
        return Variant(self._change, self._ai)

    def _show(self, bot: Bot, now: Run, other: Run) -> None:
        title, variant = t(f'sound.change.{self._change.value}'), self._variant()
        self._answers.clear()
        with self._answers:
            with box('version stack', tag='section'):
                heading(t('sound.now'), 3)
                LiveAnswer(self._services, now, now.steps[0].id)
            with box('version stack', tag='section'):
                heading(title, 3)
                LiveAnswer(self._services, other, other.steps[0].id)
                second_button(t('sound.adopt'), partial(self._adopt, variant), icon='check', name='sound-adopt')

    def _adopt(self, variant: Variant) -> None:
        """The change, and not what else the bot was like when the question was asked."""
        bot = self._services.bots.get(viewer(), self._bot_id)
        changes = variant.changes(bot)
        if changes:
            self._on_adopt(changes)
        announce(t('sound.adopted'))
        self._answers.clear()
        with self._answers, box('note good'):
            icon('check')
            words(t('sound.adopted'))
