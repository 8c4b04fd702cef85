"""Ready bots by everyday topic: one topic at a time, each bot taken with one press."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from app.bootstrap import Services
from app.domain.personalities import Personality
from components.announcer import announce
from components.buttons import Button, second_button
from components.live import Boundary
from components.markup import box, emoji, heading, named_group, tile, words
from components.texts import t
from components.viewer import language, viewer


class BotGallery(Boundary):
    """The topics as buttons, and below them the bots of the chosen one."""

    def __init__(self, services: Services) -> None:
        super().__init__('section', tag='section')
        self._services = services
        self._ready = services.personalities.list(viewer(), language())
        topics = {one.topic: one.topic_emoji for one in self._ready}
        with self:
            heading(t('ready.title'))
            words(t('ready.below'), 'soft')
            with named_group('choices ready-topics', t('ready.topics')):
                self._buttons = {topic: self._topic(topic, symbol) for topic, symbol in topics.items()}
            self._cards = box('grid ready', tag='ul').mark('ready-bots')
        self._show(next(iter(topics), ''))

    def _topic(self, topic: str, symbol: str) -> Button:
        button = second_button(topic, partial(self._choose, topic), name=f'topic-{topic}')
        with button:
            emoji(symbol)
        return button

    def _choose(self, topic: str) -> None:
        self._show(topic)
        announce(t('ready.shown', count=len([one for one in self._ready if one.topic == topic]), topic=topic))

    def _show(self, topic: str) -> None:
        for name, button in self._buttons.items():
            button.props['aria-pressed'] = 'true' if name == topic else 'false'
            button.update()
        self._cards.clear()
        with self._cards:
            for one in self._ready:
                if one.topic == topic:
                    self._card(one)

    def _card(self, one: Personality) -> None:
        with box('cell', tag='li'), box('card', tag='article').mark(f'ready-{one.key}'):
            with box('row'):
                tile(one.emoji)
                with box('stack tight'):
                    heading(one.name, 3)
                    words(one.sentence, 'soft')
            with box('actions'):
                take = second_button(t('ready.take'), partial(self._take, one), icon='plus', name=f'take-{one.key}')
                take.props['aria-label'] = t('ready.take_named', name=one.name)

    async def _take(self, one: Personality) -> None:
        bot = await self._services.personalities.copy(viewer(), one.key, language())
        announce(t('ready.taken', name=bot.name))
        ui.navigate.to(f'/bot/{bot.id}')
