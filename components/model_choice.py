"""Which AI answers for a bot: first in plain words, the exact list behind "Mehr Einstellungen"."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from nicegui import background_tasks, ui

from app.bootstrap import Services
from app.domain.connections import Connection, ConnectionKind
from app.domain.errors import AppError
from app.domain.events import ConnectionsChanged
from app.services.connection_book import leaves_house
from app.services.model_words import PlainChoice, PlainKind, plain_choices
from components.ai_name import ai_name, connection_name
from components.buttons import Button
from components.field import Field
from components.live import Boundary, Live
from components.markup import box, emoji, icon, named_group, words
from components.texts import t
from components.viewer import viewer

SIGNS = {PlainKind.FAST: '⚡', PlainKind.CAREFUL: '🔍', PlainKind.HOME: '🏠'}
USUAL, OWN = '⭐', '📌'


class ModelChoice:
    """Cards and two fields of one value: '' (the usual AI), 'CONNECTION' or 'CONNECTION/MODEL'."""

    def __init__(self, services: Services, value: str, on_change: Callable[[str], None]) -> None:
        self._services, self._on_change = services, on_change
        self._value = value

    def draw_cards(self) -> None:
        """The simple choice, and what it means for the text. Follows connections that come and go."""
        with Live(self._services.bus, ConnectionsChanged, lambda event: self._connections_changed(), classes='stack'):
            self._cards = named_group('offers', t('bot.ai'))
            self._place = box('note info line')
        self._draw_cards()
        self._tell_where()

    def draw_exact(self) -> None:
        """The exact choice; its list comes from the service a moment later."""
        with Boundary('stack') as area:
            self._service = Field(
                t('bot.service'),
                kind='choice',
                value=self._connection_id(),
                choices=self._services_in_words(),
                name='bot-ai',
                on_change=self._choose_service,
            )
            self._exact = Field(
                t('bot.exact'),
                kind='choice',
                value=self._model(),
                choices=self._known(()),
                help=t('bot.exact_help'),
                name='bot-exact',
                on_change=self._choose_model,
            )
        background_tasks.create(self._load(), name='list models', context=area)

    def show(self, value: str) -> None:
        """Another window chose."""
        self._value = value
        self._service.set_choices(self._services_in_words())
        self._service.set_value(self._connection_id())
        self._exact.set_choices(self._known(()))
        self._exact.set_value(self._model())
        if value in self._buttons:
            self._mark()  # the pressed card stays where it is, and the focus with it
        else:
            self._draw_cards()
        self._tell_where()

    def _draw_cards(self) -> None:
        offered = plain_choices(self._services.connections.list(viewer()))
        self._buttons: dict[str, Button] = {}
        self._cards.clear()
        with self._cards:
            self._card('', USUAL, t('bot.ai.usual'), t('bot.ai.usual_means'), ai_name(self._services, ''))
            for choice in offered:
                self._offer(choice)
            if self._value not in {'', *(choice.value for choice in offered)}:
                name = ai_name(self._services, self._value)
                self._card(self._value, OWN, t('bot.ai.own'), t('bot.ai.own_means'), name)
        self._mark()

    def _mark(self) -> None:
        for value, button in self._buttons.items():
            button.props['aria-pressed'] = 'true' if value == self._value else 'false'
            button.update()

    def _offer(self, choice: PlainChoice) -> None:
        kind, practice = choice.kind, choice.connection.kind is ConnectionKind.PRACTICE
        means = t('bot.ai.practice_means') if practice else t(f'bot.ai.{kind.value}_means')
        self._card(choice.value, SIGNS[kind], t(f'bot.ai.{kind.value}'), means, ai_name(self._services, choice.value))

    def _card(self, value: str, sign: str, title: str, means: str, name: str) -> None:
        button = Button('', partial(self._choose, value), kind='two offer', name=f'ai-{value or "usual"}')
        self._buttons[value] = button
        with button:
            emoji(sign)
            with box('words', tag='span'):
                words(title, tag='span')
                words(means, 'soft', 'span')
                words(name, 'soft small', 'span')

    def _choose(self, value: str) -> None:
        if value == self._value:
            return
        self.show(value)
        self._on_change(value)
        background_tasks.create(self._load(), name='list models', context=self._exact)

    def _connections_changed(self) -> None:
        self._service.set_choices(self._services_in_words())
        self._draw_cards()
        self._tell_where()

    def _services_in_words(self) -> list[tuple[str, str]]:
        connections = self._services.connections.list(viewer())
        usual = t('bot.ai_usual', name=next(connection_name(c) for c in connections if c.is_default))
        found = [(c.id, connection_name(c)) for c in connections]
        known = {id for id, _ in found}
        gone = [(self._connection_id(), t('bot.ai_gone'))] if self._connection_id() not in {'', *known} else []
        return [('', usual), *found, *gone]

    def _connection_id(self) -> str:
        return self._value.partition('/')[0]

    def _model(self) -> str:
        return self._value.partition('/')[2]

    def _connection(self) -> Connection | None:
        found = self._services.connections.list(viewer())
        wanted = self._connection_id()
        return next((c for c in found if c.id == wanted or (not wanted and c.is_default)), None)

    def _choose_service(self, id: str) -> None:
        if id != self._connection_id():
            self._choose(id)

    def _choose_model(self, model: str) -> None:
        if model == self._model():
            return
        connection = self._connection()
        id = connection.id if connection else self._connection_id()
        self._choose(f'{id}/{model}' if model else self._connection_id())

    async def _load(self) -> None:
        connection = self._connection()
        if connection is None:
            return
        try:
            models = [model.id for model in await self._services.connections.models(viewer(), connection.id)]
        except AppError:
            models = list(connection.models)  # what the service said last; the connections page tells what is wrong
        if not self._exact.is_deleted:
            self._exact.set_choices(self._known(models))

    def _known(self, models: object) -> list[tuple[str, str]]:
        names = list(models) if isinstance(models, (list, tuple)) else []
        if self._model() and self._model() not in names:
            names.append(self._model())
        return [('', t('bot.exact_usual')), *((name, name) for name in names)]

    def _tell_where(self) -> None:
        connection = self._connection()
        self._place.clear()
        with self._place:
            if connection is None:
                _line('warning', t('err.no_ai.what'))
            elif connection.kind is ConnectionKind.PRACTICE:
                _line('info', t('privacy.practice'))
            elif leaves_house(connection, self._model()):
                _line('lock', t('privacy.outside', services=connection.name))
            else:
                _line('home', t('privacy.inside', services=connection.name))


def _line(sign: str, sentence: str) -> ui.element:
    icon(sign)
    with box('words'):
        return words(sentence)
