"""The window in which a connection is changed; it is tried before it is closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from nicegui import background_tasks

from app.bootstrap import Services
from app.domain.connections import Connection, ConnectionCheck, ConnectionKind
from app.domain.errors import AppError
from components.buttons import main_button, second_button
from components.dialog import panel
from components.field import Field
from components.focus import focus_soon
from components.fold import fold
from components.form import Form
from components.markup import box
from components.secret_field import SecretField
from components.texts import t
from components.viewer import viewer


class ConnectionPanel:
    """Opens at once. `focus` 'key' begins in the key field; `on_saved` gets the result of trying."""

    def __init__(
        self,
        services: Services,
        connection: Connection,
        *,
        focus: str,
        on_saved: Callable[[ConnectionCheck], None],
    ) -> None:
        self._services, self._connection, self._on_saved = services, connection, on_saved
        self._form = Form()
        with panel(t('ai.edit_title', name=connection.name)) as self._dialog:
            self._name = self._form.add('name', Field(t('ai.name'), value=connection.name, limit=120, name='name'))
            self._model = self._form.add(
                'default_model',
                Field(
                    t('ai.model'),
                    kind='choice',
                    value=connection.default_model,
                    choices=self._models(connection.models),
                    help=t('ai.model_help'),
                    name='model',
                ),
            )
            help = t('ai.new_key_help') if connection.has_key else t('ai.key_optional')
            self._key = SecretField(t('ai.new_key') if connection.has_key else t('ai.key'), help=help, name='key')
            self._form.add('api_key', self._key.field)
            with fold(t('bot.more'), name='more', is_open=connection.kind is ConnectionKind.OLLAMA):
                self._address = self._form.add(
                    'base_url', Field(t('ai.address'), value=connection.base_url, limit=500, name='address')
                )
                self._parallel = self._form.add('max_parallel', self._parallel_field(connection.max_parallel))
            with box('end'):
                second_button(t('btn.cancel'), self._dialog.close)
                main_button(t('ai.save_changes'), self._save, name='save-connection')
        self._dialog.open()
        background_tasks.create(self._load_models(), name='list models', context=self._dialog)
        if focus == 'key':
            focus_soon(self._key.field)

    def _parallel_field(self, now: int | None) -> Field:
        values = ['1', '2', '4', '8']
        current = '' if now is None else str(now)
        return Field(
            t('ai.parallel'),
            kind='choice',
            value=current,
            choices=[('', t('ai.parallel_free')), *((v, v) for v in dict.fromkeys([*values, current]) if v)],
            help=t('ai.parallel_help'),
            name='parallel',
        )

    def _models(self, names: Any) -> list[tuple[str, str]]:
        chosen = self._connection.default_model
        known = [*names, *([chosen] if chosen and chosen not in names else [])]
        return [('', t('ai.first_model')), *((name, name) for name in known)]

    async def _load_models(self) -> None:
        try:
            found = await self._services.connections.models(viewer(), self._connection.id, refresh=True)
        except AppError:
            return  # the list of last time stays; trying after saving tells what is wrong
        if not self._model.is_deleted:
            self._model.set_choices(self._models([model.id for model in found]))

    async def _save(self) -> None:
        changes: dict[str, Any] = {
            'name': self._name.value,
            'default_model': self._model.value,
            'base_url': self._address.value,
            'max_parallel': int(self._parallel.value) if self._parallel.value else None,
        }
        if self._key.value.strip():
            changes['api_key'] = self._key.value
        connections = self._services.connections
        saved = await self._form.send(partial(connections.update, viewer(), self._connection.id, changes))
        if saved is None:
            return
        self._dialog.close()
        self._on_saved(await connections.test(viewer(), saved.id))
