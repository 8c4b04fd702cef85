"""Which AI answers for a bot: first the service in plain words, the exact name behind "Mehr Einstellungen"."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import background_tasks, ui

from app.bootstrap import Services
from app.domain.connections import Connection
from app.domain.errors import AppError
from app.services.connection_book import leaves_house
from components.ai_name import connection_name
from components.field import Field
from components.live import Boundary
from components.markup import box, icon, words
from components.texts import t
from components.viewer import viewer


class ModelChoice:
    """Two fields of one value: '' (the usual AI), 'CONNECTION' or 'CONNECTION/MODEL'."""

    def __init__(self, services: Services, value: str, on_change: Callable[[str], None]) -> None:
        self._services, self._on_change = services, on_change
        self._value = value

    def draw_service(self) -> None:
        """The simple choice, and what it means for the text."""
        self._service = Field(
            t('bot.ai'),
            kind='choice',
            value=self._connection_id(),
            choices=self._services_in_words(),
            name='bot-ai',
            on_change=self._choose_service,
        )
        with Boundary():
            self._place = box('note info line')
            self._tell_where()

    def draw_exact(self) -> None:
        """The exact choice; its list comes from the service a moment later."""
        with Boundary() as area:
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
        self._service.set_value(self._connection_id())
        self._exact.set_value(self._model())
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
        if id == self._connection_id():
            return
        self._value = id
        self._exact.set_value('')
        self._on_change(self._value)
        self._tell_where()
        background_tasks.create(self._load(), name='list models', context=self._exact)

    def _choose_model(self, model: str) -> None:
        if model == self._model():
            return
        connection = self._connection()
        id = connection.id if connection else self._connection_id()
        self._value = f'{id}/{model}' if model else self._connection_id()
        if self._service.value != self._connection_id():
            self._service.set_value(self._connection_id())
        self._on_change(self._value)
        self._tell_where()

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
            elif connection.kind.value == 'practice':
                _line('info', t('privacy.practice'))
            elif leaves_house(connection, self._model()):
                _line('lock', t('privacy.outside', services=connection.name))
            else:
                _line('home', t('privacy.inside', services=connection.name))


def _line(sign: str, sentence: str) -> ui.element:
    icon(sign)
    with box('words'):
        return words(sentence)
